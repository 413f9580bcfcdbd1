// Package eventbridge sends events to an event bus: Amazon EventBridge's PutEvents,
// there or at a service like it.
//
// It owns what of an event becomes which member of an entry. The bus gives each
// event an id of its own; a loop's ARN and status tell repeats.
package eventbridge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"foureyes/internal/event"
	"foureyes/internal/event/awsapi"
)

// OwnSource stands for the source of Amazon's events at Amazon itself, which takes
// no events from others under a source that begins with "aws.".
const OwnSource = "foureyes.sagemaker"

// Sender sends events to event buses. It is safe for concurrent use.
type Sender struct{ client *awsapi.Client }

// New makes a Sender.
func New(client *awsapi.Client) *Sender { return &Sender{client} }

type settings struct {
	awsapi.Settings

	// Source stands for aws.sagemaker.
	Source string `json:"source"`
}

var (
	busARN     = regexp.MustCompile(`^arn:aws[\w-]*:events:([a-z0-9-]+):\d{12}:event-bus/[/.\w-]+$`)
	busName    = regexp.MustCompile(`^[/.\w-]{1,256}$`)
	sourceName = regexp.MustCompile(`^[/.\w-]{1,256}$`)
)

func read(to event.Destination) (settings, error) {
	var s settings
	if err := to.Decode(&s); err != nil {
		return s, err
	}
	if arn := busARN.FindStringSubmatch(to.Address); arn != nil {
		s.Settings = s.In(arn[1])
	}
	return s, nil
}

// Check wants the name or the ARN of an event bus, and settings to sign with.
func (r *Sender) Check(to event.Destination) error {
	s, err := read(to)
	switch {
	case err != nil:
		return err
	case !busARN.MatchString(to.Address) && !busName.MatchString(to.Address):
		return errors.New("an event bus is told by its name, or by an ARN such as arn:aws:events:eu-west-1:123456789012:event-bus/default")
	case s.Source != "" && !sourceName.MatchString(s.Source):
		return errors.New("a source is of letters, digits, dots, hyphens, underscores and slashes")
	case strings.HasPrefix(s.Source, "aws.") && awsapi.IsAmazon(s.URL("events")):
		return errors.New(`no source that begins with "aws." is taken by Amazon EventBridge`)
	}
	return s.Check(to.Secret)
}

type entry struct {
	Time         int64 // seconds since 1970
	Source       string
	Resources    []string `json:",omitempty"`
	DetailType   string
	Detail       string // JSON
	EventBusName string
}

type input struct{ Entries []entry }

type output struct {
	FailedEntryCount int
	Entries          []struct{ ErrorCode, ErrorMessage string }
}

// Send puts one event on the bus; nil once the bus has taken it.
func (r *Sender) Send(ctx context.Context, to event.Destination, e event.Event, now time.Time) error {
	s, err := read(to)
	if err != nil {
		return err
	}
	v, err := e.Envelope()
	if err != nil {
		return err
	}
	body, err := json.Marshal(input{[]entry{{
		Time: v.Time.Unix(), Source: s.sourceOf(v), Resources: v.Resources, DetailType: v.DetailType,
		Detail: string(v.Detail), EventBusName: to.Address,
	}}})
	if err != nil {
		return fmt.Errorf("encode the entry: %w", err)
	}
	answer, err := r.client.Do(ctx, awsapi.Request{
		Service: "events", URL: s.URL("events"), ContentType: "application/x-amz-json-1.1", Target: "AWSEvents.PutEvents", Body: body,
	}, s.Settings, to.Secret, now)
	if err != nil {
		return err
	}
	return taken(answer, now)
}

// sourceOf is the source of the entry.
func (s settings) sourceOf(v event.Envelope) string {
	switch {
	case v.Source != event.Source:
		return v.Source
	case s.Source != "":
		return s.Source
	case awsapi.IsAmazon(s.URL("events")):
		return OwnSource
	}
	return v.Source
}

// taken reads an answer, which may be 200 and still refuse the entry.
func taken(answer []byte, now time.Time) error {
	var out output
	if err := json.Unmarshal(answer, &out); err != nil {
		return fmt.Errorf("read the answer of events: %w", err)
	}
	if out.FailedEntryCount == 0 {
		return nil
	}
	for _, e := range out.Entries {
		if e.ErrorCode == "" {
			continue
		}
		err := fmt.Errorf("events refused the entry: %w", awsapi.Reason(e.ErrorCode, e.ErrorMessage))
		if awsapi.Throttles(e.ErrorCode) {
			return awsapi.Pause(err, now)
		}
		return err
	}
	return errors.New("events refused the entry and did not say why")
}
