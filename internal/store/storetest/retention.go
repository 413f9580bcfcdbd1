package storetest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
)

const month = 30 * 24 * time.Hour

// recorded is a store that tells in which steps loops were removed, and may fail.
type recorded struct {
	Store

	steps  [][]string
	failAt int // number of the step that fails, from 1; 0 for none
}

var errDisk = errors.New("the disk is gone")

// RemoveLoops is the store's, or fails.
func (r *recorded) RemoveLoops(ctx context.Context, ids []string, jobs func(string) humanloop.JobsOf) (int, error) {
	r.steps = append(r.steps, slices.Clone(ids))
	if len(r.steps) == r.failAt {
		return 0, errDisk
	}
	return r.Store.RemoveLoops(ctx, ids, jobs)
}

// ended makes a loop that was over at a time.
func (h *house) ended(t *testing.T, d flow.Definition, name string, at time.Time) humanloop.Loop {
	t.Helper()
	l := h.start(t, d, name, noon)
	must(t, h.ChangeLoop(t.Context(), l.ID, setting(over(at))))
	return l
}

// there tells whether a loop's row is there.
func (h *house) there(t *testing.T, l humanloop.Loop) bool {
	t.Helper()
	_, err := h.LoopByID(t.Context(), l.ID)
	if err != nil {
		refused(t, "a loop that was removed", err, fault.NotFound)
	}
	return err == nil
}

func oldLoopsLeave(t *testing.T, h *house) {
	d := h.flow(t, "one")
	var want []string
	var last humanloop.Loop
	for i := range 53 { // more than one step takes
		last = h.ended(t, d, fmt.Sprint("old-", i), noon.Add(-time.Duration(i)*time.Second))
		want = append(want, last.ID)
	}
	slices.Reverse(want)
	must(t, h.ChangeLoop(t.Context(), last.ID, setting(func(l *humanloop.Loop) { l.DeletedAt = noon })))
	young, open := h.ended(t, d, "young", noon.Add(time.Millisecond)), h.start(t, d, "open", noon)
	now := noon.Add(month + time.Millisecond)

	s := &recorded{Store: h, failAt: 2}
	removed, err := humanloop.Retention{Store: s, For: month}.Run(t.Context(), now)
	if !errors.Is(err, errDisk) || removed.Loops != len(s.steps[0]) || removed.Loops == len(want) {
		t.Errorf("removed %+v, %v", removed, err)
	}
	same(t, "the longest ended go first", want, slices.Concat(s.steps...), nil)
	removed, err = humanloop.Retention{Store: h, For: month}.Run(t.Context(), now)
	same(t, "the others", humanloop.Removed{Loops: len(s.steps[1])}, removed, err)
	_, err = h.Loop(t.Context(), account, region, "old-3")
	refused(t, "a removed loop by its name", err, fault.NotFound)
	h.start(t, d, "old-3", now)
	same(t, "what stays", []bool{false, true, true}, []bool{h.there(t, last), h.there(t, young), h.there(t, open)}, nil)
	removed, err = humanloop.Retention{Store: h}.Run(t.Context(), now.Add(100*month))
	same(t, "without an end everything stays", humanloop.Removed{}, removed, err)
	same(t, "the young one stays", true, h.there(t, young), nil)
}

func oldLoopsTakeAllWithThem(t *testing.T, h *house) {
	d := h.flow(t, "one")
	ann, bob := h.person(t, "ann"), h.person(t, "bob")
	l := h.start(t, d, "a", noon)
	answered, drafted := h.take(t, ann, noon, d), h.take(t, bob, noon, d)
	must(t, h.SaveDraft(t.Context(), drafted.ID, []byte(`{"d":1}`), noon))
	_, err := h.ChangeAssignment(t.Context(), answered.ID, ending(humanloop.Submitted, `{"a":1}`, noon))
	must(t, err)
	_, err = h.ChangeAssignment(t.Context(), drafted.ID, ending(humanloop.AssignmentExpiry, "", noon))
	must(t, err)
	must(t, h.ChangeLoop(t.Context(), l.ID, setting(over(noon))))
	other := h.ended(t, d, "b", noon.Add(time.Hour))

	removed, err := humanloop.Retention{Store: h, For: month}.Run(t.Context(), noon.Add(month+time.Minute))
	same(t, "removed", humanloop.Removed{Loops: 1}, removed, err)
	for _, a := range []*humanloop.Assignment{answered, drafted} {
		_, err := h.Assignment(t.Context(), a.ID)
		refused(t, "an assignment", err, fault.NotFound)
		_, err = h.ChangeAssignment(t.Context(), a.ID, ending(humanloop.Submitted, `{}`, noon))
		refused(t, "a late answer", err, fault.NotFound)
	}
	draft, err := h.Draft(t.Context(), drafted.ID)
	same(t, "the draft", nil, draft, err)
	answers, err := h.Answers(t.Context(), l.ID)
	same(t, "the answers", nil, answers, err)
	if input, err := h.LoopInput(t.Context(), l.ID); err == nil {
		t.Errorf("the input is still there: %s", input)
	}
	input, err := h.LoopInput(t.Context(), other.ID)
	same(t, "another loop's input", `{"n":1}`, input, err)
}

