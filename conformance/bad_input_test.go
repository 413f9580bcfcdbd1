package conformance

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	a2i "github.com/aws/aws-sdk-go/service/augmentedairuntime"
)

// maxInput is the greatest length of InputContent in characters (A2I Runtime
// API, HumanLoopInput).
const maxInput = 3_145_728

// refused is one row: a bad request, and the error that it gets. An error's
// message is held against a pattern.
type refused struct {
	request request
	status  int
	code    string
	message string
}

// badInput makes the rows. There are one flow (totals), one template of that name
// and one open loop (begun).
type badInput struct {
	flowARN, uiARN string
}

// TestBadInput: each bad request gets Amazon's error, and changes nothing.
func TestBadInput(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	b := badInput{flowARN: c.plainFlow(t, "totals"), uiARN: arn(home, "human-task-ui", "totals")}
	c.startLoop(t, b.flowARN, "begun", `{}`)
	elsewhere := s.in(t, "eu-west-1")
	before := state(t, c, elsewhere)
	for _, rows := range []map[string]refused{
		b.signatures(), b.protocol(), b.runtime(), b.sizes(), b.names(), b.flows(), b.tags(), b.storage(),
	} {
		for name, row := range rows {
			t.Run(name, func(t *testing.T) {
				row.check(t, s)
				if after := state(t, c, elsewhere); after != before {
					t.Errorf("the request changed %s to %s", before, after)
				}
			})
		}
	}
}

func (r refused) check(t *testing.T, s *server) {
	t.Helper()
	a := s.send(t, r.request)
	code, message := a.fault(t)
	if a.status != r.status || code != r.code {
		t.Errorf("status %d, code %q, want %d, %q: %s", a.status, code, r.status, r.code, message)
	}
	if !regexp.MustCompile(r.message).MatchString(message) {
		t.Errorf("the message is %q, want one like %q", message, r.message)
	}
	if a.header.Get("X-Amzn-Requestid") == "" {
		t.Error("the answer has no request id")
	}
	if len(message) > 2048 {
		t.Errorf("the message has %d bytes", len(message))
	}
}

// state is all that requests can change, in two regions, as text.
func state(t *testing.T, c, elsewhere clients) string {
	t.Helper()
	var all []any
	for _, c := range []clients{c, elsewhere} {
		flows, err := c.sagemaker.ListFlowDefinitions(t.Context(), &sagemaker.ListFlowDefinitionsInput{})
		wantNone(t, err)
		uis, err := c.sagemaker.ListHumanTaskUis(t.Context(), &sagemaker.ListHumanTaskUisInput{})
		wantNone(t, err)
		all = append(all, flows.FlowDefinitionSummaries, uis.HumanTaskUiSummaries)
	}
	loops, err := c.runtime.ListHumanLoopsWithContext(t.Context(), &a2i.ListHumanLoopsInput{FlowDefinitionArn: aws.String(arn(home, "flow-definition", "totals"))})
	wantNone(t, err)
	buckets, err := c.s3.ListBuckets(t.Context(), &s3.ListBucketsInput{})
	wantNone(t, err)
	objects, err := c.s3.ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String(bucketName)})
	wantNone(t, err)
	text, err := json.Marshal(append(all, loops.HumanLoopSummaries, buckets.Buckets, objects.Contents))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// startBody is the body of a StartHumanLoop.
func startBody(name, flowARN, input string) string {
	return fmt.Sprintf(`{"HumanLoopName":%q,"FlowDefinitionArn":%q,"HumanLoopInput":{"InputContent":%s}}`, name, flowARN, quote(input))
}

func quote(s string) []byte {
	text, _ := json.Marshal(s) // a string always can be
	return text
}

func (b badInput) start(input string) request {
	return post("/human-loops", startBody("new", b.flowARN, input))
}

func createUI(name string) request {
	return call("CreateHumanTaskUi", fmt.Sprintf(`{"HumanTaskUiName":%q,"UiTemplate":{"Content":"<p>x</p>"}}`, name))
}

// with changes a copy of a request.
func (r request) with(change func(*request)) request {
	change(&r)
	return r
}

func (b badInput) signatures() map[string]refused {
	start, create := b.start("{}"), createUI("new")
	const mismatch, invalid = "^The request signature we calculated does not match", "^The security token included in the request is invalid"
	changes := map[string]struct {
		code, message string
		change        func(*request)
	}{
		"wrong secret":      {"InvalidSignatureException", mismatch, func(r *request) { r.secret = "wrong" }},
		"unknown key":       {"UnrecognizedClientException", invalid, func(r *request) { r.keyID = "AKIANOBODY0000000000" }},
		"session token":     {"UnrecognizedClientException", invalid, func(r *request) { r.token = "FwoGZXIvYXdzE" }},
		"six minutes ago":   {"InvalidSignatureException", "^Signature expired: .* is now earlier than ", func(r *request) { r.at = time.Now().Add(-6 * time.Minute) }},
		"six minutes ahead": {"InvalidSignatureException", "^Signature not yet current: .* is still later than ", func(r *request) { r.at = time.Now().Add(6 * time.Minute) }},
		"unsigned":          {"MissingAuthenticationTokenException", "^Missing Authentication Token$", func(r *request) { r.unsigned = true }},
		"region of no form": {"InvalidSignatureException", "valid region", func(r *request) { r.region = "US_East" }},
		"body changed":      {"InvalidSignatureException", "does not match", func(r *request) { r.tamper = otherBody }},
		"header added":      {"InvalidSignatureException", "not signed", func(r *request) { r.tamper = addHeader }},
		"no date":           {"IncompleteSignatureException", "Date", func(r *request) { r.tamper = func(h *http.Request) { h.Header.Del("X-Amz-Date") } }},
		"no credential":     {"IncompleteSignatureException", "'Credential'", func(r *request) { r.tamper = authorize("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00") }},
		"signature is empty": {"IncompleteSignatureException", "'Signature'", func(r *request) {
			r.tamper = authorize("AWS4-HMAC-SHA256 Credential=a/20200101/us-east-1/sagemaker/aws4_request, SignedHeaders=host, Signature=")
		}},
	}
	rows := map[string]refused{}
	for name, c := range changes {
		rows["SageMaker, "+name] = refused{create.with(c.change), http.StatusBadRequest, c.code, c.message}
		rows["runtime, "+name] = refused{start.with(c.change), http.StatusForbidden, c.code, c.message}
	}
	rows["runtime, signed for another service"] = refused{start.with(func(r *request) { r.service = "events" }), http.StatusBadRequest, "UnknownOperationException", "speaks SageMaker"}
	return rows
}
