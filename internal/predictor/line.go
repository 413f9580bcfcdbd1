package predictor

import (
	"context"
	"errors"
	"sync"
	"time"
)

// line is what this server knows of one source, and who waits for it.
type line struct {
	places  chan struct{} // one for each call at work
	mu      sync.Mutex
	waiting int
	breaker breaker
	budget  budget
}

// lines are those of the sources that were asked, by their ids. A source that is set
// anew has another id, and begins anew.
type lines struct {
	mu  sync.Mutex
	all map[string]*line
}

// maxLines bounds how many sources are remembered; ids that are not used any more
// leave their lines behind.
const maxLines = 1000

func (l *lines) of(id string, places int) *line {
	l.mu.Lock()
	defer l.mu.Unlock()
	if known := l.all[id]; known != nil {
		return known
	}
	if l.all == nil || len(l.all) >= maxLines {
		l.all = map[string]*line{}
	}
	made := &line{places: make(chan struct{}, places)}
	l.all[id] = made
	return made
}

// waitersPerPlace bounds how many calls wait, each with its image in memory.
const waitersPerPlace = 8

var errFull = errors.New("too many calls wait for the prediction source")

// enter waits for a place. Who got one must leave.
func (l *line) enter(ctx context.Context) error {
	select {
	case l.places <- struct{}{}:
		return nil
	default:
	}
	l.mu.Lock()
	full := l.waiting >= waitersPerPlace*cap(l.places)
	if !full {
		l.waiting++
	}
	l.mu.Unlock()
	if full {
		return errFull
	}
	defer func() {
		l.mu.Lock()
		l.waiting--
		l.mu.Unlock()
	}()
	select {
	case l.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return errFull
	}
}

func (l *line) leave() { <-l.places }

// allow asks the breaker, and tells how long it stays open if it does not allow.
func (l *line) allow(now time.Time) (bool, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.breaker.allow(now), l.breaker.left(now)
}

// learn counts how a call ended; nil for an answer. gone tells that the caller hung
// up, from which nothing is learnt.
func (l *line) learn(f *failure, gone bool, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case gone:
		l.breaker.forget()
	case f == nil:
		l.breaker.succeed()
		l.budget.earn()
	case f.class == refused, f.class == busy:
		l.breaker.succeed() // it is there
	default:
		l.breaker.fail(now)
	}
}

// again reports whether the budget has a repetition left.
func (l *line) again() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.budget.take()
}
