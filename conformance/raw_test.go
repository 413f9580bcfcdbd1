package conformance

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// request is one HTTP request byte for byte, for what no SDK would send. Its
// zero values are right: our key, our region, now, signed for SageMaker.
type request struct {
	method, path string
	header       map[string]string
	body         []byte

	unsigned bool
	service  string
	region   string
	keyID    string
	secret   string
	token    string
	at       time.Time
	// tamper changes the request after it was signed.
	tamper func(*http.Request)
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// call is a request of the SageMaker API.
func call(operation, body string) request {
	return request{
		method: http.MethodPost, path: "/", body: []byte(body),
		header: map[string]string{"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "SageMaker." + operation},
	}
}

// post is a request of the A2I runtime with a body.
func post(path, body string) request {
	return request{
		method: http.MethodPost, path: path, body: []byte(body),
		header: map[string]string{"Content-Type": "application/json"},
	}
}

func (s *server) send(t *testing.T, r request) answer {
	t.Helper()
	h, err := http.NewRequestWithContext(t.Context(), r.method, s.url+r.path, bytes.NewReader(r.body))
	if err != nil {
		t.Fatalf("make the request: %v", err)
	}
	for name, value := range r.header {
		h.Header.Set(name, value)
	}
	if !r.unsigned {
		r.sign(t, h)
	}
	if r.tamper != nil {
		r.tamper(h)
	}
	// Redirects are answers to look at, not to follow.
	response, err := http.DefaultTransport.RoundTrip(h)
	if err != nil {
		t.Fatalf("%s %s: %v", r.method, r.path, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("read the answer: %v", err)
	}
	return answer{response.StatusCode, response.Header, body}
}

func (r request) sign(t *testing.T, h *http.Request) {
	t.Helper()
	sum := sha256.Sum256(r.body)
	hash := hex.EncodeToString(sum[:])
	service, at := or(r.service, "sagemaker"), r.at
	if at.IsZero() {
		at = time.Now()
	}
	if service == "s3" {
		h.Header.Set("X-Amz-Content-Sha256", hash)
	}
	credentials := aws.Credentials{
		AccessKeyID: or(r.keyID, keyID), SecretAccessKey: or(r.secret, secretKey), SessionToken: r.token,
	}
	err := v4.NewSigner().SignHTTP(h.Context(), credentials, h, hash, service, or(r.region, home), at,
		func(o *v4.SignerOptions) { o.DisableURIPathEscaping = service == "s3" })
	if err != nil {
		t.Fatalf("sign: %v", err)
	}
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// fault reads an error in the protocol that it came in.
func (a answer) fault(t *testing.T) (code, message string) {
	t.Helper()
	if strings.Contains(a.header.Get("Content-Type"), "xml") {
		return a.xmlFault(t)
	}
	var body struct {
		Type    string `json:"__type"`
		Message string `json:"Message"`
		Lower   string `json:"message"`
		Code    string `json:"code"`
	}
	if err := json.Unmarshal(a.body, &body); err != nil {
		t.Errorf("an error is not JSON: %v\n%s", err, a.body)
	}
	code = a.header.Get("X-Amzn-Errortype")
	if a.header.Get("Content-Type") == "application/x-amz-json-1.1" && (body.Type != code || body.Lower != body.Message) {
		t.Errorf("header says %q, body says %q (%q, %q): SDKs differ in which they read", code, body.Type, body.Message, body.Lower)
	}
	return code, body.Message
}

// xmlFault reads S3's form of an error, and the one of AWS Query services.
func (a answer) xmlFault(t *testing.T) (code, message string) {
	t.Helper()
	var body struct {
		Code    string
		Message string
		Error   struct{ Code, Message string }
	}
	if err := xml.Unmarshal(a.body, &body); err != nil {
		t.Errorf("an error is not XML: %v\n%s", err, a.body)
	}
	return or(body.Code, body.Error.Code), or(body.Message, body.Error.Message)
}
