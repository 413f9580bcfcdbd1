// Package receivers is the table of the kinds of event targets. It leaves what each
// kind does to its folder.
package receivers

import (
	"foureyes/internal/event"
	"foureyes/internal/event/awsapi"
	"foureyes/internal/event/eventbridge"
	"foureyes/internal/event/nats"
	"foureyes/internal/event/sns"
	"foureyes/internal/event/sqs"
	"foureyes/internal/event/webhook"
)

// All gives the receiver of each kind.
func All() map[string]event.Receiver {
	client := awsapi.NewClient()
	return map[string]event.Receiver{
		event.Webhook:     webhook.New(),
		event.EventBridge: eventbridge.New(client),
		event.SNS:         sns.New(client),
		event.SQS:         sqs.New(client),
		event.NATS:        nats.New(),
	}
}
