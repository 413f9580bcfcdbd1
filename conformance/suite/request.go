package suite

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"time"
)

// object is a structure or a map as JSON has it.
type object = map[string]any

// encode writes JSON as SDKs do, without HTML's escapes.
func encode(v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(fmt.Sprintf("a request that is no JSON: %v", err)) // a mistake in a case
	}
	return bytes.TrimRight(out.Bytes(), "\n")
}

// request is one request before it is signed.
type request struct {
	operation    *operation // nil for none
	method, path string
	query        url.Values
	header       map[string]string
	body         []byte
	scope        scope

	at       string // another endpoint than the operation's
	unsigned bool
	chunked  bool
	key      *Credentials        // another key than the run's
	skew     time.Duration       // how wrong the clock of the signer is
	tamper   func(*http.Request) // changes the request after it was signed
	watch    *httptrace.ClientTrace
	via      *http.Transport // another than the run's
}

// request puts an operation's input where the contract wants it.
func (o *operation) request(in object, region string) request {
	r := request{
		operation: o, method: http.MethodPost, path: "/", query: url.Values{},
		scope: scope{region, o.service.SigningName}, header: map[string]string{},
	}
	if o.HTTP == nil {
		r.header["Content-Type"] = "application/x-amz-json-1.1"
		r.header["X-Amz-Target"] = o.service.TargetPrefix + "." + o.name
		r.body = encode(in)
		return r
	}
	r.method, r.path = o.HTTP.Method, o.HTTP.Path
	body := object{}
	input := o.service.shape(o.Input)
	for name, value := range in {
		m, _ := input.Members.find(name)
		switch m.In {
		case "path":
			r.path = strings.ReplaceAll(r.path, "{"+name+"}", escape(fmt.Sprint(value), ""))
		case "query":
			r.query.Set(name, fmt.Sprint(value))
		default:
			body[name] = value
		}
	}
	if r.method == http.MethodPost {
		r.header["Content-Type"] = "application/json"
		r.body = encode(body)
	}
	return r
}

// endpoint is where a request goes.
func (s *suite) endpoint(r request) string {
	switch {
	case r.at != "":
		return r.at
	case r.scope.service == "s3":
		return s.S3Endpoint
	case r.scope.service == "textract":
		return s.TextractEndpoint
	case r.scope.service == "rekognition":
		return s.RekognitionEndpoint
	case r.operation != nil && r.operation.HTTP != nil:
		return s.RuntimeEndpoint
	}
	return s.Endpoint
}

// build makes the HTTP request and signs it.
func (s *suite) build(ctx context.Context, r request) (*http.Request, error) {
	where := s.endpoint(r) + r.path
	if len(r.query) > 0 {
		where += "?" + canonicalQuery(r.query)
	}
	var body io.Reader = bytes.NewReader(r.body)
	if r.chunked {
		body = io.MultiReader(body) // hides the length
	}
	h, err := http.NewRequestWithContext(ctx, r.method, where, body)
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	for name, value := range r.header {
		h.Header.Set(name, value)
	}
	key := s.Credentials
	if r.key != nil {
		key = *r.key
	}
	if !r.unsigned {
		key.sign(h, r.body, r.scope, s.Now().Add(r.skew))
	}
	if r.tamper != nil {
		r.tamper(h)
	}
	return h, nil
}

// send sends one request and reads the answer whole. Redirects are answers to
// look at, not to follow.
func (s *suite) send(ctx context.Context, r request) (*answer, error) {
	if r.watch != nil {
		ctx = httptrace.WithClientTrace(ctx, r.watch)
	}
	h, err := s.build(ctx, r)
	if err != nil {
		return nil, err
	}
	response, err := cmp.Or(r.via, s.transport).RoundTrip(h)
	if err != nil {
		return nil, fmt.Errorf("reach the endpoint: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	return &answer{status: response.StatusCode, header: response.Header, body: body, protocol: response.Proto}, nil
}

const (
	patience   = 30 * time.Second // for what the endpoint does in the background
	tooManyMax = 12               // how often a throttled request is sent again
)

// sendPatiently sends again what was refused because it came too fast, as SDKs do.
// Such a refusal must have its form too.
func (s *suite) sendPatiently(ctx context.Context, r request) (*answer, error) {
	pause := 20 * time.Millisecond
	for tries := 1; ; tries++ {
		a, err := s.send(ctx, r)
		if err != nil || !a.throttled() || tries == tooManyMax {
			return a, err
		}
		if r.operation != nil {
			if wrong := checkFault(r.operation, a, "ThrottlingException"); wrong != "" {
				return nil, errors.New("a refusal because of too many requests: " + wrong)
			}
		}
		if err := rest(ctx, pause); err != nil {
			return nil, err
		}
		pause = min(2*pause, time.Second)
	}
}

// rest waits, but not longer than the context.
func rest(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return fmt.Errorf("wait: %w", ctx.Err())
	case <-timer.C:
		return nil
	}
}
