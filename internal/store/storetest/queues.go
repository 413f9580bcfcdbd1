package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// many is more than a store may walk past in a queue without remembering the place.
const many = 150

// end ends an assignment.
func (h *house) end(t *testing.T, a *humanloop.Assignment, status humanloop.AssignmentStatus, at time.Time) {
	t.Helper()
	answer := ""
	if status == humanloop.Submitted {
		answer = `{}`
	}
	_, err := h.ChangeAssignment(t.Context(), a.ID, ending(status, answer, at))
	must(t, err)
}

// given checks which loop a person is given.
func (h *house) given(t *testing.T, what string, p auth.Person, at time.Time, d flow.Definition, want string) *humanloop.Assignment {
	t.Helper()
	a := h.take(t, p, at, d)
	got := ""
	if a != nil {
		got = a.LoopID
	}
	if got != want {
		t.Fatalf("%s: was given %q, want %q", what, got, want)
	}
	return a
}

// Somebody has answered very many loops that others have still to answer. What comes
// into the queue before that place is found nevertheless.
func takePassed(t *testing.T, h *house) {
	d := h.flow(t, "one", func(d *flow.Definition) { d.TaskCount = 3 })
	ann, bob := h.person(t, "ann"), h.person(t, "bob")
	at := func(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }
	var loops []humanloop.Loop
	for i := range many {
		loops = append(loops, h.start(t, d, fmt.Sprint("loop-", i), at(i)))
	}
	later := noon.Add(time.Hour) // everything is committed and done by then
	var own []*humanloop.Assignment
	for i := range loops {
		own = append(own, h.given(t, "in turn", ann, later, d, loops[i].ID))
	}
	h.given(t, "having all", ann, later, d, "")
	for i := range many - 10 {
		h.end(t, own[i], humanloop.Submitted, later)
	}
	h.given(t, "having answered", ann, later, d, "")

	h.end(t, own[many-1], humanloop.Released, later)
	h.given(t, "what one has released", ann, later, d, loops[many-1].ID)
	h.end(t, own[many-2], humanloop.AssignmentExpiry, later)
	h.given(t, "what one had no time for", ann, later, d, loops[many-2].ID)
	h.end(t, own[many-3], humanloop.Declined, later)
	h.given(t, "what one has declined", ann, later, d, "")
	h.given(t, "somebody new", bob, later, d, loops[0].ID)

	late := h.start(t, d, "from a clock that was set back", at(3))
	h.given(t, "a late one", ann, later, d, late.ID)
	newest := h.start(t, d, "newest", later)
	h.given(t, "the newest", ann, later, d, newest.ID)
	jobs, err := h.Jobs(t.Context(), ann.ID, 10)
	same(t, "waiting for who has everything", 0, jobs[0].Waiting, err)
	jobs, err = h.Jobs(t.Context(), bob.ID, many*2)
	same(t, "waiting for who has one", many+1, jobs[0].Waiting, err)
}

// Somebody's places come back that stand before those who passed the loop while it
// was full; also when none of very many that came back before is for them.
func takeReturned(t *testing.T, h *house) {
	d := h.flow(t, "one", func(d *flow.Definition) { d.TaskCount = 2 })
	ann, bob, cem := h.person(t, "ann"), h.person(t, "bob"), h.person(t, "cem")
	later := noon.Add(time.Hour)
	var loops []humanloop.Loop
	for i := range many {
		loops = append(loops, h.start(t, d, fmt.Sprint("loop-", i), noon.Add(time.Duration(i)*time.Second)))
	}
	var bobs []*humanloop.Assignment
	for i := range loops {
		h.end(t, h.given(t, "ann in turn", ann, later, d, loops[i].ID), humanloop.Submitted, later)
		bobs = append(bobs, h.given(t, "bob in turn", bob, later, d, loops[i].ID))
	}
	newest := h.start(t, d, "newest", later)
	for i := range many {
		h.end(t, bobs[i], humanloop.Declined, later.Add(time.Duration(i)*time.Second))
	}
	much := later.Add(time.Hour)
	jobs, err := h.Jobs(t.Context(), cem.ID, many*2)
	same(t, "waiting for somebody new", many+1, jobs[0].Waiting, err)
	same(t, "the oldest", noon, jobs[0].OldestAt, nil)
	h.given(t, "past all that came back and was answered", ann, much, d, newest.ID)
	h.given(t, "nothing more", ann, much, d, "")
	back := h.given(t, "somebody new", cem, much, d, loops[0].ID)
	h.end(t, back, humanloop.Released, later) // by a clock that was set back
	left := map[string]bool{}
	for a := h.take(t, cem, much, d); a != nil; a = h.take(t, cem, much, d) {
		left[a.LoopID] = true
	}
	same(t, "what came back once more is there in its turn", true, left[loops[0].ID], nil)
	same(t, "with all the others", many+1, len(left), nil)
}

