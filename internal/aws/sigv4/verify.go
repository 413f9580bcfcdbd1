package sigv4

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
)

// Verify checks the signature against a request, whose payload has the given
// hash (see Payload). It compares in constant time.
func (s *Signature) Verify(r *http.Request, key Key, payloadHash string) error {
	if err := s.checkSigned(r.Header); err != nil {
		return err
	}
	for _, path := range canonicalPaths(r.URL, s.Service) {
		canonical := s.canonical(r, path, payloadHash)
		if s.matches(key, canonical) {
			return nil
		}
	}
	return mismatch()
}

// matches compares the signature with that of a canonical request.
func (s *Signature) matches(key Key, canonical []byte) bool {
	hash := sha256.Sum256(canonical)
	want := sum(key[:], strings.Join([]string{algorithm, s.Time.Format(timeLayout), s.scope(), hex.EncodeToString(hash[:])}, "\n"))
	return subtle.ConstantTimeCompare([]byte(hex.EncodeToString(want[:])), []byte(s.signature)) == 1
}

func (s *Signature) scope() string {
	return s.Date + "/" + s.Region + "/" + s.Service + "/" + terminator
}

// VerifyBody is Verify for a body that is buffered whole, as it was sent: its
// hash must be the signed one. Only S3 may leave a body unsigned.
func (s *Signature) VerifyBody(r *http.Request, key Key, body []byte) error {
	hash := sha256.Sum256(body)
	actual := hex.EncodeToString(hash[:])
	switch claimed := s.Payload(r); {
	case claimed == UnsignedPayload && s.Service == serviceS3:
		return s.Verify(r, key, claimed)
	case claimed != "" && claimed != actual:
		return &Error{Payload, "The provided 'x-amz-content-sha256' header does not match what was computed."}
	}
	return s.Verify(r, key, actual)
}

// checkSigned refuses headers that could change what a request means without
// the signature noticing. AWS asks for host and for every x-amz-* header. Two
// need no signature: the payload's hash, which is part of what is signed anyway,
// and the id that CloudFront adds on the way.
func (s *Signature) checkSigned(h http.Header) error {
	for name := range h {
		if len(name) < 6 || !strings.EqualFold(name[:6], "x-amz-") {
			continue
		}
		lower := strings.ToLower(name)
		if lower != "x-amz-content-sha256" && lower != "x-amz-cf-id" && !slices.Contains(s.headers, lower) {
			return &Error{Unsigned, "There were headers present in the request which were not signed: " + lower}
		}
	}
	return nil
}
