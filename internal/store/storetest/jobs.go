package storetest

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/page"
)

func jobID(j job.Row) string { return j.ID }

// saveJobs saves jobs with a change of a loop.
func (h *house) saveJobs(t *testing.T, l humanloop.Loop, jobs ...job.Row) {
	t.Helper()
	must(t, h.ChangeLoop(t.Context(), l.ID, setting(func(*humanloop.Loop) {}, jobs...)))
}

// claim takes what is due, until a minute later.
func (h *house) claim(t *testing.T, at time.Time) []job.Row {
	t.Helper()
	rows, err := h.ClaimJobs(t.Context(), at, at.Add(time.Minute), 100)
	must(t, err)
	return rows
}

func (h *house) someLoop(t *testing.T) humanloop.Loop {
	t.Helper()
	return h.start(t, h.flow(t, "one"), "a", noon)
}

func claimJobs(t *testing.T, h *house) {
	l := h.someLoop(t)
	c, a, b, later := aJob("c", noon), aJob("a", noon.Add(-2*time.Second)), aJob("b", noon.Add(-time.Second)), aJob("later", noon.Add(time.Millisecond))
	h.saveJobs(t, l, c, a, b, later)
	rows, err := h.ClaimJobs(t.Context(), noon, noon.Add(time.Minute), 2)
	for _, j := range []*job.Row{&a, &b} {
		j.DueAt, j.Attempts = noon.Add(time.Minute), 1
	}
	same(t, "the two oldest", []job.Row{a, b}, rows, err)
	same(t, "the next", []string{"c"}, column(h.claim(t, noon), jobID), nil)
	same(t, "nothing is claimed twice", nil, h.claim(t, noon), nil)
	same(t, "what became due", []string{"later"}, column(h.claim(t, noon.Add(time.Millisecond)), jobID), nil)
	again := h.claim(t, noon.Add(time.Minute))
	same(t, "what a crash left behind", []string{"a", "b", "c"}, column(again, jobID), nil)
	same(t, "its attempts", []int{2, 2, 2}, column(again, func(j job.Row) int { return j.Attempts }), nil)
}

func finishJobs(t *testing.T, h *house) {
	l := h.someLoop(t)
	h.saveJobs(t, l, aJob("done", noon), aJob("again", noon), aJob("dead", noon))
	retry := noon.Add(time.Hour)
	var ends []job.End
	for _, row := range h.claim(t, noon) {
		ends = append(ends, map[string]job.End{
			"done":  {Row: row},
			"again": {Row: row, Error: "the object store is down", Retry: retry},
			"dead":  {Row: row, Error: "no handler"},
		}[row.ID])
	}
	must(t, h.FinishJobs(t.Context(), ends))
	same(t, "before the retry", nil, h.claim(t, retry.Add(-time.Millisecond)), nil)
	rows := h.claim(t, retry)
	same(t, "the retry", []string{"again"}, column(rows, jobID), nil)
	same(t, "its attempts", 2, rows[0].Attempts, nil)
	must(t, h.FinishJobs(t.Context(), []job.End{{Row: rows[0]}}))
	same(t, "a year later", nil, h.claim(t, noon.AddDate(1, 0, 0)), nil)
	h.saveJobs(t, l, aJob("dead", noon))
	rows = h.claim(t, noon)
	same(t, "the dead job, saved anew", []string{"dead"}, column(rows, jobID), nil)
	same(t, "begins anew", 1, rows[0].Attempts, nil)
	must(t, h.FinishJobs(t.Context(), nil))
}

