package storetest

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

func takeOldest(t *testing.T, h *house) {
	one, two := h.flow(t, "one"), h.flow(t, "two")
	ann := h.person(t, "ann")
	var want []string
	for i, d := range []flow.Definition{one, two, two, one, one} { // pairs of the same millisecond
		want = append(want, h.start(t, d, fmt.Sprint("loop-", i), noon.Add(time.Duration(i/2)*time.Millisecond)).ID)
	}
	h.start(t, h.flow(t, "three"), "not asked for", noon.Add(-time.Hour))
	var got []string
	for a := h.take(t, ann, noon, two, one); a != nil; a = h.take(t, ann, noon, two, one) {
		got = append(got, a.LoopID)
	}
	same(t, "in order of creation, over all flows", want, got, nil)
	if a := h.take(t, ann, noon); a != nil {
		t.Errorf("from no flow at all: %+v", a)
	}
}

func takeBarred(t *testing.T, h *house) {
	d := h.flow(t, "one")
	ann, bob := h.person(t, "ann"), h.person(t, "bob")
	for _, c := range []struct {
		status humanloop.AssignmentStatus
		again  bool
	}{
		{humanloop.Accepted, false},
		{humanloop.Paused, false},
		{humanloop.Submitted, false},
		{humanloop.Declined, false},
		{humanloop.Released, true},
		{humanloop.AssignmentExpiry, true},
	} {
		l := h.start(t, d, string(c.status), noon)
		a := h.take(t, ann, noon, d)
		_, err := h.ChangeAssignment(t.Context(), a.ID, func(s humanloop.State) (humanloop.Change, error) {
			if s.Own.Status = c.status; !s.Own.Held() {
				s.Loop.Holders--
				s.Own.EndedAt = noon
			}
			return humanloop.Change{Loop: s.Loop, Assignments: []humanloop.Assignment{s.Own}}, nil
		})
		must(t, err)
		if again := h.take(t, ann, noon, d); (again != nil) != c.again {
			t.Errorf("%s: the same person was given %+v", c.status, again)
		}
		if other := h.take(t, bob, noon, d); other == nil || other.LoopID != l.ID {
			t.Errorf("%s: another person was given %+v", c.status, other)
		}
		must(t, h.ChangeLoop(t.Context(), l.ID, setting(over(noon))))
	}
}

func takeOpen(t *testing.T, h *house) {
	d := h.flow(t, "one", func(d *flow.Definition) { d.TaskCount = 1 })
	ann, bob := h.person(t, "ann"), h.person(t, "bob")
	full := h.start(t, d, "full", noon)
	if a := h.take(t, ann, noon, d); a == nil {
		t.Fatal("nothing to take")
	}
	if a := h.take(t, bob, noon, d); a != nil {
		t.Errorf("a task without a free place: %+v", a)
	}
	must(t, h.ChangeLoop(t.Context(), full.ID, setting(over(noon))))
	for _, status := range []humanloop.Status{
		humanloop.Finishing, humanloop.Completed, humanloop.Failed, humanloop.Stopping, humanloop.Stopped,
	} {
		l := h.start(t, d, string(status), noon)
		must(t, h.ChangeLoop(t.Context(), l.ID, setting(func(l *humanloop.Loop) { l.Status = status })))
	}
	l := h.start(t, d, "open", noon)
	if a := h.take(t, bob, l.DueAt, d); a != nil {
		t.Errorf("a task whose availability is over: %+v", a)
	}
	h.deleting(t, d)
	if a := h.take(t, bob, noon, d); a != nil {
		t.Errorf("a task of a flow that is being deleted: %+v", a)
	}
	open := h.start(t, h.flow(t, "two"), "open-too", noon)
	both, err := h.Take(t.Context(), bob.ID, []string{d.ID, open.FlowID}, open.DueAt.Add(-time.Millisecond), accepting(h.id(), bob.ID, noon))
	if err != nil || both == nil || both.LoopID != open.ID {
		t.Errorf("the last open task: %+v, %v", both, err)
	}
}

