// Package demo holds three small reviews to try Foureyes with, and starts them:
// a product photo to classify, a receipt whose fields need checking, and a
// model-written answer to judge.
//
// It owns the content (templates, inputs and pictures, all in the binary) and
// does with it what a requester would do through the AWS APIs. Starting a server
// for it, and telling people how to go on, are left to app and cmd.
package demo

import (
	"context"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/object"
	"foureyes/internal/taskui"
)

// Bucket holds the pictures that the inputs name, and takes the outputs.
const Bucket = "demo"

// Objects is the store of objects.
type Objects interface {
	CreateBucket(ctx context.Context, b object.Bucket) (object.Bucket, error)
	PutObject(ctx context.Context, as flow.Access, bucket, key, contentType string, body []byte) error
}

// Requester is who asks for the reviews, with the rooms that a requester's AWS
// calls lead to.
type Requester struct {
	Account, Region, Principal string

	Objects Objects
	UIs     *taskui.Service
	Flows   *flow.Service
	Loops   *humanloop.Service
}

// Review is one flow definition that was made, with its loops waiting.
type Review struct {
	Title string
	// Tasks is how many loops were started.
	Tasks int
	// OutputURI is where the output of the loop that is offered first will lie.
	OutputURI string
}

// Seed makes the bucket with its pictures, then the templates, the flow
// definitions and the human loops. It expects a server on which none of them is;
// the first one that is there already is returned as a fault.
func Seed(ctx context.Context, r Requester, now time.Time) ([]Review, error) {
	s := &seeder{r, now}
	if err := s.bucket(ctx); err != nil {
		return nil, err
	}
	reviews := make([]Review, 0, len(kinds))
	for _, k := range kinds {
		review, err := s.review(ctx, k)
		if err != nil {
			return nil, err
		}
		reviews = append(reviews, review)
	}
	return reviews, nil
}
