package sagemaker

//go:generate go run foureyes/internal/aws/shape/shapegen -contract ../../../contract/sagemaker.json -divergences ../../../contract/divergences.json -package sagemaker
