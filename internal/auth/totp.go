package auth

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // RFC 6238 has it, and every authenticator app; HMAC does not suffer from its collisions
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"time"
)

// Time-based one-time passwords as authenticator apps make them (RFC 6238): HMAC-SHA-1
// over 160 bits of secret (RFC 4226, section 4, R6), six digits, 30 seconds.
const (
	totpSecretSize = 20
	totpPeriod     = 30 // seconds
	totpDigits     = 6
	// totpDrift is how many steps a clock may be wrong by, either way (RFC 6238,
	// section 5.2).
	totpDrift = 1
)

// totpCode is the code of a step (RFC 4226, section 5.3).
func totpCode(secret []byte, step int64) string {
	mac := hmac.New(sha1.New, secret)
	_ = binary.Write(mac, binary.BigEndian, step)
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0xf
	number := binary.BigEndian.Uint32(sum[at:]) & 0x7fffffff
	return fmt.Sprintf("%0*d", totpDigits, number%1_000_000)
}

// totpStep finds the step around now whose code this is. Steps up to used are over, so
// that no code counts twice (RFC 6238, section 5.2).
func totpStep(secret []byte, code string, used int64, now time.Time) (step int64, ok bool) {
	current := now.Unix() / totpPeriod
	for s := current - totpDrift; s <= current+totpDrift; s++ {
		if s > used && subtle.ConstantTimeCompare([]byte(totpCode(secret, s)), []byte(code)) == 1 {
			return s, true
		}
	}
	return 0, false
}

func totpText(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// totpURI is what authenticator apps read from a QR code.
func totpURI(secret []byte, email string) string {
	const issuer = "Foureyes"
	query := url.Values{"secret": {totpText(secret)}, "issuer": {issuer}}
	return (&url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + issuer + ":" + email, RawQuery: query.Encode()}).String()
}
