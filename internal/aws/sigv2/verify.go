package sigv2

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base64"
	"maps"
	"net/http"
	"slices"
	"strings"

	"foureyes/internal/aws"
)

// resources are the parameters that are signed: the sub-resources, what they need,
// and what changes the answer's headers. Amazon's page names most of them, and
// signers have added those of later features (botocore's list).
var resources = map[string]bool{
	"accelerate": true, "acl": true, "analytics": true, "cors": true, "defaultObjectAcl": true, "delete": true,
	"inventory": true, "lifecycle": true, "location": true, "logging": true, "metrics": true, "notification": true,
	"object-lock": true, "partNumber": true, "policy": true, "replication": true, "requestPayment": true,
	"restore": true, "select": true, "select-type": true, "storageClass": true, "tagging": true, "torrent": true,
	"uploadId": true, "uploads": true, "versionId": true, "versioning": true, "versions": true, "website": true,

	"response-cache-control": true, "response-content-disposition": true, "response-content-encoding": true,
	"response-content-language": true, "response-content-type": true, "response-expires": true,
}

// Verify checks the signature against a request. hostBucket is the bucket that the
// host names (virtual-hosted style), or empty when the path does; it must be the
// one that will be read, for it is part of what is signed. The comparison takes
// constant time. A signature that does not hold gives an *aws.Fault.
func (s *Signature) Verify(r *http.Request, secret, hostBucket string) error {
	path := r.URL.EscapedPath() // as it was sent: the path is signed in its encoded form
	if hostBucket != "" {
		path = "/" + hostBucket + path
	}
	signed := s.signedHeaders(r)
	for _, path := range paths(path) {
		for _, query := range s.queries() {
			want := sign(secret, signed+path+query)
			if subtle.ConstantTimeCompare([]byte(want), []byte(s.signature)) == 1 {
				return nil
			}
		}
	}
	return aws.InvalidSignature("The request signature we calculated does not match the signature you provided. " +
		"Check your key and signing method.")
}

// sign gives the base64 of the HMAC-SHA1.
func sign(secret, text string) string {
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// signedHeaders is the first part of StringToSign: method, two headers, the time
// in the place of the Date header, and CanonicalizedAmzHeaders.
func (s *Signature) signedHeaders(r *http.Request) string {
	h := s.Headers(r.Header)
	var out strings.Builder
	for _, line := range []string{r.Method, h.Get("Content-Md5"), h.Get("Content-Type"), s.expires} {
		out.WriteString(strings.TrimSpace(line) + "\n")
	}
	amz := map[string]string{}
	for name, values := range h {
		if lower := strings.ToLower(name); strings.HasPrefix(lower, amzPrefix) {
			amz[lower] = joined(values)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(amz)) {
		out.WriteString(name + ":" + amz[name] + "\n")
	}
	return out.String()
}

// joined is how a header counts that came several times.
func joined(values []string) string {
	trimmed := make([]string, len(values))
	for i, value := range values {
		trimmed[i] = strings.TrimSpace(value)
	}
	return strings.Join(trimmed, ",")
}

// paths gives the path as clients may have signed it. One that names a bucket alone
// means the same with a slash at its end, and botocore signs it so but sends none.
func paths(path string) []string {
	bucket := strings.TrimSuffix(path, "/")
	if strings.LastIndexByte(bucket, '/') > 0 || bucket == "" {
		return []string{path}
	}
	return []string{bucket, bucket + "/"}
}

// queries gives the signed parameters as clients may have signed them: one without
// a value as it was sent, or without its equals sign.
func (s *Signature) queries() []string {
	var signed []parameter
	empty := false
	for _, p := range s.query {
		if resources[p.name] {
			signed = append(signed, p)
			empty = empty || p.value == "" && !p.bare
		}
	}
	slices.SortStableFunc(signed, func(a, b parameter) int { return cmp.Compare(a.name, b.name) })
	out := []string{written(signed)}
	if empty {
		for i := range signed {
			signed[i].bare = signed[i].value == ""
		}
		out = append(out, written(signed))
	}
	return out
}

// written is a query as it is signed: its values are not escaped.
func written(signed []parameter) string {
	var out strings.Builder
	for i, p := range signed {
		out.WriteByte("?&"[min(i, 1)])
		out.WriteString(p.name)
		if !p.bare {
			out.WriteString("=" + p.value)
		}
	}
	return out.String()
}
