package awsapi

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"foureyes/internal/event/call"
	"foureyes/internal/job"
)

const (
	// throttlePause is how long a service that throttles is left alone at least.
	throttlePause = 5 * time.Second
	// maxMessage bounds how much of a service's message is told, in bytes.
	maxMessage = 300
)

// refusal is the error of an answer that is not 2xx.
func refusal(service string, answer *http.Response, body []byte, now time.Time) error {
	code, message := explain(body)
	if code == "" {
		code, _, _ = strings.Cut(answer.Header.Get("X-Amzn-Errortype"), ":")
	}
	err := fmt.Errorf("%s answered %d %s", service, answer.StatusCode, http.StatusText(answer.StatusCode))
	if code != "" {
		err = fmt.Errorf("%w: %w", err, Reason(code, message))
	}
	until, asked := call.RetryAfter(answer.Header, now)
	if Throttles(code) || answer.StatusCode == http.StatusTooManyRequests {
		if pause := now.Add(throttlePause); until.Before(pause) {
			until, asked = pause, true
		}
	}
	if asked {
		return &job.Later{Until: until, Cause: err}
	}
	return err
}

// explain finds code and message in the errors of the JSON and the query protocol.
func explain(body []byte) (code, message string) {
	var j struct {
		Type    string `json:"__type"`
		Message string `json:"message"` // some write it with a capital, which Go reads as well
	}
	if json.Unmarshal(body, &j) == nil && j.Type != "" {
		return j.Type[strings.LastIndex(j.Type, "#")+1:], j.Message
	}
	var x struct {
		Code    string `xml:"Error>Code"`
		Message string `xml:"Error>Message"`
	}
	if xml.Unmarshal(body, &x) == nil {
		return x.Code, x.Message
	}
	return "", ""
}

// Reason is an error from a service's code and message.
func Reason(code, message string) error {
	message = strings.Join(strings.Fields(message), " ")
	if len(message) > maxMessage {
		message = message[:maxMessage]
		for !utf8.ValidString(message) {
			message = message[:len(message)-1]
		}
		message += "…"
	}
	if message == "" {
		return errors.New(code)
	}
	return fmt.Errorf("%s: %s", code, message)
}

// Throttles reports whether a code means that there were too many calls.
func Throttles(code string) bool {
	return strings.Contains(code, "Throttl") || code == "TooManyRequestsException" || code == "OverLimit"
}

// Pause makes an error that asks for the pause of a service that throttles.
func Pause(err error, now time.Time) error {
	return &job.Later{Until: now.Add(throttlePause), Cause: err}
}
