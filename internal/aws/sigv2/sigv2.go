// Package sigv2 checks S3 URLs that were presigned with AWS Signature Version 2.
//
// The form is old, and Amazon itself keeps it only for buckets made before June
// 2020. It is read here because boto3 and version 1 of the AWS CLI still choose it
// for presigned URLs, unasked, in every region that is older than 2014, us-east-1
// and eu-west-1 among them. Nothing else of Version 2 is: no Authorization header,
// and no service but S3. Who can choose should sign with Version 4.
//
// The package owns what was signed, by which key id and until when. Whose key it
// is and its secret are the caller's to know: Parse and CheckTime need neither, and
// Verify comes after. As with Amazon, neither the host nor the body is signed, and
// of the query only what CanonicalizedResource names. Rules are from the S3 User
// Guide, "Signing and authenticating REST requests (AWS signature version 2)".
package sigv2

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"foureyes/internal/aws"
)

const (
	// maxAhead is how far Expires may lie ahead. Version 2 itself knows no limit; this
	// is the one of Version 4, since a link that leaked is good until it expires.
	maxAhead = 7 * 24 * time.Hour
	// maxSkew is how far the signer's clock may be ahead, as in Version 4.
	maxSkew = 5 * time.Minute
	// amzPrefix begins the headers that are all signed.
	amzPrefix = "x-amz-"
	// keyParameter tells a URL of Version 2 from others.
	keyParameter = "AWSAccessKeyId"
)

// Signature is the signature of a URL as it came, not checked yet.
type Signature struct {
	// AccessKeyID names the key.
	AccessKeyID string
	// Expires is the last second in which the URL is good (UTC).
	Expires time.Time
	// SecurityToken is the session token that came along; whoever issues none
	// should refuse a request that has one.
	SecurityToken string

	signature string            // base64
	expires   string            // as signed
	query     []parameter       // in the order of the URL
	headers   map[string]string // those that the query carries, by lower-case name
}

// parameter is one of the query's, unescaped.
type parameter struct {
	name, value string
	bare        bool // there was no equals sign
}

// Signed reports whether a request's URL is of Version 2, good or bad.
func Signed(r *http.Request) bool {
	return strings.Contains(r.URL.RawQuery, keyParameter) && r.URL.Query().Has(keyParameter)
}

// Parse reads the signature of a request for which Signed holds. What cannot be
// read gives an *aws.Fault.
func Parse(r *http.Request) (*Signature, error) {
	query, err := parseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(r.Header.Get("Authorization"), "AWS") || has(query, "X-Amz-Algorithm") {
		return nil, aws.IncompleteSignature("Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, " +
			"Signature query string parameter or the Authorization header should be specified")
	}
	s := &Signature{query: query}
	for name, to := range map[string]*string{keyParameter: &s.AccessKeyID, "Signature": &s.signature, "Expires": &s.expires} {
		if *to, err = only(query, name); err != nil {
			return nil, err
		}
	}
	seconds, err := strconv.ParseInt(s.expires, 10, 64)
	if err != nil || seconds < 0 {
		return nil, aws.AccessDenied("Invalid date (should be seconds since epoch): " + brief(s.expires))
	}
	s.Expires = time.Unix(seconds, 0).UTC()
	if s.headers, err = carried(query); err != nil {
		return nil, err
	}
	s.SecurityToken = s.Headers(r.Header).Get("X-Amz-Security-Token")
	return s, nil
}

// parseQuery reads a query as url.ParseQuery does, by which others will read it,
// but keeps its order and which parameters had no equals sign.
func parseQuery(raw string) ([]parameter, error) {
	var query []parameter
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			continue
		}
		name, value, equals := strings.Cut(part, "=")
		plainName, errName := url.QueryUnescape(name)
		plainValue, errValue := url.QueryUnescape(value)
		if errName != nil || errValue != nil || strings.Contains(part, ";") {
			return nil, aws.IncompleteSignature("The query string cannot be read.")
		}
		query = append(query, parameter{plainName, plainValue, !equals})
	}
	return query, nil
}

func has(query []parameter, name string) bool {
	for _, p := range query {
		if p.name == name {
			return true
		}
	}
	return false
}

// only gives the value of a parameter that must be there once.
func only(query []parameter, name string) (string, error) {
	var values []string
	for _, p := range query {
		if p.name == name {
			values = append(values, p.value)
		}
	}
	if len(values) != 1 || values[0] == "" {
		return "", aws.AccessDenied("Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters, each once")
	}
	return values[0], nil
}

// brief keeps a value that is told back short.
func brief(value string) string { return value[:min(len(value), 32)] }

// CheckTime checks that the URL has not expired, and that it is not good for
// longer than seven days from now, with five minutes for the signer's clock.
func (s *Signature) CheckTime(now time.Time) error {
	switch {
	case now.After(s.Expires):
		return aws.AccessDenied(fmt.Sprintf("Request has expired: %s is now earlier than %s",
			s.Expires.Format(time.RFC3339), now.UTC().Format(time.RFC3339)))
	case s.Expires.After(now.Add(maxAhead + maxSkew)):
		return aws.AccessDenied("Expires must be less than a week (604800 seconds) ahead.")
	}
	return nil
}
