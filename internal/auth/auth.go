// Package auth says who is calling: programs by their access keys and SigV4
// signatures, people by their sessions, SQL clients by either's passwords, and
// bearers of a signed link by the link.
//
// It owns the master key and what is derived from it, secrets sealed at rest,
// access keys with their policies, people with their passwords and one-time sign-in links, sessions
// with their cookie, and the credentials files of the data folder. It keeps its
// rows through the interfaces AccessKeyStore and PersonStore, which the store
// implements.
//
// It leaves the mathematics of signatures to aws/sigv4, what a known caller may
// see to the rooms, and the shape of every answer to the doors: refusals leave
// here as faults (people, links) or as *aws.Fault (programs). It never reads the
// clock; callers pass the time in.
package auth

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"

	"foureyes/internal/fault"
)

// The subjects of the faults that leave this package.
const (
	SubjectAccessKey fault.Subject = "access key"
	SubjectPolicy    fault.Subject = "policy"
	SubjectPerson    fault.Subject = "person"
	SubjectSession   fault.Subject = "session"
	SubjectSQL       fault.Subject = "SQL session"
)

// randomBytes returns n bytes that nobody can guess. crypto/rand does not fail.
func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}

// decodeToken undoes base64url strictly: one token has one spelling, so a line end
// that encoding/base64 would overlook is refused too.
func decodeToken(token string) ([]byte, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	return raw, err == nil && len(token) == base64.RawURLEncoding.EncodedLen(len(raw))
}

// newID makes an immutable row id that sorts by time.
func newID(now time.Time) (string, error) {
	id, err := ulid.New(ulid.Timestamp(now), rand.Reader)
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return id.String(), nil
}
