package humanloop_test

import (
	"flag"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"foureyes/internal/humanloop"
)

// check holds the database against the model, and against what must always be so.
func (h *history) check(t *rapid.T) {
	*h.steps++
	db := h.db.look(t)
	if len(db.loops) != len(h.reviews) || len(db.assignments) != len(h.tasks) {
		t.Fatalf("%d loops and %d assignments are stored, want %d and %d",
			len(db.loops), len(db.assignments), len(h.reviews), len(h.tasks))
	}
	for _, r := range h.reviews {
		h.checkLoop(t, r, db.loops[r.id])
		h.checkAlways(t, r, db)
		h.checkOutputJob(t, r, db.jobs)
		h.checkEventJob(t, r, db.jobs)
		h.checkSteps(t, r, db.jobs)
	}
	for _, k := range h.tasks {
		if a := db.assignments[k.id]; a.Status != k.status || !a.ExpiresAt.Equal(k.expires) || a.EndedAt.IsZero() != k.held() {
			t.Fatalf("assignment %s is %s until %v (ended at %v), want %s until %v", k.id, a.Status, a.ExpiresAt, a.EndedAt, k.status, k.expires)
		}
		if got := db.drafts[k.id]; got != k.draft {
			t.Fatalf("the draft of %s is %q, want %q", k.id, got, k.draft)
		}
	}
	for _, w := range h.workflows {
		h.checkFlow(t, w, db)
	}
}

// checkLoop compares one loop with the model.
func (h *history) checkLoop(t *rapid.T, r *review, l loopRow) {
	status := r.status()
	if l.Status != status || l.Holders != r.holders() || l.Answers != r.answers() || l.FailureCode != r.failure {
		t.Fatalf("loop %s is %s %s with %d holders and %d answers, want %s %s with %d and %d",
			r.id, l.Status, l.FailureCode, l.Holders, l.Answers, status, r.failure, r.holders(), r.answers())
	}
	if l.DeletedAt.IsZero() == r.deleted() || l.EndedAt.IsZero() == status.Final() {
		t.Fatalf("loop %s (%s) ended at %v and was deleted at %v, want deleted: %v", r.id, status, l.EndedAt, l.DeletedAt, r.deleted())
	}
	due := time.Time{} // nothing can happen by time
	if status == humanloop.InProgress {
		due = r.due
	}
	if !l.DueAt.Equal(due) {
		t.Fatalf("loop %s (%s) is due at %v, want %v", r.id, status, l.DueAt, due)
	}
}

// checkAlways looks at the database alone.
func (h *history) checkAlways(t *rapid.T, r *review, db rows) {
	l := db.loops[r.id]
	held := 0
	barred := map[string]bool{}
	for _, k := range r.tasks { // in the order in which they were accepted
		a := db.assignments[k.id]
		if barred[a.PersonID] {
			t.Fatalf("loop %s was offered to %s again after %v", r.id, a.PersonID, a.ID)
		}
		if a.Held() {
			held++
		}
		barred[a.PersonID] = a.Held() || a.Status == humanloop.Submitted || a.Status == humanloop.Declined
	}
	if l.Holders != held || l.Holders+l.Answers > l.TaskCount {
		t.Fatalf("loop %s counts %d holders and %d answers of %d; %d assignments are held", r.id, l.Holders, l.Answers, l.TaskCount, held)
	}
	open := 0
	if l.Status == humanloop.InProgress {
		open = l.TaskCount - l.Holders - l.Answers
	}
	if l.openSlots != open {
		t.Fatalf("loop %s (%s) has %d open places stored, want %d", r.id, l.Status, l.openSlots, open)
	}
	if first, over := h.finals[r.id]; over && l.Status != first {
		t.Fatalf("loop %s was %s and is %s now", r.id, first, l.Status)
	}
	if l.Status.Final() {
		h.finals[r.id] = l.Status
	}
}

// checkOutputJob makes sure that no answer waits for an output that nobody writes.
// After a crash the job may be there once more than needed, never once less.
func (h *history) checkOutputJob(t *rapid.T, r *review, jobs map[string]bool) {
	saved := jobs[humanloop.WriteOutputKind+":"+r.id]
	if r.awaitsOutput() && !saved {
		t.Fatalf("loop %s (%s, %d answers) waits for its output and no job writes it", r.id, r.status(), r.answers())
	}
	if saved && !r.awaitsOutput() && !r.written {
		t.Fatalf("loop %s (%s) shall have no output and a job would write one", r.id, r.status())
	}
	s := r.status()
	if r.written && s != humanloop.Completed && (s != humanloop.Stopped || r.answers() == 0) {
		t.Fatalf("loop %s (%s, %d answers) has an output", r.id, s, r.answers())
	}
}

// checkEventJob makes sure that each end of a loop, and nothing else, makes an
// event, and that it does not go before the output that it tells of.
func (h *history) checkEventJob(t *rapid.T, r *review, jobs map[string]bool) {
	saved := jobs[humanloop.SendEventKind+":"+r.id]
	if due := r.status().Final() && !r.awaitsOutput(); due != (saved || h.told[r.id]) {
		t.Fatalf("loop %s is %s; an event was sent: %v, is to be sent: %v", r.id, r.status(), h.told[r.id], saved)
	}
}

