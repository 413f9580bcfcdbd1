package storetest

import (
	"strings"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
)

func loopAsSaved(t *testing.T, h *house) {
	d := h.flow(t, "one")
	want := h.newLoop(d, "Mixed-Case", noon)
	want.ContentClassifiers = []string{"FreeOfAdultContent", "FreeOfPersonallyIdentifiableInformation"}
	request := starting(want, d)
	request.Input = `{"größe":"` + strings.Repeat("😀", 100_000) + `"}`
	got, err := h.StartLoop(t.Context(), request)
	same(t, "what is returned", want, got, err)
	got, err = h.Loop(t.Context(), account, region, "Mixed-Case")
	same(t, "by name", want, got, err)
	got, err = h.LoopByID(t.Context(), want.ID)
	same(t, "by id", want, got, err)
	input, err := h.LoopInput(t.Context(), want.ID)
	same(t, "its input", request.Input, input, err)
	must(t, h.DeleteHumanTaskUI(t.Context(), account, region, h.ui.Name, noon))
	source, err := h.TaskSource(t.Context(), want.ID)
	same(t, "what it is rendered from", humanloop.TaskSource{Status: want.Status, Template: h.ui.Content, Input: request.Input}, source, err)
	_, err = h.TaskSource(t.Context(), "unknown")
	refused(t, "an unknown loop's source", err, fault.NotFound)
	for _, elsewhere := range [][3]string{{"000000000043", region, want.Name}, {account, "us-east-1", want.Name}, {account, region, "mixed-case"}} {
		_, err := h.Loop(t.Context(), elsewhere[0], elsewhere[1], elsewhere[2])
		refused(t, strings.Join(elsewhere[:], " "), err, fault.NotFound)
	}
	_, err = h.LoopByID(t.Context(), "unknown")
	refused(t, "an unknown id", err, fault.NotFound)
	_, err = h.LoopInput(t.Context(), "unknown")
	refused(t, "the input of an unknown id", err, fault.NotFound)
}

func loopNames(t *testing.T, h *house) {
	d := h.flow(t, "one")
	old := h.start(t, d, "a", noon)
	wanted := h.newLoop(d, "a", noon.Add(time.Second))
	request := starting(wanted, d, aJob("j", noon))
	request.Usable = func(flow.Definition, flow.Status, bool) error { return errRefused }
	request.Again = func(o, w humanloop.Loop) error {
		same(t, "the old loop", old, o, nil)
		same(t, "the new loop", wanted, w, nil)
		return nil
	}
	got, err := h.StartLoop(t.Context(), request)
	same(t, "a retry gets the old loop, whatever its flow says now", old, got, err)
	_, err = h.StartLoop(t.Context(), starting(wanted, d, aJob("j", noon)))
	refused(t, "a taken name", err, fault.Conflict)
	_, err = h.LoopByID(t.Context(), wanted.ID)
	refused(t, "the loop that was refused", err, fault.NotFound)
	claimed, err := h.ClaimJobs(t.Context(), noon, noon, 9)
	same(t, "its jobs", nil, claimed, err)
	for _, change := range []func(*humanloop.Loop){
		func(l *humanloop.Loop) { l.Region = "us-east-1" },
		func(l *humanloop.Loop) { l.Account = "000000000043" },
		func(l *humanloop.Loop) { l.Name = "A" },
	} {
		other := h.newLoop(d, "a", noon)
		change(&other)
		if _, err := h.StartLoop(t.Context(), starting(other, d)); err != nil {
			t.Errorf("%+v: %v", other, err)
		}
	}
	must(t, h.ChangeLoop(t.Context(), old.ID, setting(func(l *humanloop.Loop) { l.DeletedAt = noon })))
	_, err = h.Loop(t.Context(), account, region, "a")
	refused(t, "the deleted loop by name", err, fault.NotFound)
	if byID, err := h.LoopByID(t.Context(), old.ID); err != nil || !byID.DeletedAt.Equal(noon) {
		t.Errorf("the deleted loop by id: %+v, %v", byID, err)
	}
	got, err = h.StartLoop(t.Context(), starting(wanted, d))
	same(t, "the name is free again", wanted, got, err)
}

