package event

import (
	"net/url"
	"regexp"
	"time"

	"foureyes/internal/event/pattern"
	"foureyes/internal/fault"
)

// Subject is what faults about targets are about.
const Subject fault.Subject = "event target"

// EveryRegion is the region of targets that get the events of all of them.
const EveryRegion = "*"

// Webhook is the kind of target that gets events as HTTP requests (Standard
// Webhooks).
const Webhook = "webhook"

// Target is where events are sent to.
type Target struct {
	ID, Name string
	Account  string // 12 digits: whose events
	Region   string // or EveryRegion
	Kind     string
	URL      string
	// SealedSecret is what requests are signed with, under the master key.
	SealedSecret []byte
	// Pattern chooses events; empty for all.
	Pattern   string
	CreatedAt time.Time
	// DisabledAt is when the target was switched off; zero while events are sent.
	DisabledAt time.Time
}

// NewTarget is what an operator says about a target to be made.
type NewTarget struct {
	Name, Account, Region, URL, Pattern string
}

// maxURL is the greatest length of a target's URL, in bytes.
const maxURL = 2048

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
	if err := checkURL(n.URL); err != nil {
		return err
	}
	if _, err := pattern.Parse(n.Pattern); err != nil {
		return fault.Wrap(err, fault.Invalid, Subject, "This pattern cannot be used: %v.", err)
	}
	return nil
}

func checkURL(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || len(text) > maxURL || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return invalid("The URL of an event target is of the form https://host/path and at most 2,048 characters long.")
	case u.User != nil:
		// It would stand in lists and logs.
		return invalid("The URL of an event target holds no user or password: requests are signed instead.")
	}
	return nil
}

func invalid(sentence string) error { return fault.New(fault.Invalid, Subject, "%s", sentence) }
