package prediction

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// seen is what a source looked at, and what it answered.
type seen struct {
	image  []byte
	format Format
	answer []byte
}

// loopInput is the input of a loop of a built-in task type, of which human loops
// make the rest.
type loopInput struct {
	Request  json.RawMessage `json:"aiServiceRequest"`
	Response json.RawMessage `json:"aiServiceResponse"`
}

// review starts a human loop, if the conditions say so. Bytes that were sent are kept
// only then.
func (s *Service) review(ctx context.Context, r Request, d flow.Definition, o seen, now time.Time) (*Activation, error) {
	bucket, name := r.Image.Bucket, r.Image.Name
	var keep func(context.Context) error
	if bucket == "" {
		at, key, err := place(d, o)
		if err != nil {
			return nil, err
		}
		bucket, name = at.Bucket, key
		keep = func(ctx context.Context) error {
			if err := s.p.Objects.PutObject(ctx, d.Access(), bucket, name, o.format.ContentType, o.image); err != nil {
				return fmt.Errorf("keep the %s for the workers: %w", r.Operation.noun, err)
			}
			return nil
		}
	}
	input, err := inputOf(r.Shape.Located(bucket, name), o.answer)
	if err != nil {
		return nil, err
	}
	return s.start(ctx, r, input, keep, now)
}

// place is where bytes that were sent are kept for the workers: beside the outputs
// of the flow definition, by their hash, so that a request that is repeated is the
// same request.
func place(d flow.Definition, o seen) (flow.Location, string, error) {
	at, err := flow.ParseOutputPath(d.OutputPath)
	if err != nil {
		return flow.Location{}, "", err
	}
	sum := sha256.Sum256(o.image)
	return at, at.Key(d.Name + "/inputs/" + hex.EncodeToString(sum[:]) + "." + o.format.Extension), nil
}

func inputOf(request, answer []byte) (string, error) {
	var in loopInput
	var err error
	if in.Request, err = camel(request); err != nil {
		return "", fmt.Errorf("make the loop's input of the request: %w", err)
	}
	if in.Response, err = camel(answer); err != nil {
		return "", fmt.Errorf("make the loop's input of the answer: %w", err)
	}
	text, err := encode(in)
	return string(text), err
}

func (s *Service) start(ctx context.Context, r Request, input string, keep func(context.Context) error, now time.Time) (*Activation, error) {
	begun, err := s.p.Loops.Start(ctx, humanloop.StartRequest{
		Account: r.Account, Region: r.Region, Principal: r.Principal, Name: r.Review.LoopName, Keep: keep,
		FlowDefinitionARN: r.Review.FlowDefinitionARN, InputContent: input, ContentClassifiers: r.Review.ContentClassifiers,
	}, now)
	if err != nil {
		return nil, err
	}
	out := &Activation{Reasons: begun.Activation.Reasons, Results: begun.Activation.Results}
	if begun.ID != "" {
		out.LoopARN = begun.ARN()
	}
	return out, nil
}
