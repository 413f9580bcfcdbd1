package sqs_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"foureyes/internal/event"
	"foureyes/internal/event/awsapi"
	"foureyes/internal/event/awsapi/awstest"
	"foureyes/internal/event/sqs"
)

const queue = "https://sqs.eu-west-1.amazonaws.com/123456789012/reviews"

func newSender(t *testing.T) *sqs.Sender {
	t.Helper()
	client := awsapi.NewClient()
	t.Cleanup(client.CloseIdleConnections)
	return sqs.New(client)
}

func to(address, more string) event.Destination {
	return event.Destination{
		Address: address, Secret: []byte(awstest.Secret), Settings: fmt.Sprintf(`{"accessKeyId":%q%s}`, awstest.KeyID, more),
	}
}

const attributes = `"MessageAttributes":{"detail-type":{"DataType":"String","StringValue":"SageMaker A2I HumanLoop Status Change"},` +
	`"flowDefinitionArn":{"DataType":"String","StringValue":"arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check"},` +
	`"humanLoopStatus":{"DataType":"String","StringValue":"Failed"},"source":{"DataType":"String","StringValue":"aws.sagemaker"}}`

func TestMessageIsTheEvent(t *testing.T) {
	s := awstest.Start(t, "sqs")
	s.Will(http.StatusOK, `{"MessageId":"1"}`)
	if err := newSender(t).Send(t.Context(), to(queue, `,"endpoint":"`+s.URL+`"`), awstest.Event, awstest.Now); err != nil {
		t.Fatal(err)
	}
	got := s.Last()
	if got.Header.Get("X-Amz-Target") != "AmazonSQS.SendMessage" || got.Header.Get("Content-Type") != "application/x-amz-json-1.0" {
		t.Error(got.Header)
	}
	body := strings.NewReplacer(`\u003c`, "<", `\u0026`, "&").Replace(strings.ReplaceAll(string(awstest.Event.Body), `"`, `\"`))
	want := `{"QueueUrl":"` + queue + `","MessageBody":"` + body + `",` + attributes + `}`
	if got := strings.NewReplacer(`\u003c`, "<", `\u0026`, "&").Replace(got.Body); got != want {
		t.Errorf("sent %s\nwant %s", got, want)
	}
}

// A queue that is not Amazon's is asked where its URL points.
func TestFIFOQueueGetsGroupAndDeduplicationID(t *testing.T) {
	s := awstest.Start(t, "sqs")
	for group, e := range map[string]event.Event{"inv-1001": awstest.Event, "foureyes": awstest.Trial} {
		err := newSender(t).Send(t.Context(), to(s.URL+"/000000000000/reviews.fifo", `,"region":"eu-west-1"`), e, awstest.Now)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Last(); got.Path != "POST /" || !strings.HasSuffix(got.Body, `"MessageGroupId":"`+group+`","MessageDeduplicationId":"`+e.ID+`"}`) {
			t.Errorf("%+v", got)
		}
	}
}

func TestQueueThatRefusesIsTold(t *testing.T) {
	s := awstest.Start(t, "sqs")
	s.Will(http.StatusBadRequest, `{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"gone"}`)
	err := newSender(t).Send(t.Context(), to(queue, `,"endpoint":"`+s.URL+`"`), awstest.Event, awstest.Now)
	if err == nil || !strings.Contains(err.Error(), "QueueDoesNotExist: gone") {
		t.Error(err)
	}
}

func TestQueuesThatCouldNotBeReachedAreRefused(t *testing.T) {
	for _, good := range []string{queue, "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/reviews.fifo"} {
		if err := newSender(t).Check(to(good, "")); err != nil {
			t.Error(err)
		}
	}
	for want, bad := range map[string]event.Destination{
		"queue's URL is of the form": to("reviews", ""),
		"region":                     to("https://queue.example/reviews", ""),
		"no user":                    to("https://a:b@queue.example/reviews", ""),
		`has no setting "to"`:        to(queue, `,"to":["a"]`),
	} {
		if err := newSender(t).Check(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", bad, err, want)
		}
	}
}
