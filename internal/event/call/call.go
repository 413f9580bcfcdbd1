// Package call is what receivers over HTTP share: a client whose requests end, the
// pause that an answer asks for, and errors that do not tell the address.
//
// It leaves what is sent, and which answers mean success, to the receivers.
package call

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const (
	// Timeout bounds a whole send, redirects included.
	Timeout = 10 * time.Second
	// MaxAnswer is how much of an answer is read, in bytes.
	MaxAnswer = 64 << 10
	// longestWait bounds what a receiver can ask for with Retry-After.
	longestWait = 24 * time.Hour
)

// NewClient makes a client that follows redirects as checkRedirect says.
func NewClient(checkRedirect func(*http.Request, []*http.Request) error) *http.Client {
	return &http.Client{
		Timeout:       Timeout,
		CheckRedirect: checkRedirect,
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true,
			MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute,
		},
	}
}

// Bare takes the URL out of an error: it may hold a secret of its own.
func Bare(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}

// RetryAfter reads the header's two forms, seconds or a date (RFC 9110, section
// 10.2.3), and reports whether it asks for a pause. The pause is at most a day.
func RetryAfter(h http.Header, now time.Time) (time.Time, bool) {
	text, wait := h.Get("Retry-After"), time.Duration(-1)
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		wait = time.Duration(seconds) * time.Second //nolint:gosec // 31 bits
	} else if date, err := http.ParseTime(text); err == nil {
		wait = date.Sub(now)
	}
	if wait < 0 {
		return time.Time{}, false
	}
	return now.Add(min(wait, longestWait)), true
}
