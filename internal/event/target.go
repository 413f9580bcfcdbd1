package event

import (
	"regexp"
	"time"

	"foureyes/internal/event/pattern"
	"foureyes/internal/fault"
)

// Subject is what faults about targets are about.
const Subject fault.Subject = "event target"

// EveryRegion is the region of targets that get the events of all of them.
const EveryRegion = "*"

// The kinds of targets. How each is sent to is a Receiver's.
const (
	Webhook     = "webhook"     // signed HTTP requests (Standard Webhooks)
	EventBridge = "eventbridge" // an event bus (PutEvents)
	SNS         = "sns"         // a topic (Publish)
	SQS         = "sqs"         // a queue (SendMessage)
	NATS        = "nats"        // a subject of a JetStream stream
	SMTP        = "smtp"        // mail
)

// Target is where events are sent to.
type Target struct {
	ID, Name string
	Account  string // 12 digits: whose events
	Region   string // or EveryRegion
	Kind     string
	// Address is a URL, an ARN or a name, as the kind has it. It holds no secret.
	Address string
	// Settings are a JSON object of what else the kind knows; empty for none. They
	// hold no secret.
	Settings string
	// SealedSecret is what requests are signed with, or a password, under the master
	// key.
	SealedSecret []byte
	// Pattern chooses events; empty for all.
	Pattern   string
	CreatedAt time.Time
	// DisabledAt is when the target was switched off; zero while events are sent.
	DisabledAt time.Time
}

// NewTarget is what an operator says about a target to be made.
type NewTarget struct {
	Name, Account, Region string
	// Kind is that of the target; empty for a webhook.
	Kind                       string
	Address, Settings, Pattern string
	// Secret is what the receiver knows the sender by. Webhooks have none yet: theirs is
	// made.
	Secret []byte
}

// The greatest lengths of what a target is made of, in bytes.
const (
	maxAddress  = 2048
	maxSettings = 16 << 10
	maxSecret   = 16 << 10
)

var (
	namePattern    = regexp.MustCompile(`^[A-Za-z0-9](-*[A-Za-z0-9])*$`)
	accountPattern = regexp.MustCompile(`^[0-9]{12}$`)
	regionPattern  = regexp.MustCompile(`^[a-z0-9](-*[a-z0-9])*$`)
)

// check refuses a target to which nothing could ever be sent.
func (n NewTarget) check() error {
	switch {
	case len(n.Name) > 64 || !namePattern.MatchString(n.Name):
		return invalid("The name of an event target has 1 to 64 letters, digits or hyphens, and begins and ends with a letter or digit.")
	case !accountPattern.MatchString(n.Account):
		return invalid("An account id has 12 digits.")
	case n.Region != EveryRegion && (len(n.Region) > 64 || !regionPattern.MatchString(n.Region)):
		return invalid("The region is the name of one, such as us-east-1, or * for all.")
	}
	if len(n.Address) > maxAddress || len(n.Settings) > maxSettings || len(n.Secret) > maxSecret {
		return invalid("The address of an event target is at most 2,048 characters long, its settings and its secret 16,384.")
	}
	if _, err := pattern.Parse(n.Pattern); err != nil {
		return fault.Wrap(err, fault.Invalid, Subject, "This pattern cannot be used: %v.", err)
	}
	return nil
}

func invalid(sentence string) error { return fault.New(fault.Invalid, Subject, "%s", sentence) }
