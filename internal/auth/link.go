package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"time"

	"foureyes/internal/fault"
)

// MediaToken makes the token of /media/{bucket}/{key}?token=…: it opens this one
// object, on behalf of this assignment, until end (whole milliseconds).
func (k *Keys) MediaToken(account, bucket, key, assignmentID string, end time.Time) string {
	return k.media.sign(end, []string{account, assignmentID}, []string{bucket, key})
}

// CheckMedia says for which account and assignment a media token opens this
// object now. A token that was changed, was made for another object, or has
// ended is fault.Denied. Whether the assignment is still held is for the caller.
func (k *Keys) CheckMedia(token, bucket, key string, now time.Time) (account, assignmentID string, err error) {
	carried, err := k.media.check(token, 2, []string{bucket, key}, now)
	if err != nil {
		return "", "", denied(err, fault.Object)
	}
	return carried[0], carried[1], nil
}

// TemplateToken makes the token of a human task UI's link: it opens the template
// with this internal id, until end (whole milliseconds).
func (k *Keys) TemplateToken(id string, end time.Time) string {
	return k.template.sign(end, nil, []string{id})
}

// CheckTemplate checks that a token opens the template with this internal id
// now; if not, the error is fault.Denied.
func (k *Keys) CheckTemplate(token, id string, now time.Time) error {
	if _, err := k.template.check(token, 0, []string{id}, now); err != nil {
		return denied(err, fault.HumanTaskUI)
	}
	return nil
}

var (
	errForged = errors.New("the token does not fit")
	errEnded  = errors.New("the token has ended")
)

func denied(err error, subject fault.Subject) error {
	if errors.Is(err, errEnded) {
		return fault.New(fault.Denied, subject, "The link has expired.")
	}
	return fault.New(fault.Denied, subject, "The link is not valid.")
}

// signer makes tokens for one purpose; its key is derived for that purpose alone.
// A token carries some fields and is bound to others, which whoever presents it
// must name: HMAC-SHA256, end in milliseconds, carried fields; in base64url.
type signer struct{ key []byte }

func (s signer) sign(end time.Time, carried, bound []string) string {
	body := binary.BigEndian.AppendUint64(nil, uint64(end.UnixMilli())) //nolint:gosec // bits are kept, not the number
	body = appendFields(body, carried)
	return base64.RawURLEncoding.EncodeToString(append(s.mac(body, bound), body...))
}

// check returns the carried fields of a token, which must be count many.
func (s signer) check(token string, count int, bound []string, now time.Time) ([]string, error) {
	raw, ok := decodeToken(token)
	if !ok || len(raw) < sha256.Size+8 {
		return nil, errForged
	}
	mac, body := raw[:sha256.Size], raw[sha256.Size:]
	if !hmac.Equal(mac, s.mac(body, bound)) {
		return nil, errForged
	}
	end := int64(binary.BigEndian.Uint64(body)) //nolint:gosec // as in sign
	if now.UnixMilli() >= end {
		return nil, errEnded
	}
	carried, ok := readFields(body[8:])
	if !ok || len(carried) != count {
		return nil, errForged
	}
	return carried, nil
}

// mac covers the length of the body and of every field, so nothing can move from
// one into its neighbour.
func (s signer) mac(body []byte, bound []string) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write(appendFields(appendFields(nil, []string{string(body)}), bound))
	return h.Sum(nil)
}

func appendFields(b []byte, fields []string) []byte {
	for _, f := range fields {
		b = binary.AppendUvarint(b, uint64(len(f)))
		b = append(b, f...)
	}
	return b
}

func readFields(b []byte) (fields []string, ok bool) {
	for len(b) > 0 {
		n, width := binary.Uvarint(b)
		if width <= 0 || n > uint64(len(b)-width) {
			return nil, false
		}
		end := width + int(n) //nolint:gosec // n is at most len(b)
		fields = append(fields, string(b[width:end]))
		b = b[end:]
	}
	return fields, true
}
