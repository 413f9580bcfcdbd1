package app

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"foureyes/internal/aws"
)

// door answers with its name.
type door string

func (d door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.WriteString(w, string(d)+" "+r.RemoteAddr)
}

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

func newRouter(trusted ...string) *router {
	o := &router{
		sagemaker: door("sagemaker"), runtime: door("runtime"), s3: door("s3"), sts: door("sts"), links: door("links"), pages: door("pages"),
		json: map[string]jsonDoor{"rekognition": {door("rekognition"), "RekognitionService."}, "textract": {door("textract"), "Textract."}},
		now:  func() time.Time { return noon }, log: slog.New(slog.DiscardHandler),
	}
	for _, t := range trusted {
		o.address.trusted = append(o.address.trusted, netip.MustParsePrefix(t))
	}
	return o
}

func signedFor(service string) string {
	return "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260203/us-east-1/" + service +
		"/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + strings.Repeat("0", 64)
}

func TestOnePortTellsRequestsApart(t *testing.T) {
	presigned := "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAEXAMPLE%2F20260203%2Fus-east-1%2Fs3%2Faws4_request" +
		"&X-Amz-Date=20260203T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=" + strings.Repeat("0", 64)
	for _, c := range []struct {
		name, method, target, service, header, want string
	}{
		{"a signed S3 request", "GET", "/bucket/key", "s3", "", "s3"},
		{"a bucket called human-loops", "GET", "/human-loops", "s3", "", "s3"},
		{"a bucket called api", "PUT", "/api/v1/session", "s3", "", "s3"},
		{"a key that a mux would clean", "GET", "/b//a/../c", "s3", "", "s3"},
		{"a presigned URL", "GET", "/human-loops/x" + presigned, "", "", "s3"},
		{"a signed call of our own API", "POST", "/api/v1/users", "sagemaker", "", "pages"},
		{"an AWS JSON call", "POST", "/", "sagemaker", "X-Amz-Target: SageMaker.ListTags", "sagemaker"},
		{"an AWS JSON call of another service", "POST", "/", "comprehend", "X-Amz-Target: Comprehend_20171127.X", "sagemaker"},
		{"a call of Rekognition", "POST", "/", "rekognition", "X-Amz-Target: RekognitionService.DetectModerationLabels", "rekognition"},
		{"an unsigned call of Textract", "POST", "/", "", "X-Amz-Target: Textract.AnalyzeDocument", "textract"},
		{"a call of Textract without a known target", "POST", "/", "textract", "X-Amz-Target: AnalyzeDocument", "textract"},
		{"a call of Textract without a target", "POST", "/", "textract", "", "textract"},
		{"an unsigned AWS JSON call", "POST", "/", "", "X-Amz-Target: SageMaker.ListTags", "sagemaker"},
		{"a question to STS", "POST", "/", "sts", "", "sts"},
		{"a call of the runtime", "GET", "/human-loops/x", "sagemaker", "", "runtime"},
		{"a signed call of nothing", "GET", "/nothing", "sagemaker", "", "runtime"},
		{"an unsigned call of the runtime", "GET", "/human-loops?x=y", "", "", "runtime"},
		{"a path that only begins alike", "GET", "/human-loopsy", "", "", "pages"},
		{"a media link", "GET", "/media/b/a//b", "", "", "links"},
		{"a template link", "GET", "/templates/x", "", "", "links"},
		{"the portal", "GET", "/portal/tasks/1", "", "", "pages"},
		{"a preflight of AWS JSON", "OPTIONS", "/", "", "Access-Control-Request-Headers: authorization,x-amz-target", "sagemaker"},
		{"a preflight of the runtime", "OPTIONS", "/human-loops/x", "", "Access-Control-Request-Headers: authorization", "runtime"},
		{"a preflight of a media link", "OPTIONS", "/media/b/a.pdf", "", "Access-Control-Request-Headers: range", "links"},
		{"a preflight of S3", "OPTIONS", "/b/k", "", "Access-Control-Request-Headers: authorization,x-amz-content-sha256", "s3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), c.method, c.target, nil)
			if c.service != "" {
				r.Header.Set("Authorization", signedFor(c.service))
				r.Header.Set("X-Amz-Date", "20260203T120000Z")
			}
			if name, value, ok := strings.Cut(c.header, ": "); ok {
				r.Header.Set(name, value)
			}
			if c.method == http.MethodOptions {
				r.Header.Set("Access-Control-Request-Method", "POST")
			}
			w := httptest.NewRecorder()
			newRouter().ServeHTTP(w, r)
			if got, _, _ := strings.Cut(w.Body.String(), " "); got != c.want {
				t.Errorf("went to %s, want %s", got, c.want)
			}
			if w.Header().Get("X-Amzn-Requestid") == "" {
				t.Error("no request id")
			}
		})
	}
}

func TestOnlyTrustedProxiesSayWhereARequestComesFrom(t *testing.T) {
	for _, c := range []struct {
		name, remote string
		forwarded    []string
		trusted      []string
		want         string
	}{
		{"no proxy", "203.0.113.9:50", nil, nil, "203.0.113.9:50"},
		{"a header that nobody vouches for", "203.0.113.9:50", []string{"198.51.100.1"}, nil, "203.0.113.9:50"},
		{"a trusted proxy", "10.0.0.1:50", []string{"198.51.100.1"}, []string{"10.0.0.0/8"}, "198.51.100.1:50"},
		{"a chain of them", "10.0.0.1:50", []string{"6.6.6.6, 198.51.100.1, 10.0.0.2"}, []string{"10.0.0.0/8"}, "198.51.100.1:50"},
		{"headers in several lines", "10.0.0.1:50", []string{"6.6.6.6", "198.51.100.1"}, []string{"10.0.0.0/8"}, "198.51.100.1:50"},
		{"nonsense", "10.0.0.1:50", []string{"unknown"}, []string{"10.0.0.0/8"}, "10.0.0.1:50"},
		{"IPv6", "[2001:db8::1]:50", []string{"2001:db8:2::9"}, []string{"2001:db8::/48"}, "[2001:db8:2::9]:50"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/portal", nil)
			r.RemoteAddr = c.remote
			r.Header["X-Forwarded-For"] = c.forwarded
			w := httptest.NewRecorder()
			newRouter(c.trusted...).ServeHTTP(w, r)
			if _, got, _ := strings.Cut(w.Body.String(), " "); got != c.want {
				t.Errorf("comes from %s, want %s", got, c.want)
			}
		})
	}
}

func TestAPanicEndsOneRequestOnly(t *testing.T) {
	o := newRouter()
	o.pages = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("oh") })
	w := httptest.NewRecorder()
	o.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/portal", nil))
	if w.Code != http.StatusInternalServerError {
		t.Error(w.Code)
	}
	o.pages = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	defer func() {
		if recover() == nil {
			t.Error("a request that is given up must reach net/http")
		}
	}()
	o.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/portal", nil))
}

func TestTheClockIsReadOnce(t *testing.T) {
	o := newRouter()
	reads := 0
	o.now = func() time.Time { reads++; return noon }
	var at time.Time
	o.pages = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, at = aws.RequestFrom(r.Context()) })
	o.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/portal", nil))
	if reads != 1 || !at.Equal(noon) {
		t.Errorf("read %d times, %v", reads, at)
	}
}
