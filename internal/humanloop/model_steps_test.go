package humanloop_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/tag"
)

// What the steps of a history choose from. Few names make many collisions.
var (
	loopNames = rapid.SampledFrom([]string{"a", "b", "c", "d"})
	flowNames = rapid.SampledFrom([]string{"one", "two"})
	inputs    = rapid.SampledFrom([]string{`{"n":1}`, `{"n":1}`, `{"n":2}`, `{"unrenderable":1}`})
	pauses    = rapid.SampledFrom([]time.Duration{
		time.Second, time.Minute, 20 * time.Minute, time.Hour, 6 * time.Hour, 25 * time.Hour, -2 * time.Minute,
	})
	rarely = rapid.SampledFrom([]bool{false, false, false, true})
)

// actions are the steps of a history; the empty name is the check after each.
func (h *history) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"create flow": h.createFlow, "delete flow": h.deleteFlow,
		"start": h.start, "start another": h.start, "stop": h.stop, "delete loop": h.deleteLoop,
		"accept": h.accept, "accept another": h.accept, "accept a third": h.accept,
		"submit": h.submit, "submit another": h.submit, "release": h.release, "decline": h.decline,
		"pause": h.pause, "resume": h.resume, "draft": h.draft, "open": h.open,
		"time passes": h.wait, "sweep": h.sweep, "jobs": h.work,
		"": h.check,
	}
}

// want fails the history unless err is of this kind; ok is no error.
func want(t *rapid.T, err error, ok bool, kind fault.Kind, step string, about ...any) {
	t.Helper()
	switch {
	case ok && err != nil:
		t.Fatalf("%s %v: %v", step, about, err)
	case !ok && !fault.Is(err, kind):
		t.Fatalf("%s %v: got %v, want a refusal of kind %q", step, about, err, kind)
	}
}

func (h *history) createFlow(t *rapid.T) {
	name := flowNames.Draw(t, "flow")
	if h.flowNamed(name) != nil {
		t.Skip("the name is taken")
	}
	w := &workflow{Definition: flow.Definition{
		ID: h.newID(h.now), Account: account, Region: region, Name: name, Status: flow.Active,
		WorkteamID: h.team.ID, HumanTaskUIID: h.uiID, OutputPath: "s3://out", CreatedAt: h.now,
		TaskCount:    rapid.IntRange(1, 3).Draw(t, "task count"),
		TimeLimit:    rapid.SampledFrom([]time.Duration{time.Minute, time.Hour}).Draw(t, "time limit"),
		Availability: rapid.SampledFrom([]time.Duration{time.Hour, 24 * time.Hour}).Draw(t, "availability"),
	}}
	var tags []tag.Tag
	if w.tells = rapid.Bool().Draw(t, "tells of its tasks"); w.tells {
		tags = []tag.Tag{{Key: tag.TaskEvents, Value: tag.On}}
	}
	if err := h.db.CreateFlowDefinition(t.Context(), w.Definition, h.team, tags, nil); err != nil {
		t.Fatal(err)
	}
	h.workflows = append(h.workflows, w)
}

func (h *history) deleteFlow(t *rapid.T) {
	if !rarely.Draw(t, "really") {
		t.Skip("not yet")
	}
	name := flowNames.Draw(t, "flow")
	err := h.flows.Delete(t.Context(), account, region, name, h.now)
	switch w := h.flowNamed(name); {
	case w == nil:
		want(t, err, false, fault.NotFound, "delete flow", name)
	case w.deleting:
		want(t, err, false, fault.InUse, "delete flow", name)
	default:
		want(t, err, true, 0, "delete flow", name)
		w.deleting = true
	}
}

func (h *history) start(t *rapid.T) {
	name, flowName, input := loopNames.Draw(t, "name"), flowNames.Draw(t, "flow"), inputs.Draw(t, "input")
	l, err := h.loops.Start(t.Context(), humanloop.StartRequest{
		Account: account, Region: region, Name: name, InputContent: input, FlowDefinitionARN: flow.ARN(account, region, flowName),
	}, h.now)
	w, old := h.flowNamed(flowName), h.named(name)
	switch {
	case w == nil, old != nil && old.status().Final():
		want(t, err, false, fault.Invalid, "start", name, flowName)
	case old != nil && old.flow == w && old.input == input:
		want(t, err, true, 0, "start again", name, flowName)
		if l.ID != old.id {
			t.Fatalf("the retry of %s gave %s", old.id, l.ID)
		}
	case old != nil:
		want(t, err, false, fault.Conflict, "start", name, flowName)
	case w.deleting:
		want(t, err, false, fault.Invalid, "start", name, flowName)
	default:
		want(t, err, true, 0, "start", name, flowName)
		r := &review{id: l.ID, name: name, input: input, flow: w, created: h.now, due: h.now.Add(w.Availability)}
		r.make(*h.steps, humanloop.TaskCreated, "")
		h.reviews = append(h.reviews, r)
	}
}

