package humanloop_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"pgregory.net/rapid"

	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

const (
	account = "000000000042"
	region  = "eu-west-1"
)

// The model knows facts only: who has which task, what was asked for, what failed.
// Where a loop stands follows from the facts (review.status); the rules keep it as
// a state that moves. Both must always say the same.

// workflow is a flow definition.
type workflow struct {
	flow.Definition

	deleting, gone bool
	tells          bool // of each step of its tasks
}

// review is a human loop.
type review struct {
	id, name, input string
	flow            *workflow
	created, due    time.Time
	tasks           []*task
	stopAsked       bool
	failure         string // its code
	woundUp         bool   // ended because its flow is being deleted
	written         bool   // output.json is there
	deleteAsked     bool
	steps           []step // of its tasks
	heard           []string
}

// step is something that a flow which tells of its tasks must tell. What happens in
// one moment may be told in any order.
type step struct {
	moment int
	what   string
}

// make notes a step.
func (r *review) make(moment int, status, assignmentID string) {
	r.steps = append(r.steps, step{moment, status + " " + assignmentID})
}

// task is an assignment.
type task struct {
	id, person string
	review     *review
	status     humanloop.AssignmentStatus
	expires    time.Time
	draft      string
}

// end is how a worker comes to hold the task no more.
func (k *task) end(moment int, status humanloop.AssignmentStatus) {
	k.status = status
	k.review.make(moment, string(status), k.id)
}

func (k *task) held() bool { return k.status == humanloop.Accepted || k.status == humanloop.Paused }

func (r *review) count(want func(*task) bool) int {
	n := 0
	for _, k := range r.tasks {
		if want(k) {
			n++
		}
	}
	return n
}

func (r *review) holders() int { return r.count((*task).held) }

func (r *review) answers() int {
	return r.count(func(k *task) bool { return k.status == humanloop.Submitted })
}

// status follows from the facts.
func (r *review) status() humanloop.Status {
	switch {
	case r.failure != "":
		return humanloop.Failed
	case r.stopAsked && r.holders() > 0:
		return humanloop.Stopping
	case r.stopAsked, r.woundUp:
		return humanloop.Stopped
	case r.answers() == r.flow.TaskCount && r.written:
		return humanloop.Completed
	case r.answers() == r.flow.TaskCount:
		return humanloop.Finishing
	}
	return humanloop.InProgress
}

func (r *review) deleted() bool {
	return r.deleteAsked || r.flow.gone || r.woundUp && r.answers() == 0
}

// awaitsOutput tells whether output.json has still to be written.
func (r *review) awaitsOutput() bool {
	s := r.status()
	return !r.written && r.answers() > 0 && (s == humanloop.Finishing || s == humanloop.Stopped)
}

// windUp ends the loop with its flow, if nobody is left to wait for.
func (r *review) windUp() {
	if r.flow.deleting && r.holders() == 0 && r.status() == humanloop.InProgress {
		r.woundUp = true
	}
}

func (r *review) fail(moment int, code string, end humanloop.AssignmentStatus) {
	for _, k := range r.tasks {
		if k.held() {
			k.end(moment, end)
		}
	}
	r.failure = code
}

// open tells whether a person could take the loop's task.
func (r *review) open(person string, now time.Time) bool {
	return !r.flow.deleting && r.status() == humanloop.InProgress && now.Before(r.due) &&
		r.holders()+r.answers() < r.flow.TaskCount &&
		!slices.ContainsFunc(r.tasks, func(k *task) bool {
			return k.person == person && (k.held() || k.status == humanloop.Submitted || k.status == humanloop.Declined)
		})
}

// backend is a database that histories run on.
type backend interface {
	humanloop.Store
	humanloop.Flows
	flow.Store
	job.Store
	// look reads everything there is of the loops.
	look(t *rapid.T) rows
}

// rows is what a database holds, by id.
type rows struct {
	loops       map[string]loopRow
	assignments map[string]humanloop.Assignment
	drafts      map[string]string
	jobs        map[string]bool
	liveFlows   map[string]bool
}

type loopRow struct {
	humanloop.Loop

	openSlots int
}

// history is one run of requests, workers, time and jobs, with the model beside it.
type history struct {
	db       backend
	loops    *humanloop.Service
	flows    *flow.Service
	handlers map[string]job.Handler
	outputs  *shelf
	people   []string
	team     workforce.Workteam
	uiID     string

	now       time.Time
	ids       int
	steps     *int
	workflows []*workflow
	reviews   []*review
	tasks     []*task
	finals    map[string]humanloop.Status // first final status seen
	told      map[string]bool             // loops whose event was sent
	finished  *bool                       // set when all went well
}

