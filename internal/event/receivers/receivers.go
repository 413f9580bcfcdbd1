// Package receivers is the table of the kinds of event targets. It leaves what each
// kind does to its folder.
package receivers

import (
	"foureyes/internal/event"
	"foureyes/internal/event/webhook"
)

// All gives the receiver of each kind.
func All() map[string]event.Receiver {
	return map[string]event.Receiver{
		event.Webhook: webhook.New(),
	}
}
