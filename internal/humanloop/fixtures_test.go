package humanloop

import (
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/job"
)

// noon is when the rules are asked in these tests.
var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// aFlow asks two workers, each for at most an hour, within a day.
func aFlow() flow.Definition {
	return flow.Definition{
		ID: "flow-1", Account: "000000000042", Region: "eu-west-1", Name: "invoice-check", Status: flow.Active,
		HumanTaskUIARN: "arn:aws:sagemaker:eu-west-1:000000000042:human-task-ui/invoice",
		TaskCount:      2, TimeLimit: time.Hour, Availability: 24 * time.Hour, OutputPath: "s3://out/reviews",
	}
}

// aLoop of aFlow was started an hour before noon; nobody has taken it yet.
func aLoop() Loop {
	created := noon.Add(-time.Hour)
	return Loop{
		ID: "loop-1", Account: "000000000042", Region: "eu-west-1", Name: "inv-1001", FlowID: "flow-1",
		Status: InProgress, TaskCount: 2, InputSHA256: []byte{1}, CreatedBy: "ines",
		CreatedAt: created, DueAt: created.Add(24 * time.Hour),
	}
}

// anAssignment of aLoop was accepted ten minutes before noon.
func anAssignment(id string) Assignment {
	accepted := noon.Add(-10 * time.Minute)
	return Assignment{
		ID: id, LoopID: "loop-1", FlowID: "flow-1", PersonID: "person-" + id, Status: Accepted,
		AcceptedAt: accepted, ExpiresAt: accepted.Add(time.Hour),
	}
}

// inHands is a loop of an Active flow held by the owners of these assignments,
// the first of whom asks.
func inHands(answers int, ids ...string) State {
	s := State{Loop: aLoop(), FlowStatus: flow.Active}
	s.Loop.Answers, s.Loop.Holders = answers, len(ids)
	s.Loop.TaskCount = max(2, answers+len(ids))
	for _, id := range ids {
		s.Held = append(s.Held, anAssignment(id))
	}
	if len(ids) > 0 {
		s.Own = s.Held[0]
	}
	return s
}

// over is a loop that has reached a final state.
func over(status Status) Loop {
	l := aLoop()
	l.Status, l.DueAt, l.EndedAt = status, time.Time{}, noon.Add(-time.Minute)
	return l
}

// ids names jobs.
func ids(jobs []job.Row) []string {
	var all []string
	for _, j := range jobs {
		all = append(all, j.ID)
	}
	return all
}

// wantRefusal checks that err is a fault of this kind with exactly this sentence.
func wantRefusal(t *testing.T, err error, kind fault.Kind, text string) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("got %v, want a refusal of kind %q", err, kind)
		return
	}
	if got := fault.Of(err).Message; got != text {
		t.Errorf("the refusal says\n%s\nwant\n%s", got, text)
	}
}
