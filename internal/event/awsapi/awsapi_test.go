package awsapi_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"foureyes/internal/event/awsapi"
	"foureyes/internal/event/awsapi/awstest"
	"foureyes/internal/job"
)

func whole(endpoint string) awsapi.Settings {
	return awsapi.Settings{Endpoint: endpoint, Region: awstest.Region, AccessKeyID: awstest.KeyID}
}

// do calls an operation of the service.
func do(t *testing.T, s *awstest.Service, secret string) (string, error) {
	t.Helper()
	client := awsapi.NewClient()
	t.Cleanup(client.CloseIdleConnections)
	q := awsapi.Request{Service: "sqs", URL: s.URL + "/", ContentType: "application/x-amz-json-1.0", Target: "AmazonSQS.SendMessage", Body: []byte(`{"a":"ü"}`)}
	answer, err := client.Do(t.Context(), q, whole(""), []byte(secret), awstest.Now)
	return string(answer), err
}

func TestRequestIsSignedAndItsAnswerRead(t *testing.T) {
	s := awstest.Start(t, "sqs")
	s.Will(http.StatusOK, `{"MessageId":"1"}`)
	if answer, err := do(t, s, awstest.Secret); err != nil || answer != `{"MessageId":"1"}` {
		t.Error(answer, err)
	}
	got := s.Last()
	if got.Path != "POST /" || got.Body != `{"a":"ü"}` || got.Header.Get("Content-Type") != "application/x-amz-json-1.0" ||
		got.Header.Get("X-Amz-Target") != "AmazonSQS.SendMessage" || got.Header.Get("X-Amz-Date") != "20250203T040700Z" {
		t.Errorf("%+v", got)
	}
}

// Only what an operator said counts, not what lies around on the machine.
func TestEnvironmentIsNotAsked(t *testing.T) {
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "AKIAOTHER", "AWS_SECRET_ACCESS_KEY": "other", "AWS_SESSION_TOKEN": "other", "AWS_REGION": "us-east-1",
		"AWS_ENDPOINT_URL": "http://127.0.0.1:1",
	} {
		t.Setenv(name, value)
	}
	s := awstest.Start(t, "sqs")
	if _, err := do(t, s, awstest.Secret); err != nil || s.Last().Header.Get("X-Amz-Security-Token") != "" {
		t.Error(err)
	}
}

func TestRefusalsTellCodeAndMessage(t *testing.T) {
	s := awstest.Start(t, "sqs")
	for _, c := range []struct {
		status  int
		answer  string
		headers []string
		want    string
	}{
		{400, `{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"No such\n queue."}`, nil, "sqs answered 400 Bad Request: QueueDoesNotExist: No such queue."},
		{400, `{"__type":"AccessDeniedException","Message":"Not you."}`, nil, "sqs answered 400 Bad Request: AccessDeniedException: Not you."},
		{
			403, `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>` +
				`<Message>Unknown &lt;key&gt;</Message></Error><RequestId>1</RequestId></ErrorResponse>`, nil,
			"sqs answered 403 Forbidden: InvalidClientTokenId: Unknown <key>",
		},
		{404, ``, []string{"X-Amzn-ErrorType", "ResourceNotFoundException:http://internal/"}, "sqs answered 404 Not Found: ResourceNotFoundException"},
		{502, `<html>`, nil, "sqs answered 502 Bad Gateway"},
		{307, ``, []string{"Location", "http://127.0.0.1:1/"}, "sqs answered 307 Temporary Redirect"},
		{400, `{"__type":"Long","message":"` + strings.Repeat("ü", 200) + `"}`, nil, "Long: " + strings.Repeat("ü", 150) + "…"},
	} {
		s.Will(c.status, c.answer, c.headers...)
		_, err := do(t, s, awstest.Secret)
		if err == nil || !strings.HasSuffix(err.Error(), c.want) || strings.Contains(err.Error(), awstest.Secret) {
			t.Errorf("%v, want %s", err, c.want)
		}
		if _, later := errors.AsType[*job.Later](err); later {
			t.Errorf("%v asks for a pause", err)
		}
	}
}

