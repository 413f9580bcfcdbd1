package sns_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/event"
	"foureyes/internal/event/awsapi"
	"foureyes/internal/event/awsapi/awstest"
	"foureyes/internal/event/sns"
)

const topic = "arn:aws:sns:eu-west-1:123456789012:reviews"

func newSender(t *testing.T) *sns.Sender {
	t.Helper()
	client := awsapi.NewClient()
	t.Cleanup(client.CloseIdleConnections)
	return sns.New(client)
}

func to(address, endpoint string) event.Destination {
	return event.Destination{
		Address: address, Secret: []byte(awstest.Secret),
		Settings: fmt.Sprintf(`{"accessKeyId":%q,"endpoint":%q}`, awstest.KeyID, endpoint),
	}
}

// sent is the form that the service got.
func sent(t *testing.T, s *awstest.Service, topic string, e event.Event) url.Values {
	t.Helper()
	if err := newSender(t).Send(t.Context(), to(topic, s.URL), e, awstest.Now); err != nil {
		t.Fatal(err)
	}
	got := s.Last()
	form, err := url.ParseQuery(got.Body)
	if err != nil || got.Header.Get("Content-Type") != "application/x-www-form-urlencoded; charset=utf-8" {
		t.Error(got.Header, err)
	}
	return form
}

func TestMessageIsTheEvent(t *testing.T) {
	s := awstest.Start(t, "sns")
	s.Will(http.StatusOK, `<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>`)
	want := url.Values{
		"Action": {"Publish"}, "Version": {"2010-03-31"}, "TopicArn": {topic},
		"Subject": {"SageMaker A2I HumanLoop Status Change"}, "Message": {string(awstest.Event.Body)},
	}
	for i, a := range [][2]string{
		{"detail-type", "SageMaker A2I HumanLoop Status Change"},
		{"source", "aws.sagemaker"},
		{"humanLoopStatus", "Failed"},
		{"flowDefinitionArn", "arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check"},
	} {
		name := fmt.Sprintf("MessageAttributes.entry.%d.", i+1)
		want[name+"Name"], want[name+"Value.DataType"], want[name+"Value.StringValue"] = []string{a[0]}, []string{"String"}, []string{a[1]}
	}
	if diff := cmp.Diff(want, sent(t, s, topic, awstest.Event)); diff != "" {
		t.Error(diff)
	}
}

func TestFIFOTopicGetsGroupAndDeduplicationID(t *testing.T) {
	s := awstest.Start(t, "sns")
	form := sent(t, s, topic+".fifo", awstest.Event)
	if form.Get("MessageGroupId") != "inv-1001" || form.Get("MessageDeduplicationId") != awstest.Event.ID {
		t.Error(form)
	}
	form = sent(t, s, topic+".fifo", awstest.Trial)
	if form.Get("MessageGroupId") != "foureyes" || form.Has("MessageAttributes.entry.3.Name") {
		t.Error(form)
	}
}

func TestTopicsThatCouldNotBeReachedAreRefused(t *testing.T) {
	if err := newSender(t).Check(to(topic+".fifo", "")); err != nil {
		t.Error(err)
	}
	for want, bad := range map[string]event.Destination{
		"by its ARN":                to("reviews", ""),
		"https://host/path":         to(topic, "127.0.0.1:4566"),
		`has no setting "source"`:   {Address: topic, Settings: `{"source":"a"}`},
		"it needs the id of an acc": {Address: topic, Secret: []byte("x")},
	} {
		if err := newSender(t).Check(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", bad, err, want)
		}
	}
}
