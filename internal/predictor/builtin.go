package predictor

import (
	"context"
	"errors"
	"fmt"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"foureyes/internal/prediction"
)

// Recogniser reads an image itself and answers in the shape of the operation. body is
// the request as a source gets it. An error that is a *Refusal is told to the caller.
type Recogniser interface {
	Recognise(ctx context.Context, image, body []byte) ([]byte, error)
}

// Refusal is that a recogniser cannot do a request, in AWS's words.
type Refusal struct {
	// Code is one of the operation's errors, such as BadDocumentException.
	Code, Message string
	Cause         error
}

// Error tells code and message.
func (r *Refusal) Error() string { return reason(r.Code, r.Message).Error() }

// Unwrap gives the cause.
func (r *Refusal) Unwrap() error { return r.Cause }

// Recognisers find those that are built in, by service. The error of one that cannot
// work on this machine is a sentence for the operator. They are asked for each call,
// so they remember what they found.
type Recognisers map[string]func() (Recogniser, error)

type builtin struct{ all Recognisers }

// find gives the recogniser of a service. The error is a sentence for the operator.
func (b builtin) find(service string) (Recogniser, error) {
	if find := b.all[service]; find != nil {
		return find()
	}
	return nil, fmt.Errorf("no recogniser is built in for %s", service)
}

// Check wants nothing but that the recogniser can work here.
func (b builtin) Check(to Destination) error {
	if to.Address != "" || len(to.Secret) > 0 || to.AccessKeyID != "" || to.Settings.Region != "" {
		return errors.New("the recogniser that is built in has no address, key or secret")
	}
	_, err := b.find(to.Service)
	return err
}

// Ask lets the recogniser read the image.
func (b builtin) Ask(ctx context.Context, to Destination, q prediction.Question, _ time.Time) ([]byte, error) {
	r, err := b.find(to.Service)
	if err != nil {
		return nil, &failure{class: shut, cause: err}
	}
	answer, err := r.Recognise(ctx, q.Image, q.Shape.Asked(nil))
	if refusal, is := errors.AsType[*Refusal](err); is {
		return nil, told(refusal.Code, refusal.Message, err)
	}
	return answer, err
}

// Callers gives the caller of each kind. Commands are looked for in folder.
func Callers(folder string, recognisers Recognisers) map[string]Caller {
	c := newClient()
	return map[string]Caller{
		AWS: amazon{c, v4.NewSigner()}, HTTP: endpoint{c}, Command: command{folder}, Builtin: builtin{recognisers},
	}
}