// takeInHistories compares what people are given, in histories of everything that
// may happen to a queue, with what a search through all rows finds.
func takeInHistories(t *testing.T, h *house) {
	seed := uint64(20261122)
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // a history, not a secret
	y := &history{house: h, random: random, now: noon, barred: map[string]map[string]bool{}}
	for i := range 3 {
		y.flows = append(y.flows, h.flow(t, fmt.Sprint("flow-", i), func(d *flow.Definition) { d.TaskCount = i + 1 }))
		y.people = append(y.people, h.person(t, fmt.Sprint("person-", i)))
	}
	for range 900 {
		y.now = y.now.Add(time.Duration(random.IntN(4000)) * time.Millisecond)
		switch n := random.IntN(100); {
		case n < 30:
			y.begin(t)
		case n < 70:
			y.offer(t)
		default:
			y.giveUp(t)
		}
	}
	if y.taken < 150 || y.nothing == 0 {
		t.Errorf("a history of no use: %d tasks taken, %d times none", y.taken, y.nothing)
	}
}

// history is what has happened, beside the store.
type history struct {
	*house

	random *rand.Rand
	now    time.Time
	flows  []flow.Definition
	people []auth.Person
	loops  []humanloop.Loop
	held   []*humanloop.Assignment
	barred map[string]map[string]bool // loop -> person

	taken, nothing int
}

// begin starts a loop, by a clock that is an hour late now and then.
func (y *history) begin(t *testing.T) {
	at := y.now
	if y.random.IntN(5) == 0 {
		at = at.Add(-time.Duration(y.random.IntN(3600)) * time.Second)
	}
	l := y.start(t, y.flows[y.random.IntN(len(y.flows))], fmt.Sprint("loop-", len(y.loops)), at)
	y.loops = append(y.loops, l)
	y.barred[l.ID] = map[string]bool{}
}

// offer lets somebody take a task.
func (y *history) offer(t *testing.T) {
	p := y.people[y.random.IntN(len(y.people))]
	want := y.oldest(p)
	a := y.take(t, p, y.now, y.flows...)
	switch {
	case a == nil && want < 0:
		y.nothing++
	case a == nil || want < 0 || a.LoopID != y.loops[want].ID:
		t.Fatalf("%s was given %+v, want number %d of %+v", p.Name, a, want, y.loops)
	default:
		y.taken++
		y.loops[want].Holders++
		y.barred[a.LoopID][p.ID] = true
		y.held = append(y.held, a)
	}
}

// oldest is the number of the loop that a person should be given; -1 for none.
func (y *history) oldest(p auth.Person) int {
	found := -1
	for i, l := range y.loops {
		if l.OpenSlots() == 0 || y.barred[l.ID][p.ID] || !l.DueAt.After(y.now) {
			continue
		}
		if found < 0 || l.CreatedAt.Before(y.loops[found].CreatedAt) ||
			l.CreatedAt.Equal(y.loops[found].CreatedAt) && l.ID < y.loops[found].ID {
			found = i
		}
	}
	return found
}

// giveUp ends one of the tasks that are held, in any way.
func (y *history) giveUp(t *testing.T) {
	if len(y.held) == 0 {
		return
	}
	i := y.random.IntN(len(y.held))
	a := y.held[i]
	y.held = append(y.held[:i:i], y.held[i+1:]...)
	status := []humanloop.AssignmentStatus{
		humanloop.Submitted, humanloop.Submitted, humanloop.Submitted, humanloop.Submitted,
		humanloop.Released, humanloop.Declined, humanloop.AssignmentExpiry,
	}[y.random.IntN(7)]
	y.end(t, a, status, y.now)
	for n := range y.loops {
		if l := &y.loops[n]; l.ID == a.LoopID {
			l.Holders--
			if status == humanloop.Submitted {
				l.Answers++
			}
			y.barred[l.ID][a.PersonID] = status == humanloop.Submitted || status == humanloop.Declined
		}
	}
}
