// Package receivers is the table of the kinds of event targets. It leaves what each
// kind does to its folder.
package receivers

import (
	"log/slog"

	"foureyes/internal/event"
	"foureyes/internal/event/awsapi"
	"foureyes/internal/event/eventbridge"
	"foureyes/internal/event/nats"
	"foureyes/internal/event/smtp"
	"foureyes/internal/event/sns"
	"foureyes/internal/event/sqs"
	"foureyes/internal/event/webhook"
)

// All gives the receiver of each kind. Mail asks for the members of work teams and
// logs which addresses were refused.
func All(members event.Members, log *slog.Logger) map[string]event.Receiver {
	client := awsapi.NewClient()
	return map[string]event.Receiver{
		event.Webhook:     webhook.New(),
		event.EventBridge: eventbridge.New(client),
		event.SNS:         sns.New(client),
		event.SQS:         sqs.New(client),
		event.NATS:        nats.New(),
		event.SMTP:        smtp.New(members, log),
	}
}
