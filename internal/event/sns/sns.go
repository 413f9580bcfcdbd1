// Package sns sends events to a topic: Amazon SNS's Publish, there or at a service
// like it.
//
// It owns what of an event becomes which parameter. Who listens to the topic, and
// what of its messages, is the topic's.
package sns

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"foureyes/internal/event"
	"foureyes/internal/event/awsapi"
)

// Sender sends events to topics. It is safe for concurrent use.
type Sender struct{ client *awsapi.Client }

// New makes a Sender.
func New(client *awsapi.Client) *Sender { return &Sender{client} }

var topicARN = regexp.MustCompile(`^arn:aws[\w-]*:sns:([a-z0-9-]+):\d{12}:[\w-]{1,256}(\.fifo)?$`)

func read(to event.Destination) (awsapi.Settings, error) {
	var s awsapi.Settings
	err := to.Decode(&s)
	if arn := topicARN.FindStringSubmatch(to.Address); arn != nil {
		s = s.In(arn[1])
	}
	return s, err
}

// Check wants the ARN of a topic, and settings to sign with.
func (r *Sender) Check(to event.Destination) error {
	s, err := read(to)
	if err != nil {
		return err
	}
	if !topicARN.MatchString(to.Address) {
		return errors.New("a topic is told by its ARN, such as arn:aws:sns:eu-west-1:123456789012:reviews")
	}
	return s.Check(to.Secret)
}

// Send publishes one event; nil once the topic has taken it.
func (r *Sender) Send(ctx context.Context, to event.Destination, e event.Event, now time.Time) error {
	s, err := read(to)
	if err != nil {
		return err
	}
	form, err := publish(to.Address, e)
	if err != nil {
		return err
	}
	_, err = r.client.Do(ctx, awsapi.Request{
		Service: "sns", URL: s.URL("sns"), ContentType: "application/x-www-form-urlencoded; charset=utf-8", Body: []byte(form.Encode()),
	}, s, to.Secret, now)
	return err
}

// publish is the query protocol's form of a Publish. A FIFO topic keeps the events
// of one loop in order and drops repeats by itself.
func publish(topic string, e event.Event) (url.Values, error) {
	v, err := e.Envelope()
	if err != nil {
		return nil, err
	}
	form := url.Values{
		"Action": {"Publish"}, "Version": {"2010-03-31"},
		"TopicArn": {topic}, "Subject": {v.DetailType}, "Message": {string(e.Body)},
	}
	for i, a := range v.Attributes() {
		name := fmt.Sprintf("MessageAttributes.entry.%d.", i+1)
		form.Set(name+"Name", a[0])
		form.Set(name+"Value.DataType", "String")
		form.Set(name+"Value.StringValue", a[1])
	}
	if strings.HasSuffix(topic, ".fifo") {
		form.Set("MessageGroupId", v.Group())
		form.Set("MessageDeduplicationId", e.ID)
	}
	return form, nil
}