func rearmedJobs(t *testing.T, h *house) {
	l := h.someLoop(t)
	for _, end := range []job.End{{}, {Error: "failed", Retry: noon.Add(time.Hour)}, {Error: "failed for good"}} {
		h.saveJobs(t, l, aJob("j", noon))
		end.Row = h.claim(t, noon)[0]
		h.saveJobs(t, l, aJob("j", noon.Add(time.Second)))
		must(t, h.FinishJobs(t.Context(), []job.End{end}))
		rows := h.claim(t, noon.Add(time.Second))
		same(t, "it runs again after "+end.Error, []string{"j"}, column(rows, jobID), nil)
		same(t, "as a new one", 1, rows[0].Attempts, nil)
		must(t, h.FinishJobs(t.Context(), []job.End{{Row: rows[0]}}))
		same(t, "and once", nil, h.claim(t, noon.AddDate(1, 0, 0)), nil)
	}
	h.saveJobs(t, l, aJob("j", noon))
	must(t, h.FinishJobs(t.Context(), []job.End{{Row: h.claim(t, noon)[0], Error: "failed", Retry: noon.Add(time.Hour)}}))
	h.saveJobs(t, l, aJob("j", noon))
	saved, err := h.ListJobs(t.Context(), false, page.Query{Limit: 1})
	same(t, "one that failed before it was saved anew", []string{""}, column(saved, func(j job.Saved) string { return j.LastError }), err)
	lost := h.claim(t, noon)[0]
	found := h.claim(t, noon.Add(time.Minute))[0] // the lease was over
	must(t, h.FinishJobs(t.Context(), []job.End{{Row: lost, Error: "late", Retry: noon}}))
	same(t, "a late end does not disturb the one who has it now", nil, h.claim(t, noon.Add(time.Minute)), nil)
	must(t, h.FinishJobs(t.Context(), []job.End{{Row: found}}))
}

func jobsWithCause(t *testing.T, h *house) {
	d := h.flow(t, "one")
	l, err := h.StartLoop(t.Context(), starting(h.newLoop(d, "a", noon), d, aJob("started", noon)))
	must(t, err)
	<-h.JobsSaved()
	same(t, "a loop's start", []string{"started"}, column(h.claim(t, noon), jobID), nil)
	refused(t, "the rule", h.ChangeLoop(t.Context(), l.ID, func(s humanloop.State) (humanloop.Change, error) {
		return humanloop.Change{Loop: s.Loop, Jobs: []job.Row{aJob("refused", noon)}}, errRefused
	}), fault.Invalid)
	a := h.take(t, h.person(t, "ann"), noon, d)
	select {
	case <-h.JobsSaved():
		t.Error("a signal without a job")
	default:
	}
	_, err = h.ChangeAssignment(t.Context(), a.ID, func(s humanloop.State) (humanloop.Change, error) {
		return humanloop.Change{Loop: s.Loop, Jobs: []job.Row{aJob("submitted", noon)}}, nil
	})
	must(t, err)
	<-h.JobsSaved()
	must(t, h.ChangeFlowDefinition(t.Context(), account, region, "one", func(d flow.Definition) (flow.Definition, []job.Row, error) {
		return d, []job.Row{aJob("deleted", noon.Add(time.Second))}, nil
	}))
	<-h.JobsSaved()
	same(t, "the others", []string{"submitted", "deleted"}, column(h.claim(t, noon.Add(time.Second)), jobID), nil)
}

