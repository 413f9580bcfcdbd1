package humanloop_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"foureyes/internal/humanloop"
)

// worker is one of those who race.
type worker struct {
	id     string
	random *rand.Rand
	tasks  int // accepted so far
}

// entry is what is known of one loop. Moments are numbers of what happened in the
// ledger; 0 for not yet.
type entry struct {
	flowID      string
	created     time.Time
	wanted      int
	here, first int                                   // the moments of the answer to its start and of its first acceptance
	firstAsked  int                                   // when that acceptance was asked for
	has         map[string]humanloop.AssignmentStatus // by the ids of those to whom it must not be given again
	inHands     int                                   // how many certainly hold it, or have answered it
	declined    int
	answers     int
}

// ledger is what has certainly happened: a worker holds a task from the answer to
// Next on until the call that gives it back. So what the ledger calls wrong is wrong;
// what happens in between, the tables show.
type ledger struct {
	workers []*worker

	mu       sync.Mutex
	change   sync.Cond
	moment   int
	loops    map[string]*entry
	times    []time.Duration // of accepts
	answers  int
	left     int // loops that are not done
	starting bool
	waiting  int
	returns  int // changes after which somebody who got nothing may get something
	over     bool
}

func newLedger(c crowd) *ledger {
	l := &ledger{loops: map[string]*entry{}, left: c.loops, starting: true}
	l.change.L = &l.mu
	return l
}

// sight is what there was to see before a call.
type sight struct{ moment, returns int }

func (l *ledger) look() sight {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.moment++
	return sight{l.moment, l.returns}
}

// wait is for those who got nothing: until a task may be there again. It reports
// whether to go on. Once all wait, nobody would ever get the loops that are left.
func (l *ledger) wait(before sight) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting++
	if l.waiting == len(l.workers) && l.returns == before.returns && !l.starting {
		l.over = true
		l.change.Broadcast()
	}
	for l.returns == before.returns && l.left > 0 && !l.over {
		l.change.Wait()
	}
	l.waiting--
	return l.left > 0 && !l.over
}

// cameBack wakes those who wait.
func (l *ledger) cameBack() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.returns++
	l.change.Broadcast()
}

func (l *ledger) allStarted() {
	l.mu.Lock()
	l.starting = false
	l.mu.Unlock()
	l.cameBack()
}

// giveUp ends the race.
func (l *ledger) giveUp() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.over = true
	l.change.Broadcast()
}

func (l *ledger) started(h humanloop.Loop) {
	l.mu.Lock()
	e := l.entry(h.ID)
	l.moment++
	e.flowID, e.created, e.here = h.FlowID, h.CreatedAt, l.moment
	l.mu.Unlock()
	l.cameBack()
}

// entry finds a loop, which may be accepted before its start is answered.
func (l *ledger) entry(id string) *entry {
	if l.loops[id] == nil {
		l.loops[id] = &entry{has: map[string]humanloop.AssignmentStatus{}}
	}
	return l.loops[id]
}

func (l *ledger) accepted(w *worker, t *humanloop.Task, asked sight, took time.Duration) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.moment++
	w.tasks++
	l.times = append(l.times, took)
	e := l.entry(t.Assignment.LoopID)
	e.wanted = t.Flow.TaskCount
	if e.first == 0 {
		e.first, e.firstAsked = l.moment, asked.moment
	}
	if had, ok := e.has[w.id]; ok {
		return fmt.Errorf("loop %s was given to %s again, who has %s it", t.Assignment.LoopID, w.id, had)
	}
	e.has[w.id] = t.Assignment.Status
	if e.inHands++; e.inHands > e.wanted {
		return fmt.Errorf("loop %s is in %d hands, and wants %d", t.Assignment.LoopID, e.inHands, e.wanted)
	}
	return nil
}

// leaves is called before a task is given back or an answer handed in.
func (l *ledger) leaves(w *worker, t *humanloop.Task, how humanloop.AssignmentStatus) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.entry(t.Assignment.LoopID)
	e.has[w.id] = how
	switch how {
	case humanloop.Released:
		delete(e.has, w.id) // may take it again
		e.inHands--
	case humanloop.Declined:
		e.declined++
		e.inHands--
	}
}

// mayDecline keeps enough workers for each loop.
func (l *ledger) mayDecline(t *humanloop.Task) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.entry(t.Assignment.LoopID).declined < len(l.workers)/4
}

// submitted gives how many answers there are to all loops.
func (l *ledger) submitted(t *humanloop.Task) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.entry(t.Assignment.LoopID)
	if e.answers++; e.answers == e.wanted {
		if l.left--; l.left == 0 {
			l.change.Broadcast()
		}
	}
	l.answers++
	return l.answers
}

// checkEnd makes sure that every loop is done, that nobody went away empty, and that
// loops were begun roughly in the order of their creation.
func (l *ledger) checkEnd(tb testing.TB) {
	tb.Helper()
	if l.left > 0 {
		tb.Errorf("nobody gets a task any more, and %d loops are not done", l.left)
	}
	if l.fewest() == 0 {
		tb.Error("a worker got nothing")
	}
	if most := l.overtaken(); most > len(l.workers) {
		tb.Errorf("a loop waited while %d younger ones of its flow were taken", most)
	}
}

// overtaken is how many younger loops of its flow were asked for and taken while a
// loop was there and nobody had taken it, at most. In the order of creation without
// others at the same time that is none. But whoever takes a task is passed over by
// the rest, and may be told of it later than the rest of theirs.
func (l *ledger) overtaken() int {
	flows := map[string][]*entry{}
	for _, e := range l.loops {
		flows[e.flowID] = append(flows[e.flowID], e)
	}
	most := 0
	for _, loops := range flows {
		for _, older := range loops {
			n := 0
			for _, e := range loops {
				if e.created.After(older.created) && e.firstAsked > older.here && e.first < older.first {
					n++
				}
			}
			most = max(most, n)
		}
	}
	return most
}

func (l *ledger) fewest() int {
	return slices.MinFunc(l.workers, func(a, b *worker) int { return a.tasks - b.tasks }).tasks
}

func (l *ledger) most() int {
	return slices.MaxFunc(l.workers, func(a, b *worker) int { return a.tasks - b.tasks }).tasks
}

// acceptTimes gives how long accepts took, the shortest first.
func (l *ledger) acceptTimes() []time.Duration { return slices.Sorted(slices.Values(l.times)) }

// quantile gives the time that a part of all does not exceed, whatever their order.
func quantile(times []time.Duration, part float64) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(part*float64(len(sorted))))]
}
