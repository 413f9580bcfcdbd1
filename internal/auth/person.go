package auth

import (
	"encoding/hex"
	"net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"foureyes/internal/fault"
	"foureyes/internal/workforce"
)

// Person is somebody who can sign in. There is one directory per server.
type Person struct {
	ID    string
	Email string // lower case
	Name  string // as shown
	// WorkerID is the 16 lowercase hexadecimal digits that stand for the person in
	// output (A2I Developer Guide, output data); it never changes.
	WorkerID      string
	Administrator bool
	CreatedAt     time.Time
	// DisabledAt is when the person was shut out; zero while they can sign in.
	DisabledAt time.Time
}

// EveryRegion is the region of a membership that holds in each of them.
const EveryRegion = "*"

// Membership is a person's place in a group, of which work teams consist.
type Membership struct {
	Account string
	Region  string // or EveryRegion
	Group   string
}

// NewPerson is what an administrator says about a person to be added.
type NewPerson struct {
	Email string
	// Name is shown in portal and console; empty takes what stands before the @.
	Name string
	// Password may be empty: such a person signs in by link until one is set.
	Password      string
	Administrator bool
	// Account is the one whose work team of everyone the person joins.
	Account string
}

// rule makes the person that is to be saved, or refuses.
func (n NewPerson) rule(id, workerID string, now time.Time) (Person, Membership, error) {
	email, err := checkEmail(n.Email)
	if err != nil {
		return Person{}, Membership{}, err
	}
	name := strings.TrimSpace(n.Name)
	if name == "" {
		name, _, _ = strings.Cut(email, "@")
	}
	if err := checkName(name); err != nil {
		return Person{}, Membership{}, err
	}
	if n.Password != "" {
		if err := checkPassword(n.Password); err != nil {
			return Person{}, Membership{}, err
		}
	}
	if !accountPattern.MatchString(n.Account) {
		return Person{}, Membership{}, fault.New(fault.Invalid, SubjectPerson, "An account id has 12 digits.")
	}
	p := Person{ID: id, Email: email, Name: name, WorkerID: workerID, Administrator: n.Administrator, CreatedAt: now}
	return p, Membership{Account: n.Account, Region: EveryRegion, Group: workforce.EveryoneTeam}, nil
}

// newWorkerID makes a worker id; 64 random bits do not meet twice on one server,
// and the database would refuse it.
func newWorkerID() string { return hex.EncodeToString(randomBytes(8)) }

// canonicalEmail gives the form in which addresses are stored and compared.
func canonicalEmail(email string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSpace(email)))
}

// checkEmail returns the canonical form of an e-mail address, at most 254 bytes
// (RFC 5321), without display name or quoting. The domain needs no dot:
// admin@localhost is one.
func checkEmail(email string) (string, error) {
	email = canonicalEmail(email)
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > 254 {
		return "", fault.New(fault.Invalid, SubjectPerson, "%q is not an e-mail address like name@example.com.", cut(email))
	}
	return email, nil
}

func checkName(name string) error {
	control := strings.ContainsFunc(name, unicode.IsControl)
	if n := utf8.RuneCountInString(name); !utf8.ValidString(name) || control || n < 1 || n > 256 {
		return fault.New(fault.Invalid, SubjectPerson, "A name has 1 to 256 characters, none of them control characters.")
	}
	return nil
}

// cut keeps at most 80 characters of a text for a message.
func cut(text string) string {
	const limit = 80
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}
