package savedquery

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"foureyes/internal/fault"
)

// Subject is what the faults of this package are about.
const Subject fault.Subject = "saved query"

// The bounds of saved queries.
const (
	MaxName    = 128      // characters
	MaxText    = 64 << 10 // bytes
	MaxQueries = 1000     // of an account
)

// Query is a query that somebody saved.
type Query struct {
	ID      string
	Account string // whose tables it reads
	Owner   string // the ARN of who saved it first
	Name    string // unique among those of its owner in the account
	Text    string // empty in lists
	// Shared lets everybody read it who may ask SQL in the account.
	Shared    bool
	CreatedAt time.Time
	ChangedAt time.Time
	ChangedBy string // the ARN of who saved it last
}

// Draft is what can be changed of a query.
type Draft struct {
	Name, Text string
	Shared     bool
}

// Caller is who asks for saved queries, and in which account.
type Caller struct {
	Account, Principal string
	Administrator      bool
}

// sees tells whether a query exists for the caller.
func (c Caller) sees(q Query) bool {
	return q.Account == c.Account && (q.Shared || q.Owner == c.Principal)
}

// MayChange tells whether the caller may change or delete a query that they see.
func (c Caller) MayChange(q Query) bool { return c.Administrator || q.Owner == c.Principal }

// checkChange refuses who may not change a query. Of one that they do not see, not
// even that it exists is told.
func (c Caller) checkChange(q Query) error {
	switch {
	case !c.sees(q):
		return Missing(q.ID)
	case !c.MayChange(q):
		return fault.New(fault.Denied, Subject, "Only its owner and administrators change or delete the saved query %s. Save it under a name of your own instead.", q.Name)
	}
	return nil
}

// apply gives a query what a draft says.
func (q Query) apply(d Draft, c Caller, now time.Time) Query {
	q.Name, q.Text, q.Shared, q.ChangedAt, q.ChangedBy = d.Name, d.Text, d.Shared, now, c.Principal
	return q
}

func (d Draft) check() error {
	switch {
	case d.Name == "" || utf8.RuneCountInString(d.Name) > MaxName:
		return invalid("The name of a saved query has 1 to %d characters.", MaxName)
	case strings.TrimSpace(d.Name) != d.Name || strings.ContainsFunc(d.Name, unicode.IsControl):
		return invalid("The name of a saved query has no spaces at its ends and no line breaks.")
	case strings.TrimSpace(d.Text) == "":
		return invalid("There is no query to save.")
	case len(d.Text) > MaxText || strings.ContainsRune(d.Text, 0):
		return invalid("A saved query has at most %d KiB, and no character U+0000.", MaxText>>10)
	}
	return nil
}

// fits refuses one query too many.
func fits(existing int) error {
	if existing < MaxQueries {
		return nil
	}
	return fault.New(fault.Quota, Subject, "The account has %d saved queries already. Delete one first.", MaxQueries)
}

func invalid(sentence string, args ...any) error {
	return fault.New(fault.Invalid, Subject, sentence, args...)
}

// Missing tells that there is no such query, or none for the caller.
func Missing(id string) error {
	return fault.New(fault.NotFound, Subject, "There is no saved query %s.", id)
}

// Taken tells that the owner has a query with this name.
func Taken(name string) error {
	return fault.New(fault.InUse, Subject, "A saved query with the name %s exists already. Choose another name.", name)
}
