package conformance

import (
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	a2i "github.com/aws/aws-sdk-go/service/augmentedairuntime"
)

func (c clients) stopLoop(t *testing.T, name string) error {
	t.Helper()
	_, err := c.runtime.StopHumanLoopWithContext(t.Context(), &a2i.StopHumanLoopInput{HumanLoopName: &name})
	return err
}

func (c clients) deleteLoop(t *testing.T, name string) error {
	t.Helper()
	_, err := c.runtime.DeleteHumanLoopWithContext(t.Context(), &a2i.DeleteHumanLoopInput{HumanLoopName: &name})
	return err
}

func wantNone(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("unexpected error: %v", err)
	}
}

// wantNoOutput checks that nothing lies where the output would.
func wantNoOutput(t *testing.T, c clients) {
	t.Helper()
	out, err := c.s3.ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String(bucketName), Prefix: aws.String("out/")})
	if err != nil {
		t.Fatalf("ListObjectsV2: %v", err)
	}
	if len(out.Contents) > 0 {
		t.Errorf("there is an output: %s", aws.ToString(out.Contents[0].Key))
	}
}

func TestStopWhatNobodyHolds(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.plainFlow(t, "totals")
	c.startLoop(t, flowARN, "idle", `{}`)
	wantAs[*a2i.ValidationException](t, c.deleteLoop(t, "idle")) // only what is over

	wantNone(t, c.stopLoop(t, "idle"))
	stopped := c.describeLoop(t, "idle")
	if aws.ToString(stopped.HumanLoopStatus) != "Stopped" || stopped.FailureCode != nil || stopped.FailureReason != nil {
		t.Errorf("the stopped loop is %s", stopped)
	}
	wantAs[*a2i.ValidationException](t, c.stopLoop(t, "idle"))
	s.signIn(t).idle(t)
	wantNoOutput(t, c)

	wantNone(t, c.deleteLoop(t, "idle"))
	wantAs[*a2i.ResourceNotFoundException](t, c.deleteLoop(t, "idle"))
	wantAs[*a2i.ResourceNotFoundException](t, c.stopLoop(t, "idle"))
	_, err := c.runtime.DescribeHumanLoopWithContext(t.Context(), &a2i.DescribeHumanLoopInput{HumanLoopName: aws.String("idle")})
	wantAs[*a2i.ResourceNotFoundException](t, err)
	c.startLoop(t, flowARN, "idle", `{"another":true}`) // the name is free again
}

// TestStopWhatSomebodyHolds: the task in a worker's hands may still be finished,
// and the answer is kept (A2I Developer Guide, stop a human loop).
func TestStopWhatSomebodyHolds(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.plainFlow(t, "totals")
	const input = `{"total":"7"}`
	c.startLoop(t, flowARN, "held", input)
	w := s.signIn(t)
	task := w.next(t)
	wantNone(t, c.stopLoop(t, "held"))
	c.awaitLoop(t, "held", "Stopping")
	wantNone(t, c.stopLoop(t, "held")) // again: nothing to do
	w.do(t, http.MethodGet, "/assignments/"+task.ID+"/content", nil, http.StatusOK, nil)
	w.submit(t, task.ID, `{"total":"7"}`, false)
	got := c.awaitLoop(t, "held", "Stopped")
	eventually(t, "the output of the stopped loop", func() bool {
		out, err := c.s3.ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String(bucketName), Prefix: aws.String("out/")})
		return err == nil && len(out.Contents) == 1
	})
	wantOutput(t, c, w, got.HumanLoopOutput.OutputS3Uri, output{
		flowARN: flowARN, loop: "held", input: input, answers: []string{`{"total":"7"}`},
	})
}

// TestStopAndRelease: a stopped task that its worker gives back is over.
func TestStopAndRelease(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.startLoop(t, c.plainFlow(t, "totals"), "held", `{}`)
	w := s.signIn(t)
	task := w.next(t)
	wantNone(t, c.stopLoop(t, "held"))
	w.act(t, task.ID, "release")
	c.awaitLoop(t, "held", "Stopped")
	w.idle(t)
	w.do(t, http.MethodGet, "/assignments/"+task.ID+"/content", nil, http.StatusGone, nil)
	w.do(t, http.MethodPost, "/assignments/"+task.ID+"/submit", map[string]any{"answerContent": map[string]any{}}, http.StatusGone, nil)
	wantNoOutput(t, c)
}

