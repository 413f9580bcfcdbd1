package predictor

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"foureyes/internal/event/call"
	"foureyes/internal/prediction"
)

// client asks over HTTP. Calls end with their contexts, so it has no time-out of its
// own. It follows no redirects: a document goes where the operator said and nowhere
// else.
type client struct{ http *http.Client }

func newClient() client {
	return client{&http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true,
			MaxIdleConnsPerHost: usualConcurrent, IdleConnTimeout: time.Minute,
		},
	}}
}

// request is AWS's own (AWS JSON 1.1), whoever is asked.
func newRequest(ctx context.Context, url string, q prediction.Question) (*http.Request, []byte, error) {
	body := q.Shape.Asked(q.Image)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, nil, fmt.Errorf("make the request: %w", call.Bare(err))
	}
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("X-Amz-Target", target(q))
	r.Header.Set("User-Agent", "Foureyes")
	return r, body, nil
}

// do sends a request and reads the answer of status 200.
func (c client) do(r *http.Request, now time.Time) ([]byte, error) {
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, fmt.Errorf("reach the source: %w", call.Bare(err))
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the answer: %w", call.Bare(err))
	case len(body) > maxAnswer:
		return nil, errLongAnswer
	case answer.StatusCode != http.StatusOK:
		return nil, refusalOf(answer, body, now)
	}
	return body, nil
}

var errLongAnswer = fmt.Errorf("its answer has more than %d bytes", maxAnswer)

// refusalOf is the failure of an answer that is not 200.
func refusalOf(answer *http.Response, body []byte, now time.Time) error {
	code, message := explain(body)
	if code == "" {
		code, _, _ = strings.Cut(answer.Header.Get("X-Amzn-Errortype"), ":")
		code = code[strings.LastIndex(code, "#")+1:]
	}
	f := told(code, message, fmt.Errorf("it answered %d %s", answer.StatusCode, http.StatusText(answer.StatusCode)))
	if code != "" {
		f.cause = fmt.Errorf("%w: %w", f.cause, reason(code, message))
	}
	switch {
	case answer.StatusCode >= http.StatusInternalServerError && f.class != busy:
		f.class = broken
	case answer.StatusCode == http.StatusTooManyRequests:
		f.class = busy
	case answer.StatusCode == http.StatusUnauthorized, answer.StatusCode == http.StatusForbidden:
		f.class = shut
	}
	if until, asked := call.RetryAfter(answer.Header, now); asked {
		f.pause = until.Sub(now)
		if answer.StatusCode == http.StatusServiceUnavailable {
			f.class = busy
		}
	}
	return f
}

// explain reads an error of AWS's JSON protocols.
func explain(body []byte) (code, message string) {
	var j struct {
		Type    string `json:"__type"`
		Message string `json:"message"` // some write it with a capital, which Go reads as well
	}
	if json.Unmarshal(body, &j) != nil {
		return "", ""
	}
	return j.Type[strings.LastIndex(j.Type, "#")+1:], tidy(j.Message)
}

// maxMessage bounds how much of a source's message is told on, in characters.
const maxMessage = 500

// tidy makes a message fit for a line.
func tidy(message string) string {
	message = strings.Join(strings.Fields(strings.ToValidUTF8(message, "\uFFFD")), " ")
	if r := []rune(message); len(r) > maxMessage {
		return string(r[:maxMessage]) + "…"
	}
	return message
}

func reason(code, message string) error {
	if message == "" {
		return errors.New(code)
	}
	return fmt.Errorf("%s: %s", code, message)
}
