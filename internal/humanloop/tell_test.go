package humanloop

import (
	"slices"
	"testing"

	"foureyes/internal/job"
)

func TestStepsAreToldBeforeTheEndIfTheFlowAsks(t *testing.T) {
	rule := Rule(func(s State) (Change, error) { return failRendering(s, "broken", noon) })
	s := inHands(0, "a", "b")
	quiet, err := rule.Run(s)
	if err != nil || !slices.Equal(ids(quiet.Jobs), []string{"send-event:loop-1"}) || quiet.Jobs[0].Kind != SendEventKind || quiet.Jobs[0].Line != "" {
		t.Errorf("without the tag: %+v, %v", quiet.Jobs, err)
	}
	s.TaskEvents = true
	told, err := rule.Run(s)
	want := []string{"tell-task:loop-1:a:Withdrawn", "tell-task:loop-1:b:Withdrawn", "send-event:loop-1"}
	if err != nil || !slices.Equal(ids(told.Jobs), want) || told.Jobs[2].Kind != SendEventInOrderKind {
		t.Errorf("with the tag: %+v, %v", told.Jobs, err)
	}
	if slices.ContainsFunc(told.Jobs, func(j job.Row) bool { return j.Line != told.Jobs[0].Line || j.Line == "" }) {
		t.Errorf("they do not stand in line: %+v", told.Jobs)
	}
}

func TestOnlyStepsAreTold(t *testing.T) {
	for name, c := range map[string]struct {
		rule Rule
		own  AssignmentStatus
		want []string
	}{
		"accept": {func(s State) (Change, error) { return accept(s, aFlow(), "ann", "new", noon), nil }, "", []string{"tell-task:loop-1:new:Accepted"}},
		"pause":  {func(s State) (Change, error) { return pause(s, noon) }, Accepted, nil},
		"resume": {func(s State) (Change, error) { return resume(s, noon) }, Paused, nil},
		"submit": {func(s State) (Change, error) { return submit(s, []byte(`{}`), nil, noon) }, Accepted, []string{"tell-task:loop-1:a:Submitted"}},
		"again":  {func(s State) (Change, error) { return submit(s, []byte(`{}`), nil, noon) }, Submitted, nil},
		"delete": {func(s State) (Change, error) { return giveBack(s, Declined, "no", noon) }, Accepted, []string{"tell-task:loop-1:a:Declined"}},
	} {
		s := inHands(0, "a")
		s.TaskEvents = true
		if s.Own.Status = c.own; c.own == "" {
			s.Own = Assignment{}
		}
		got, err := c.rule.Run(s)
		if err != nil || !slices.Equal(ids(got.Jobs), c.want) {
			t.Errorf("%s: %v, %v", name, ids(got.Jobs), err)
		}
	}
}
