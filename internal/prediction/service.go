package prediction

import (
	"context"
	"fmt"
	"time"

	"foureyes/internal/aws/arn"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// Shape is a request in the words of its API, which doors know.
type Shape interface {
	// Asked writes the request with these bytes in it, as a source is asked: without
	// what is said about human review.
	Asked(image []byte) []byte
	// Located writes the request with the image at a place in S3, as the human loop has
	// it: with what is said about human review.
	Located(bucket, name string) []byte
	// Answer holds what a source answered against the contract and writes it anew. The
	// last answer that fitted is the one that counts.
	Answer(answer []byte) ([]byte, error)
}

// Request is one call of an operation.
type Request struct {
	Account, Region, Principal string
	Operation                  Operation
	Image                      Image
	Shape                      Shape
	// Review is what the call says about human review; nil for nothing.
	Review *Review
}

// Review names the human loop that people shall look in, if need be.
type Review struct {
	LoopName, FlowDefinitionARN string
	ContentClassifiers          []string
}

// Question is what a source is asked.
type Question struct {
	Account, Region string
	Operation       Operation
	Image           []byte
	Shape           Shape
}

// Sources ask the prediction source of an account and region.
type Sources interface {
	// Ask gives the answer as Shape.Answer writes it. An error is a fault about one of
	// the subjects of this package.
	Ask(ctx context.Context, q Question) ([]byte, error)
}

// Flows finds flow definitions.
type Flows interface {
	FlowDefinition(ctx context.Context, account, region, name string) (flow.Definition, error)
}

// Loops starts human loops.
type Loops interface {
	Start(ctx context.Context, r humanloop.StartRequest, now time.Time) (humanloop.Begun, error)
}

// Parts are what a Service is made of.
type Parts struct {
	Sources Sources
	Flows   Flows
	Loops   Loops
	Objects Objects
}

// Service answers for Textract and Rekognition.
type Service struct{ p Parts }

// NewService joins the room to what it asks.
func NewService(p Parts) *Service { return &Service{p: p} }

// Activation is what came of a review that was asked for.
type Activation struct {
	// LoopARN is that of the loop; empty when people need not look.
	LoopARN string
	// Reasons tell why people look; empty when they need not.
	Reasons []string
	// Results are the conditions with the result of each; empty when there are none.
	Results string
}

// Predict asks the source, and people where the conditions say so. The answer is in
// the request's Shape; the activation is nil when no review was asked for. What can
// be refused without the source is refused before it is asked.
func (s *Service) Predict(ctx context.Context, r Request, now time.Time) (*Activation, error) {
	if err := r.Operation.check(r.Image); err != nil {
		return nil, err
	}
	var d flow.Definition
	if r.Review != nil {
		var err error
		if d, err = s.flowOf(ctx, r); err != nil {
			return nil, err
		}
	}
	image, format, err := s.load(ctx, r)
	if err != nil {
		return nil, err
	}
	answer, err := s.p.Sources.Ask(ctx, Question{Account: r.Account, Region: r.Region, Operation: r.Operation, Image: image, Shape: r.Shape})
	if err != nil || r.Review == nil {
		return nil, err
	}
	return s.review(ctx, r, d, seen{image, format, answer}, now)
}

// flowOf finds the flow definition that shall review the answer.
func (s *Service) flowOf(ctx context.Context, r Request) (flow.Definition, error) {
	named := r.Review.FlowDefinitionARN
	missing := fault.New(fault.NotFound, fault.FlowDefinition, "Flow definition %s does not exist.", named)
	a, err := arn.Parse(named)
	if err != nil || a.Account != r.Account || a.Region != r.Region {
		return flow.Definition{}, missing
	}
	d, err := s.p.Flows.FlowDefinition(ctx, r.Account, r.Region, a.Name())
	switch {
	case fault.Is(err, fault.NotFound), err == nil && d.ARN() != named:
		return flow.Definition{}, missing
	case err != nil:
		return flow.Definition{}, fmt.Errorf("find the flow definition: %w", err)
	case d.RequestSource != r.Operation.RequestSource:
		return flow.Definition{}, fault.New(fault.Invalid, fault.FlowDefinition,
			"Flow definition %s does not review %s: its HumanLoopRequestSource must be %s.", named, r.Operation.Name, r.Operation.RequestSource)
	}
	return d, nil
}