func unusableFlow(t *testing.T, h *house) {
	d := h.flow(t, "one")
	ask := func(wantStatus flow.Status, wantDeleted bool) {
		t.Helper()
		l := h.newLoop(d, "a", noon)
		request := starting(l, d, aJob("j", noon))
		request.Usable = func(got flow.Definition, status flow.Status, uiDeleted bool) error {
			same(t, "the flow", d, got, nil)
			if status != wantStatus || uiDeleted != wantDeleted {
				t.Errorf("status %s, template deleted: %v", status, uiDeleted)
			}
			return errRefused
		}
		_, err := h.StartLoop(t.Context(), request)
		refused(t, "what the rule refuses", err, fault.Invalid)
		_, err = h.Loop(t.Context(), account, region, "a")
		refused(t, "the loop", err, fault.NotFound)
	}
	ask(flow.Active, false)
	must(t, h.DeleteHumanTaskUI(t.Context(), account, region, h.ui.Name, noon))
	ask(flow.Active, true)
	h.deleting(t, d)
	ask(flow.Deleting, true)
	if _, err := h.RemoveFlow(t.Context(), d.ID, 1, noon); err != nil {
		t.Fatal(err)
	}
	_, err := h.StartLoop(t.Context(), starting(h.newLoop(d, "a", noon), d))
	refused(t, "a flow that is gone", err, fault.Invalid)
	claimed, err := h.ClaimJobs(t.Context(), noon, noon, 9)
	same(t, "jobs of loops that never were", nil, claimed, err)
}

func loopChanges(t *testing.T, h *house) {
	d := h.flow(t, "one", func(d *flow.Definition) { d.TaskCount = 3 })
	ann, bob, cem := h.person(t, "ann"), h.person(t, "bob"), h.person(t, "cem")
	l := h.start(t, d, "a", noon)
	first, second, ended := h.take(t, ann, noon, d), h.take(t, bob, noon, d), h.take(t, cem, noon, d)
	_, err := h.ChangeAssignment(t.Context(), ended.ID, ending(humanloop.Released, "", noon))
	must(t, err)
	want := l
	want.Status, want.FailureCode, want.FailureReason = humanloop.Failed, "Expired", strings.Repeat("ü", 1024)
	want.Holders, want.Answers, want.DueAt = 0, 1, time.Time{}
	want.EndedAt, want.DeletedAt = noon.Add(time.Hour), noon.Add(2*time.Hour)
	change := func(s humanloop.State) humanloop.Change {
		same(t, "the flow's status", flow.Active, s.FlowStatus, nil)
		held := map[string]humanloop.Assignment{}
		c := humanloop.Change{Loop: want, Jobs: []job.Row{aJob("j", noon)}}
		for _, a := range s.Held {
			held[a.ID] = a
			a.Status, a.EndedAt, a.Reason = humanloop.Withdrawn, noon, "too late"
			c.Assignments = append(c.Assignments, a)
		}
		same(t, "what is held", map[string]humanloop.Assignment{first.ID: *first, second.ID: *second}, held, nil)
		return c
	}
	refused(t, "a rule that refuses", h.ChangeLoop(t.Context(), l.ID, func(s humanloop.State) (humanloop.Change, error) {
		return change(s), errRefused
	}), fault.Invalid)
	if got, err := h.LoopByID(t.Context(), l.ID); err != nil || got.Holders != 2 || got.Status != humanloop.InProgress {
		t.Errorf("after a refusal: %+v, %v", got, err)
	}
	must(t, h.ChangeLoop(t.Context(), l.ID, func(s humanloop.State) (humanloop.Change, error) { return change(s), nil }))
	got, err := h.LoopByID(t.Context(), l.ID)
	same(t, "the loop", want, got, err)
	for _, a := range []*humanloop.Assignment{first, second} {
		a.Status, a.EndedAt, a.Reason = humanloop.Withdrawn, noon, "too late"
		got, err := h.Assignment(t.Context(), a.ID)
		same(t, "a holder", *a, got, err)
	}
	claimed, err := h.ClaimJobs(t.Context(), noon, noon.Add(time.Minute), 9)
	same(t, "the job", []string{"j"}, column(claimed, jobID), err)
	refused(t, "an unknown loop", h.ChangeLoop(t.Context(), "unknown", setting(over(noon))), fault.NotFound)
}

func dueLoops(t *testing.T, h *house) {
	d := h.flow(t, "one", func(d *flow.Definition) { d.Availability = time.Hour })
	c := h.start(t, d, "c", noon.Add(2*time.Minute))
	a := h.start(t, d, "a", noon)
	b := h.start(t, d, "b", noon.Add(time.Minute))
	end := a.DueAt
	for _, ask := range []struct {
		at    time.Time
		limit int
		want  []string
	}{
		{end.Add(-time.Millisecond), 9, nil},
		{end, 9, []string{a.ID}},
		{end.Add(time.Hour), 9, []string{a.ID, b.ID, c.ID}},
		{end.Add(time.Hour), 2, []string{a.ID, b.ID}},
	} {
		got, err := h.DueLoops(t.Context(), ask.at, ask.limit)
		same(t, "due by "+ask.at.String(), ask.want, got, err)
	}
	must(t, h.ChangeLoop(t.Context(), a.ID, setting(over(noon))))
	got, err := h.DueLoops(t.Context(), end.Add(time.Hour), 1)
	same(t, "once the first is over", []string{b.ID}, got, err)
}