func (h *history) stop(t *rapid.T) {
	name := loopNames.Draw(t, "name")
	err := h.loops.Stop(t.Context(), account, region, name, h.now)
	r := h.named(name)
	if r == nil {
		want(t, err, false, fault.NotFound, "stop", name)
		return
	}
	s := r.status()
	ok := s == humanloop.InProgress || s == humanloop.Stopping
	want(t, err, ok, fault.Invalid, "stop", name, s)
	r.stopAsked = r.stopAsked || ok
}

func (h *history) deleteLoop(t *rapid.T) {
	name := loopNames.Draw(t, "name")
	err := h.loops.Delete(t.Context(), account, region, name, h.now)
	r := h.named(name)
	if r == nil {
		want(t, err, false, fault.NotFound, "delete", name)
		return
	}
	want(t, err, r.status().Final(), fault.Invalid, "delete", name, r.status())
	r.deleteAsked = r.status().Final()
}

func (h *history) accept(t *rapid.T) {
	person := rapid.SampledFrom(h.people).Draw(t, "person")
	jobID := rapid.SampledFrom([]string{"", "", "one", "two"}).Draw(t, "job")
	got, err := h.loops.Next(t.Context(), person, jobID, h.now)
	if w := h.flowNamed(jobID); jobID != "" && (w == nil || w.deleting) {
		want(t, err, false, fault.NotFound, "accept", jobID)
		return
	}
	want(t, err, true, 0, "accept", jobID)
	var next *review
	for _, r := range h.reviews {
		if r.open(person, h.now) && (jobID == "" || r.flow.Name == jobID) &&
			(next == nil || cmp.Or(r.created.Compare(next.created), cmp.Compare(r.id, next.id)) < 0) {
			next = r
		}
	}
	switch {
	case next == nil && got != nil:
		t.Fatalf("%s got %+v, and nothing was to be had", person, got.Assignment)
	case next == nil:
		return
	case got == nil:
		t.Fatalf("%s got nothing, and could have had %s", person, next.id)
	case got.Assignment.LoopID != next.id || got.LoopName != next.name:
		t.Fatalf("%s got the task of %s, want %s", person, got.Assignment.LoopID, next.id)
	}
	k := &task{
		id: got.Assignment.ID, person: person, review: next,
		status: humanloop.Accepted, expires: h.now.Add(next.flow.TimeLimit),
	}
	if next.due.Before(k.expires) {
		k.expires = next.due
	}
	next.tasks, h.tasks = append(next.tasks, k), append(h.tasks, k)
	next.make(*h.steps, string(humanloop.Accepted), k.id)
}

// any chooses a task, mostly one that is held, and who asks for it, mostly its owner.
func (h *history) any(t *rapid.T) (*task, string) {
	if len(h.tasks) == 0 {
		t.Skip("nobody has accepted anything yet")
	}
	from := h.tasks
	if !rarely.Draw(t, "ended too") {
		from = slices.DeleteFunc(slices.Clone(from), func(k *task) bool { return !k.held() })
		if len(from) == 0 {
			from = h.tasks
		}
	}
	k := from[rapid.IntRange(0, len(from)-1).Draw(t, "task")]
	if rapid.IntRange(0, 19).Draw(t, "by") == 0 {
		return k, rapid.SampledFrom(h.people).Draw(t, "person")
	}
	return k, k.person
}

// judge tells whether a step on a task must succeed, and makes sure that it was
// refused as it should be if not. already is the state in which the step repeats
// what was done.
func (h *history) judge(t *rapid.T, k *task, person string, already humanloop.AssignmentStatus, err error, step string) bool {
	switch {
	case person != k.person:
		want(t, err, false, fault.NotFound, step, k.id, person)
	case k.status == already && !k.held():
		want(t, err, true, 0, step+" again", k.id)
	case !k.held() || !h.now.Before(k.expires):
		want(t, err, false, fault.Gone, step, k.id, k.status)
	default:
		return true
	}
	return false
}

func (h *history) submit(t *rapid.T) {
	k, person := h.any(t)
	answer := json.RawMessage(fmt.Sprintf(`{"by":%q}`, k.id))
	if k.status == humanloop.Submitted {
		answer = json.RawMessage(`{"by":"the same person again"}`)
	}
	_, err := h.loops.Submit(t.Context(), person, k.id, answer, nil, h.now)
	if h.judge(t, k, person, humanloop.Submitted, err, "submit") {
		want(t, err, true, 0, "submit", k.id)
		k.end(*h.steps, humanloop.Submitted)
		k.draft = ""
		k.review.windUp()
	}
}

func (h *history) release(t *rapid.T) {
	k, person := h.any(t)
	_, err := h.loops.Release(t.Context(), person, k.id, h.now)
	h.givenBack(t, k, person, humanloop.Released, err)
}

func (h *history) decline(t *rapid.T) {
	k, person := h.any(t)
	_, err := h.loops.Decline(t.Context(), person, k.id, "I cannot", h.now)
	h.givenBack(t, k, person, humanloop.Declined, err)
}

func (h *history) givenBack(t *rapid.T, k *task, person string, to humanloop.AssignmentStatus, err error) {
	if h.judge(t, k, person, to, err, string(to)) {
		want(t, err, true, 0, string(to), k.id)
		k.end(*h.steps, to)
		k.review.windUp()
	}
}

