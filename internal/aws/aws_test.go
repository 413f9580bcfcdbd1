package aws

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func code(err error) string {
	if fault, ok := errors.AsType[*Fault](err); ok {
		return fault.Code
	}
	return ""
}

func post(body io.Reader) *http.Request {
	return httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/", body)
}

func TestReadBody(t *testing.T) {
	tests := map[string]struct {
		size   int
		length int64 // as announced
		code   string
	}{
		"empty":              {0, 0, ""},
		"small":              {2048, 2048, ""},
		"length unknown":     {2048, -1, ""},
		"full":               {MaxBody, MaxBody, ""},
		"too large, unknown": {MaxBody + 1, -1, "RequestEntityTooLargeException"},
		"too large, told":    {0, MaxBody + 1, "RequestEntityTooLargeException"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			want := bytes.Repeat([]byte("x"), test.size)
			r := post(bytes.NewReader(want))
			r.ContentLength = test.length
			got, err := ReadBody(r)
			if code(err) != test.code || test.code == "" && !bytes.Equal(got, want) {
				t.Errorf("read %d bytes, %v", len(got), err)
			}
		})
	}
	broken := errors.New("hung up")
	if _, err := ReadBody(post(iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("a body that breaks off gives %v", err)
	}
}

func gzipped(t *testing.T, plain []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestPlainBody(t *testing.T) {
	good := gzipped(t, []byte("{}"))
	tests := map[string]struct {
		encoding string
		body     []byte
		want     string
		code     string
	}{
		"none":         {"", []byte("{}"), "{}", ""},
		"identity":     {"identity", []byte("{}"), "{}", ""},
		"gzip":         {"gzip", good, "{}", ""},
		"capitals":     {" GZIP ", good, "{}", ""},
		"not gzip":     {"gzip", []byte("{}"), "", "SerializationException"},
		"cut":          {"gzip", good[:len(good)-3], "", "SerializationException"},
		"bomb":         {"gzip", gzipped(t, make([]byte, MaxBody+1)), "", "RequestEntityTooLargeException"},
		"brotli":       {"br", []byte("{}"), "", "UnsupportedMediaTypeException"},
		"one too many": {"gzip, gzip", good, "", "UnsupportedMediaTypeException"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := post(nil)
			r.Header.Set("Content-Encoding", test.encoding)
			got, err := PlainBody(r, test.body)
			if string(got) != test.want || code(err) != test.code {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestRequestFrom(t *testing.T) {
	now := time.Date(2025, 2, 3, 4, 5, 6, 0, time.UTC)
	if id, at := RequestFrom(WithRequest(t.Context(), "id", now)); id != "id" || !at.Equal(now) {
		t.Errorf("got %q, %v", id, at)
	}
	if id, at := RequestFrom(t.Context()); id != "" || !at.IsZero() {
		t.Errorf("out of nothing came %q, %v", id, at)
	}
}

// words is a protocol that answers in plain words.
var words = Protocol{
	ContentType: "text/plain", Internal: "OurFault", Statuses: map[string]int{"Known": 409},
	Body: func(f *Fault, _ string) []byte { return []byte(f.Message) },
}

// answered is what a server sent and logged.
type answered struct {
	status    int
	header    http.Header
	body, log string
}

// exchangeOf serves one operation.
func exchangeOf(ctx context.Context, s *Server, o Operation) answered {
	var log bytes.Buffer
	s.Log = slog.New(slog.NewTextHandler(&log, nil))
	times := []time.Time{time.UnixMilli(0), time.UnixMilli(7)}
	s.Now = func() time.Time { now := times[0]; times = times[1:]; return now }
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(WithRequest(ctx, "request-1", time.UnixMilli(0)), http.MethodPost, "/", nil)
	s.Serve(w, r, &words, o)
	return answered{w.Code, w.Header(), w.Body.String(), log.String()}
}

func caller(*http.Request) (Call, []byte, error) {
	return Call{Account: "42", AccessKeyID: "AKID"}, []byte("secret body"), nil
}

func TestServeAnswersAndLogs(t *testing.T) {
	s := &Server{Authenticate: caller, Fault: func(err error) *Fault {
		return &Fault{Code: "Translated", Status: http.StatusTeapot, Message: "as a fault: " + err.Error()}
	}}
	tests := map[string]struct {
		run    func() ([]byte, error)
		status int
		body   string
		code   string
		log    []string
	}{
		"success":           {func() ([]byte, error) { return []byte("done"), nil }, 200, "done", "", []string{"level=INFO", "operation=Do", "status=200", "duration=7ms", "request_id=request-1", "account=42", "access_key_id=AKID"}},
		"an error":          {func() ([]byte, error) { return nil, errors.New("no") }, 418, "as a fault: no", "Translated", []string{"status=418", "code=Translated"}},
		"a fault":           {func() ([]byte, error) { return nil, &Fault{Code: "Own", Status: 402, Message: "pay"} }, 402, "pay", "Own", []string{"code=Own"}},
		"known to protocol": {func() ([]byte, error) { return nil, &Fault{Code: "Known"} }, 409, "", "Known", nil},
		"known to nobody":   {func() ([]byte, error) { return nil, &Fault{Code: "Other"} }, 400, "", "Other", nil},
		"our own failure": {
			func() ([]byte, error) { return nil, &Fault{Code: "Disk", Status: 503, Message: "full"} }, 503, "full", "Disk",
			[]string{"level=ERROR", `cause="Disk: full"`},
		},
		"a panic":         {func() ([]byte, error) { panic("oh") }, 500, "An internal error occurred", "OurFault", []string{"level=ERROR", `cause="panic: oh"`, "aws_test.go"}},
		"an error thrown": {func() ([]byte, error) { panic(errors.New("oh")) }, 500, "An internal error occurred", "OurFault", []string{`cause="panic: oh"`}},
		"a thing thrown":  {func() ([]byte, error) { panic(7) }, 500, "An internal error occurred", "OurFault", []string{"cause=panic"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := exchangeOf(t.Context(), s, Operation{Name: "Do", Status: 200, Run: func(_ context.Context, c Call, body []byte) ([]byte, error) {
				if c.Account != "42" || string(body) != "secret body" {
					t.Errorf("called with %+v, %q", c, body)
				}
				return test.run()
			}})
			h := got.header
			if got.status != test.status || got.body != test.body || h.Get("X-Amzn-Errortype") != test.code {
				t.Errorf("got %d %q %q", got.status, got.body, h.Get("X-Amzn-Errortype"))
			}
			if h.Get("X-Amzn-Requestid") != "request-1" || h.Get("Content-Type") != "text/plain" || h.Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("headers %v", h)
			}
			for _, want := range test.log {
				if !strings.Contains(got.log, want) {
					t.Errorf("the log lacks %q: %s", want, got.log)
				}
			}
			if strings.Contains(got.log, "secret body") || strings.Count(got.log, "\n") != 1 {
				t.Errorf("the log says %s", got.log)
			}
		})
	}
}

func TestServeSendsHeadersOfAnswersThatSucceed(t *testing.T) {
	s := &Server{Authenticate: caller, Fault: func(error) *Fault { return &Fault{Code: "No"} }}
	run := func(fails error) http.Header {
		return exchangeOf(t.Context(), s, Operation{Name: "Do", Status: 200, Run: func(ctx context.Context, _ Call, _ []byte) ([]byte, error) {
			SetAnswerHeader(ctx, "x-b", "2")
			SetAnswerHeader(ctx, "x-a", "1")
			return nil, fails
		}}).header
	}
	h := run(nil)
	if h.Get("X-A") != "1" || h.Get("X-B") != "2" || h.Get("Access-Control-Expose-Headers") != "x-amzn-errortype,x-amzn-requestid,x-a,x-b" {
		t.Errorf("headers %v", h)
	}
	h = run(errors.New("no"))
	if h.Get("X-A") != "" || h.Get("Access-Control-Expose-Headers") != "x-amzn-errortype,x-amzn-requestid" {
		t.Errorf("headers of a failure %v", h)
	}
	SetAnswerHeader(t.Context(), "x-a", "1") // outside of an operation
}

func TestServeWithoutACaller(t *testing.T) {
	s := &Server{
		Authenticate: func(*http.Request) (Call, []byte, error) { return Call{}, nil, UnrecognizedClient() },
		Fault:        func(error) *Fault { return nil },
	}
	got := exchangeOf(t.Context(), s, Operation{Run: func(context.Context, Call, []byte) ([]byte, error) {
		t.Error("the operation ran")
		return nil, nil
	}})
	if got.status != 400 || got.body != "The security token included in the request is invalid." || strings.Contains(got.log, "account") {
		t.Errorf("got %+v", got)
	}
}

func TestServeSurvivesATranslationThatPanics(t *testing.T) {
	s := &Server{Authenticate: caller, Fault: func(error) *Fault { return nil }}
	got := exchangeOf(t.Context(), s, Operation{Run: func(context.Context, Call, []byte) ([]byte, error) { return nil, errors.New("no") }})
	if got.status != 500 {
		t.Errorf("got %+v", got)
	}
}

func TestServeSaysNothingToAClientThatHungUp(t *testing.T) {
	ctx, hangUp := context.WithCancel(t.Context())
	s := &Server{Authenticate: caller, Fault: func(err error) *Fault { return &Fault{Code: "OurFault", Status: 500, Message: err.Error()} }}
	got := exchangeOf(ctx, s, Operation{Run: func(ctx context.Context, _ Call, _ []byte) ([]byte, error) {
		hangUp()
		return nil, ctx.Err()
	}})
	if got.body != "" || !strings.Contains(got.log, "status=499") || !strings.Contains(got.log, "level=INFO") {
		t.Errorf("got %+v", got)
	}
}

func TestServePassesAbortsOn(t *testing.T) {
	defer func() {
		if cause, ok := recover().(error); !ok || !errors.Is(cause, http.ErrAbortHandler) {
			t.Errorf("recovered %v", cause)
		}
	}()
	s := &Server{Authenticate: caller}
	exchangeOf(t.Context(), s, Operation{Run: func(context.Context, Call, []byte) ([]byte, error) { panic(http.ErrAbortHandler) }})
}
