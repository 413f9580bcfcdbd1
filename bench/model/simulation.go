package model

import (
	"container/heap"
	"math/rand/v2"
)

// Simulate plays what Predict calculates, so that one can be held against the other:
// some callers, each with one loop at a time, through a number of loops in all. Service
// takes exponentially distributed times with the means of the life, given by random; the
// writer needs a processor as well; a sync takes as long as it takes, and all that wait
// when it begins share it.
func (l Life) Simulate(cores, callers, loops int, random *rand.Rand) Prediction {
	s := simulation{life: l, random: random, free: cores, left: make([]int, callers)}
	for c := range callers {
		s.left[c] = int(l.Commits)
		s.ready = append(s.ready, turn{caller: c})
	}
	s.dispatch()
	for s.done < loops && len(s.agenda) > 0 {
		next := heap.Pop(&s.agenda).(event)
		s.now = next.at
		next.happens()
		s.dispatch()
	}
	if s.now == 0 {
		return Prediction{}
	}
	rate := float64(s.done) / s.now
	return Prediction{Rate: rate, Response: float64(callers) / rate}
}

// simulation is the state of things at one moment.
type simulation struct {
	life   Life
	random *rand.Rand
	now    float64 // seconds
	agenda agenda

	free    int    // processors
	ready   []turn // that wait for one
	writing bool
	writers []int // callers that wait for the writer
	syncing bool
	unsaved []int // callers that wait for the next sync
	left    []int // commits that each caller's loop still needs
	done    int   // loops
}

// turn is a caller's time on a processor, by itself or as the writer.
type turn struct {
	caller int
	writer bool
}

// dispatch gives free processors to those who wait, first come, first served.
func (s *simulation) dispatch() {
	for s.free > 0 && len(s.ready) > 0 {
		t := s.ready[0]
		s.ready = s.ready[1:]
		s.free--
		mean := (s.life.CPU - s.life.Writer) / s.life.Commits
		if t.writer {
			mean = s.life.Writer / s.life.Commits
		}
		s.after(mean*s.random.ExpFloat64(), func() { s.ended(t) })
	}
}

// ended is the end of a turn: after the caller's own comes the writer's, then the sync.
func (s *simulation) ended(t turn) {
	s.free++
	switch {
	case t.writer:
		s.writing = false
		s.save(t.caller)
	case s.life.Writer > 0:
		s.writers = append(s.writers, t.caller)
	default:
		s.save(t.caller)
	}
	if !s.writing && len(s.writers) > 0 {
		s.writing = true
		s.ready = append(s.ready, turn{s.writers[0], true})
		s.writers = s.writers[1:]
	}
}

func (s *simulation) save(caller int) {
	s.unsaved = append(s.unsaved, caller)
	if !s.syncing {
		s.sync()
	}
}

// sync makes durable what waits for it, and begins anew with what came meanwhile.
func (s *simulation) sync() {
	group := s.unsaved
	s.unsaved, s.syncing = nil, true
	s.after(s.life.Sync, func() {
		for _, c := range group {
			s.left[c]--
			if s.left[c] == 0 {
				s.left[c] = int(s.life.Commits)
				s.done++
			}
			s.ready = append(s.ready, turn{caller: c})
		}
		s.syncing = false
		if len(s.unsaved) > 0 {
			s.sync()
		}
	})
}

func (s *simulation) after(seconds float64, happens func()) {
	heap.Push(&s.agenda, event{s.now + seconds, happens})
}

// event is something that will happen.
type event struct {
	at      float64
	happens func()
}

// agenda is a heap of events, the next one first.
type agenda []event

// Len tells how many events there are.
func (a agenda) Len() int { return len(a) }

// Less reports whether one event comes before another.
func (a agenda) Less(i, j int) bool { return a[i].at < a[j].at }

// Swap exchanges two events.
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }

// Push adds an event, for container/heap.
func (a *agenda) Push(e any) { *a = append(*a, e.(event)) }

// Pop removes the last one, for container/heap.
func (a *agenda) Pop() any {
	last := len(*a) - 1
	e := (*a)[last]
	*a = (*a)[:last]
	return e
}
