package storetest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/tag"
)

// standing is a job in a line.
func standing(line, id string, at time.Time) job.Row {
	j := aJob(id, at)
	j.Line = line
	return j
}

func (h *house) finish(t *testing.T, ends ...job.End) {
	t.Helper()
	must(t, h.FinishJobs(t.Context(), ends))
}

// jobsInLine come one by one, in the order in which they were saved, whatever their
// times are; other lines and jobs do not wait for them.
func jobsInLine(t *testing.T, h *house) {
	l := h.someLoop(t)
	h.saveJobs(t, l, standing("x", "x2", noon), standing("x", "x1", noon.Add(-time.Second)))
	h.saveJobs(t, l, standing("x", "x3", noon), standing("y", "y1", noon), aJob("free", noon))
	h.saveJobs(t, l, standing("x", "x1", noon)) // keeps its place
	h.reopen(t)
	first := h.claim(t, noon)
	same(t, "the first of each line", []string{"free", "x2", "y1"}, sorted(column(first, jobID)), nil)
	same(t, "nobody passes", nil, column(h.claim(t, noon), jobID), nil)
	retry := noon.Add(time.Hour)
	for _, j := range first {
		end := job.End{Row: j}
		if j.ID == "x2" {
			end.Error, end.Retry = "down", retry
		}
		h.finish(t, end)
	}
	same(t, "nobody passes one that failed", nil, column(h.claim(t, retry.Add(-time.Second)), jobID), nil)
	h.emptySignal()
	again := h.claim(t, retry)
	same(t, "it is tried again", []string{"x2"}, column(again, jobID), nil)
	h.finish(t, job.End{Row: again[0]})
	<-h.JobsSaved()
	next := h.claim(t, noon)
	same(t, "then the next, at once", []string{"x1"}, column(next, jobID), nil)
	h.finish(t, job.End{Row: next[0], Error: "never"})
	<-h.JobsSaved()
	last := h.claim(t, noon)
	same(t, "one that was put aside holds nobody up", []string{"x3"}, column(last, jobID), nil)
	h.saveJobs(t, l, standing("x", "x4", noon))
	h.finish(t, job.End{Row: last[0]})
	last = h.claim(t, noon)
	same(t, "who came late", []string{"x4"}, column(last, jobID), nil)
	h.finish(t, job.End{Row: last[0]})
}

func (h *house) emptySignal() {
	for len(h.JobsSaved()) > 0 {
		<-h.JobsSaved()
	}
}

// retriedInLine shows what an operator can do about a line.
func retriedInLine(t *testing.T, h *house) {
	l := h.someLoop(t)
	h.saveJobs(t, l, standing("x", "x1", noon), standing("x", "x2", noon), standing("x", "x3", noon))
	saved, err := h.ListJobs(t.Context(), false, all)
	same(t, "who waits in line", []bool{false, true, true}, column(saved, func(j job.Saved) bool { return j.InLine }), err)
	must(t, h.RetryJobs(t.Context(), []string{"x2"}, noon))
	rows := h.claim(t, noon)
	same(t, "a retry lets nobody pass", []string{"x1"}, column(rows, jobID), nil)
	h.finish(t, job.End{Row: rows[0], Error: "never"})
	n, err := h.RetryDeadJobs(t.Context(), noon)
	same(t, "one was put aside", 1, n, err)
	rows = h.claim(t, noon)
	same(t, "it comes back beside the one that passed it", []string{"x1", "x2"}, sorted(column(rows, jobID)), nil)
	for _, j := range rows {
		h.finish(t, job.End{Row: j})
	}
	same(t, "and the last is still last", []string{"x3"}, column(h.claim(t, noon), jobID), nil)
}

// lineRace lets many add to a line while its jobs are done: none is forgotten.
func lineRace(t *testing.T, h *house) {
	const jobs = 60
	loops := make([]humanloop.Loop, 0, jobs)
	d := h.flow(t, "one")
	for range jobs {
		loops = append(loops, h.start(t, d, h.id(), noon))
	}
	added := make(chan error, jobs)
	for _, l := range loops {
		go func() {
			added <- h.ChangeLoop(t.Context(), l.ID, setting(func(*humanloop.Loop) {}, standing("x", "of "+l.ID, noon)))
		}()
	}
	done, waiting := 0, jobs
	for done < jobs {
		rows := h.claim(t, noon)
		if len(rows) > 1 {
			t.Fatalf("%v at once", column(rows, jobID))
		}
		if len(rows) == 1 {
			h.finish(t, job.End{Row: rows[0]})
			done++
			continue
		}
		if waiting == 0 {
			t.Fatalf("%d of %d were done, and no other comes", done, jobs)
		}
		must(t, <-added)
		waiting--
	}
}

// flowsThatTell are asked in the transaction of each change.
func flowsThatTell(t *testing.T, h *house) {
	d := h.flow(t, "one", func(d *flow.Definition) { d.TaskCount = 3 })
	at := tag.Resource{Account: account, Region: region, Type: tag.FlowDefinition, Name: "one"}
	set := func(value string) {
		must(t, h.ChangeTags(t.Context(), at, func([]tag.Tag) ([]tag.Tag, error) {
			return []tag.Tag{{Key: tag.TaskEvents, Value: value}}, nil
		}))
	}
	tells := func(l humanloop.Loop) bool {
		told := false
		must(t, h.ChangeLoop(t.Context(), l.ID, func(s humanloop.State) (humanloop.Change, error) {
			told = s.TaskEvents
			return humanloop.Change{Loop: s.Loop}, nil
		}))
		return told
	}
	request := func(name string) humanloop.Started {
		s := starting(h.newLoop(d, name, noon), d, aJob("first of "+name, noon))
		s.Told = []job.Row{aJob("told of "+name, noon)}
		return s
	}
	for i, value := range []string{"", tag.Off, tag.On} {
		if value != "" {
			set(value)
		}
		name := string(rune('a' + i))
		l, err := h.StartLoop(t.Context(), request(name))
		must(t, err)
		same(t, "tells with "+value, value == tag.On, tells(l), nil)
		want := []string{"first of " + name}
		if value == tag.On {
			want = append(want, "told of "+name)
		}
		same(t, "jobs with "+value, want, sorted(column(h.claim(t, noon), jobID)), nil)
	}
	ann := h.person(t, "ann")
	id, err := h.WorkerID(t.Context(), ann.ID)
	same(t, "who works", ann.WorkerID, id, err)
	a := h.take(t, ann, noon, d)
	_, err = h.ChangeAssignment(t.Context(), a.ID, func(s humanloop.State) (humanloop.Change, error) {
		if !s.TaskEvents {
			t.Error("a task does not tell")
		}
		return ending(humanloop.Released, "", noon.Add(time.Minute))(s)
	})
	must(t, err)
	steps := slices.DeleteFunc(column(h.claim(t, noon.Add(time.Hour)), jobID), func(id string) bool { return !strings.HasPrefix(id, "tell-task:") })
	same(t, "the steps, of which the first is first", []string{"tell-task:" + a.LoopID + ":" + a.ID + ":Accepted"}, steps, nil)
}

func sorted(texts []string) []string {
	slices.Sort(texts)
	return texts
}
