package webhook

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"foureyes/internal/event"
	"foureyes/internal/job"
)

const (
	id   = "1d6b6a4e-8a80-5b7e-9f5d-0a4f3a3c2f10"
	body = `{"detail":{"failureReason":"a < b"}}`
)

var secret = []byte("0123456789abcdef0123456789abcdef")

func to(address string) event.Destination { return event.Destination{Address: address, Secret: secret} }

// send sends the event to a path of a server that answers with handler.
func send(t *testing.T, handler http.Handler, change ...func(*Sender)) error {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	s := New()
	t.Cleanup(s.client.CloseIdleConnections)
	for _, c := range change {
		c(s)
	}
	return s.Send(t.Context(), to(server.URL+"/hook?token=shared"), event.Event{ID: id, Body: []byte(body)}, time.Now())
}

func answering(status int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
	}
}

// The signature is checked by the reference library of Standard Webhooks.
func TestRequestIsSignedAsStandardWebhooksAre(t *testing.T) {
	hook, err := webhooks.NewWebhookRaw(secret)
	if err != nil {
		t.Fatal(err)
	}
	err = send(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, err := io.ReadAll(r.Body)
		if err != nil || string(got) != body || r.Method != http.MethodPost || r.RequestURI != "/hook?token=shared" {
			t.Errorf("%s %s %s, %v", r.Method, r.RequestURI, got, err)
		}
		if err := hook.Verify(got, r.Header); err != nil {
			t.Error(err)
		}
		if err := hook.Verify(append(got, ' '), r.Header); err == nil {
			t.Error("a changed body passes")
		}
		if r.Header.Get("webhook-id") != id || r.Header.Get("Content-Type") != "application/json" {
			t.Error(r.Header)
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	if err != nil {
		t.Error(err)
	}
}

// The vector of the Standard Webhooks specification's own example.
func TestSignatureOfTheSpecificationsExample(t *testing.T) {
	hook, err := webhooks.NewWebhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Unix(1614265330, 0)
	want, err := hook.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, []byte(`{"test": 2432232314}`))
	if err != nil || want != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Fatal(want, err)
	}
	raw := []byte("1\xf2\x90\xf6\xbf\x06)\x8a\xabO\x08\xd4<?\x08,\xf6H\xa3b\xda-\xa4\xb0")
	h := http.Header{}
	sign(h, raw, "msg_p5jXN8AQM9LWM0D4loKWxJek", []byte(`{"test": 2432232314}`), at)
	if got := h.Get("webhook-signature"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestOnlyA2xxStatusIsReceived(t *testing.T) {
	for _, status := range []int{200, 201, 202, 204, 299} {
		if err := send(t, answering(status)); err != nil {
			t.Errorf("%d: %v", status, err)
		}
	}
	for status, want := range map[int]string{
		300: "answered 300 Multiple Choices", 400: "answered 400 Bad Request", 410: "answered 410 Gone",
		500: "answered 500 Internal Server Error", 503: "answered 503 Service Unavailable",
	} {
		err := send(t, answering(status))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d: %v", status, err)
		}
		if _, later := errors.AsType[*job.Later](err); later {
			t.Errorf("%d: nobody asked for a pause", status)
		}
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	now := time.Now()
	date := now.Add(time.Hour).UTC().Format(http.TimeFormat)
	for text, want := range map[string]time.Duration{"120": 2 * time.Minute, date: time.Hour, "864000": 24 * time.Hour, "0": 0} {
		err := send(t, answering(http.StatusTooManyRequests, "Retry-After", text))
		later, ok := errors.AsType[*job.Later](err)
		if !ok || !strings.Contains(err.Error(), "429 Too Many Requests") {
			t.Fatalf("%s: %v", text, err)
		}
		if wait := later.Until.Sub(now); wait < want-time.Second || wait > want+30*time.Second {
			t.Errorf("%s: until %v, which is %v from now", text, later.Until, wait)
		}
	}
	for _, text := range []string{"soon", "-1", "1.5", "", "99999999999999", "Mon, 02 Jan 2006 15:04:05 GMT"} {
		if _, later := errors.AsType[*job.Later](send(t, answering(http.StatusServiceUnavailable, "Retry-After", text))); later {
			t.Errorf("%q asks for a pause", text)
		}
	}
}

// The event goes where it was meant to go, as a whole, or nowhere.
func TestRedirectsStayWithTheHost(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("another host was asked")
	}))
	t.Cleanup(elsewhere.Close)
	for name, c := range map[string]struct {
		status int
		to     string
		want   error
	}{
		"the same host":           {http.StatusPermanentRedirect, "/moved", nil},
		"another host":            {http.StatusTemporaryRedirect, elsewhere.URL, errRedirectHost},
		"another host, as a GET":  {http.StatusFound, elsewhere.URL, errRedirectHost},
		"the same host, as a GET": {http.StatusSeeOther, "/moved", errRedirectMethod},
		"in a circle":             {http.StatusTemporaryRedirect, "/hook", errRedirects},
	} {
		err := send(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/hook" {
				http.Redirect(w, r, c.to, c.status)
				return
			}
			if got, err := io.ReadAll(r.Body); err != nil || string(got) != body || r.Header.Get("webhook-signature") == "" {
				t.Errorf("%s: sent on as %s, %v", name, got, err)
			}
		}))
		if !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestReceiverThatDoesNotAnswerIsGivenUp(t *testing.T) {
	err := send(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // before that, a server does not see that the client has gone
		<-r.Context().Done()
	}), func(s *Sender) { s.client.Timeout = 20 * time.Millisecond })
	if err == nil || !strings.Contains(err.Error(), "reach the receiver") {
		t.Error(err)
	}
	if New().client.Timeout != 10*time.Second {
		t.Error("the timeout is not 10 seconds")
	}
}

// What is long without end must not keep a worker, nor fill the memory.
func TestLongAnswersAreNotRead(t *testing.T) {
	err := send(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		part := make([]byte, 32<<10)
		for r.Context().Err() == nil {
			if _, err := w.Write(part); err != nil {
				return
			}
		}
	}))
	if err != nil {
		t.Error(err)
	}
}

func TestErrorsDoNotTellTheURL(t *testing.T) {
	server := httptest.NewServer(answering(http.StatusOK))
	server.Close() // nobody listens there now
	err := New().Send(t.Context(), to(server.URL+"/hook?token=shared"), event.Event{ID: id, Body: []byte(body)}, time.Now())
	if err == nil || strings.Contains(err.Error(), "shared") {
		t.Error(err)
	}
	if err := New().Send(t.Context(), to("http://[::1/token"), event.Event{ID: id}, time.Now()); err == nil || strings.Contains(err.Error(), "token") {
		t.Error(err)
	}
}
