package auth_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/aws/sigv4"
)

// caller is a program with an access key, signing as the AWS SDK does.
type caller struct {
	auth.Credentials
	service, region, token string
	at                     time.Time
}

func (c caller) sdk() sdk.Credentials {
	return sdk.Credentials{AccessKeyID: c.ID, SecretAccessKey: c.Secret, SessionToken: c.token}
}

// post makes a signed request as the server sees it, at noon.
func (c caller) post(t testing.TB, body string) *http.Request {
	t.Helper()
	r := arriving(t, http.MethodPost, "http://127.0.0.1:8080/", body)
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "SageMaker.ListFlowDefinitions")
	c.sign(t, r, hashOf(body))
	return r
}

func (c caller) sign(t testing.TB, r *http.Request, hash string) {
	t.Helper()
	s3 := func(o *v4.SignerOptions) { o.DisableURIPathEscaping = c.service == "s3" }
	if c.service == "s3" {
		r.Header.Set("X-Amz-Content-Sha256", hash)
	}
	if err := v4.NewSigner(s3).SignHTTP(t.Context(), c.sdk(), r, hash, c.service, c.region, c.at); err != nil {
		t.Fatal(err)
	}
}

func hashOf(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

func arriving(t testing.TB, method, url, body string) *http.Request {
	t.Helper()
	r := httptest.NewRequest(method, url, strings.NewReader(body))
	r.RemoteAddr = "192.0.2.1:4711"
	return r.WithContext(aws.WithRequest(t.Context(), "request-1", noon))
}

func newCaller(t testing.TB) (*auth.Authenticator, *auth.AccessKeys, caller) {
	t.Helper()
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	c, err := keys.Create(t.Context(), account, "operator", noon)
	if err != nil {
		t.Fatal(err)
	}
	return auth.NewAuthenticator(keys), keys, caller{Credentials: c, service: "sagemaker", region: "eu-west-1", at: noon}
}

func TestSignedJSONNamesTheCaller(t *testing.T) {
	a, _, c := newCaller(t)
	call, body, err := a.JSON(c.post(t, `{"MaxResults":3}`))
	if err != nil {
		t.Fatal(err)
	}
	want := aws.Call{
		RequestID: "request-1", Time: noon, Region: "eu-west-1", Account: account,
		Principal: "arn:aws:iam::000000000000:user/operator", AccessKeyID: c.ID, SourceIP: "192.0.2.1",
	}
	if call != want || string(body) != `{"MaxResults":3}` {
		t.Errorf("got %+v, %q", call, body)
	}
}

func TestGzippedBodyIsSignedAsSent(t *testing.T) {
	a, _, c := newCaller(t)
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, _ = w.Write([]byte(`{"MaxResults":3}`))
	_ = w.Close()
	r := arriving(t, http.MethodPost, "http://127.0.0.1:8080/", zipped.String())
	r.Header.Set("Content-Encoding", "gzip")
	c.sign(t, r, hashOf(zipped.String()))
	if _, body, err := a.JSON(r); err != nil || string(body) != `{"MaxResults":3}` {
		t.Errorf("got %q, %v", body, err)
	}
}

func TestPresignedJSONIsAccepted(t *testing.T) {
	a, _, c := newCaller(t)
	r := arriving(t, http.MethodGet, "http://127.0.0.1:8080/human-loops?X-Amz-Expires=600", "")
	signed, _, err := v4.NewSigner().PresignHTTP(t.Context(), c.sdk(), r, hashOf(""), "sagemaker", c.region, noon.Add(-9*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	if call, _, err := a.JSON(arriving(t, http.MethodGet, signed, "")); err != nil || call.Account != account {
		t.Errorf("got %+v, %v", call, err)
	}
}

func TestRefusedJSON(t *testing.T) {
	a, keys, c := newCaller(t)
	disabled, err := keys.Create(t.Context(), account, "gone", noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := keys.Disable(t.Context(), disabled.ID, noon); err != nil {
		t.Fatal(err)
	}
	by := func(change func(*caller)) *http.Request { d := c; change(&d); return d.post(t, "{}") }
	after := func(change func(*http.Request)) *http.Request { r := c.post(t, "{}"); change(r); return r }
	for _, x := range []struct {
		name, code, message string
		r                   *http.Request
	}{
		{"unsigned", "MissingAuthenticationTokenException", "", after(func(r *http.Request) { r.Header.Del("Authorization") })},
		{"bearer", "MissingAuthenticationTokenException", "", after(func(r *http.Request) { r.Header.Set("Authorization", "Bearer x") })},
		{"half a header", "IncompleteSignatureException", "", after(func(r *http.Request) { r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=x") })},
		{"unknown key", "UnrecognizedClientException", "", by(func(c *caller) { c.ID = "AKIAUNKNOWN" })},
		{"disabled key", "UnrecognizedClientException", "", by(func(c *caller) { c.Credentials = disabled })},
		{"session token", "UnrecognizedClientException", "no session tokens", by(func(c *caller) { c.token = "FwoGZXIvYXdzE" })},
		{"wrong secret", "InvalidSignatureException", "does not match", by(func(c *caller) { c.Secret += "x" })},
		{"another body", "InvalidSignatureException", "does not match", after(func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader("[]")) })},
		{"another operation", "InvalidSignatureException", "does not match", after(func(r *http.Request) { r.Header.Set("X-Amz-Target", "SageMaker.DeleteFlowDefinition") })},
		{"header added", "InvalidSignatureException", "not signed", after(func(r *http.Request) { r.Header.Set("X-Amz-Acl", "public") })},
		{"too old", "InvalidSignatureException", "Signature expired", by(func(c *caller) { c.at = noon.Add(-5*time.Minute - time.Second) })},
		{"too young", "InvalidSignatureException", "not yet current", by(func(c *caller) { c.at = noon.Add(5*time.Minute + time.Second) })},
		{"every region", "InvalidSignatureException", "valid region", by(func(c *caller) { c.region = auth.EveryRegion })},
		{"shouted region", "InvalidSignatureException", "valid region", by(func(c *caller) { c.region = "US-EAST-1" })},
		{"s3 scope", "InvalidSignatureException", "correct service", by(func(c *caller) { c.service = "s3" })},
		{"no time noted", "InvalidSignatureException", "not yet current", c.post(t, "{}").WithContext(t.Context())},
	} {
		call, body, err := a.JSON(x.r)
		var f *aws.Fault
		if !errors.As(err, &f) || f.Code != x.code || !strings.Contains(f.Message, x.message) {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		if call != (aws.Call{}) || body != nil {
			t.Errorf("%s: refused, yet it gives %+v, %q", x.name, call, body)
		}
		if strings.Contains(err.Error(), c.Secret) {
			t.Errorf("%s: the message shows the secret", x.name)
		}
	}
}

// untouchable fails the test when a body is read.
type untouchable struct{ t *testing.T }

func (u untouchable) Read([]byte) (int, error) {
	u.t.Error("the body is read")
	return 0, io.EOF
}

func TestKeyAndDateComeBeforeTheBody(t *testing.T) {
	a, _, c := newCaller(t)
	for name, change := range map[string]func(*caller){
		"unknown key": func(c *caller) { c.ID = "AKIAUNKNOWN" },
		"old":         func(c *caller) { c.at = noon.Add(-time.Hour) },
	} {
		d := c
		change(&d)
		r := d.post(t, "{}")
		r.Body = io.NopCloser(untouchable{t})
		if _, _, err := a.JSON(r); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestBodyPastTheLimitIsRefused(t *testing.T) {
	a, _, c := newCaller(t)
	body := strings.Repeat(" ", aws.MaxBody+1)
	for name, length := range map[string]int64{"told": int64(len(body)), "not told": -1} {
		r := c.post(t, body)
		r.ContentLength = length
		var f *aws.Fault
		if _, _, err := a.JSON(r); !errors.As(err, &f) || f.Code != "RequestEntityTooLargeException" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFailureOfOursIsNoRefusal(t *testing.T) {
	s := openStore(t)
	keys := auth.NewAccessKeys(s, newKeys(t, 1))
	made, err := keys.Create(t.Context(), account, "operator", noon)
	if err != nil {
		t.Fatal(err)
	}
	c := caller{Credentials: made, service: "sagemaker", region: "eu-west-1", at: noon}
	ctx, cancel := context.WithCancel(aws.WithRequest(t.Context(), "request-1", noon))
	cancel()
	var f *aws.Fault
	if _, _, err := auth.NewAuthenticator(keys).JSON(c.post(t, "{}").WithContext(ctx)); err == nil || errors.As(err, &f) {
		t.Errorf("a store that does not answer: %v", err)
	}
	wrong := auth.NewAuthenticator(auth.NewAccessKeys(s, newKeys(t, 2)))
	if _, _, err := wrong.JSON(c.post(t, "{}")); err == nil || errors.As(err, &f) {
		t.Errorf("the wrong master key: %v", err)
	}
}

func TestSignedS3PayloadIsCheckedToItsEnd(t *testing.T) {
	a, _, c := newCaller(t)
	c.service = "s3"
	put := func(hash string) *http.Request {
		r := arriving(t, http.MethodPut, "http://127.0.0.1:8080/in/a%20b.png", "pixels")
		c.sign(t, r, hash)
		return r
	}
	for name, hash := range map[string]string{"signed": hashOf("pixels"), "unsigned": "UNSIGNED-PAYLOAD"} {
		call, payload, err := a.S3(put(hash), "")
		if err != nil || call.Account != account || call.Region != "eu-west-1" {
			t.Fatalf("%s: %+v, %v", name, call, err)
		}
		got, err := io.ReadAll(payload)
		if err = errors.Join(err, payload.Close()); err != nil || string(got) != "pixels" {
			t.Errorf("%s: read %q, %v", name, got, err)
		}
	}
	_, payload, err := a.S3(put(hashOf("others")), "")
	if err != nil {
		t.Fatal(err)
	}
	var f *aws.Fault
	var reason *sigv4.Error
	if _, err := io.ReadAll(payload); !errors.As(err, &f) || !errors.As(err, &reason) || reason.Reason != sigv4.Payload {
		t.Errorf("another payload: %v", err)
	}
}

func TestRefusedS3(t *testing.T) {
	a, _, c := newCaller(t)
	c.service = "s3"
	get := func(change func(*caller)) *http.Request {
		d := c
		change(&d)
		r := arriving(t, http.MethodGet, "http://127.0.0.1:8080/in/a.png", "")
		d.sign(t, r, hashOf(""))
		return r
	}
	presigned := func(at time.Time) *http.Request {
		r := arriving(t, http.MethodGet, "http://127.0.0.1:8080/in/a.png?X-Amz-Expires=60", "")
		signed, _, err := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true }).
			PresignHTTP(t.Context(), c.sdk(), r, "UNSIGNED-PAYLOAD", "s3", c.region, at)
		if err != nil {
			t.Fatal(err)
		}
		return arriving(t, http.MethodGet, signed, "")
	}
	if _, _, err := a.S3(presigned(noon), ""); err != nil {
		t.Errorf("a good link: %v", err)
	}
	for name, x := range map[string]struct {
		r    *http.Request
		code string
	}{
		"unsigned":      {arriving(t, http.MethodGet, "http://127.0.0.1:8080/in/a.png", ""), "MissingAuthenticationTokenException"},
		"unknown key":   {get(func(c *caller) { c.ID = "AKIAUNKNOWN" }), "UnrecognizedClientException"},
		"wrong secret":  {get(func(c *caller) { c.Secret += "x" }), "InvalidSignatureException"},
		"session token": {get(func(c *caller) { c.token = "x" }), "UnrecognizedClientException"},
		"old":           {get(func(c *caller) { c.at = noon.Add(-time.Hour) }), "InvalidSignatureException"},
		"other service": {get(func(c *caller) { c.service = "sagemaker" }), "InvalidSignatureException"},
		"expired link":  {presigned(noon.Add(-61 * time.Second)), "InvalidSignatureException"},
	} {
		var f *aws.Fault
		if _, payload, err := a.S3(x.r, ""); !errors.As(err, &f) || f.Code != x.code || payload != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// version2 makes a PUT by a presigned URL of Version 2, with these headers signed.
func (c caller) version2(t testing.TB, body string, headers ...string) *http.Request {
	t.Helper()
	expires := strconv.FormatInt(c.at.Unix(), 10)
	mac := hmac.New(sha1.New, []byte(c.Secret))
	mac.Write([]byte("PUT\n\n\n" + expires + "\n" + strings.Join(append(headers, ""), "\n") + "/in/a.png"))
	query := url.Values{
		"AWSAccessKeyId": {c.ID}, "Expires": {expires}, "Signature": {base64.StdEncoding.EncodeToString(mac.Sum(nil))},
	}
	if c.token != "" {
		query.Set("x-amz-security-token", c.token)
	}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ":")
		query.Set(name, value)
	}
	return arriving(t, http.MethodPut, "http://127.0.0.1:8080/in/a.png?"+query.Encode(), body)
}

func TestVersion2NamesTheCaller(t *testing.T) {
	a, _, c := newCaller(t)
	r := c.version2(t, "pixels", "x-amz-checksum-sha256:"+base64Hash("pixels"), "x-amz-meta-a:b")
	call, payload, err := a.S3(r, "")
	want := aws.Call{
		RequestID: "request-1", Time: noon, Region: auth.DefaultRegion, Account: account,
		Principal: "arn:aws:iam::000000000000:user/operator", AccessKeyID: c.ID, SourceIP: "192.0.2.1",
	}
	if err != nil || call != want {
		t.Fatalf("%+v, %v", call, err)
	}
	if got, err := io.ReadAll(payload); err != nil || string(got) != "pixels" {
		t.Errorf("read %q, %v", got, err)
	}
	if got := r.Header.Get("X-Amz-Meta-A"); got != "b" {
		t.Errorf("the header in the URL is %q on the request", got)
	}
	_, payload, err = a.S3(c.version2(t, "others", "x-amz-checksum-sha256:"+base64Hash("pixels")), "")
	if err != nil {
		t.Fatal(err)
	}
	if reason, ok := errors.AsType[*sigv4.Error](readAll(payload)); !ok || reason.Reason != sigv4.Payload {
		t.Error("a checksum that does not hold is not noticed")
	}
}

func base64Hash(body string) string {
	sum := sha256.Sum256([]byte(body))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func readAll(r io.Reader) error {
	_, err := io.ReadAll(r)
	return err
}

func TestRefusedVersion2(t *testing.T) {
	a, _, c := newCaller(t)
	put := func(change func(*caller)) *http.Request { d := c; change(&d); return d.version2(t, "pixels") }
	other := func(change func(*http.Request)) *http.Request { r := c.version2(t, "pixels"); change(r); return r }
	for name, x := range map[string]struct {
		r    *http.Request
		code string
	}{
		"unknown key":     {put(func(c *caller) { c.ID = "AKIAUNKNOWN" }), "UnrecognizedClientException"},
		"wrong secret":    {put(func(c *caller) { c.Secret += "x" }), "InvalidSignatureException"},
		"session token":   {put(func(c *caller) { c.token = "FwoGZXIvYXdzE" }), "UnrecognizedClientException"},
		"expired":         {put(func(c *caller) { c.at = noon.Add(-time.Second) }), "AccessDeniedException"},
		"a month ahead":   {put(func(c *caller) { c.at = noon.AddDate(0, 1, 0) }), "AccessDeniedException"},
		"no signature":    {other(func(r *http.Request) { r.URL.RawQuery = "AWSAccessKeyId=" + c.ID }), "AccessDeniedException"},
		"header added":    {other(func(r *http.Request) { r.Header.Set("X-Amz-Acl", "public-read") }), "InvalidSignatureException"},
		"signed twice":    {other(func(r *http.Request) { c.sign(t, r, hashOf("")) }), "IncompleteSignatureException"},
		"chunks signed":   {c.version2(t, "", "x-amz-content-sha256:"+sigv4.StreamingPayload), "IncompleteSignatureException"},
		"chunks, trailer": {c.version2(t, "", "x-amz-content-sha256:"+sigv4.StreamingPayloadTrailer), "IncompleteSignatureException"},
	} {
		x.r.Body = io.NopCloser(untouchable{t})
		f, ok := errors.AsType[*aws.Fault](refusal(a.S3(x.r, "")))
		if !ok || f.Code != x.code {
			t.Errorf("%s: %v", name, f)
		}
	}
	if _, _, err := a.JSON(c.version2(t, "{}")); err == nil {
		t.Error("the JSON protocols take it too")
	}
}

// refusal is the error of a call that must give nothing else with it.
func refusal(call aws.Call, payload io.ReadCloser, err error) error {
	if call != (aws.Call{}) || payload != nil {
		return errors.New("refused, yet it gives something")
	}
	return err
}

func TestManyCallersAtOnce(t *testing.T) {
	a, keys, c := newCaller(t)
	other, err := keys.Create(t.Context(), "111111111111", "ann", noon)
	if err != nil {
		t.Fatal(err)
	}
	callers := []caller{c, {Credentials: other, service: "sagemaker", region: "us-east-1", at: noon}}
	var wait sync.WaitGroup
	for i := range 50 {
		wait.Go(func() {
			from := callers[i%2]
			body := fmt.Sprintf(`{"MaxResults":%d}`, i)
			call, got, err := a.JSON(from.post(t, body))
			if err != nil || call.AccessKeyID != from.ID || call.Region != from.region || string(got) != body {
				t.Errorf("got %+v, %q, %v", call, got, err)
			}
		})
	}
	wait.Wait()
}

// Over a real port, so that the request is the one that Go's server parses.
func TestJSONOverHTTP(t *testing.T) {
	a, _, c := newCaller(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(aws.WithRequest(r.Context(), "request-1", noon))
		call, body, err := a.JSON(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		_, _ = fmt.Fprintf(w, "%s %s %s", call.Principal, call.SourceIP, body)
	}))
	defer server.Close()
	for _, path := range []string{"/", "/human-loops/my%20loop%2F%C3%A9%2B~", "/human-loops?FlowDefinitionArn=arn%3Aaws%3A1&MaxResults=3"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+path, strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		c.sign(t, r, hashOf("{}"))
		w, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(w.Body)
		if err = errors.Join(err, w.Body.Close()); err != nil {
			t.Fatal(err)
		}
		if want := "arn:aws:iam::000000000000:user/operator 127.0.0.1 {}"; string(answer) != want {
			t.Errorf("%s: %d %s", path, w.StatusCode, answer)
		}
	}
}

func BenchmarkJSON(b *testing.B) {
	a, _, c := newCaller(b)
	body := strings.Repeat("x", 2048)
	r := c.post(b, body)
	for b.Loop() {
		r.Body = io.NopCloser(strings.NewReader(body))
		if _, _, err := a.JSON(r); err != nil {
			b.Fatal(err)
		}
	}
}
