package awsjson

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"foureyes/internal/aws"
	"foureyes/internal/aws/shape"
)

type greeting struct{ Text string }

var members = []shape.Member{{Name: "Text", Label: "text", Required: true}}

func decodeGreeting(p shape.Parts) (*greeting, error) {
	var v greeting
	r := shape.NewReader(p.Body)
	for range r.Object(members) {
		v.Text = r.Text(&shape.Text{Max: 5})
	}
	return &v, r.Finish()
}

func writeGreeting(w *shape.Writer, v *greeting) {
	w.Open('{')
	w.Name("Text")
	w.Text(v.Text)
	w.Close('}')
}

var (
	echo   = shape.Operation[greeting, greeting]{Name: "Echo", Status: 200, Decode: decodeGreeting, Encode: writeGreeting}
	forget = shape.Operation[greeting, greeting]{Name: "Forget", Status: 200, Empty: true, Decode: decodeGreeting, Encode: writeGreeting}
	refuse = shape.Operation[greeting, greeting]{Name: "Refuse", Status: 200, Decode: decodeGreeting, Encode: writeGreeting}
)

// newServer makes a service of three operations. Whoever sends an Authorization
// header is known; the word nobody in it is not.
func newServer() *Server {
	same := func(_ context.Context, _ aws.Call, in *greeting) (*greeting, error) { return in, nil }
	server := aws.Server{
		Authenticate: func(r *http.Request) (aws.Call, []byte, error) {
			switch r.Header.Get("Authorization") {
			case "":
				return aws.Call{}, nil, aws.MissingAuthenticationToken()
			case "nobody":
				return aws.Call{}, nil, aws.InvalidSignature("does not match")
			}
			body, err := aws.ReadBody(r)
			return aws.Call{Account: "42"}, body, err
		},
		Fault: func(err error) *aws.Fault { return &aws.Fault{Code: "ResourceInUse", Message: err.Error()} },
		Log:   slog.New(slog.DiscardHandler),
		Now:   func() time.Time { return time.Time{} },
	}
	return New(server, "Greeter", echo.Bind(same), forget.Bind(same), refuse.Bind(
		func(context.Context, aws.Call, *greeting) (*greeting, error) {
			return nil, errors.New(`it is "in use"`)
		},
	))
}

type answer struct {
	status int
	header http.Header
	body   string
}

func ask(t testing.TB, method, target, body string, header map[string]string) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(aws.WithRequest(t.Context(), "request-1", time.Time{}), method, "/", strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("Authorization", "somebody")
	r.Header.Set("X-Amz-Target", target)
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	newServer().ServeHTTP(w, r)
	got := w.Result()
	defer got.Body.Close()
	var read bytes.Buffer
	if _, err := io.Copy(&read, got.Body); err != nil {
		t.Fatal(err)
	}
	return answer{got.StatusCode, got.Header, read.String()}
}

