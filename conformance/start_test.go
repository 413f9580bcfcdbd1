package conformance

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	a2i "github.com/aws/aws-sdk-go/service/augmentedairuntime"
)

func TestStartAgain(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.plainFlow(t, "totals")
	loopARN := c.startLoop(t, flowARN, "receipt-1", `{"total":"42"}`)
	begun := c.describeLoop(t, "receipt-1")

	if again := c.startLoop(t, flowARN, "receipt-1", `{"total":"42"}`); again != loopARN {
		t.Errorf("the same request again gave %s, want %s", again, loopARN)
	}
	if got := c.describeLoop(t, "receipt-1"); got.String() != begun.String() {
		t.Errorf("the same request again changed the loop from %s to %s", begun, got)
	}
	for name, in := range map[string]*a2i.StartHumanLoopInput{
		"other input":          loopInput(flowARN, "receipt-1", `{"total":"43"}`),
		"input written anew":   loopInput(flowARN, "receipt-1", `{"total": "42"}`),
		"other classification": withClassifier(loopInput(flowARN, "receipt-1", `{"total":"42"}`)),
	} {
		_, err := c.runtime.StartHumanLoopWithContext(t.Context(), in)
		t.Log(name)
		wantAs[*a2i.ConflictException](t, err)
	}

	w := s.signIn(t)
	w.submit(t, w.next(t).ID, `{"total":"42"}`, false)
	c.awaitLoop(t, "receipt-1", "Completed")
	_, err := c.runtime.StartHumanLoopWithContext(t.Context(), loopInput(flowARN, "receipt-1", `{"total":"42"}`))
	wantAs[*a2i.ValidationException](t, err)
	const finished = "HumanLoop 'receipt-1' already exists and is finished. To start a new HumanLoop, you can try your request again with a different HumanLoopName."
	if err == nil || !strings.Contains(err.Error(), finished) {
		t.Errorf("starting a finished loop again: %v", err)
	}
	w.idle(t)
}

func withClassifier(in *a2i.StartHumanLoopInput) *a2i.StartHumanLoopInput {
	return in.SetDataAttributes(&a2i.HumanLoopDataAttributes{
		ContentClassifiers: []*string{aws.String(a2i.ContentClassifierFreeOfAdultContent)},
	})
}

// TestStartWithoutTemplate: a flow whose template is gone starts nothing new, but
// what has begun goes on.
func TestStartWithoutTemplate(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.plainFlow(t, "totals")
	c.startLoop(t, flowARN, "before", `{}`)
	if _, err := c.sagemaker.DeleteHumanTaskUi(t.Context(), &sagemaker.DeleteHumanTaskUiInput{HumanTaskUiName: aws.String("totals")}); err != nil {
		t.Fatal(err)
	}
	_, err := c.runtime.StartHumanLoopWithContext(t.Context(), loopInput(flowARN, "after", `{}`))
	wantAs[*a2i.ValidationException](t, err)
	if again := c.startLoop(t, flowARN, "before", `{}`); again != arn(home, "human-loop", "before") {
		t.Errorf("a retry gave %s", again)
	}
	w := s.signIn(t)
	task := w.next(t)
	w.do(t, http.MethodGet, "/assignments/"+task.ID+"/content", nil, http.StatusOK, nil)
	w.submit(t, task.ID, `{}`, false)
	c.awaitLoop(t, "before", "Completed")
	if _, err := c.runtime.DescribeHumanLoopWithContext(t.Context(), &a2i.DescribeHumanLoopInput{HumanLoopName: aws.String("after")}); err == nil {
		t.Error("the refused loop is there")
	}
}

const atOnce = 50

// startAtOnce sends the requests together and gives the ARNs and the errors.
func startAtOnce(t *testing.T, c clients, request func(i int) *a2i.StartHumanLoopInput) (arns []string, errs []error) {
	t.Helper()
	var (
		mu   sync.Mutex
		done sync.WaitGroup
		gate = make(chan struct{})
	)
	for i := range atOnce {
		done.Go(func() {
			<-gate
			out, err := c.runtime.StartHumanLoopWithContext(t.Context(), request(i))
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				errs = append(errs, err)
				return
			}
			arns = append(arns, aws.ToString(out.HumanLoopArn))
		})
	}
	close(gate)
	done.Wait()
	return arns, errs
}

func TestStartTheSameAtOnce(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.plainFlow(t, "totals")
	arns, errs := startAtOnce(t, c, func(int) *a2i.StartHumanLoopInput { return loopInput(flowARN, "same", `{"n":1}`) })
	if len(errs) > 0 {
		t.Fatalf("%d of %d identical requests failed: %v", len(errs), atOnce, errs[0])
	}
	for _, got := range arns {
		if want := arn(home, "human-loop", "same"); got != want {
			t.Errorf("HumanLoopArn is %s, want %s", got, want)
		}
	}
	w := s.signIn(t)
	if jobs := w.jobs(t); len(jobs) != 1 || jobs[0].Waiting != 1 {
		t.Errorf("the jobs are %+v, want one task", jobs)
	}
}

func TestStartDifferentAtOnce(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.plainFlow(t, "totals")
	arns, errs := startAtOnce(t, c, func(i int) *a2i.StartHumanLoopInput {
		return loopInput(flowARN, "contested", fmt.Sprintf(`{"n":%d}`, i))
	})
	if len(arns) != 1 || len(errs) != atOnce-1 {
		t.Errorf("%d requests succeeded and %d failed, want one winner", len(arns), len(errs))
	}
	for _, err := range errs {
		wantAs[*a2i.ConflictException](t, err)
	}
	w := s.signIn(t)
	if jobs := w.jobs(t); len(jobs) != 1 || jobs[0].Waiting != 1 {
		t.Errorf("the jobs are %+v, want one task", jobs)
	}
}
