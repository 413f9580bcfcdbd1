package humanloop

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"foureyes/internal/flow"
)

// world is all there is of one loop: the loop, its assignments, its flow
// definition's status and the time. Every world that can be reached from a new loop
// is visited by running the rules on it.
type world struct {
	loop       Loop
	tasks      []Assignment
	flow       flow.Status
	hour       int  // since noon: 0, 2 (a time limit is over) or 48 (the availability is over)
	outputDue  bool // write-output is saved and not done
	deletedJob bool // wind-up-flow-definition is saved and not done
}

func (w world) now() time.Time { return noon.Add(time.Duration(w.hour) * time.Hour) }

// key is the same for worlds in which the same can happen.
func (w world) key() string {
	var b strings.Builder
	fmt.Fprint(&b, where(w.loop), w.loop.Status, w.loop.TaskCount, w.flow, w.hour, w.outputDue, w.deletedJob)
	for _, a := range w.tasks {
		fmt.Fprint(&b, a.PersonID, a.Status, a.ExpiresAt.Before(w.now()))
	}
	return b.String()
}

// where is a loop's state as the drawing has it.
func where(l Loop) string {
	if !l.DeletedAt.IsZero() {
		return "Deleted"
	}
	return string(l.Status)
}

func (w world) state(own int) State {
	s := State{Loop: w.loop, FlowStatus: w.flow}
	for _, a := range w.tasks {
		if a.Held() {
			s.Held = append(s.Held, a)
		}
	}
	if own >= 0 {
		s.Own = w.tasks[own]
	}
	return s
}

// step is one rule that ran, or may be refused.
type step struct {
	rule string
	run  func(State) (Change, error)
	own  int // index of the assignment that it is about; -1 for none
}

// steps are all rules that something may ask of a world.
func (w world) steps() []step {
	now := w.now()
	steps := []step{
		{"stop", func(s State) (Change, error) { return stop(s, now) }, -1},
		{"remove", func(s State) (Change, error) { return remove(s, now) }, -1},
		{"expireLoop", func(s State) (Change, error) { return expireLoop(s, now) }, -1},
		{"failRendering", func(s State) (Change, error) { return failRendering(s, "why", now) }, -1},
	}
	if w.outputDue {
		steps = append(steps, step{"outputWritten", func(s State) (Change, error) { return outputWritten(s, now) }, -1})
	}
	if w.loop.Holders == 0 { // the others are not asked: Store.UnheldLoops
		steps = append(steps, step{"windUp", func(s State) (Change, error) { return windUp(s, now) }, -1})
	}
	for i := range w.tasks {
		steps = append(steps,
			step{"submit", func(s State) (Change, error) { return submit(s, json.RawMessage(`{}`), nil, now) }, i},
			step{"giveBack", func(s State) (Change, error) { return giveBack(s, Released, "", now) }, i},
			step{"giveBack", func(s State) (Change, error) { return giveBack(s, Declined, "", now) }, i},
			step{"pause", func(s State) (Change, error) { return pause(s, now) }, i},
			step{"resume", func(s State) (Change, error) { return resume(s, now) }, i},
			step{"expireAssignment", func(s State) (Change, error) { return expireAssignment(s, now) }, i})
	}
	return append(steps, w.accepts()...)
}

// accepts lets each of two people take the task if it would be offered to them
// (Store.Take).
func (w world) accepts() []step {
	if w.loop.OpenSlots() == 0 || !w.now().Before(w.loop.DueAt) || w.flow != flow.Active {
		return nil
	}
	d := aFlow()
	var steps []step
	for _, person := range []string{"ann", "bob"} {
		if slices.ContainsFunc(w.tasks, func(a Assignment) bool { return a.PersonID == person }) {
			continue
		}
		steps = append(steps, step{"accept", func(s State) (Change, error) {
			return accept(s, d, person, person, w.now()), nil
		}, -1})
	}
	return steps
}

// after is the world that a change leaves.
func (w world) after(rule string, c Change) world {
	w.loop, w.tasks = c.Loop, slices.Clone(w.tasks)
	for _, a := range c.Assignments {
		if i := slices.IndexFunc(w.tasks, func(o Assignment) bool { return o.ID == a.ID }); i >= 0 {
			w.tasks[i] = a
		} else {
			w.tasks = append(w.tasks, a)
		}
	}
	if rule == "outputWritten" {
		w.outputDue = false
	}
	for _, j := range c.Jobs {
		w.outputDue = w.outputDue || j.Kind == WriteOutputKind
		w.deletedJob = w.deletedJob || j.Kind == flow.WindUpKind
	}
	return w
}

// others are the worlds that come about without a rule of this room: time passes,
// and the flow definition is deleted.
func (w world) others() []world {
	var all []world
	if w.hour < 48 {
		later := w
		later.hour = map[int]int{0: 2, 2: 48}[w.hour]
		all = append(all, later)
	}
	if w.flow == flow.Active {
		deleted := w
		deleted.flow, deleted.deletedJob = flow.Deleting, true
		all = append(all, deleted)
	}
	return all
}

// seen collects transitions, each with all that was drawn of it.
type seen struct {
	loop, assignment map[transition]bool
	worlds           int
}

// transition is a change of state, or one after which something must follow.
type transition struct {
	from, rule, flow, to, follows string
}

// explore visits every world that can be reached.
func explore() seen {
	s := seen{loop: map[transition]bool{}, assignment: map[transition]bool{}}
	visited := map[string]bool{}
	var ahead []world
	for _, count := range []int{1, 2} {
		d := aFlow()
		d.TaskCount = count
		l, jobs := begin("loop-1", StartRequest{InputContent: "{}"}, d, noon)
		s.loop[transition{"[*]", "begin", "Active", where(l), kinds(Change{Jobs: jobs})}] = true
		ahead = append(ahead, world{loop: l, flow: flow.Active})
	}
	for len(ahead) > 0 {
		w := ahead[len(ahead)-1]
		ahead = ahead[:len(ahead)-1]
		if visited[w.key()] {
			continue
		}
		visited[w.key()] = true
		ahead = append(append(ahead, s.visit(w)...), w.others()...)
	}
	s.worlds = len(visited)
	return s
}

// visit runs every rule on a world, notes what it did, and gives the worlds after.
func (s seen) visit(w world) []world {
	var next []world
	for _, step := range w.steps() {
		c, err := step.run(w.state(step.own))
		if err != nil {
			continue
		}
		s.note(w, step.rule, c)
		next = append(next, w.after(step.rule, c))
	}
	if gone := w; w.flow == flow.Deleting && w.deletedJob && w.loop.Status.Final() && w.loop.DeletedAt.IsZero() {
		// What Store.RemoveFlow does to the loops that are over.
		gone.loop.DeletedAt = w.now()
		s.note(w, "RemoveFlow", Change{Loop: gone.loop})
		next = append(next, gone)
	}
	return next
}

func (s seen) note(w world, rule string, c Change) {
	follows := kinds(c)
	if from, to := where(w.loop), where(c.Loop); from != to || follows != "" {
		s.loop[transition{from, rule, string(w.flow), to, follows}] = true
	}
	for _, a := range c.Assignments {
		from := "[*]"
		if i := slices.IndexFunc(w.tasks, func(o Assignment) bool { return o.ID == a.ID }); i >= 0 {
			from = string(w.tasks[i].Status)
		}
		s.assignment[transition{from: from, rule: rule, to: string(a.Status)}] = true
	}
}

// kinds names the jobs that must follow.
func kinds(c Change) string {
	var all []string
	for _, j := range c.Jobs {
		all = append(all, j.Kind)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
