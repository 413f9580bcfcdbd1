package auth

import (
	"context"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"foureyes/internal/fault"
)

// The cost of one password check: argon2id with 19 MiB, two passes, one lane
// (OWASP Password Storage Cheat Sheet).
const (
	hashMemory = 19 * 1024 // KiB
	hashPasses = 2
	hashLanes  = 1
	saltSize   = 16
	hashSize   = 32
)

// Limits of a password: characters at least (NIST SP 800-63B), bytes at most.
const (
	passwordMin = 8
	passwordMax = 1024
)

// NewPassword makes a random password of 20 letters and digits, 100 bits.
func NewPassword() string {
	return strings.ToLower(base32.StdEncoding.EncodeToString(randomBytes(13))[:20])
}

func checkPassword(password string) error {
	if !utf8.ValidString(password) || utf8.RuneCountInString(password) < passwordMin || len(password) > passwordMax {
		return fault.New(fault.Invalid, SubjectPerson, "A password has at least %d characters and at most %d bytes.", passwordMin, passwordMax)
	}
	return nil
}

// hasher hashes and compares passwords, a bounded number at once: each holds
// 19 MiB and a core for tens of milliseconds.
type hasher struct {
	slots chan struct{}
	// unknown is compared where there is no password, so that an address nobody
	// has costs as much as one that somebody has. Nothing hashes to it.
	unknown string
}

func newHasher(atOnce int) *hasher {
	return &hasher{
		slots:   make(chan struct{}, max(1, atOnce)),
		unknown: formatHash(randomBytes(saltSize), randomBytes(hashSize)),
	}
}

// acquire waits for a free slot; the caller gives it back by calling release.
func (h *hasher) acquire(ctx context.Context) (release func(), err error) {
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to check a password: %w", ctx.Err())
	}
}

// hash gives the PHC string of a new password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	release, err := h.acquire(ctx)
	if err != nil {
		return "", err
	}
	defer release()
	salt := randomBytes(saltSize)
	return formatHash(salt, derive(password, salt, hashMemory, hashPasses, hashLanes, hashSize)), nil
}

// matches compares in constant time; the caller holds a slot. An empty hash, of
// a person without a password, is compared with unknown.
func (h *hasher) matches(hash, password string) (bool, error) {
	if hash == "" {
		hash = h.unknown
	}
	p, err := parseHash(hash)
	if err != nil {
		return false, err
	}
	got := derive(password, p.salt, p.memory, p.passes, p.lanes, len(p.sum))
	return subtle.ConstantTimeCompare(got, p.sum) == 1, nil
}

// derive normalises first, because keyboards differ in how they write é.
func derive(password string, salt []byte, memory, passes uint32, lanes uint8, size int) []byte {
	return argon2.IDKey(norm.NFKC.Bytes([]byte(password)), salt, passes, memory, lanes, uint32(size)) //nolint:gosec // size is hashSize or within parseHash's limits
}

func formatHash(salt, sum []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		hashMemory, hashPasses, hashLanes, b64.EncodeToString(salt), b64.EncodeToString(sum))
}

type parsedHash struct {
	memory, passes uint32
	lanes          uint8
	salt, sum      []byte
}

var errHash = errors.New("a stored password hash is no argon2id PHC string")

// parseHash reads a PHC string. The costs in it count, so that hashes made before
// a change of costs still work; they are bounded, so that a row cannot stop us.
func parseHash(text string) (parsedHash, error) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return parsedHash{}, errHash
	}
	var p parsedHash
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.lanes); err != nil {
		return parsedHash{}, errHash
	}
	if p.memory > 1<<20 || p.passes < 1 || p.passes > 16 || p.lanes < 1 {
		return parsedHash{}, errHash
	}
	var err1, err2 error
	p.salt, err1 = base64.RawStdEncoding.DecodeString(parts[4])
	p.sum, err2 = base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(p.salt) < 8 || len(p.sum) < 16 || len(p.sum) > 64 {
		return parsedHash{}, errHash
	}
	return p, nil
}