func newHistory(db backend, people []string, steps *int) *history {
	h := &history{
		db: db, people: people, outputs: &shelf{}, steps: steps, finished: new(bool),
		now: time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC), finals: map[string]humanloop.Status{}, told: map[string]bool{},
	}
	h.loops = humanloop.NewService(humanloop.Parts{
		Store: db, Flows: db, Templates: h, Renderer: h, Objects: h.outputs, Links: h, NewID: h.newID,
	})
	h.flows = flow.NewService(db, nil, nil, nil, nil, 0) // deletes only
	h.handlers = h.loops.Handlers()
	h.handlers[humanloop.SendEventKind] = h.tell
	h.handlers[humanloop.SendEventInOrderKind] = h.tell
	h.handlers[humanloop.TellTaskKind] = h.tellTask
	return h
}

// tell stands in for the event hand.
func (h *history) tell(_ context.Context, loopID string, _ time.Time) error {
	h.told[loopID] = true
	h.reviewOf(loopID).hear("the end")
	return nil
}

func (h *history) tellTask(_ context.Context, payload string, _ time.Time) error {
	var s humanloop.TaskStep
	if err := json.Unmarshal([]byte(payload), &s); err != nil {
		return fmt.Errorf("decode the step: %w", err)
	}
	h.reviewOf(s.LoopID).hear(s.Status + " " + s.AssignmentID)
	return nil
}

// hear notes what is told, but for what is told once more after a crash.
func (r *review) hear(what string) {
	if len(r.heard) == 0 || r.heard[len(r.heard)-1] != what {
		r.heard = append(r.heard, what)
	}
}

func (h *history) newID(time.Time) string {
	h.ids++
	return fmt.Sprintf("%06d", h.ids)
}

// TaskSource gives a loop's input, and no template: Render needs none.
func (h *history) TaskSource(ctx context.Context, loopID string) (humanloop.TaskSource, error) {
	l, err := h.db.LoopByID(ctx, loopID)
	if err != nil {
		return humanloop.TaskSource{}, err
	}
	input, err := h.db.LoopInput(ctx, loopID)
	return humanloop.TaskSource{Status: l.Status, Input: input}, err
}

// FlowTemplate gives none: Render needs none.
func (*history) FlowTemplate(context.Context, string) (string, error) { return "", nil }

// Render cannot render inputs that say so.
func (h *history) Render(_ context.Context, r taskui.Request) (string, error) {
	if strings.Contains(string(r.Input), "unrenderable") {
		return "", &taskui.RenderError{Message: "unrenderable"}
	}
	return "<p>", nil
}

// MediaLink is not looked at.
func (h *history) MediaLink(string, string, string, string, time.Time) string { return "/media/" }

// shelf keeps the last output document that was put on it.
type shelf struct {
	down bool
	puts int
	last []byte
	key  string
}

func (s *shelf) PutObject(_ context.Context, _ flow.Access, _, key, _ string, body []byte) error {
	if s.down {
		return fmt.Errorf("the object store is down")
	}
	s.puts, s.key, s.last = s.puts+1, key, body
	return nil
}

// check compares the document just written with the model.
func (s *shelf) check(t *rapid.T, r *review) {
	var doc struct {
		HumanLoopName string
		HumanAnswers  []struct {
			AnswerContent struct{ By string }
		}
		InputContent json.RawMessage
	}
	if err := json.Unmarshal(s.last, &doc); err != nil {
		t.Fatalf("%s is no JSON: %v", s.key, err)
	}
	var got, want []string
	for _, a := range doc.HumanAnswers {
		got = append(got, a.AnswerContent.By)
	}
	for _, k := range r.tasks {
		if k.status == humanloop.Submitted {
			want = append(want, k.id)
		}
	}
	slices.Sort(got)
	if doc.HumanLoopName != r.name || string(doc.InputContent) != r.input || !slices.Equal(got, want) {
		t.Fatalf("the output of %s (%s) has the answers %v, want %v: %s", r.id, r.name, got, want, s.last)
	}
	if suffix := "/" + r.name + "/output.json"; !strings.HasSuffix(s.key, suffix) {
		t.Fatalf("the output of %s lies at %s", r.id, s.key)
	}
}

// named finds the loop that has a name now.
func (h *history) named(name string) *review {
	for _, r := range h.reviews {
		if r.name == name && !r.deleted() {
			return r
		}
	}
	return nil
}

// flowNamed finds the flow definition that has a name now.
func (h *history) flowNamed(name string) *workflow {
	for _, w := range h.workflows {
		if w.Name == name && !w.gone {
			return w
		}
	}
	return nil
}

func (h *history) reviewOf(loopID string) *review {
	i, err := strconv.Atoi(loopID)
	if err != nil {
		return nil
	}
	at, _ := slices.BinarySearchFunc(h.reviews, i, func(r *review, id int) int {
		n, _ := strconv.Atoi(r.id)
		return n - id
	})
	return h.reviews[at]
}
