// Package textract is the door of Amazon Textract's operation that people can
// review (AWS JSON 1.1): AnalyzeDocument. It decodes, calls the room prediction, and
// encodes; what its errors are called is in errors.go. Shapes and checks, those of
// what prediction sources answer included, are generated from the contract.
package textract

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
	server.Gate = before.Door("textract", permissions)
	return awsjson.New(server, prediction.AnalyzeDocument.Target, analyzeDocumentOperation.Bind(a.analyzeDocument))
}

func (a *API) analyzeDocument(ctx context.Context, c aws.Call, in *AnalyzeDocumentInput) (*AnalyzeDocumentOutput, error) {
	call := &analysis{in: *in}
	r := prediction.Request{
		Account: c.Account, Region: c.Region, Principal: c.Principal,
		Operation: prediction.AnalyzeDocument, Image: call.document(), Shape: call, Review: reviewOf(in.HumanLoopConfig),
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