func TestServicesThatThrottleAreLeftAlone(t *testing.T) {
	s := awstest.Start(t, "sqs")
	for _, c := range []struct {
		status  int
		answer  string
		headers []string
		want    time.Duration
	}{
		{400, `{"__type":"ThrottlingException","message":"Rate exceeded"}`, nil, 5 * time.Second},
		{400, `{"__type":"com.amazonaws.sqs#RequestThrottled"}`, []string{"Retry-After", "60"}, time.Minute},
		{429, ``, []string{"Retry-After", "1"}, 5 * time.Second},
		{400, `<ErrorResponse><Error><Code>Throttled</Code></Error></ErrorResponse>`, nil, 5 * time.Second},
		{503, ``, []string{"Retry-After", "2"}, 2 * time.Second},
		{429, ``, []string{"Retry-After", "864000"}, 24 * time.Hour},
	} {
		s.Will(c.status, c.answer, c.headers...)
		_, err := do(t, s, awstest.Secret)
		later, ok := errors.AsType[*job.Later](err)
		if !ok || later.Until.Sub(awstest.Now) != c.want {
			t.Errorf("%d %s %v: %+v", c.status, c.answer, c.headers, later)
		}
	}
}

func TestUnreachableServiceIsToldWithoutItsURL(t *testing.T) {
	s := awstest.Start(t, "sqs")
	s.Close()
	if _, err := do(t, s, awstest.Secret); err == nil || !strings.HasPrefix(err.Error(), "reach sqs: ") || strings.Contains(err.Error(), "http:") {
		t.Error(err)
	}
}

func TestSettingsThatCannotSignAreRefused(t *testing.T) {
	if err := whole("http://127.0.0.1:4566/aws").Check([]byte("x")); err != nil {
		t.Error(err)
	}
	for want, s := range map[string]awsapi.Settings{
		"region":                   {AccessKeyID: "A"},
		"region ":                  {AccessKeyID: "A", Region: "evil.example/#"},
		"id of an access key":      {Region: "eu-west-1"},
		"id of an access key ":     {Region: "eu-west-1", AccessKeyID: "a/b"},
		"https://host/path":        {Region: "eu-west-1", AccessKeyID: "A", Endpoint: "ftp://a"},
		"no user":                  {Region: "eu-west-1", AccessKeyID: "A", Endpoint: "https://a:b@c"},
		"no user, query or fragme": {Region: "eu-west-1", AccessKeyID: "A", Endpoint: "https://c?d"},
	} {
		if err := s.Check([]byte("x")); err == nil || !strings.Contains(err.Error(), strings.TrimSpace(want)) {
			t.Errorf("%+v: %v, want %s", s, err, want)
		}
	}
	if err := whole("").Check(nil); err == nil || !strings.Contains(err.Error(), "secret") {
		t.Error(err)
	}
}

func TestAmazonsOwnAddresses(t *testing.T) {
	for want, s := range map[string]awsapi.Settings{
		"https://sns.eu-west-1.amazonaws.com/":     {Region: "eu-west-1"},
		"https://sns.cn-north-1.amazonaws.com.cn/": {Region: "cn-north-1"},
	} {
		if got := s.URL("sns"); got != want || !awsapi.IsAmazon(got) {
			t.Error(got)
		}
	}
	if got := whole("http://127.0.0.1:4566/aws/").URL("sns"); got != "http://127.0.0.1:4566/aws/" || awsapi.IsAmazon(got) {
		t.Error(got)
	}
	if awsapi.IsAmazon("https://amazonaws.com.evil.example/") || awsapi.IsAmazon("http://[::1") || !awsapi.IsAmazon("https://vpce-1.events.eu-west-1.vpce.amazonaws.com") {
		t.Error("another host is taken for Amazon's, or the other way round")
	}
}
