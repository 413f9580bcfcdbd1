package scram

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrProof is the error of a wrong password. Every other error of an Exchange is a
// message that breaks the protocol.
var ErrProof = errors.New("the client's proof is wrong")

// bindingFlag begins a client's first message under MechanismPlus.
const bindingFlag = "p=tls-server-end-point"

// Exchange is one authentication: First, then Final. Its fields are set before.
type Exchange struct {
	Verifier Verifier
	// Nonce is the server's part of the nonce: printable ASCII without a comma, never
	// the same twice.
	Nonce string
	// Plus says that the client chose MechanismPlus.
	Plus bool
	// Binding is the channel's tls-server-end-point data; nil when MechanismPlus was
	// not offered.
	Binding []byte

	header string // the client's gs2-header
	nonce  string // both parts
	signed string // the messages so far, as the proof covers them
}

// First reads client-first-message and gives server-first-message.
func (e *Exchange) First(message []byte) ([]byte, error) {
	text := string(message)
	flag, rest, ok1 := strings.Cut(text, ",")
	identity, bare, ok2 := strings.Cut(rest, ",")
	if !ok1 || !ok2 {
		return nil, errors.New("malformed SCRAM message: it has no header")
	}
	if err := e.checkFlag(flag); err != nil {
		return nil, err
	}
	if identity != "" {
		return nil, errors.New("client uses authorization identity, but it is not supported")
	}
	e.header = flag + ",,"
	attributes := strings.Split(bare, ",")
	// The name is that of the startup packet; this one is not looked at, as in
	// PostgreSQL, whose clients leave it empty.
	if len(attributes) < 2 || !strings.HasPrefix(attributes[0], "n=") {
		return nil, errors.New("malformed SCRAM message: user name expected")
	}
	nonce, ok := strings.CutPrefix(attributes[1], "r=")
	if !ok || !printable(nonce) {
		return nil, errors.New("malformed SCRAM message: printable nonce expected")
	}
	e.nonce = nonce + e.Nonce
	first := "r=" + e.nonce + ",s=" + base64.StdEncoding.EncodeToString(e.Verifier.Salt) + ",i=" + strconv.Itoa(e.Verifier.Iterations)
	e.signed = bare + "," + first
	return []byte(first), nil
}

// checkFlag judges what the client says about channel binding (RFC 5802, section 6).
func (e *Exchange) checkFlag(flag string) error {
	switch {
	case e.Plus && flag != bindingFlag:
		return errors.New("malformed SCRAM message: the client chose channel binding and asks for another kind or none")
	case e.Plus || flag == "n":
		return nil
	case flag == "y" && e.Binding != nil:
		// The client could, and believes that we cannot: somebody between us said so.
		return errors.New("SCRAM channel binding negotiation error: this server offers channel binding")
	case flag == "y":
		return nil
	}
	return errors.New("malformed SCRAM message: unexpected channel-binding flag")
}

// Final reads client-final-message and gives server-final-message, which proves to
// the client that the server knows the verifier; ErrProof for a wrong password.
func (e *Exchange) Final(message []byte) ([]byte, error) {
	text := string(message)
	at := strings.LastIndex(text, ",p=")
	if at < 0 {
		return nil, errors.New("malformed SCRAM message: proof expected")
	}
	without := text[:at]
	attributes := strings.Split(without, ",")
	if len(attributes) < 2 || !e.bound(attributes[0]) {
		return nil, errors.New("SCRAM channel binding check failed")
	}
	if subtle.ConstantTimeCompare([]byte(attributes[1]), []byte("r="+e.nonce)) != 1 {
		return nil, errors.New("invalid SCRAM response: nonce does not match")
	}
	proof, err := base64.StdEncoding.Strict().DecodeString(text[at+len(",p="):])
	if err != nil || len(proof) != sha256.Size {
		return nil, fmt.Errorf("malformed SCRAM message: a proof has %d bytes in base64", sha256.Size)
	}
	e.signed += "," + without
	if !e.proves(proof) {
		return nil, ErrProof
	}
	return []byte("v=" + base64.StdEncoding.EncodeToString(sum(e.Verifier.ServerKey, e.signed))), nil
}

// bound reports whether the client speaks on the channel that we see.
func (e *Exchange) bound(attribute string) bool {
	want := []byte(e.header)
	if e.Plus {
		want = append(want, e.Binding...)
	}
	return subtle.ConstantTimeCompare([]byte(attribute), []byte("c="+base64.StdEncoding.EncodeToString(want))) == 1
}

func (e *Exchange) proves(proof []byte) bool {
	key := sum(e.Verifier.StoredKey, e.signed)
	subtle.XORBytes(key, key, proof)
	stored := sha256.Sum256(key)
	return subtle.ConstantTimeCompare(stored[:], e.Verifier.StoredKey) == 1
}

// printable reports whether a text can be part of a nonce.
func printable(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r < 0x21 || r > 0x7e })
}