func TestLoopExpires(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.createBucket(t, bucketName)
	in := flowInput(home, "short", c.createUI(t, "short", plainForm))
	in.HumanLoopConfig.TaskAvailabilityLifetimeInSeconds = aws.Int32(1)
	flowARN := c.createFlow(t, in)
	c.startLoop(t, flowARN, "late", `{}`)
	got := c.awaitLoop(t, "late", "Failed")
	if aws.ToString(got.FailureCode) != "Expired" || aws.ToString(got.FailureReason) == "" {
		t.Errorf("the expired loop is %s", got)
	}
	wantNoOutput(t, c)
	wantNone(t, c.deleteLoop(t, "late"))
}

// TestTemplateFails: StartHumanLoop renders nothing, so a template that cannot be
// rendered with an input fails the loop later, in Amazon's words.
func TestTemplateFails(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.createBucket(t, bucketName)
	const template = `<crowd-form><img src="{{ task.input.image | grant_read_access }}"></crowd-form>`
	flowARN := c.createFlow(t, flowInput(home, "images", c.createUI(t, "images", template)))
	c.startLoop(t, flowARN, "blank", `{"image":" "}`)
	got := c.awaitLoop(t, "blank", "Failed")
	const reason = `Task failed to render: [ InvalidParameters: '"grant_read_access" input is not a valid S3 URI: " ".' ].`
	if aws.ToString(got.FailureCode) != "ValidationError" || aws.ToString(got.FailureReason) != reason {
		t.Errorf("the loop is %s", got)
	}
	list, err := c.runtime.ListHumanLoopsWithContext(t.Context(), &a2i.ListHumanLoopsInput{FlowDefinitionArn: &flowARN})
	if err != nil || len(list.HumanLoopSummaries) != 1 || aws.ToString(list.HumanLoopSummaries[0].FailureReason) != reason {
		t.Errorf("ListHumanLoops: %s, %v", list, err)
	}
	s.signIn(t).idle(t)
}

// TestTwoWorkers: output.json is written once, after the last of TaskCount
// answers, and nobody answers the same loop twice.
func TestTwoWorkers(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.createBucket(t, bucketName)
	in := flowInput(home, "twice", c.createUI(t, "twice", plainForm))
	in.HumanLoopConfig.TaskCount = aws.Int32(2)
	flowARN := c.createFlow(t, in)
	c.startLoop(t, flowARN, "both", `{"total":"9"}`)
	c.startLoop(t, flowARN, "one", `{"total":"8"}`)

	ann := s.signIn(t)
	bob := s.colleague(t, ann, "bob@example.com")
	first := ann.next(t)
	ann.submit(t, first.ID, `{"by":"ann"}`, false)
	if again := ann.next(t); again.HumanLoopName != "one" {
		t.Errorf("the next task is of loop %s", again.HumanLoopName)
	} else {
		ann.submit(t, again.ID, `{"by":"ann, alone"}`, false)
	}
	ann.idle(t)
	if got := c.describeLoop(t, "both"); aws.ToString(got.HumanLoopStatus) != "InProgress" {
		t.Errorf("after one of two answers the loop is %s", aws.ToString(got.HumanLoopStatus))
	}
	wantNoOutput(t, c)

	second := bob.next(t)
	bob.do(t, http.MethodGet, "/assignments/"+first.ID, nil, http.StatusNotFound, nil)
	if second.HumanLoopName != "both" {
		t.Fatalf("bob's task is of loop %s", second.HumanLoopName)
	}
	bob.submit(t, second.ID, `{"by":"bob"}`, false)
	done := c.awaitLoop(t, "both", "Completed")
	wantOutput(t, c, ann, done.HumanLoopOutput.OutputS3Uri, output{
		flowARN: flowARN, loop: "both", input: `{"total":"9"}`, answers: []string{`{"by":"ann"}`, `{"by":"bob"}`}, by: []*worker{ann, bob},
	})
	stopWithOneAnswer(t, c, ann, flowARN)
}

// stopWithOneAnswer: no person's work is thrown away.
func stopWithOneAnswer(t *testing.T, c clients, ann *worker, flowARN string) {
	t.Helper()
	wantNone(t, c.stopLoop(t, "one"))
	stopped := c.awaitLoop(t, "one", "Stopped")
	key := aws.ToString(stopped.HumanLoopOutput.OutputS3Uri)[len("s3://"+bucketName+"/"):]
	eventually(t, "the output of the stopped loop", func() bool {
		_, err := c.s3.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: aws.String(bucketName), Key: &key})
		if err != nil {
			wantAs[*s3types.NotFound](t, err)
		}
		return err == nil
	})
	wantOutput(t, c, ann, stopped.HumanLoopOutput.OutputS3Uri, output{
		flowARN: flowARN, loop: "one", input: `{"total":"8"}`, answers: []string{`{"by":"ann, alone"}`},
	})
}
