// Package predict is what the doors of AI services share, Textract's and Rekognition's: what
// a prediction does in its caller's name is asked for here. The operations, their shapes
// and what their errors are called are the doors' own.
package predict

import (
	"context"
	"errors"

	"foureyes/internal/api/gate"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
	"foureyes/internal/prediction"
)

// Permit asks the gate, if there is one, for what a prediction does in the caller's
// name: starting a human loop and reading an object. That an object may not be read is
// told as if it were not there.
func Permit(ctx context.Context, before *gate.Gate, c aws.Call, r prediction.Request) error {
	if before == nil {
		return nil
	}
	if r.Review != nil {
		loop := arn.New("sagemaker", c.Region, c.Account, "human-loop", r.Review.LoopName).String()
		p := auth.Permission{
			Action: "sagemaker:StartHumanLoop", Resource: loop,
			Values: map[string][]string{auth.KeyFlowDefinition: {r.Review.FlowDefinitionARN}},
		}
		if err := before.Permit(ctx, c, p); err != nil {
			return err
		}
	}
	if r.Image.Bucket == "" {
		return nil
	}
	object := arn.ARN{Partition: arn.Partition(c.Region), Service: "s3", Resource: r.Image.Bucket + "/" + r.Image.Name}.String()
	err := before.Permit(ctx, c, auth.Permission{Action: "s3:GetObject", Resource: object})
	if _, denied := errors.AsType[*aws.Fault](err); denied {
		return prediction.Unreadable(err)
	}
	return err
}
