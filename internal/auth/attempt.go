package auth

import (
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"foureyes/internal/fault"
)

// AttemptLife is how long somebody may take to sign in at a provider.
const AttemptLife = 10 * time.Minute

// Attempt is a way to a provider and back that a browser has set out on. The browser
// keeps it, sealed, in a cookie of its own: so any server can go on with it, and an
// answer that another browser brings is worth nothing.
type Attempt struct {
	Workforce string    `json:"workforce"` // its address
	State     string    `json:"state"`
	Nonce     string    `json:"nonce"`
	Verifier  string    `json:"verifier"`
	To        string    `json:"to"` // where to go afterwards
	EndsAt    time.Time `json:"endsAt"`
}

const (
	attemptOwner        = "attempt to sign in"
	secureAttemptCookie = "__Host-foureyes-attempt"
	plainAttemptCookie  = "foureyes-attempt"
)

func attemptCookie(value string, age int, secure bool) http.Cookie {
	name := plainAttemptCookie
	if secure {
		name = secureAttemptCookie
	}
	return http.Cookie{Name: name, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode}
}

// AttemptCookie gives the browser an attempt.
func (k *Keys) AttemptCookie(a Attempt, secure bool) http.Cookie {
	text, _ := json.Marshal(a) // texts and a time do not fail
	sealed := base64.RawURLEncoding.EncodeToString(k.Seal(attemptOwner, text))
	return attemptCookie(sealed, int(AttemptLife/time.Second), secure)
}

// NoAttemptCookie takes the attempt away.
func NoAttemptCookie(secure bool) http.Cookie { return attemptCookie("", -1, secure) }

// AttemptFrom opens the attempt that a request carries, which must be the one that the
// state of an answer belongs to; else fault.Unauthenticated.
func (k *Keys) AttemptFrom(r *http.Request, state string, secure bool, now time.Time) (Attempt, error) {
	name := plainAttemptCookie
	if secure {
		name = secureAttemptCookie
	}
	var a Attempt
	c, err := r.Cookie(name)
	if err != nil {
		return a, fault.New(fault.Unauthenticated, SubjectSession, "This browser has not set out to sign in, or it took too long.")
	}
	sealed, ok := decodeToken(c.Value)
	text, err := k.Open(attemptOwner, sealed)
	if !ok || err != nil || json.Unmarshal(text, &a) != nil {
		return Attempt{}, fault.New(fault.Unauthenticated, SubjectSession, "This browser's attempt to sign in is not valid.")
	}
	if !now.Before(a.EndsAt) {
		return Attempt{}, fault.New(fault.Unauthenticated, SubjectSession, "Signing in took too long.")
	}
	if subtle.ConstantTimeCompare([]byte(a.State), []byte(state)) != 1 {
		return Attempt{}, fault.New(fault.Unauthenticated, SubjectSession, "The answer belongs to another attempt to sign in.")
	}
	return a, nil
}
