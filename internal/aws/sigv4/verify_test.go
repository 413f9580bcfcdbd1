package sigv4

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	signer "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"pgregory.net/rapid"

	"foureyes/internal/aws"
)

const (
	accessKeyID = "AKIDEXAMPLE"
	secret      = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	region      = "eu-west-1"
)

var signedAt = time.Date(2025, 2, 3, 4, 5, 6, 0, time.UTC)

// arrived turns a request as a client sends it into one as a server sees it.
func arrived(t testing.TB, sent *http.Request, body string) *http.Request {
	t.Helper()
	var wire strings.Builder
	sent.Body, sent.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	if body == "" {
		sent.Body = nil
	}
	if err := sent.Write(&wire); err != nil {
		t.Fatal(err)
	}
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(wire.String())))
	if err != nil {
		t.Fatalf("read %q: %v", wire.String(), err)
	}
	return r
}

func hashOf(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

// sign lets the SDK sign a request, and gives it as the server sees it.
func sign(t testing.TB, r *http.Request, body, payloadHash, service string) *http.Request {
	t.Helper()
	r.ContentLength = int64(len(body))
	credentials := sdk.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret}
	err := signer.NewSigner().SignHTTP(t.Context(), credentials, r, payloadHash, service, region, signedAt,
		func(o *signer.SignerOptions) { o.DisableURIPathEscaping = service == serviceS3 })
	if err != nil {
		t.Fatal(err)
	}
	return arrived(t, r, body)
}

func newRequest(t testing.TB, method, target string, header map[string]string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, target, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	return r
}

// verify does what an owner of keys does.
func verify(r *http.Request, payloadHash string) error {
	s, err := Parse(r)
	if err != nil {
		return err
	}
	if err := s.CheckTime(signedAt.Add(time.Minute)); err != nil {
		return err
	}
	return s.Verify(r, DeriveKey(secret, s.Date, s.Region, s.Service), payloadHash)
}

func TestVerifyAgreesWithTheSDK(t *testing.T) {
	tests := map[string]struct {
		method, target, service, body string
		header                        map[string]string
	}{
		"json":             {"POST", "http://127.0.0.1:8080/", "sagemaker", `{}`, map[string]string{"X-Amz-Target": "A.B", "Content-Type": "application/x-amz-json-1.1"}},
		"query":            {"GET", "http://127.0.0.1:8080/a?b=2&a=%2F+x&b=1&empty=&a-b=3", "sagemaker", "", nil},
		"path escaped":     {"GET", "http://127.0.0.1:8080/human-loops/my%20loop%2F%C3%A9%2B~", "sagemaker", "", nil},
		"odd characters":   {"GET", "http://127.0.0.1:8080/a/b@c:d(e)'f!*,;=$", "sagemaker", "", nil},
		"dots stay":        {"GET", "http://127.0.0.1:8080/a/../b//c/./", "sagemaker", "", nil},
		"spaces in header": {"GET", "http://127.0.0.1:8080/", "sagemaker", "", map[string]string{"X-Amz-Meta-A": "  a   b  c "}},
		"s3 key":           {"GET", "http://127.0.0.1:8080/bucket/a%20b%26c%25d/%E2%82%AC%2B", "s3", "", nil},
		"s3 dots":          {"GET", "http://127.0.0.1:8080/bucket/a/../b//c", "s3", "", nil},
		"s3 list":          {"GET", "http://127.0.0.1:8080/bucket?list-type=2&prefix=a%2Fb&delimiter=%2F", "s3", "", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			hash := hashOf(test.body)
			r := sign(t, newRequest(t, test.method, test.target, test.header), test.body, hash, test.service)
			if err := verify(r, hash); err != nil {
				t.Errorf("verify: %v", err)
			}
			if err := verify(r, hashOf("another body")); reason(err) != Mismatch {
				t.Errorf("with another body: %v", err)
			}
		})
	}
}

func reason(err error) Reason {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Reason
	}
	return -1
}