func deletedFlowWaits(t *testing.T, h *house) {
	d, other := h.flow(t, "one"), h.flow(t, "two")
	ann := h.person(t, "ann")
	held := h.start(t, d, "held", noon)
	a := h.take(t, ann, noon, d)
	unheld, third := h.start(t, d, "unheld", noon), h.start(t, d, "third", noon)
	finishing := h.start(t, d, "finishing", noon)
	must(t, h.ChangeLoop(t.Context(), finishing.ID, setting(func(l *humanloop.Loop) { l.Status = humanloop.Finishing })))
	h.start(t, other, "other", noon)

	ids, err := h.UnheldLoops(t.Context(), d.ID, "", 9)
	same(t, "unheld", []string{unheld.ID, third.ID}, ids, err)
	ids, err = h.UnheldLoops(t.Context(), d.ID, "", 1)
	same(t, "one of them", []string{unheld.ID}, ids, err)
	ids, err = h.UnheldLoops(t.Context(), d.ID, unheld.ID, 9)
	same(t, "those after it", []string{third.ID}, ids, err)

	remove := func(want bool) {
		t.Helper()
		gone, err := h.RemoveFlow(t.Context(), d.ID, 2, noon)
		same(t, "gone", want, gone, err)
		_, err = h.FlowDefinition(t.Context(), account, region, "one")
		same(t, "not found by name", want, fault.Is(err, fault.NotFound), nil)
	}
	remove(false) // it is Active
	h.deleting(t, d)
	for _, id := range []string{unheld.ID, third.ID} {
		must(t, h.ChangeLoop(t.Context(), id, setting(over(noon))))
		remove(false)
	}
	_, err = h.ChangeAssignment(t.Context(), a.ID, ending(humanloop.Submitted, `{}`, noon))
	must(t, err)
	must(t, h.ChangeLoop(t.Context(), held.ID, setting(over(noon))))
	remove(false)
	must(t, h.ChangeLoop(t.Context(), finishing.ID, setting(over(noon))))
	remove(true)
	remove(true)
	if gone, err := h.RemoveFlow(t.Context(), "unknown", 2, noon); gone {
		t.Errorf("an unknown flow is gone, %v", err)
	}
	if _, err := h.Loop(t.Context(), account, region, "other"); err != nil {
		t.Errorf("another flow's loop: %v", err)
	}
}

func deletedFlowFreesNames(t *testing.T, h *house) {
	d := h.flow(t, "one")
	names := []string{"a", "b", "c", "d", "e"}
	loops := map[string]humanloop.Loop{}
	for _, name := range names {
		l := h.start(t, d, name, noon)
		must(t, h.ChangeLoop(t.Context(), l.ID, setting(over(noon))))
		loops[name] = l
	}
	h.deleting(t, d)
	gone, err := h.RemoveFlow(t.Context(), d.ID, 2, noon.Add(time.Hour))
	same(t, "gone", true, gone, err)
	for _, name := range names {
		_, err := h.Loop(t.Context(), account, region, name)
		refused(t, name, err, fault.NotFound)
		if l, err := h.LoopByID(t.Context(), loops[name].ID); err != nil || !l.DeletedAt.Equal(noon.Add(time.Hour)) {
			t.Errorf("the row of %s: %+v, %v", name, l, err)
		}
	}
	// As if the server had been killed before it came to this one.
	must(t, h.ChangeLoop(t.Context(), loops["e"].ID, setting(func(l *humanloop.Loop) { l.DeletedAt = time.Time{} })))
	gone, err = h.RemoveFlow(t.Context(), d.ID, 2, noon)
	same(t, "gone still", true, gone, err)
	again := h.flow(t, "one")
	if again.ID == d.ID {
		t.Error("the new flow is the old one")
	}
	for _, name := range names {
		h.start(t, again, name, noon)
	}
	listed, err := h.ListLoops(t.Context(), again.ID, all)
	same(t, "the new flow's loops", len(names), len(listed), err)
	listed, err = h.ListLoops(t.Context(), d.ID, all)
	same(t, "the old flow's loops", nil, listed, err)
	old, err := h.FlowDefinitionByID(t.Context(), d.ID)
	d.Status = flow.Deleting
	same(t, "the old flow by id", d, old, err)
}
