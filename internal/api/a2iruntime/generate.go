package a2iruntime

//go:generate go run foureyes/internal/aws/shape/shapegen -contract ../../../contract/a2i-runtime.json -divergences ../../../contract/divergences.json -package a2iruntime
