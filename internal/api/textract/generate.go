package textract

//go:generate go run foureyes/internal/aws/shape/shapegen -contract ../../../contract/textract.json -divergences ../../../contract/divergences.json -package textract -answers
