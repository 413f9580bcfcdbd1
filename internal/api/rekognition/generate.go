package rekognition

//go:generate go run foureyes/internal/aws/shape/shapegen -contract ../../../contract/rekognition.json -divergences ../../../contract/divergences.json -package rekognition -answers
