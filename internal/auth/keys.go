package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"

	"foureyes/internal/page"
)

// MasterKeySize is the length of a master key in bytes.
const MasterKeySize = 32

// The labels that keep the derived keys apart. A label never changes its
// meaning: a new use gets a new label.
const (
	labelSeal     = "foureyes seal 1"
	labelPage     = "foureyes page token 1"
	labelMedia    = "foureyes media link 1"
	labelTemplate = "foureyes template link 1"
	labelSQL      = "foureyes SQL stranger 1"
)

// sealVersion is the first byte of everything sealed, so that another cipher or
// another master key can be told apart later.
const sealVersion = 1

// Keys are the keys derived from one master key, each for one use. Knowing one
// of them, or anything made with it, tells nothing about the others.
type Keys struct {
	seal      cipher.AEAD
	pages     *page.Tokens
	media     signer
	template  signer
	strangers []byte
}

// NewKeys derives all keys from a master key of MasterKeySize bytes.
func NewKeys(master []byte) (*Keys, error) {
	if len(master) != MasterKeySize {
		return nil, fmt.Errorf("a master key has %d bytes, this one has %d", MasterKeySize, len(master))
	}
	var derived [5][]byte
	for i, label := range []string{labelSeal, labelPage, labelMedia, labelTemplate, labelSQL} {
		key, err := hkdf.Key(sha256.New, master, nil, label, 32)
		if err != nil {
			return nil, fmt.Errorf("derive the key %q: %w", label, err)
		}
		derived[i] = key
	}
	seal, err := newSeal(derived[0])
	if err != nil {
		return nil, err
	}
	return &Keys{seal: seal, pages: page.NewTokens(derived[1]), media: signer{derived[2]}, template: signer{derived[3]}, strangers: derived[4]}, nil
}

func newSeal(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make the sealing cipher: %w", err)
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("make the sealing cipher: %w", err)
	}
	return seal, nil
}

// PageTokens gives the sealer of NextToken values.
func (k *Keys) PageTokens() *page.Tokens { return k.pages }

// SQLStrangers gives the key from which the verifiers of SQL users who do not exist
// are made: the same on every server with this master key.
func (k *Keys) SQLStrangers() []byte { return k.strangers }

// Seal encrypts a secret for storage (AES-256-GCM, random nonce). owner names
// whose secret it is; a sealed secret moved to another owner does not open.
func (k *Keys) Seal(owner string, secret []byte) []byte {
	return append([]byte{sealVersion}, k.seal.Seal(nil, nil, secret, []byte(owner))...)
}

// errSealed says nothing about what was tried: the text may reach a log.
var errSealed = errors.New("the sealed secret does not open: it was changed, or sealed with another master key")

// Open decrypts what Seal made for the same owner.
func (k *Keys) Open(owner string, sealed []byte) ([]byte, error) {
	if len(sealed) == 0 || sealed[0] != sealVersion {
		return nil, errSealed
	}
	secret, err := k.seal.Open(nil, nil, sealed[1:], []byte(owner))
	if err != nil {
		return nil, errSealed
	}
	return secret, nil
}
