// Package scram is the server's half of SCRAM-SHA-256 (RFC 5802, RFC 7677) as
// PostgreSQL speaks it: a client proves that it knows a password, and the server
// keeps only what can check the proof.
//
// It owns verifiers, how they are made and written, and the exchange of messages
// with channel binding by tls-server-end-point (RFC 5929). It leaves framing to its
// caller, and whose verifier it is. Passwords are taken byte by byte: those that are
// made of visible ASCII need no SASLprep.
package scram

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The names of the mechanisms (RFC 7677).
const (
	Mechanism     = "SCRAM-SHA-256"
	MechanismPlus = "SCRAM-SHA-256-PLUS" // with channel binding
)

// MinIterations is the least cost that RFC 7677 allows, and PostgreSQL's own.
const MinIterations = 4096

// maxIterations keeps a stored mistake from stopping a client for minutes.
const maxIterations = 10_000_000

const saltSize = 16

// Verifier checks proofs of one password. Whoever has one can try passwords against
// it and act as the server, but cannot sign in with it.
type Verifier struct {
	Iterations int
	Salt       []byte
	StoredKey  []byte // SHA-256 of the client's key
	ServerKey  []byte
}

// New makes a verifier with a random salt and MinIterations. Passwords that are
// random themselves need no more.
func New(password string) (Verifier, error) {
	salt := make([]byte, saltSize)
	_, _ = rand.Read(salt) // never fails
	return Derive(password, salt, MinIterations)
}

// Derive makes the verifier of a password (RFC 5802, section 3).
func Derive(password string, salt []byte, iterations int) (Verifier, error) {
	salted, err := pbkdf2.Key(sha256.New, password, salt, iterations, sha256.Size)
	if err != nil {
		return Verifier{}, fmt.Errorf("derive a SCRAM verifier: %w", err)
	}
	stored := sha256.Sum256(sum(salted, "Client Key"))
	return Verifier{Iterations: iterations, Salt: salt, StoredKey: stored[:], ServerKey: sum(salted, "Server Key")}, nil
}

// Mock makes a verifier that no password fits, always the same for a key and a user:
// the exchange with a user who does not exist looks like any other.
func Mock(key []byte, user string) Verifier {
	return Verifier{
		Iterations: MinIterations,
		Salt:       sum(key, "salt "+user)[:saltSize],
		StoredKey:  sum(key, "stored key "+user),
		ServerKey:  sum(key, "server key "+user),
	}
}

// Encode writes a verifier as PostgreSQL keeps it in pg_authid.
func (v Verifier) Encode() string {
	b64 := base64.StdEncoding.EncodeToString
	return Mechanism + "$" + strconv.Itoa(v.Iterations) + ":" + b64(v.Salt) + "$" + b64(v.StoredKey) + ":" + b64(v.ServerKey)
}

// String names the mechanism and no secret, for logs.
func (v Verifier) String() string { return Mechanism + " verifier" }

// GoString names the mechanism and no secret.
func (v Verifier) GoString() string { return "scram.Verifier{…}" }

// errEncoded says nothing about what was read: the text may reach a log.
var errEncoded = errors.New("this is no SCRAM-SHA-256 verifier")

// Parse reads what Encode wrote.
func Parse(text string) (Verifier, error) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '$' || r == ':' })
	if len(parts) != 5 || parts[0] != Mechanism || strings.Count(text, "$") != 2 || strings.Count(text, ":") != 2 {
		return Verifier{}, errEncoded
	}
	iterations, err := strconv.Atoi(parts[1])
	if err != nil || iterations < MinIterations || iterations > maxIterations {
		return Verifier{}, errEncoded
	}
	v := Verifier{Iterations: iterations}
	for i, to := range []*[]byte{&v.Salt, &v.StoredKey, &v.ServerKey} {
		if *to, err = base64.StdEncoding.Strict().DecodeString(parts[2+i]); err != nil {
			return Verifier{}, errEncoded
		}
	}
	if len(v.StoredKey) != sha256.Size || len(v.ServerKey) != sha256.Size {
		return Verifier{}, errEncoded
	}
	if v.Encode() != text {
		return Verifier{}, errEncoded
	}
	return v, nil
}

// sum is HMAC-SHA-256.
func sum(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}
