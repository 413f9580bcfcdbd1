package suite

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Credentials are an access key.
type Credentials struct {
	AccessKeyID     string
	SecretAccessKey string
	// SessionToken comes with temporary keys; empty otherwise.
	SessionToken string
}

// scope is what a signature is good for.
type scope struct{ region, service string }

const stamp = "20060102T150405Z"

// sign puts an AWS Signature Version 4 into the headers ("Create a signed AWS API
// request", AWS IAM User Guide). Every header that is there is signed.
func (c Credentials) sign(r *http.Request, body []byte, s scope, now time.Time) {
	hash := hexSHA256(body)
	r.Header.Set("X-Amz-Date", now.UTC().Format(stamp))
	if c.SessionToken != "" {
		r.Header.Set("X-Amz-Security-Token", c.SessionToken)
	}
	if s.service == "s3" {
		r.Header.Set("X-Amz-Content-Sha256", hash)
	}
	names, headers := canonicalHeaders(r)
	canonical := strings.Join([]string{
		r.Method, canonicalPath(r.URL, s.service), canonicalQuery(r.URL.Query()), headers, names, hash,
	}, "\n")
	day := now.UTC().Format("20060102")
	terms := strings.Join([]string{day, s.region, s.service, "aws4_request"}, "/")
	text := strings.Join([]string{"AWS4-HMAC-SHA256", now.UTC().Format(stamp), terms, hexSHA256([]byte(canonical))}, "\n")
	key := []byte("AWS4" + c.SecretAccessKey)
	for _, term := range []string{day, s.region, s.service, "aws4_request", text} {
		key = mac(key, term)
	}
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+c.AccessKeyID+"/"+terms+
		", SignedHeaders="+names+", Signature="+hex.EncodeToString(key))
}

// canonicalHeaders lists the signed headers, and the headers with their values,
// each on a line.
func canonicalHeaders(r *http.Request) (names, lines string) {
	values := map[string]string{"host": r.URL.Host}
	for name, all := range r.Header {
		// Transport settings may change on the way.
		if name == "Expect" || name == "Authorization" || name == "User-Agent" {
			continue
		}
		values[strings.ToLower(name)] = strings.TrimSpace(strings.Join(all, ","))
	}
	sorted := make([]string, 0, len(values))
	for name := range values {
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	var out strings.Builder
	for _, name := range sorted {
		out.WriteString(name + ":" + values[name] + "\n")
	}
	return strings.Join(sorted, ";"), out.String()
}

// canonicalPath is the path as sent, encoded once more for every service but S3.
func canonicalPath(u *url.URL, service string) string {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if service == "s3" {
		return path
	}
	return escape(path, "/")
}

func canonicalQuery(query url.Values) string {
	var parts []string
	for name, values := range query {
		for _, value := range values {
			parts = append(parts, escape(name, "")+"="+escape(value, ""))
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "&")
}

// escape encodes all but the unreserved characters of RFC 3986 and those in keep.
func escape(text, keep string) string {
	const digits = "0123456789ABCDEF"
	var out strings.Builder
	for i := range len(text) {
		c := text[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-_.~"+keep, c) >= 0:
			out.WriteByte(c)
		default:
			out.WriteString("%" + digits[c>>4:c>>4+1] + digits[c&15:c&15+1])
		}
	}
	return out.String()
}

func hexSHA256(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}