func (h *history) pause(t *rapid.T) {
	k, person := h.any(t)
	_, err := h.loops.Pause(t.Context(), person, k.id, h.now)
	if h.judge(t, k, person, "", err, "pause") {
		want(t, err, true, 0, "pause", k.id)
		k.status = humanloop.Paused
	}
}

func (h *history) resume(t *rapid.T) {
	k, person := h.any(t)
	_, err := h.loops.Resume(t.Context(), person, k.id, h.now)
	if h.judge(t, k, person, "", err, "resume") {
		want(t, err, true, 0, "resume", k.id)
		k.status = humanloop.Accepted
	}
}

func (h *history) draft(t *rapid.T) {
	k, person := h.any(t)
	draft := fmt.Sprintf(`{"draft":%d}`, rapid.IntRange(1, 9).Draw(t, "draft"))
	err := h.loops.SaveDraft(t.Context(), person, k.id, json.RawMessage(draft), h.now)
	if h.judge(t, k, person, "", err, "draft") {
		want(t, err, true, 0, "draft", k.id)
		k.draft = draft
	}
}

func (h *history) open(t *rapid.T) {
	k, person := h.any(t)
	_, err := h.loops.Content(t.Context(), person, k.id, h.now)
	if !h.judge(t, k, person, "", err, "open") {
		return
	}
	renderable := !strings.Contains(k.review.input, "unrenderable")
	want(t, err, renderable, fault.Gone, "open", k.id)
	if !renderable {
		k.review.fail(*h.steps, humanloop.ValidationError, humanloop.Withdrawn)
	}
}

func (h *history) wait(t *rapid.T) { h.now = h.now.Add(pauses.Draw(t, "for")) }

func (h *history) sweep(t *rapid.T) {
	if _, err := h.loops.Sweep(t.Context(), 1000, h.now); err != nil {
		t.Fatal(err)
	}
	for _, k := range h.tasks {
		if k.held() && !h.now.Before(k.expires) {
			k.end(*h.steps, humanloop.AssignmentExpiry)
			k.review.windUp()
		}
	}
	for _, r := range h.reviews {
		if r.status() == humanloop.InProgress && !h.now.Before(r.due) {
			r.fail(*h.steps, humanloop.Expired, humanloop.AssignmentExpiry)
		}
	}
}

// work runs some of the jobs that are due. Sometimes the object store is down, and
// sometimes the server crashes before the jobs' ends are saved.
func (h *history) work(t *rapid.T) {
	h.outputs.down = rarely.Draw(t, "object store down")
	h.run(t, rapid.IntRange(1, 8).Draw(t, "jobs"), rarely.Draw(t, "crash"))
}

// run does jobs that are due, and tells how many.
func (h *history) run(t *rapid.T, limit int, crash bool) int {
	claimed, err := h.db.ClaimJobs(t.Context(), h.now, h.now.Add(2*time.Minute), limit)
	if err != nil {
		t.Fatal(err)
	}
	ends := make([]job.End, 0, len(claimed))
	for _, row := range claimed {
		end := job.End{Row: row}
		if err := h.runOne(t, row); err != nil {
			end.Error, end.Retry = err.Error(), h.now.Add(job.Backoff(row.Attempts, 0))
		}
		ends = append(ends, end)
	}
	if crash {
		return len(claimed)
	}
	if err := h.db.FinishJobs(t.Context(), ends); err != nil {
		t.Fatal(err)
	}
	return len(claimed)
}

func (h *history) runOne(t *rapid.T, row job.Row) error {
	puts := h.outputs.puts
	err := h.handlers[row.Kind](t.Context(), row.Payload, h.now)
	down := row.Kind == humanloop.WriteOutputKind && h.outputs.down
	if down != (err != nil) {
		t.Fatalf("job %s: %v", row.ID, err)
	}
	if wrote := row.Kind == humanloop.WriteOutputKind && !down; wrote != (h.outputs.puts == puts+1) {
		t.Fatalf("job %s wrote %d outputs", row.ID, h.outputs.puts-puts)
	}
	if down {
		return errors.New("the object store is down")
	}
	switch row.Kind {
	case humanloop.TryRenderKind:
		if r := h.reviewOf(row.Payload); r.status() == humanloop.InProgress && strings.Contains(r.input, "unrenderable") {
			r.fail(*h.steps, humanloop.ValidationError, humanloop.Withdrawn)
		}
	case humanloop.WriteOutputKind:
		r := h.reviewOf(row.Payload)
		h.outputs.check(t, r)
		r.written = true
	case flow.WindUpKind:
		h.woundUp(row.Payload)
	}
	return nil
}

// woundUp is what the job of a flow's deletion does.
func (h *history) woundUp(flowID string) {
	w := h.workflows[slices.IndexFunc(h.workflows, func(w *workflow) bool { return w.ID == flowID })]
	over := true
	for _, r := range h.reviews {
		if r.flow == w {
			r.windUp()
			over = over && r.status().Final()
		}
	}
	w.gone = w.gone || w.deleting && over
}
