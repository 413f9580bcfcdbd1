package eventbridge_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"foureyes/internal/event"
	"foureyes/internal/event/awsapi"
	"foureyes/internal/event/awsapi/awstest"
	"foureyes/internal/event/eventbridge"
	"foureyes/internal/job"
)

const bus = "arn:aws:events:eu-west-1:123456789012:event-bus/default"

func newSender(t *testing.T) *eventbridge.Sender {
	t.Helper()
	client := awsapi.NewClient()
	t.Cleanup(client.CloseIdleConnections)
	return eventbridge.New(client)
}

// to is a destination with the settings that are not told by its address.
func to(address, endpoint, more string) event.Destination {
	return event.Destination{
		Address: address, Secret: []byte(awstest.Secret),
		Settings: fmt.Sprintf(`{"accessKeyId":%q,"endpoint":%q%s}`, awstest.KeyID, endpoint, more),
	}
}

func TestEntryIsTheEvent(t *testing.T) {
	s := awstest.Start(t, "events")
	s.Will(http.StatusOK, `{"FailedEntryCount":0,"Entries":[{"EventId":"11710aed-b79e-4468-a20b-bb3c0c3b4860"}]}`)
	if err := newSender(t).Send(t.Context(), to(bus, s.URL, ""), awstest.Event, awstest.Now); err != nil {
		t.Fatal(err)
	}
	got := s.Last()
	if got.Header.Get("X-Amz-Target") != "AWSEvents.PutEvents" || got.Header.Get("Content-Type") != "application/x-amz-json-1.1" {
		t.Error(got.Header)
	}
	const want = `{"Entries":[{"Time":1738555612,"Source":"aws.sagemaker",` +
		`"Resources":["arn:aws:sagemaker:eu-west-1:000000000042:human-loop/inv-1001"],"DetailType":"SageMaker A2I HumanLoop Status Change",` +
		`"Detail":"{\"flowDefinitionArn\":\"arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check\",` +
		`\"humanLoopName\":\"inv-1001\",\"failureReason\":\"a \u003c b \u0026 ü\",\"humanLoopStatus\":\"Failed\"}",` +
		`"EventBusName":"arn:aws:events:eu-west-1:123456789012:event-bus/default"}]}`
	if got.Body != want {
		t.Errorf("sent %s\nwant %s", got.Body, want)
	}
}

func TestSourceIsTheOneSetAndOthersStay(t *testing.T) {
	s := awstest.Start(t, "events")
	s.Will(http.StatusOK, `{"FailedEntryCount":0}`)
	for want, e := range map[string]event.Event{`"Source":"reviews"`: awstest.Event, `"Source":"foureyes"`: awstest.Trial} {
		err := newSender(t).Send(t.Context(), to("default", s.URL, `,"region":"eu-west-1","source":"reviews"`), e, awstest.Now)
		if got := s.Last().Body; err != nil || !strings.Contains(got, want) || !strings.Contains(got, `"EventBusName":"default"`) {
			t.Error(got, err)
		}
	}
}

func TestEntryThatIsRefusedIsAnError(t *testing.T) {
	s := awstest.Start(t, "events")
	for answer, want := range map[string]string{
		`{"FailedEntryCount":1,"Entries":[{"ErrorCode":"NotAuthorizedForSourceException","ErrorMessage":"Not authorized for the source."}]}`: "NotAuthorizedForSourceException: Not authorized for the source.",
		`{"FailedEntryCount":1,"Entries":[]}`: "did not say why",
		`<html>`:                              "read the answer",
	} {
		s.Will(http.StatusOK, answer)
		err := newSender(t).Send(t.Context(), to(bus, s.URL, ""), awstest.Event, awstest.Now)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	s.Will(http.StatusOK, `{"FailedEntryCount":1,"Entries":[{"ErrorCode":"ThrottlingException"}]}`)
	err := newSender(t).Send(t.Context(), to(bus, s.URL, ""), awstest.Event, awstest.Now)
	if _, later := errors.AsType[*job.Later](err); !later {
		t.Errorf("%v asks for no pause", err)
	}
}

func TestBusesThatCouldNotBeReachedAreRefused(t *testing.T) {
	for _, good := range []event.Destination{
		to(bus, "", ""), to("default", "", `,"region":"eu-west-1","source":"reviews"`), to(bus, "http://127.0.0.1:4566", `,"source":"aws.sagemaker"`),
		to("arn:aws-cn:events:cn-north-1:123456789012:event-bus/a/b", "", ""),
	} {
		if err := newSender(t).Check(good); err != nil {
			t.Errorf("%+v: %v", good, err)
		}
	}
	for want, bad := range map[string]event.Destination{
		"by its name, or by an ARN":   to("two words", "", `,"region":"eu-west-1"`),
		"region":                      to("default", "", ""),
		"a source is of letters":      to(bus, "", `,"source":"a b"`),
		`begins with "aws."`:          to(bus, "", `,"source":"aws.sagemaker"`),
		`has no setting "subject"`:    to(bus, "", `,"subject":"a"`),
		"the settings cannot be read": to(bus, "", `,"source":1`),
		"secret":                      {Address: bus, Settings: `{"accessKeyId":"A"}`},
	} {
		if err := newSender(t).Check(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", bad, err, want)
		}
	}
}