func TestVerifyFindsEveryChange(t *testing.T) {
	changes := map[string]func(*http.Request){
		"method":    func(r *http.Request) { r.Method = "PUT" },
		"path":      func(r *http.Request) { r.URL.Path = "/b" },
		"query":     func(r *http.Request) { r.URL.RawQuery += "&x=1" },
		"host":      func(r *http.Request) { r.Host = "example.com" },
		"header":    func(r *http.Request) { r.Header.Set("X-Amz-Target", "A.C") },
		"date":      func(r *http.Request) { r.Header.Set("X-Amz-Date", "20250203T040507Z") },
		"signature": func(r *http.Request) { edit(r, "Signature=", "Signature=0") },
		"region":    func(r *http.Request) { edit(r, region, "us-east-1") },
		"service":   func(r *http.Request) { edit(r, "/sagemaker/", "/sts/") },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			r := sign(t, newRequest(t, "POST", "http://host/a?b=c", map[string]string{"X-Amz-Target": "A.B"}), "{}", hashOf("{}"), "sagemaker")
			change(r)
			if err := verify(r, hashOf("{}")); reason(err) != Mismatch {
				t.Errorf("got %v, want a mismatch", err)
			}
		})
	}
}

func edit(r *http.Request, from, to string) {
	r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), from, to, 1))
}

func TestVerifyWithAnotherSecret(t *testing.T) {
	r := sign(t, newRequest(t, "GET", "http://host/", nil), "", emptySHA256, "sagemaker")
	s, err := Parse(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(r, DeriveKey("other", s.Date, s.Region, s.Service), emptySHA256); reason(err) != Mismatch {
		t.Errorf("got %v", err)
	}
}

func TestVerifyRefusesUnsignedHeaders(t *testing.T) {
	for name, want := range map[string]Reason{
		"X-Amz-Target": Unsigned, "X-Amz-Acl": Unsigned, "X-Amz-Security-Token": Unsigned,
		"X-Amz-Cf-Id": -1, "X-Amzn-Trace-Id": -1, "Content-Type": -1,
	} {
		r := sign(t, newRequest(t, "GET", "http://host/", nil), "", emptySHA256, "sagemaker")
		r.Header.Set(name, "x")
		if got := reason(verify(r, emptySHA256)); got != want {
			t.Errorf("%s: reason %d, want %d", name, got, want)
		}
	}
}

func TestVerifyTakesPathsThatBotocoreCleans(t *testing.T) {
	// botocore sends the path as it is and signs it without dots and double slashes.
	r := sign(t, newRequest(t, "GET", "http://host/b/c/", nil), "", emptySHA256, "sagemaker")
	r.URL.Path = "/a/..//b/./c/"
	if err := verify(r, emptySHA256); err != nil {
		t.Error(err)
	}
}

func presign(t testing.TB, target, service, seconds string) *http.Request {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set("X-Amz-Expires", seconds)
	u.RawQuery = query.Encode()
	hash := UnsignedPayload
	if service != serviceS3 {
		hash = emptySHA256
	}
	credentials := sdk.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: "token/+="}
	signed, _, err := signer.NewSigner().PresignHTTP(t.Context(), credentials, newRequest(t, "GET", u.String(), nil), hash, service, region, signedAt,
		func(o *signer.SignerOptions) { o.DisableURIPathEscaping = service == serviceS3 })
	if err != nil {
		t.Fatal(err)
	}
	return arrived(t, newRequest(t, "GET", signed, nil), "")
}

func TestVerifyPresigned(t *testing.T) {
	for _, test := range []struct{ target, service string }{
		{"http://127.0.0.1:8080/bucket/a%20b/%C3%A9?versionId=x", "s3"},
		{"http://127.0.0.1:8080/?Action=GetCallerIdentity&Version=2011-06-15", "sts"},
		{"http://127.0.0.1:8080/a%20b", "sagemaker"},
	} {
		r := presign(t, test.target, test.service, "900")
		s, err := Parse(r)
		if err != nil {
			t.Fatal(err)
		}
		if !s.Presigned || s.SecurityToken != "token/+=" || s.Expires != 15*time.Minute || s.Service != test.service {
			t.Errorf("parsed %+v", s)
		}
		if err := s.VerifyBody(r, DeriveKey(secret, s.Date, s.Region, s.Service), nil); err != nil {
			t.Errorf("%s: %v", test.target, err)
		}
		r.URL.Path += "x"
		r.URL.RawPath = ""
		if err := s.VerifyBody(r, DeriveKey(secret, s.Date, s.Region, s.Service), nil); reason(err) != Mismatch {
			t.Errorf("%s with another path: %v", test.target, err)
		}
	}
}

