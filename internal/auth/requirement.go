package auth

import "foureyes/internal/fault"

// Requirement says of whom a second factor is required. The people of a workforce's
// identity provider are never meant: what they sign in with is the provider's business.
type Requirement string

// The requirements.
const (
	RequireNone           Requirement = "none"
	RequireAdministrators Requirement = "administrators"
	RequireEverybody      Requirement = "everybody"
)

// lacked tells whether somebody is signed in without a second factor that is required
// of them.
func (r Requirement) lacked(in Session) bool {
	return in.WithoutFactor && (r == RequireEverybody || r == RequireAdministrators && in.Person.Administrator)
}

// MustSetUp tells whether a session is good for nothing but setting up a second factor.
func (s *Sessions) MustSetUp(in Session) bool { return s.required.lacked(in) }

// ready refuses a session that is good for nothing but setting up a second factor.
func (s *Sessions) ready(in Session) error {
	if !s.MustSetUp(in) {
		return nil
	}
	return fault.New(fault.Denied, SubjectCode, "A second factor is required of you: set up an authenticator app in the portal first.")
}
