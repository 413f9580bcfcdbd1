package predictor

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foureyes/internal/aws/sigv4"
	"foureyes/internal/prediction"
)

const sourceSecret = "wJalrXUtnFEMI/K7MDENG" //nolint:gosec // made up

// service listens and answers by a function, which gets the body.
func service(t *testing.T, answer func(w http.ResponseWriter, r *http.Request, body []byte)) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		answer(w, r, body)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func withImage() prediction.Question {
	q := question
	q.Image = []byte(`{"Document":{"Bytes":"AAEC"}}`)
	return q
}

func TestAmazonGetsASignedRequest(t *testing.T) {
	url := service(t, func(w http.ResponseWriter, r *http.Request, body []byte) {
		s, err := sigv4.Parse(r)
		if err != nil {
			t.Fatal(err)
		}
		if s.AccessKeyID != "AKIA1" || s.Region != "eu-central-1" || s.Service != "textract" {
			t.Errorf("signed by %s for %s in %s", s.AccessKeyID, s.Service, s.Region)
		}
		if err := s.VerifyBody(r, (&sigv4.KeyCache{}).Key(s, sourceSecret), body); err != nil {
			t.Errorf("the signature: %v", err)
		}
		if got := r.Header.Get("X-Amz-Target"); got != "Textract.AnalyzeDocument" {
			t.Errorf("target %s", got)
		}
		if got := r.Header.Get("Content-Type"); got != contentType || string(body) != string(withImage().Image) {
			t.Errorf("%s: %s", got, body)
		}
		_, _ = io.WriteString(w, "ok")
	})
	c := Callers(t.TempDir(), nil)[AWS]
	to := Destination{Service: "textract", Region: "eu-west-1", Address: url, Secret: []byte(sourceSecret), Settings: Settings{AccessKeyID: "AKIA1", Region: "eu-central-1"}}
	if err := c.Check(to); err != nil {
		t.Fatal(err)
	}
	answer, err := c.Ask(t.Context(), to, withImage(), time.Now())
	if string(answer) != "ok" || err != nil {
		t.Errorf("%q, %v", answer, err)
	}
}