func TestVerifyBodyHoldsTheClaimedHash(t *testing.T) {
	tests := map[string]struct {
		service, claimed, body string
		want                   Reason
	}{
		"no claim":                {"sagemaker", "", "{}", -1},
		"right claim":             {"sagemaker", hashOf("{}"), "{}", -1},
		"wrong claim":             {"sagemaker", hashOf("{}"), "{ }", Payload},
		"no claim, other body":    {"sagemaker", "", "{ }", Mismatch},
		"unsigned outside S3":     {"sagemaker", UnsignedPayload, "{}", Payload},
		"unsigned in S3":          {"s3", UnsignedPayload, "{ }", -1},
		"streaming, but buffered": {"s3", StreamingPayload, "{}", Payload},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			header := map[string]string{}
			signed := hashOf("{}")
			if test.claimed != "" {
				header["X-Amz-Content-Sha256"] = test.claimed
				signed = test.claimed
			}
			r := sign(t, newRequest(t, "POST", "http://host/", header), "{}", signed, test.service)
			s, err := Parse(r)
			if err != nil {
				t.Fatal(err)
			}
			err = s.VerifyBody(r, DeriveKey(secret, s.Date, s.Region, s.Service), []byte(test.body))
			if got := reason(err); got != test.want {
				t.Errorf("got %v, want reason %d", err, test.want)
			}
		})
	}
}

// Any path, query and header that a client can send is read as the SDK signs it.
func TestVerifyAgreesWithTheSDKOnAnything(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringMatching(`[ -~é€😀]{0,12}`)
		u := url.URL{Scheme: "http", Host: "host:8080", Path: "/"}
		for _, segment := range rapid.SliceOfN(text, 0, 4).Draw(rt, "path") {
			u.Path += segment + "/"
		}
		query := url.Values{}
		for _, name := range rapid.SliceOfN(text, 0, 4).Draw(rt, "query") {
			query.Add("q"+name, text.Draw(rt, "value"))
			query.Add("q"+name, text.Draw(rt, "value"))
		}
		u.RawQuery = query.Encode()
		service := rapid.SampledFrom([]string{"sagemaker", "s3"}).Draw(rt, "service")
		if service == "s3" { // S3 clients send the path in the form they sign
			u.RawPath = escape(u.Path, true)
		}
		r := newRequest(t, "POST", u.String(), map[string]string{
			"X-Amz-Meta-A": rapid.StringMatching(`[!-~]( {0,3}[!-~]){0,5}`).Draw(rt, "header"),
		})
		body := rapid.String().Draw(rt, "body")
		r = sign(t, r, body, hashOf(body), service)
		if err := verify(r, hashOf(body)); err != nil {
			rt.Fatalf("%s: %v", r.URL, err)
		}
	})
}

func TestKeyCache(t *testing.T) {
	var cache KeyCache
	s := &Signature{AccessKeyID: "a", Date: "20250203", Region: region, Service: "s3"}
	want := DeriveKey(secret, s.Date, s.Region, s.Service)
	for range 2 {
		if got := cache.Key(s, secret); got != want {
			t.Error("the cache gives another key")
		}
	}
	if cache.Key(s, "rotated") == want {
		t.Error("a new secret under the same id gives the old key")
	}
	for i := range 3 * maxKeys {
		other := *s
		other.Region = strings.Repeat("x", i)
		cache.Key(&other, secret)
	}
	if len(cache.keys) > maxKeys {
		t.Errorf("the cache grew to %d keys", len(cache.keys))
	}
}

func TestErrorsUnwrapToFaults(t *testing.T) {
	for reason, want := range map[Reason]string{
		Malformed: "IncompleteSignatureException", Mismatch: "InvalidSignatureException", Expired: "InvalidSignatureException",
	} {
		var fault *aws.Fault
		if !errors.As(&Error{reason, "why"}, &fault) || fault.Code != want || fault.Message != "why" {
			t.Errorf("reason %d: fault %v, want %s", reason, fault, want)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	header := map[string]string{"X-Amz-Target": "A.B", "Content-Type": "application/x-amz-json-1.1", "Amz-Sdk-Invocation-Id": "1", "Amz-Sdk-Request": "attempt=1"}
	body := strings.Repeat("x", 2048)
	r := sign(b, newRequest(b, "POST", "http://127.0.0.1:8080/", header), body, hashOf(body), "sagemaker")
	var cache KeyCache
	b.ReportAllocs()
	for b.Loop() {
		s, err := Parse(r)
		if err == nil {
			err = s.CheckTime(signedAt)
		}
		if err == nil {
			err = s.VerifyBody(r, cache.Key(s, secret), []byte(body))
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
