package textract

import (
	"context"
	"errors"

	"foureyes/internal/api/gate"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
	"foureyes/internal/prediction"
)

// permissions are what the operation needs before what it names is looked at
// (Service Authorization Reference, Textract). It may start a human loop, so it is
// audited.
var permissions = map[string]gate.Operation{"AnalyzeDocument": gate.Changing(gate.Anything())}

// permit asks for what the operation does in the caller's name: starting a human
// loop and reading an object. That an object may not be read is told as if it were
// not there.
func (a *API) permit(ctx context.Context, c aws.Call, r prediction.Request) error {
	if a.before == nil {
		return nil
	}
	if r.Review != nil {
		loop := arn.New("sagemaker", c.Region, c.Account, "human-loop", r.Review.LoopName).String()
		if err := a.before.Permit(ctx, c, auth.Permission{Action: "sagemaker:StartHumanLoop", Resource: loop}); err != nil {
			return err
		}
	}
	if r.Image.Bucket == "" {
		return nil
	}
	object := arn.ARN{Partition: arn.Partition(c.Region), Service: "s3", Resource: r.Image.Bucket + "/" + r.Image.Name}.String()
	err := a.before.Permit(ctx, c, auth.Permission{Action: "s3:GetObject", Resource: object})
	if _, denied := errors.AsType[*aws.Fault](err); denied {
		return prediction.Unreadable(err)
	}
	return err
}
