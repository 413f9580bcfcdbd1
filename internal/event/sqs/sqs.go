// Package sqs sends events to a queue: Amazon SQS's SendMessage, there or at a
// service like it that speaks SQS's JSON protocol.
//
// It owns what of an event becomes which member of the message.
package sqs

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"foureyes/internal/event"
	"foureyes/internal/event/awsapi"
)

// Sender sends events to queues. It is safe for concurrent use.
type Sender struct{ client *awsapi.Client }

// New makes a Sender.
func New(client *awsapi.Client) *Sender { return &Sender{client} }

var amazonHost = regexp.MustCompile(`^sqs\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$`)

// read fills in what the queue's URL tells: the region, and where to ask.
func read(to event.Destination) (awsapi.Settings, error) {
	var s awsapi.Settings
	if err := to.Decode(&s); err != nil {
		return s, err
	}
	u, err := url.Parse(to.Address)
	if err != nil {
		return s, fmt.Errorf("read the queue's URL: %w", err)
	}
	if host := amazonHost.FindStringSubmatch(u.Hostname()); host != nil {
		s = s.In(host[1])
	}
	if s.Endpoint == "" {
		s.Endpoint = u.Scheme + "://" + u.Host
	}
	return s, nil
}

// Check wants the URL of a queue, and settings to sign with.
func (r *Sender) Check(to event.Destination) error {
	if err := awsapi.CheckURL("queue's URL", to.Address); err != nil {
		return err
	}
	s, err := read(to)
	if err != nil {
		return err
	}
	return s.Check(to.Secret)
}

type attribute struct{ DataType, StringValue string }

type input struct {
	QueueURL               string `json:"QueueUrl"`
	MessageBody            string
	MessageAttributes      map[string]attribute
	MessageGroupID         string `json:"MessageGroupId,omitempty"`
	MessageDeduplicationID string `json:"MessageDeduplicationId,omitempty"`
}

// Send sends one event; nil once the queue has taken it.
func (r *Sender) Send(ctx context.Context, to event.Destination, e event.Event, now time.Time) error {
	s, err := read(to)
	if err != nil {
		return err
	}
	m, err := message(to.Address, e)
	if err != nil {
		return err
	}
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode the message: %w", err)
	}
	_, err = r.client.Do(ctx, awsapi.Request{
		Service: "sqs", URL: s.URL("sqs"), ContentType: "application/x-amz-json-1.0", Target: "AmazonSQS.SendMessage", Body: body,
	}, s, to.Secret, now)
	return err
}

// message is what is sent. A FIFO queue keeps the events of one loop in order and
// drops repeats by itself.
func message(queue string, e event.Event) (input, error) {
	v, err := e.Envelope()
	if err != nil {
		return input{}, err
	}
	m := input{QueueURL: queue, MessageBody: string(e.Body), MessageAttributes: map[string]attribute{}}
	for _, a := range v.Attributes() {
		m.MessageAttributes[a[0]] = attribute{"String", a[1]}
	}
	if strings.HasSuffix(queue, ".fifo") {
		m.MessageGroupID, m.MessageDeduplicationID = v.Group(), e.ID
	}
	return m, nil
}