func TestServeHTTP(t *testing.T) {
	fault := func(code, message string) string {
		return `{"__type":"` + code + `","message":"` + message + `","Message":"` + message + `"}`
	}
	const missing = "1 validation error detected: Value null at 'text' failed to satisfy constraint: Member must not be null"
	tests := map[string]struct {
		target, body string
		header       map[string]string
		status       int
		want         string
	}{
		"success":           {"Greeter.Echo", `{"Text":"hé"}`, nil, 200, `{"Text":"hé"}`},
		"empty output":      {"Greeter.Forget", `{"Text":"a"}`, nil, 200, ""},
		"the door's fault":  {"Greeter.Refuse", `{"Text":"a"}`, nil, 400, fault("ResourceInUse", `it is \"in use\"`)},
		"broken constraint": {"Greeter.Echo", `{}`, nil, 400, fault("ValidationException", missing)},
		"empty body":        {"Greeter.Echo", ``, nil, 400, fault("ValidationException", missing)},
		"broken JSON":       {"Greeter.Echo", `{`, nil, 400, fault("SerializationException", "Unexpected end of the JSON document")},
		"wrong type":        {"Greeter.Echo", `{"Text":1}`, nil, 400, fault("SerializationException", "NUMBER_VALUE can not be converted to a String at 'text'")},
		"no signature":      {"Greeter.Echo", `{}`, map[string]string{"Authorization": ""}, 400, fault("MissingAuthenticationTokenException", "Missing Authentication Token")},
		"bad signature":     {"Greeter.Echo", `{}`, map[string]string{"Authorization": "nobody"}, 400, fault("InvalidSignatureException", "does not match")},
		"unknown operation": {"Greeter.Sing", `{}`, nil, 400, fault("UnknownOperationException", "X-Amz-Target names no operation of this service.")},
		"other service":     {"Singer.Echo", `{}`, nil, 400, fault("UnknownOperationException", "X-Amz-Target names no operation of this service.")},
		"no target":         {"", `{}`, nil, 400, fault("UnknownOperationException", "X-Amz-Target names no operation of this service.")},
		"no service":        {"Echo", `{}`, nil, 400, fault("UnknownOperationException", "X-Amz-Target names no operation of this service.")},
		"plain JSON":        {"Greeter.Echo", `{"Text":"a"}`, map[string]string{"Content-Type": "application/json; charset=utf-8"}, 200, `{"Text":"a"}`},
		"JSON 1.0":          {"Greeter.Echo", `{"Text":"a"}`, map[string]string{"Content-Type": "application/x-amz-json-1.0"}, 200, `{"Text":"a"}`},
		"no content type":   {"Greeter.Echo", `{"Text":"a"}`, map[string]string{"Content-Type": ""}, 200, `{"Text":"a"}`},
		"CBOR":              {"Greeter.Echo", `{}`, map[string]string{"Content-Type": "application/cbor"}, 415, fault("UnsupportedMediaTypeException", "The content type must be application/x-amz-json-1.1.")},
		"too large":         {"Greeter.Echo", strings.Repeat(" ", aws.MaxBody+1), nil, 413, fault("RequestEntityTooLargeException", "Request must be smaller than 20971520 bytes")},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := ask(t, http.MethodPost, test.target, test.body, test.header)
			if got.status != test.status || got.body != test.want {
				t.Errorf("got %d %s\nwant %d %s", got.status, got.body, test.status, test.want)
			}
			if got.header.Get("Content-Type") != contentType || got.header.Get("X-Amzn-Requestid") != "request-1" {
				t.Errorf("headers %v", got.header)
			}
			code := got.header.Get("X-Amzn-Errortype")
			if (code != "") != (test.status != 200) || code != "" && !strings.HasPrefix(test.want, `{"__type":"`+code+`"`) {
				t.Errorf("X-Amzn-Errortype is %q", code)
			}
		})
	}
}

func TestServeHTTPOtherMethods(t *testing.T) {
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete} {
		got := ask(t, method, "Greeter.Echo", "", nil)
		if got.status != http.StatusMethodNotAllowed || got.header.Get("Allow") != http.MethodPost || got.header.Get("X-Amzn-Errortype") != "UnknownOperationException" {
			t.Errorf("%s: %d %v", method, got.status, got.header)
		}
	}
	got := ask(t, http.MethodOptions, "", "", nil)
	if got.status != http.StatusNoContent || got.header.Get("Access-Control-Allow-Methods") != http.MethodPost || got.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("OPTIONS: %d %v", got.status, got.header)
	}
}

// Whatever the target, the content type and the body are, the answer is one of
// a known few, and JSON.
func FuzzServeHTTP(f *testing.F) {
	f.Add("Greeter.Echo", contentType, `{"Text":"a"}`)
	f.Add("Greeter.Forget", "", `{"Text":null}`)
	f.Add("Greeter.", "a/b;c", "\xff")
	f.Fuzz(func(t *testing.T, target, media, body string) {
		got := ask(t, http.MethodPost, target, body, map[string]string{"Content-Type": media})
		switch got.status {
		case 200, 400, 415:
		default:
			t.Errorf("got %d %s", got.status, got.body)
		}
		if got.status != 200 && !strings.HasPrefix(got.body, `{"__type":"`) {
			t.Errorf("got %s", got.body)
		}
	})
}