func claimersRace(t *testing.T, h *house) {
	const jobs = 100
	l := h.someLoop(t)
	for i := range jobs {
		h.saveJobs(t, l, aJob(fmt.Sprint("job-", i), noon))
	}
	var mu sync.Mutex
	var wait sync.WaitGroup
	claims := map[string]int{}
	for range 8 {
		wait.Go(func() {
			for {
				rows, err := h.ClaimJobs(t.Context(), noon, noon.Add(time.Minute), 3)
				if err != nil {
					t.Error(err)
				}
				if len(rows) == 0 {
					return
				}
				mu.Lock()
				for _, row := range rows {
					claims[row.ID]++
				}
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	same(t, "jobs claimed", jobs, len(claims), nil)
	for id, n := range claims {
		if n != 1 {
			t.Errorf("%s was claimed %d times", id, n)
		}
	}
}

// writersRace lets many start loops under few names at once, and each look at once
// for what it has been told.
func writersRace(t *testing.T, h *house) {
	const writers, names = 200, 120
	d := h.flow(t, "one")
	var mu sync.Mutex
	var wait sync.WaitGroup
	winners := map[string]int{}
	for i := range writers {
		l := h.newLoop(d, fmt.Sprint("loop-", i%names), noon)
		wait.Go(func() {
			_, err := h.StartLoop(t.Context(), starting(l, d, aJob("of-"+l.ID, noon)))
			if err != nil && !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
			if _, found := h.LoopByID(t.Context(), l.ID); (found == nil) != (err == nil) {
				t.Errorf("start: %v, then read: %v", err, found)
			}
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				winners[l.Name]++
			}
		})
	}
	wait.Wait()
	same(t, "names given", names, len(winners), nil)
	for name, n := range winners {
		if n != 1 {
			t.Errorf("%s was given %d times", name, n)
		}
	}
	listed, err := h.ListLoops(t.Context(), d.ID, all)
	same(t, "loops", names, len(listed), err)
	rows, err := h.ClaimJobs(t.Context(), noon, noon.Add(time.Minute), 1000)
	same(t, "jobs", names, len(rows), err)
}

func unstartedJobs(t *testing.T, h *house) {
	h.saveJobs(t, h.someLoop(t), aJob("a", noon), aJob("b", noon))
	now := noon.Add(time.Minute)
	first := h.claim(t, now)
	must(t, h.FinishJobs(t.Context(), []job.End{{Row: first[0], Unstarted: true}}))
	again := h.claim(t, now)
	same(t, "claimed again at once, and not counted twice", first[:1], again, nil)
	must(t, h.FinishJobs(t.Context(), []job.End{{Row: first[1]}}))
	again[0].DueAt = again[0].DueAt.Add(time.Second) // another claim
	must(t, h.FinishJobs(t.Context(), []job.End{{Row: again[0], Unstarted: true}}))
	same(t, "what somebody else has claimed meanwhile", nil, h.claim(t, now), nil)
}

func recalledJobs(t *testing.T, h *house) {
	far, fair := aJob("far", noon.Add(job.Farthest+time.Second)), aJob("fair", noon.Add(job.Farthest))
	first, behind := aJob("first", noon.Add(time.Minute)), aJob("behind", noon)
	first.Line, behind.Line = "line", "line"
	h.saveJobs(t, h.someLoop(t), far, fair, first, behind)
	d := h.Deliveries()
	must(t, d.SaveDeliveries(t.Context(), []job.Row{
		delivering("tomorrow", noon.Add(24*time.Hour)), delivering("next week", noon.Add(7*24*time.Hour)),
	}))
	for len(h.JobsSaved()) > 0 {
		<-h.JobsSaved()
	}
	n, err := h.RecallJobs(t.Context(), noon)
	same(t, "recalled", 2, n, err)
	<-h.JobsSaved()
	rows := h.claim(t, noon)
	same(t, "the job", []string{"far"}, column(rows, jobID), nil)
	must(t, h.FinishJobs(t.Context(), []job.End{{Row: rows[0]}}))
	claimed, err := d.ClaimJobs(t.Context(), noon, noon.Add(time.Minute), 9)
	same(t, "the delivery", []string{"next week"}, column(claimed, jobID), err)
	n, err = h.RecallJobs(t.Context(), noon)
	same(t, "nothing is left", 0, n, err)
	same(t, "the rest comes in time", []string{"first", "fair"}, column(h.claim(t, fair.DueAt), jobID), nil)
}

func endedLeases(t *testing.T, h *house) {
	first, behind := aJob("first", noon), aJob("behind", noon)
	first.Line, behind.Line = "line", "line"
	h.saveJobs(t, h.someLoop(t), aJob("failed", noon), aJob("in hand", noon), aJob("later", noon.Add(time.Hour)), first, behind)
	for _, row := range h.claim(t, noon) {
		if row.ID == "failed" {
			must(t, h.FinishJobs(t.Context(), []job.End{{Row: row, Error: "the object store is down", Retry: noon.Add(2 * time.Second)}}))
		}
	}
	restart := noon.Add(time.Second)
	same(t, "before", nil, h.claim(t, restart), nil)
	must(t, h.EndLeases(t.Context(), restart))
	rows := column(h.claim(t, restart), jobID)
	slices.Sort(rows)
	same(t, "what was in hand", []string{"first", "in hand"}, rows, nil)
	same(t, "what is tried again in its time", []string{"failed"}, column(h.claim(t, noon.Add(2*time.Second)), jobID), nil)
}