func takeFails(t *testing.T, h *house) {
	d := h.flow(t, "one")
	ann := h.person(t, "ann")
	l := h.start(t, d, "a", noon)
	a, err := h.Take(t.Context(), ann.ID, []string{d.ID}, noon, func(s humanloop.State) (humanloop.Change, error) {
		same(t, "the loop", l, s.Loop, nil)
		same(t, "its flow's status", flow.Active, s.FlowStatus, nil)
		c, _ := accepting(h.id(), ann.ID, noon)(s)
		return c, errRefused
	})
	refused(t, "the rule", err, fault.Invalid)
	if got, err := h.LoopByID(t.Context(), l.ID); a != nil || err != nil || got.Holders != 0 {
		t.Errorf("after a refusal: %+v, %+v, %v", a, got, err)
	}
	held, err := h.HeldAssignments(t.Context(), ann.ID)
	same(t, "held", nil, held, err)
}

func takersRace(t *testing.T, h *house) {
	const workers, loops, places = 8, 12, 3
	d := h.flow(t, "one", func(d *flow.Definition) { d.TaskCount = places })
	for i := range loops {
		h.start(t, d, fmt.Sprint("loop-", i), noon)
	}
	var mu sync.Mutex
	var wait sync.WaitGroup
	taken := map[string][]string{} // loop -> people
	for i := range workers {
		p := h.person(t, fmt.Sprint("worker-", i))
		wait.Go(func() {
			for n := 0; ; n++ {
				a, err := h.Take(t.Context(), p.ID, []string{d.ID}, noon, accepting(fmt.Sprint(p.ID, "-", n), p.ID, noon))
				if err != nil {
					t.Error(err)
				}
				if err != nil || a == nil {
					return
				}
				mu.Lock()
				taken[a.LoopID] = append(taken[a.LoopID], p.ID)
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	same(t, "loops taken", loops, len(taken), nil)
	for id, people := range taken {
		slices.Sort(people)
		if len(slices.Compact(people)) != places {
			t.Errorf("loop %s was given to %v, want %d people", id, people, places)
		}
		if l, err := h.LoopByID(t.Context(), id); err != nil || l.Holders != places {
			t.Errorf("%+v, %v", l, err)
		}
	}
}

func assignmentAsSaved(t *testing.T, h *house) {
	d := h.flow(t, "one")
	ann := h.person(t, "ann")
	l := h.start(t, d, "a", noon)
	want := *h.take(t, ann, noon, d)
	got, err := h.Assignment(t.Context(), want.ID)
	same(t, "as accepted", want, got, err)
	if want.LoopID != l.ID || want.FlowID != d.ID || want.PersonID != ann.ID {
		t.Errorf("%+v", want)
	}
	for _, change := range []func(*humanloop.Assignment){
		func(a *humanloop.Assignment) { a.Status, a.PausedAt = humanloop.Paused, noon.Add(time.Minute) },
		func(a *humanloop.Assignment) {
			a.Status, a.PausedAt, a.PausedFor = humanloop.Accepted, time.Time{}, 61*time.Second+time.Millisecond
		},
		func(a *humanloop.Assignment) {
			a.Status, a.Reason, a.EndedAt, a.TimeSpent = humanloop.Declined, "ü?", noon.Add(time.Hour), 7*time.Millisecond
		},
	} {
		change(&want)
		got, err := h.ChangeAssignment(t.Context(), want.ID, func(s humanloop.State) (humanloop.Change, error) {
			return humanloop.Change{Loop: s.Loop, Assignments: []humanloop.Assignment{want}}, nil
		})
		same(t, "what is returned", want, got, err)
		got, err = h.Assignment(t.Context(), want.ID)
		same(t, "as changed", want, got, err)
	}
	_, err = h.Assignment(t.Context(), "unknown")
	refused(t, "an unknown one", err, fault.NotFound)
}

func assignmentChanges(t *testing.T, h *house) {
	d := h.flow(t, "one")
	l := h.start(t, d, "a", noon)
	a := h.take(t, h.person(t, "ann"), noon, d)
	h.deleting(t, d)
	l.Holders = 1
	got, err := h.ChangeAssignment(t.Context(), a.ID, func(s humanloop.State) (humanloop.Change, error) {
		same(t, "the assignment", *a, s.Own, nil)
		same(t, "its loop", l, s.Loop, nil)
		same(t, "its flow's status", flow.Deleting, s.FlowStatus, nil)
		return humanloop.Change{Loop: s.Loop}, nil
	})
	same(t, "what stays as it is", *a, got, err)
	_, err = h.ChangeAssignment(t.Context(), a.ID, func(s humanloop.State) (humanloop.Change, error) {
		c, _ := ending(humanloop.Submitted, `{"a":1}`, noon)(s)
		return c, errRefused
	})
	refused(t, "a rule that refuses", err, fault.Invalid)
	got, err = h.Assignment(t.Context(), a.ID)
	same(t, "after a refusal", *a, got, err)
	answers, err := h.Answers(t.Context(), l.ID)
	same(t, "answers after a refusal", nil, answers, err)
	_, err = h.ChangeAssignment(t.Context(), "unknown", ending(humanloop.Released, "", noon))
	refused(t, "an unknown one", err, fault.NotFound)
}

func heldAssignments(t *testing.T, h *house) {
	d := h.flow(t, "one")
	ann, bob := h.person(t, "ann"), h.person(t, "bob")
	for _, name := range []string{"a", "b", "c", "d"} {
		h.start(t, d, name, noon)
	}
	late := h.take(t, ann, noon.Add(time.Minute), d)
	early := h.take(t, ann, noon, d)
	ended := h.take(t, ann, noon, d)
	h.take(t, bob, noon, d)
	_, err := h.ChangeAssignment(t.Context(), ended.ID, ending(humanloop.Released, "", noon))
	must(t, err)
	held, err := h.HeldAssignments(t.Context(), ann.ID)
	same(t, "oldest first", []humanloop.Assignment{*early, *late}, held, err)
	_, err = h.ChangeAssignment(t.Context(), early.ID, func(s humanloop.State) (humanloop.Change, error) {
		s.Own.Status, s.Own.PausedAt = humanloop.Paused, noon
		return humanloop.Change{Loop: s.Loop, Assignments: []humanloop.Assignment{s.Own}}, nil
	})
	must(t, err)
	held, err = h.HeldAssignments(t.Context(), ann.ID)
	same(t, "paused ones too", []string{early.ID, late.ID}, column(held, func(a humanloop.Assignment) string { return a.ID }), err)
}

func answers(t *testing.T, h *house) {
	d := h.flow(t, "one", func(d *flow.Definition) { d.TaskCount = 3 })
	l := h.start(t, d, "a", noon)
	var want []humanloop.Answer
	for i, name := range []string{"ann", "bob", "cem"} {
		p := h.person(t, name)
		a := h.take(t, p, noon, d)
		at := noon.Add(time.Duration(3-i) * time.Second) // the first to accept is the last to submit
		content := fmt.Sprintf(`{"by":%q,"größe":%s}`, name, strings.Repeat("1", 5000))
		saved, err := h.ChangeAssignment(t.Context(), a.ID, ending(humanloop.Submitted, content, at))
		must(t, err)
		want = append(want, humanloop.Answer{Assignment: saved, WorkerID: p.WorkerID, Subject: p.ID, Content: []byte(content)})
	}
	slices.Reverse(want)
	got, err := h.Answers(t.Context(), l.ID)
	same(t, "in order of submission", want, got, err)
	if l, err := h.LoopByID(t.Context(), l.ID); err != nil || l.Answers != 3 || l.Holders != 0 {
		t.Errorf("%+v, %v", l, err)
	}
}

func drafts(t *testing.T, h *house) {
	d := h.flow(t, "one")
	ann, bob := h.person(t, "ann"), h.person(t, "bob")
	h.start(t, d, "a", noon)
	a, b := h.take(t, ann, noon, d), h.take(t, bob, noon, d)
	got, err := h.Draft(t.Context(), a.ID)
	same(t, "none yet", nil, got, err)
	for _, draft := range []string{`{"v":1}`, `{"größe":2}`} {
		must(t, h.SaveDraft(t.Context(), a.ID, []byte(draft), noon))
		got, err := h.Draft(t.Context(), a.ID)
		same(t, "as saved", draft, string(got), err)
	}
	must(t, h.SaveDraft(t.Context(), b.ID, []byte(`{}`), noon))
	_, err = h.ChangeAssignment(t.Context(), a.ID, ending(humanloop.Submitted, `{}`, noon))
	must(t, err)
	got, err = h.Draft(t.Context(), a.ID)
	same(t, "after the answer", nil, got, err)
	refused(t, "a draft after the answer", h.SaveDraft(t.Context(), a.ID, []byte(`{}`), noon), fault.Gone)
	got, err = h.Draft(t.Context(), b.ID)
	same(t, "somebody else's", `{}`, string(got), err)
}

func dueAssignments(t *testing.T, h *house) {
	d := h.flow(t, "one", func(d *flow.Definition) { d.TaskCount = 3 })
	h.start(t, d, "a", noon)
	b := h.take(t, h.person(t, "bob"), noon.Add(time.Minute), d)
	a := h.take(t, h.person(t, "ann"), noon, d)
	for _, ask := range []struct {
		at    time.Time
		limit int
		want  []string
	}{
		{a.ExpiresAt.Add(-time.Millisecond), 9, nil},
		{a.ExpiresAt, 9, []string{a.ID}},
		{b.ExpiresAt, 9, []string{a.ID, b.ID}},
		{b.ExpiresAt, 1, []string{a.ID}},
	} {
		got, err := h.DueAssignments(t.Context(), ask.at, ask.limit)
		same(t, "due by "+ask.at.String(), ask.want, got, err)
	}
	_, err := h.ChangeAssignment(t.Context(), a.ID, ending(humanloop.AssignmentExpiry, "", noon))
	must(t, err)
	got, err := h.DueAssignments(t.Context(), b.ExpiresAt, 9)
	same(t, "once the first has ended", []string{b.ID}, got, err)
}

func workerJobs(t *testing.T, h *house) {
	one, two := h.flow(t, "one"), h.flow(t, "two", func(d *flow.Definition) { d.CreatedAt = noon.Add(time.Second) })
	ann, bob := h.person(t, "ann"), h.person(t, "bob")
	elsewhere := h.person(t, "cem", auth.Membership{Account: account, Region: "us-east-1", Group: "Everyone-in-private-workforce"})
	inAnother := h.person(t, "dee", auth.Membership{Account: account, Region: region, Group: "clerks"})
	h.start(t, one, "a", noon.Add(time.Minute))
	h.start(t, one, "b", noon)
	h.start(t, one, "c", noon.Add(2*time.Minute))
	h.take(t, ann, noon, one)
	jobs, err := h.Jobs(t.Context(), ann.ID, 100)
	want := []humanloop.Job{
		{Flow: one, WorkteamName: "Everyone-in-private-workforce", Waiting: 2, Mine: 1, OldestAt: noon},
		{Flow: two, WorkteamName: "Everyone-in-private-workforce"},
	}
	same(t, "oldest flow first", want, jobs, err)
	jobs, err = h.Jobs(t.Context(), bob.ID, 2)
	same(t, "counted up to the limit", 2, jobs[0].Waiting, err)
	same(t, "nothing held", 0, jobs[0].Mine, nil)
	jobs, err = h.Jobs(t.Context(), bob.ID, 0)
	same(t, "without counts", []humanloop.Job{
		{Flow: one, WorkteamName: "Everyone-in-private-workforce"}, {Flow: two, WorkteamName: "Everyone-in-private-workforce"},
	}, jobs, err)
	for _, p := range []auth.Person{elsewhere, inAnother} {
		jobs, err = h.Jobs(t.Context(), p.ID, 100)
		same(t, "of a person who is not in the team", nil, jobs, err)
	}
	h.deleting(t, one)
	jobs, err = h.Jobs(t.Context(), ann.ID, 100)
	same(t, "without the flow that is being deleted", []string{two.ID}, column(jobs, func(j humanloop.Job) string { return j.Flow.ID }), err)
}
