// Package rekognition is the door of Amazon Rekognition's operation that people can
// review (AWS JSON 1.1): DetectModerationLabels. It decodes, calls the room prediction, and
// encodes; what its errors are called is in errors.go. Shapes and checks, those of
// what prediction sources answer included, are generated from the contract.
package rekognition

import (
	"context"
	"net/http"

	"foureyes/internal/api/gate"
	"foureyes/internal/api/predict"
	"foureyes/internal/aws"
	"foureyes/internal/aws/awsjson"
	"foureyes/internal/prediction"
)

// API answers the operation.
type API struct {
	predictions *prediction.Service
	before      *gate.Gate
}

// New makes the handler of the API. server says how to authenticate and to log; its
// Fault is set here. before is asked about every call; nil lets all through.
func New(predictions *prediction.Service, server aws.Server, before *gate.Gate) http.Handler {
	a := &API{predictions, before}
	server.Fault = names.Fault
	server.Gate = before.Door("rekognition", permissions)
	return awsjson.New(server, prediction.DetectModerationLabels.Target, detectModerationLabelsOperation.Bind(a.detectModerationLabels))
}

func (a *API) detectModerationLabels(ctx context.Context, c aws.Call, in *DetectModerationLabelsInput) (*DetectModerationLabelsOutput, error) {
	call := &detection{in: *in}
	r := prediction.Request{
		Account: c.Account, Region: c.Region, Principal: c.Principal,
		Operation: prediction.DetectModerationLabels, Image: call.image(), Shape: call, Review: reviewOf(in.HumanLoopConfig),
	}
	if err := predict.Permit(ctx, a.before, c, r); err != nil {
		return nil, err
	}
	activation, err := a.predictions.Predict(ctx, r, c.Time)
	if err != nil {
		return nil, err
	}
	call.out.HumanLoopActivationOutput = activationOf(activation)
	return call.out, nil
}
