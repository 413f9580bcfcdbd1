package event_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"foureyes/internal/event"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

var (
	created = time.Date(2025, 2, 3, 4, 5, 6, 789_000_000, time.UTC)
	ended   = time.Date(2025, 2, 3, 4, 6, 52, 999_000_000, time.UTC)
)

func aLoop(status humanloop.Status) humanloop.Loop {
	return humanloop.Loop{
		ID: "loop-1", Account: "000000000042", Region: "eu-west-1", Name: "inv-1001", FlowID: "flow-1",
		Status: status, CreatedAt: created, EndedAt: ended,
	}
}

func aFlow() flow.Definition {
	return flow.Definition{
		ID: "flow-1", Account: "000000000042", Region: "eu-west-1", Name: "invoice-check", OutputPath: "s3://reviews/out",
	}
}

const (
	head = `"detail-type":"SageMaker A2I HumanLoop Status Change","source":"aws.sagemaker",` +
		`"account":"000000000042","time":"2025-02-03T04:06:52Z","region":"eu-west-1",` +
		`"resources":["arn:aws:sagemaker:eu-west-1:000000000042:human-loop/inv-1001"],` +
		`"detail":{"creationTime":"2025-02-03T04:05:06.789Z",`
	tail = `"flowDefinitionArn":"arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check",` +
		`"humanLoopArn":"arn:aws:sagemaker:eu-west-1:000000000042:human-loop/inv-1001","humanLoopName":"inv-1001",` +
		`"humanLoopOutput":{"outputS3Uri":"s3://reviews/out/invoice-check/2025/02/03/04/05/06/inv-1001/output.json"},`
)

// The ids are part of the promise: another version must not give an event another.
func TestEventIsAmazonsByteForByte(t *testing.T) {
	for status, want := range map[humanloop.Status]string{
		humanloop.Completed: `{"version":"0","id":"106bec46-4490-5207-afd6-494b8c2bbeaa",` + head +
			`"failureCode":null,"failureReason":null,` + tail + `"humanLoopStatus":"Completed"}}`,
		humanloop.Stopped: `{"version":"0","id":"a844a5a5-5b12-533b-99e1-1431456a457c",` + head +
			`"failureCode":null,"failureReason":null,` + tail + `"humanLoopStatus":"Stopped"}}`,
		humanloop.Failed: `{"version":"0","id":"f97299fc-9f56-584a-9bf1-38cb42a74c6e",` + head +
			`"failureCode":"ValidationError","failureReason":"a < b & \"c\"",` + tail + `"humanLoopStatus":"Failed"}}`,
	} {
		l := aLoop(status)
		if status == humanloop.Failed {
			l.FailureCode, l.FailureReason = "ValidationError", `a < b & "c"`
		}
		got, err := event.StatusChange(l, aFlow())
		if diff := cmp.Diff(want, string(got.Body)); err != nil || diff != "" {
			t.Errorf("%s: %v %s", status, err, diff)
		}
	}
}

func TestEventKeepsItsIDAndOthersHaveAnother(t *testing.T) {
	id := func(change func(*humanloop.Loop)) string {
		l := aLoop(humanloop.Completed)
		change(&l)
		e, err := event.StatusChange(l, aFlow())
		if err != nil || uuid.Validate(e.ID) != nil {
			t.Fatal(e.ID, err)
		}
		return e.ID
	}
	first := id(func(*humanloop.Loop) {})
	if again := id(func(l *humanloop.Loop) { l.DeletedAt = ended }); again != first {
		t.Error("deleting a loop gives its event another id")
	}
	if id(func(l *humanloop.Loop) { l.ID = "loop-2" }) == first || id(func(l *humanloop.Loop) { l.Status = humanloop.Stopped }) == first {
		t.Error("two events have one id")
	}
}

func TestLoopOfAnUnreadableFlowHasNoEvent(t *testing.T) {
	d := aFlow()
	d.OutputPath = "nowhere"
	if e, err := event.StatusChange(aLoop(humanloop.Completed), d); err == nil {
		t.Errorf("%s", e.Body)
	}
}