// An answer whose output could not be written for a month must not be lost.
func oldLoopsWaitForTheirJobs(t *testing.T, h *house) {
	d := h.flow(t, "one")
	waits, goes := h.start(t, d, "waits", noon), h.ended(t, d, "goes", noon.Add(time.Second))
	tells := h.start(t, d, "tells", noon)
	told := job.Row{ID: "told", Kind: humanloop.TellTaskKind, Line: "tell:" + tells.ID, DueAt: noon.Add(3 * month), CreatedAt: noon}
	must(t, h.ChangeLoop(t.Context(), tells.ID, setting(over(noon), told)))
	row := job.Row{ID: humanloop.WriteOutputKind + ":" + waits.ID, Kind: humanloop.WriteOutputKind, Payload: waits.ID, DueAt: noon, CreatedAt: noon}
	must(t, h.ChangeLoop(t.Context(), waits.ID, setting(over(noon), row)))
	claimed := h.claim(t, noon)
	must(t, h.FinishJobs(t.Context(), []job.End{{Row: claimed[0], Error: "the object store is down"}})) // put aside
	r, now := humanloop.Retention{Store: h, For: month}, noon.Add(2*month)
	removed, err := r.Run(t.Context(), now)
	same(t, "removed", humanloop.Removed{Loops: 1}, removed, err)
	same(t, "what stays", []bool{true, true, false}, []bool{h.there(t, waits), h.there(t, tells), h.there(t, goes)}, nil)
	_, err = h.RetryDeadJobs(t.Context(), now)
	must(t, err)
	claimed = h.claim(t, now)
	must(t, h.FinishJobs(t.Context(), []job.End{{Row: claimed[0]}}))
	removed, err = r.Run(t.Context(), now)
	same(t, "once its output is written", humanloop.Removed{Loops: 1}, removed, err)
	same(t, "the other still waits", true, h.there(t, tells), nil)
}

func oldFlowsLeave(t *testing.T, h *house) {
	gone, kept, live := h.flow(t, "gone"), h.flow(t, "kept"), h.flow(t, "live")
	h.ended(t, gone, "a", noon)
	later := h.ended(t, kept, "b", noon.Add(time.Hour))
	for _, d := range []flow.Definition{gone, kept} {
		h.deleting(t, d)
		_, err := h.RemoveFlow(t.Context(), d.ID, 9, noon.Add(time.Minute))
		must(t, err)
	}
	r := humanloop.Retention{Store: h, For: month}
	removed, err := r.Run(t.Context(), noon.Add(month+time.Minute))
	same(t, "its loop leaves first", humanloop.Removed{Loops: 1}, removed, err)
	removed, err = r.Run(t.Context(), noon.Add(month+time.Minute+time.Millisecond))
	same(t, "then the flow", humanloop.Removed{Flows: 1}, removed, err)
	_, err = h.FlowDefinitionByID(t.Context(), gone.ID)
	refused(t, "the flow that left", err, fault.NotFound)
	if _, err := h.FlowDefinitionByID(t.Context(), kept.ID); err != nil || !h.there(t, later) {
		t.Errorf("a flow with a younger loop: %v", err)
	}
	removed, err = r.Run(t.Context(), noon.Add(12*month))
	same(t, "both", humanloop.Removed{Loops: 1, Flows: 1}, removed, err)
	if _, err := h.FlowDefinitionByID(t.Context(), live.ID); err != nil {
		t.Error("a flow that nobody deleted:", err)
	}
}

func oldAuditLeaves(t *testing.T, h *house) {
	var entries []audit.Entry
	for i := range 5 {
		entries = append(entries, audit.Entry{At: noon.Add(time.Duration(i) * time.Second), RequestID: fmt.Sprint(i), Outcome: audit.Success})
	}
	must(t, h.SaveAudit(t.Context(), entries))
	before := noon.Add(3 * time.Second)
	for _, want := range []int{2, 1, 0} {
		n, err := h.RemoveAudit(t.Context(), before, math.MaxInt64, 2)
		same(t, "removed", want, n, err)
	}
	r := audit.Retention{Store: h, For: month}
	n, err := r.Run(t.Context(), noon.Add(month+4*time.Second))
	same(t, "as time passes", 1, n, err)
	n, err = audit.Retention{Store: h}.Run(t.Context(), noon.Add(100*month))
	same(t, "without an end everything stays", 0, n, err)
	n, err = r.Run(t.Context(), noon.Add(100*month))
	same(t, "the newest stays, so that its id is not given again", 0, n, err)

	must(t, h.SaveAudit(t.Context(), entries[:2]))
	all, err := h.AuditRange(t.Context(), 0, math.MaxInt64, 9)
	if err != nil || len(all) != 3 {
		t.Fatalf("%d entries, %v", len(all), err)
	}
	r.Through = func(context.Context) (int64, error) { return all[0].ID, nil }
	n, err = r.Run(t.Context(), noon.Add(100*month))
	same(t, "what is kept elsewhere too", 1, n, err)
	r.Through = func(context.Context) (int64, error) { return 0, errors.New("nobody knows") }
	if n, err := r.Run(t.Context(), noon.Add(100*month)); n != 0 || err == nil {
		t.Errorf("%d left, %v", n, err)
	}
}