// checkSteps makes sure that each step of a loop's tasks was told of or will be, in
// order, if its flow tells of them, and that nothing else is told.
func (h *history) checkSteps(t *rapid.T, r *review, jobs map[string]bool) {
	if !r.flow.tells {
		if len(r.heard) > 1 || len(r.heard) == 1 && !h.told[r.id] {
			t.Fatalf("loop %s, of whose tasks nobody wants to know, has told %v", r.id, r.heard)
		}
		return
	}
	left := slices.Clone(r.steps)
	for i, what := range r.heard {
		if what == "the end" && len(left) == 0 && i == len(r.heard)-1 {
			break
		}
		at := slices.IndexFunc(left, func(s step) bool { return s.what == what })
		if at < 0 || left[at].moment != left[0].moment {
			t.Fatalf("loop %s has told %v and then %s; its steps are %v", r.id, r.heard[:i], what, r.steps)
		}
		left = slices.Delete(left, at, at+1)
	}
	for _, s := range left {
		status, id, _ := strings.Cut(s.what, " ")
		if !jobs[humanloop.TellTaskKind+":"+r.id+":"+id+":"+status] {
			t.Fatalf("loop %s has not told of %s, and no job will", r.id, s.what)
		}
	}
}

// checkFlow makes sure that a deleted flow goes when nothing is left to wait for.
func (h *history) checkFlow(t *rapid.T, w *workflow, db rows) {
	if db.liveFlows[w.ID] == w.gone {
		t.Fatalf("flow %s (%s) is there: %v, want %v", w.ID, w.Name, !w.gone, w.gone)
	}
	waits, unheld := false, false
	for _, r := range h.reviews {
		if r.flow == w && !r.status().Final() {
			waits = true
			unheld = unheld || r.status() == humanloop.InProgress && r.holders() == 0
		}
	}
	if w.gone && waits {
		t.Fatalf("flow %s is gone, and one of its loops is not over", w.ID)
	}
	if moves := db.jobs["wind-up-flow-definition:"+w.ID]; w.deleting && !w.gone && (!waits || unheld) && !moves {
		t.Fatalf("the deletion of flow %s has something to do, and no job does it", w.ID)
	}
}

// finish lets time pass without workers: then everything must come to its end.
func (h *history) finish(t *rapid.T) {
	h.outputs.down = false
	for range 4 {
		h.now = h.now.Add(25 * time.Hour)
		h.sweep(t)
		h.check(t)
		for ran := 1; ran > 0; { // those of a line come one by one
			ran = h.run(t, 1000, false)
		}
		h.check(t)
	}
	if db := h.db.look(t); len(db.jobs) > 0 {
		t.Fatalf("jobs that never end: %v", db.jobs)
	}
	for _, r := range h.reviews {
		if !r.status().Final() || r.awaitsOutput() {
			t.Fatalf("loop %s stays %s", r.id, r.status())
		}
	}
	if i := slices.IndexFunc(h.workflows, func(w *workflow) bool { return w.deleting && !w.gone }); i >= 0 {
		t.Fatalf("flow %s is never gone", h.workflows[i].ID)
	}
	*h.finished = true
}

// runHistories runs so many histories of about 80 steps. FOUREYES_TEST_LONG makes
// them long times as many; -rapid.checks overrules both.
func runHistories(t *testing.T, histories, long int, open func(*rapid.T, *int) *history) {
	if os.Getenv("FOUREYES_TEST_LONG") != "" {
		histories *= long
	}
	setDefault(t, "rapid.checks", histories)
	setDefault(t, "rapid.steps", 80)
	steps := 0
	rapid.Check(t, func(t *rapid.T) {
		h := open(t, &steps)
		t.Repeat(h.actions())
		h.finish(t)
	})
	t.Logf("%d steps", steps)
}

// given are the flags that the command line set.
var given = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { names[f.Name] = true })
	return names
})

// setDefault sets a flag of rapid, unless the command line did.
func setDefault(t *testing.T, name string, value int) {
	t.Helper()
	if given()[name] {
		return
	}
	if err := flag.Set(name, strconv.Itoa(value)); err != nil {
		t.Fatal(err)
	}
}

func (m *memory) look(*rapid.T) rows {
	r := rows{
		loops: make(map[string]loopRow, len(m.loops)), assignments: m.assignments,
		drafts: make(map[string]string, len(m.drafts)), jobs: make(map[string]bool, len(m.jobs)),
		liveFlows: make(map[string]bool, len(m.flows)),
	}
	for id, l := range m.loops {
		r.loops[id] = loopRow{l, l.OpenSlots()}
	}
	for id, d := range m.drafts {
		r.drafts[id] = string(d)
	}
	for id := range m.jobs {
		r.jobs[id] = true
	}
	for id := range m.flows {
		r.liveFlows[id] = !m.gone[id]
	}
	return r
}

func TestRulesAgreeWithTheModelInEveryHistory(t *testing.T) {
	runHistories(t, 3500, 40, func(_ *rapid.T, steps *int) *history {
		return newHistory(newMemory(), []string{"ann", "bob", "cem", "dee"}, steps)
	})
}
