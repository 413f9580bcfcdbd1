// Package sigv4 checks AWS Signature Version 4, in the Authorization header and
// in presigned URLs, and reads the bodies that S3 clients sign chunk by chunk.
//
// It owns what was signed, by which key id and when. Whose key it is, its
// secret, and whether its owner may do this, are the caller's to know: Parse and
// CheckTime need no secret and no body, so both can be done before anything is
// looked up or buffered, and Verify comes after. Rules are from the AWS general
// reference, "Create a signed AWS API request", and from the S3 API reference,
// "Signature calculations: transferring payload in multiple chunks".
package sigv4

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	algorithm  = "AWS4-HMAC-SHA256"
	timeLayout = "20060102T150405Z"
	terminator = "aws4_request"
	maxExpires = 7 * 24 * time.Hour
	maxSkew    = 5 * time.Minute
	serviceS3  = "s3"
)

// ErrNone is what Parse returns for a request that carries no AWS signature.
var ErrNone = errors.New("the request is not signed")

// Signature is a signature as the request carries it, not checked yet.
type Signature struct {
	// AccessKeyID, Date (yyyymmdd), Region and Service are the credential scope.
	AccessKeyID string
	Date        string
	Region      string
	Service     string
	// Time is when the request was signed, to the second (UTC).
	Time time.Time
	// Presigned tells a signature in the query from one in the header.
	Presigned bool
	// Expires is how long a presigned URL is good for.
	Expires time.Duration
	// SecurityToken is the session token that came along; whoever issues none
	// should refuse a request that has one.
	SecurityToken string

	headers   []string // signed header names, lower case, as sent
	signature string   // hexadecimal
	query     url.Values
}

// Parse reads the signature of a request. It returns ErrNone when there is none
// and an *Error when there is one that cannot be read.
func Parse(r *http.Request) (*Signature, error) {
	header := r.Header.Get("Authorization")
	signed := strings.HasPrefix(header, "AWS4-") || strings.HasPrefix(header, "AWS ")
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, malformed("The query string cannot be read.")
	}
	switch presigned := query.Has("X-Amz-Algorithm") || query.Has("X-Amz-Signature") || query.Has("X-Amz-Credential"); {
	case presigned && signed:
		return nil, malformed("Only one auth mechanism allowed; either the query string or the Authorization header")
	case presigned:
		return parseQuery(query)
	case signed:
		return parseHeader(r, header, query)
	}
	return nil, ErrNone
}

func parseHeader(r *http.Request, header string, query url.Values) (*Signature, error) {
	rest, ok := strings.CutPrefix(header, algorithm)
	if !ok || !strings.HasPrefix(rest, " ") {
		return nil, malformed("Unsupported AWS 'algorithm': only " + algorithm + " is supported")
	}
	fields := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		fields[name] = value
	}
	for _, name := range []string{"Credential", "Signature", "SignedHeaders"} {
		if fields[name] == "" {
			return nil, malformed(fmt.Sprintf("Authorization header requires '%s' parameter.", name))
		}
	}
	date, err := headerTime(r.Header)
	if err != nil {
		return nil, err
	}
	s := &Signature{Time: date, SecurityToken: r.Header.Get("X-Amz-Security-Token"), query: query}
	if err := s.parse(fields["Credential"], fields["SignedHeaders"], fields["Signature"]); err != nil {
		return nil, err
	}
	return s, nil
}

// headerTime takes X-Amz-Date, or else Date in either format.
func headerTime(h http.Header) (time.Time, error) {
	text := h.Get("X-Amz-Date")
	if text == "" {
		text = h.Get("Date")
		if t, err := http.ParseTime(text); err == nil {
			return t.UTC(), nil
		}
	}
	if text == "" {
		return time.Time{}, malformed("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
	}
	return parseTime(text)
}

func parseTime(text string) (time.Time, error) {
	t, err := time.Parse(timeLayout, text)
	if err != nil {
		return time.Time{}, malformed("Date must be in ISO-8601 'basic format'.")
	}
	return t, nil
}

func parseQuery(query url.Values) (*Signature, error) {
	for _, name := range []string{"Algorithm", "Credential", "Signature", "SignedHeaders", "Date", "Expires"} {
		if len(query["X-Amz-"+name]) != 1 || query.Get("X-Amz-"+name) == "" {
			return nil, malformed(fmt.Sprintf("AWS query-string parameters must include 'X-Amz-%s' once.", name))
		}
	}
	if query.Get("X-Amz-Algorithm") != algorithm {
		return nil, malformed("Unsupported AWS 'algorithm': only " + algorithm + " is supported")
	}
	date, err := parseTime(query.Get("X-Amz-Date"))
	if err != nil {
		return nil, err
	}
	seconds, err := strconv.Atoi(query.Get("X-Amz-Expires"))
	if err != nil || seconds < 1 || seconds > int(maxExpires/time.Second) {
		return nil, malformed("X-Amz-Expires must be a number of seconds from 1 to 604800.")
	}
	s := &Signature{
		Time: date, Presigned: true, Expires: time.Duration(seconds) * time.Second,
		SecurityToken: query.Get("X-Amz-Security-Token"), query: query,
	}
	if err := s.parse(query.Get("X-Amz-Credential"), query.Get("X-Amz-SignedHeaders"), query.Get("X-Amz-Signature")); err != nil {
		return nil, err
	}
	return s, nil
}

// parse takes the three parts that header and query have in common.
func (s *Signature) parse(credential, headers, signature string) error {
	// A key id may itself hold a slash; the scope is always the last four parts.
	parts := strings.Split(credential, "/")
	n := len(parts) - 4
	if n < 1 || parts[n+3] != terminator || slices.Contains(parts, "") {
		return malformed("Credential must have the form <access key id>/<date>/<region>/<service>/" + terminator + ".")
	}
	s.AccessKeyID = strings.Join(parts[:n], "/")
	s.Date, s.Region, s.Service = parts[n], parts[n+1], parts[n+2]
	if s.Date != s.Time.Format("20060102") {
		return malformed("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.")
	}
	s.headers = strings.Split(strings.ToLower(headers), ";")
	s.signature = signature
	if !slices.Contains(s.headers, "host") {
		return malformed("'Host' must be a 'SignedHeader' in the AWS Authorization.")
	}
	return nil
}

// CheckTime checks that the request was signed within five minutes of now; a
// presigned URL is good from five minutes before its date until it expires.
func (s *Signature) CheckTime(now time.Time) error {
	now = now.UTC()
	format := func(t time.Time) string { return t.Format(timeLayout) }
	switch {
	case s.Time.After(now.Add(maxSkew)):
		return &Error{Skewed, fmt.Sprintf("Signature not yet current: %s is still later than %s (%s + 5 min.)",
			format(s.Time), format(now.Add(maxSkew)), format(now))}
	case s.Presigned && now.After(s.Time.Add(s.Expires)):
		return &Error{Expired, fmt.Sprintf("Signature expired: %s is now earlier than %s",
			format(s.Time.Add(s.Expires)), format(now))}
	case !s.Presigned && s.Time.Before(now.Add(-maxSkew)):
		return &Error{Skewed, fmt.Sprintf("Signature expired: %s is now earlier than %s (%s - 5 min.)",
			format(s.Time), format(now.Add(-maxSkew)), format(now))}
	}
	return nil
}
