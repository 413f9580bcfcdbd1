package bench_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// signer signs as the AWS general reference tells (Signature Version 4), with
// the key of one day derived beforehand. One signer serves one connection.
type signer struct {
	key   []byte
	day   string
	scope string

	canonical []byte
}

func newSigner(service string, now time.Time) *signer {
	day := now.UTC().Format("20060102")
	key := []byte("AWS4" + keySecret)
	for _, part := range []string{day, region, service, "aws4_request"} {
		key = mac(key, []byte(part))
	}
	return &signer{key: key, day: day, scope: day + "/" + region + "/" + service + "/aws4_request"}
}

func mac(key, text []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(text)
	return h.Sum(nil)
}

// field is a header by its lowercase name.
type field struct{ name, value string }

// authorization gives the Authorization header for a request whose headers to
// sign are in alphabetical order. stamp is the X-Amz-Date among them.
func (s *signer) authorization(method, path, stamp string, headers []field, body []byte) string {
	names := ""
	c := append(append(append(append(s.canonical[:0], method...), '\n'), path...), "\n\n"...)
	for i, h := range headers {
		if i > 0 {
			names += ";"
		}
		names += h.name
		c = append(append(append(append(c, h.name...), ':'), h.value...), '\n')
	}
	hash := sha256.Sum256(body)
	c = append(append(append(c, '\n'), names...), '\n')
	c = hex.AppendEncode(c, hash[:])
	s.canonical = c
	hash = sha256.Sum256(c)
	signature := mac(s.key, []byte("AWS4-HMAC-SHA256\n"+stamp+"\n"+s.scope+"\n"+hex.EncodeToString(hash[:])))
	return "AWS4-HMAC-SHA256 Credential=" + keyID + "/" + s.scope + ", SignedHeaders=" + names +
		", Signature=" + hex.EncodeToString(signature)
}
