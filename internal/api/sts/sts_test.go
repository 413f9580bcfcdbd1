package sts_test

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"foureyes/internal/api/gate"
	"foureyes/internal/api/sts"
	"foureyes/internal/aws"
	"foureyes/internal/limit"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// ann is who calls, unless err says why nobody does.
func ann(err error) aws.Server {
	return aws.Server{
		Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return noon },
		Authenticate: func(r *http.Request) (aws.Call, []byte, error) {
			body, _ := io.ReadAll(r.Body)
			return aws.Call{
				RequestID: "request-1", Time: noon, Account: "000000000042", Principal: "arn:aws:iam::000000000042:user/ann",
			}, body, err
		},
	}
}

func send(t *testing.T, h http.Handler, method, query, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(aws.WithRequest(t.Context(), "request-1", noon), method, "/?"+query, strings.NewReader(body))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if got := w.Header().Get("Content-Type"); got != "text/xml; charset=utf-8" {
		t.Errorf("content type %q", got)
	}
	return w
}

func TestCallersLearnWhoTheyAre(t *testing.T) {
	want := `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
		`<Arn>arn:aws:iam::000000000042:user/ann</Arn><UserId>AIDA72MIMAILD3DAAHCOS</UserId><Account>000000000042</Account>` +
		`</GetCallerIdentityResult><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`
	const ask = "Action=GetCallerIdentity&Version=2011-06-15"
	for _, way := range [][3]string{{http.MethodPost, "", ask}, {http.MethodGet, ask, ""}} {
		w := send(t, sts.New(ann(nil), nil), way[0], way[1], way[2])
		if w.Code != http.StatusOK || w.Body.String() != want {
			t.Errorf("%s: %d %s", way[0], w.Code, w.Body)
		}
	}
}

func TestRefusalsHaveTheNamesOfAWSQuery(t *testing.T) {
	const ask = "Action=GetCallerIdentity&Version=2011-06-15"
	tests := map[string]struct {
		err    error
		body   string
		status int
		code   string
	}{
		"another action":    {nil, "Action=AssumeRole", 400, "<Type>Sender</Type><Code>InvalidAction</Code><Message>Could not find operation &#34;AssumeRole&#34;."},
		"no action":         {nil, "", 400, "<Code>InvalidAction</Code>"},
		"an unreadable one": {nil, "Action=%zz", 400, "<Code>MalformedQueryString</Code>"},
		"no signature":      {aws.MissingAuthenticationToken(), ask, 403, "<Code>MissingAuthenticationToken</Code>"},
		"an unknown key":    {aws.UnrecognizedClient(), ask, 403, "<Code>InvalidClientTokenId</Code>"},
		"a bad signature":   {errors.Join(aws.InvalidSignature("no")), ask, 403, "<Code>SignatureDoesNotMatch</Code>"},
		"half a signature":  {aws.IncompleteSignature("no"), ask, 400, "<Code>IncompleteSignature</Code>"},
		"too large":         {&aws.Fault{Code: "RequestEntityTooLargeException", Status: 413}, ask, 413, "<Code>RequestEntityTooLargeException</Code>"},
		"our own failure":   {errors.New("disk"), ask, 500, "<Type>Receiver</Type><Code>InternalFailure</Code>"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := send(t, sts.New(ann(test.err), nil), http.MethodPost, "", test.body)
			if w.Code != test.status || !strings.Contains(w.Body.String(), test.code) || !strings.Contains(w.Body.String(), "<RequestId>request-1</RequestId>") {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
}

func TestTooManyQuestionsAreThrottled(t *testing.T) {
	h := sts.New(ann(nil), gate.New(nil, limit.NewRates(1), nil))
	const ask = "Action=GetCallerIdentity&Version=2011-06-15"
	if w := send(t, h, http.MethodPost, "", ask); w.Code != http.StatusOK {
		t.Errorf("the first: %d %s", w.Code, w.Body)
	}
	w := send(t, h, http.MethodPost, "", ask)
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "<Code>Throttling</Code><Message>Rate exceeded</Message>") || w.Header().Get("Retry-After") != "1" {
		t.Errorf("the second: %d %s", w.Code, w.Body)
	}
}
