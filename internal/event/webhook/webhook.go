// Package webhook sends events as signed HTTP requests, in the way of Standard
// Webhooks (version 1, symmetric signatures): any receiver that speaks it can check
// that a request is ours, is recent, and was not changed.
//
// It owns the request, its signature and what counts as received. Which events are
// sent, and when again, is decided above.
package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"foureyes/internal/event"
	"foureyes/internal/event/call"
	"foureyes/internal/job"
	"foureyes/internal/trace"
)

// maxRedirects bounds how often one send is sent on.
const maxRedirects = 3

// Sender sends events to webhooks. It is safe for concurrent use.
type Sender struct{ client *http.Client }

// New makes a Sender.
func New() *Sender { return &Sender{call.NewClient(checkRedirect)} }

// Check wants a URL that can be asked, and shown in lists.
func (s *Sender) Check(to event.Destination) error {
	u, err := url.Parse(to.Address)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return errors.New("the URL of a webhook is of the form https://host/path")
	case u.User != nil:
		return errors.New("the URL of a webhook holds no user or password: requests are signed instead")
	}
	return to.Decode(&struct{}{})
}

var (
	errRedirectHost   = errors.New("it redirects to another host, which is not followed: set the target's URL to that host")
	errRedirectMethod = errors.New("it redirects in a way that drops the event; only 307 and 308 keep it")
	errRedirects      = errors.New("it redirects too often")
)

// checkRedirect follows redirects only where the event was meant to go. Other hosts
// may be ones that only this server can reach, or somebody else's.
func checkRedirect(r *http.Request, via []*http.Request) error {
	from := via[0]
	switch {
	case r.URL.Host != from.URL.Host || from.URL.Scheme == "https" && r.URL.Scheme != "https":
		return errRedirectHost
	case r.Method != from.Method:
		return errRedirectMethod
	case len(via) > maxRedirects:
		return errRedirects
	}
	return nil
}

// Send sends one event and returns nil once the receiver has answered with a 2xx
// status. When it answers otherwise and asks for a pause (Retry-After), the error
// wraps a *job.Later. No error holds the URL, which may hold a secret of its own.
func (s *Sender) Send(ctx context.Context, to event.Destination, e event.Event, now time.Time) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to.Address, bytes.NewReader(e.Body))
	if err != nil {
		return fmt.Errorf("make the request: %w", call.Bare(err))
	}
	sign(r.Header, to.Secret, e.ID, e.Body, now)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Foureyes")
	trace.Carry(ctx, r.Header)
	answer, err := s.client.Do(r)
	if err != nil {
		return fmt.Errorf("reach the receiver: %w", call.Bare(err))
	}
	defer func() { _ = answer.Body.Close() }()
	// It has answered; that its body breaks off changes nothing.
	_, _ = io.CopyN(io.Discard, answer.Body, call.MaxAnswer)
	if answer.StatusCode/100 == 2 {
		return nil
	}
	err = fmt.Errorf("the receiver answered %d %s", answer.StatusCode, http.StatusText(answer.StatusCode))
	if until, asked := call.RetryAfter(answer.Header, now); asked {
		return &job.Later{Until: until, Cause: err}
	}
	return err
}

// sign adds the three headers (Standard Webhooks, webhook metadata and signature
// scheme). The time is that of the attempt.
func sign(h http.Header, secret []byte, id string, body []byte, now time.Time) {
	at := strconv.FormatInt(now.Unix(), 10)
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(id + "." + at + "."))
	mac.Write(body)
	h.Set("Webhook-Id", id)
	h.Set("Webhook-Timestamp", at)
	h.Set("Webhook-Signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}