func TestEndpointGetsABearerToken(t *testing.T) {
	tokens := make(chan string, 2)
	url := service(t, func(w http.ResponseWriter, r *http.Request, _ []byte) {
		tokens <- r.Header.Get("Authorization")
		_, _ = io.WriteString(w, "ok")
	})
	c := Callers(t.TempDir(), nil)[HTTP]
	for secret, want := range map[string]string{"": "", "t0ken": "Bearer t0ken"} {
		if _, err := c.Ask(t.Context(), Destination{Address: url, Secret: []byte(secret)}, withImage(), noon); err != nil {
			t.Fatal(err)
		}
		if got := <-tokens; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAnswersOfHTTPAreToldApart(t *testing.T) {
	fault := func(status int, body string, header ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	tests := map[string]struct {
		answer http.HandlerFunc
		class  class
		code   string
		pause  time.Duration
		part   string
	}{
		"bad document":    {fault(400, `{"__type":"com.amazonaws.textract#BadDocumentException","Message":"It  is\ntorn."}`), refused, "BadDocumentException", 0, "BadDocumentException: It is torn."},
		"code in header":  {fault(400, ``, "X-Amzn-Errortype", "InvalidParameterException:http://x"), refused, "InvalidParameterException", 0, "400 Bad Request"},
		"throttled":       {fault(400, `{"__type":"ThrottlingException","message":"Rate exceeded"}`), busy, "ThrottlingException", 0, "Rate exceeded"},
		"throughput":      {fault(400, `{"__type":"ProvisionedThroughputExceededException"}`), busy, throughputCode, 0, throughputCode},
		"429":             {fault(429, `slow down`, "Retry-After", "7"), busy, "", 7 * time.Second, "429"},
		"503 with time":   {fault(503, ``, "Retry-After", "2"), busy, "", 2 * time.Second, "503"},
		"500":             {fault(500, `<html>`), broken, "", 0, "500 Internal Server Error"},
		"500 with a code": {fault(500, `{"__type":"InvalidParameterException"}`), broken, "InvalidParameterException", 0, "500"},
		"404":             {fault(404, `no such page`), broken, "", 0, "404 Not Found"},
		"401":             {fault(401, ``), shut, "", 0, "401"},
		"access denied":   {fault(400, `{"__type":"AccessDeniedException","Message":"no"}`), shut, "AccessDeniedException", 0, "AccessDeniedException"},
		"redirect":        {fault(307, ``, "Location", "http://127.0.0.1:1/"), broken, "", 0, "307"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(test.answer)
			defer s.Close()
			_, err := Callers(t.TempDir(), nil)[HTTP].Ask(t.Context(), Destination{Address: s.URL}, withImage(), noon)
			f, is := errors.AsType[*failure](err)
			if !is || f.class != test.class || f.code != test.code || f.pause != test.pause || !strings.Contains(err.Error(), test.part) {
				t.Errorf("got %+v", f)
			}
		})
	}
}

func TestEndpointThatSendsTooMuchIsCutOff(t *testing.T) {
	url := service(t, func(w http.ResponseWriter, _ *http.Request, _ []byte) {
		_, _ = w.Write(make([]byte, maxAnswer+1))
	})
	_, err := Callers(t.TempDir(), nil)[HTTP].Ask(t.Context(), Destination{Address: url}, withImage(), noon)
	if !errors.Is(err, errLongAnswer) {
		t.Errorf("got %v", err)
	}
}

// No error tells the address, which may hold a secret.
func TestErrorsDoNotTellTheAddress(t *testing.T) {
	_, err := Callers(t.TempDir(), nil)[HTTP].Ask(t.Context(), Destination{Address: "http://127.0.0.1:1/hidden-path"}, withImage(), noon)
	if err == nil || strings.Contains(err.Error(), "hidden-path") {
		t.Errorf("got %v", err)
	}
}

// program puts a shell script into a folder of predictors.
func program(t *testing.T, script string) (Caller, Destination) {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "read"), []byte("#!/bin/sh\n"+script), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	c, to := Callers(folder, nil)[Command], Destination{Service: "textract", Region: "eu-west-1", Address: "read"}
	if err := c.Check(to); err != nil {
		t.Fatal(err)
	}
	return c, to
}

func TestCommandGetsTheRequestAndAnswers(t *testing.T) {
	t.Setenv("FOUREYES_MASTER_KEY", "not for programs")
	c, to := program(t, `cat; echo "$FOUREYES_TARGET $FOUREYES_ACCOUNT $FOUREYES_REGION [$FOUREYES_MASTER_KEY]"; echo noise >&2`)
	answer, err := c.Ask(t.Context(), to, withImage(), noon)
	want := string(withImage().Image) + "Textract.AnalyzeDocument 000000000042 eu-west-1 []\n"
	if string(answer) != want || err != nil {
		t.Errorf("%q, %v", answer, err)
	}
}

func TestCommandTellsWhyItFailed(t *testing.T) {
	tests := map[string]struct {
		script string
		class  class
		part   string
	}{
		"refusal":   {`echo '{"__type":"UnsupportedDocumentException","message":"No fax."}'; exit 3`, refused, "No fax."},
		"complaint": {`echo "out of  paper" >&2; exit 1`, broken, "exit status 1: out of paper"},
		"silence":   {`exit 4`, broken, "exit status 4"},
		"flood":     {`head -c 40000000 /dev/zero`, broken, "more than 33554432 bytes"},
		"much said": {`head -c 1000000 /dev/zero | tr '\0' x >&2; exit 1`, broken, "xxx…"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c, to := program(t, test.script)
			_, err := c.Ask(t.Context(), to, withImage(), noon)
			if err == nil || failureOf(err).class != test.class || !strings.Contains(err.Error(), test.part) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// A command is killed with all that it started.
func TestCommandIsKilledWhenItsTimeIsOver(t *testing.T) {
	begun := filepath.Join(t.TempDir(), "begun")
	if err := os.MkdirAll(begun, 0o700); err != nil {
		t.Fatal(err)
	}
	c, to := program(t, `sleep 600 & echo started > "`+begun+`/pipe"; wait`)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		_, err := c.Ask(ctx, to, withImage(), noon)
		ended <- err
	}()
	for { // the script writes when its child runs
		if _, err := os.Stat(filepath.Join(begun, "pipe")); err == nil {
			break
		}
		select {
		case err := <-ended:
			t.Fatalf("it ended by itself: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	cancel()
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "killed") {
		t.Errorf("got %v", err)
	}
}

// reader is a recogniser made of a function.
type reader func(image, body []byte) ([]byte, error)

func (r reader) Recognise(_ context.Context, image, body []byte) ([]byte, error) {
	return r(image, body)
}

func TestBuiltinReadsTheImage(t *testing.T) {
	q := withImage()
	c := Callers(t.TempDir(), Recognisers{"textract": func() (Recogniser, error) {
		return reader(func(image, body []byte) ([]byte, error) {
			if len(image) == 0 || len(body) != 0 {
				return nil, &Refusal{Code: "BadDocumentException", Message: "It is torn."}
			}
			return []byte("ok"), nil
		}), nil
	}})[Builtin]
	to := Destination{Service: "textract"}
	if answer, err := c.Ask(t.Context(), to, q, noon); string(answer) != "ok" || err != nil {
		t.Errorf("%q, %v", answer, err)
	}
	q.Image, q.Shape = nil, echo{}
	_, err := c.Ask(t.Context(), to, q, noon)
	if f := failureOf(err); f.class != refused || f.code != "BadDocumentException" || f.message != "It is torn." {
		t.Errorf("got %+v", f)
	}
	to.Service = "rekognition"
	if _, err := c.Ask(t.Context(), to, q, noon); failureOf(err).class != shut {
		t.Errorf("got %v", err)
	}
}

func TestTryTellsWhatASourceAnswers(t *testing.T) {
	s, _ := house("", func(_ context.Context, n int) ([]byte, error) {
		if n == 1 {
			return []byte("<html>"), nil
		}
		return []byte("ok"), nil
	})
	s.p.Shapes = map[string]func() prediction.Shape{"textract": func() prediction.Shape { return echo{} }}
	got, err := s.Try(t.Context(), "000000000042", EveryRegion, "textract", nil)
	if err != nil || got.Answer != nil || got.Refused == nil || !strings.Contains(got.Refused.Error(), "does not fit AnalyzeDocument: it has no Blocks") {
		t.Errorf("got %+v, %v", got, err)
	}
	got, err = s.Try(t.Context(), "000000000042", EveryRegion, "textract", nil)
	if err != nil || string(got.Answer) != "ok" || got.Refused != nil {
		t.Errorf("got %+v, %v", got, err)
	}
}

// The empty sheet is an image that both operations take.
func TestSheetIsAPNG(t *testing.T) {
	if !strings.HasPrefix(string(sheet()), prediction.PNG.Signatures[0]) {
		t.Error("it begins otherwise")
	}
}
