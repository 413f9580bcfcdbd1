package endurance

import (
	"slices"
	"sync"
	"testing"
)

// fact is how sure the clients are that something has happened.
type fact int

const (
	never fact = iota // it was not asked for, or it was refused
	maybe             // it was asked for, and nothing came back
	known             // it was acknowledged
)

// learn takes in one more answer: nothing that was acknowledged is forgotten.
func (f *fact) learn(a answer) {
	switch {
	case a.ok():
		*f = known
	case a.doubt() || a.broken():
		*f = max(*f, maybe)
	}
}

// loop is what the clients know of one human loop.
type loop struct {
	name  string
	flow  *reviewFlow
	input string

	start, stop, remove fact

	arn     string
	final   string                     // a final status that was seen
	outputs string                     // where its output is to be, once that was told
	holders map[string]struct{}        // assignments that are held for sure
	answers map[string]map[string]fact // by worker id and answer
}

// ledger is what all clients together know. Only the owner of a loop changes what
// is known of its start, stop and removal.
type ledger struct {
	mu    sync.Mutex
	loops map[string]*loop
}

func newLedger() *ledger { return &ledger{loops: map[string]*loop{}} }

func (l *ledger) add(name string, f *reviewFlow, input string) *loop {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := &loop{name: name, flow: f, input: input, holders: map[string]struct{}{}, answers: map[string]map[string]fact{}}
	l.loops[name] = o
	return o
}

// ended counts the loops that were seen to be completed.
func (l *ledger) ended() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, o := range l.loops {
		if o.final == "Completed" {
			n++
		}
	}
	return n
}

// change runs a function on a loop; unknown ones are an error of the server's.
func (l *ledger) change(t *testing.T, name string, do func(*loop)) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	o, ok := l.loops[name]
	if !ok {
		t.Errorf("a worker was given a task of %q, which nobody has started", name)
		return
	}
	do(o)
}

// held notes that somebody holds a task for sure.
func (l *ledger) held(t *testing.T, name, assignment string) {
	t.Helper()
	l.change(t, name, func(o *loop) {
		o.holders[assignment] = struct{}{}
		if n := len(o.holders) + len(o.given()); n > o.flow.count {
			t.Errorf("%s is for %d workers, but %d hold it or have answered: %v", name, o.flow.count, n, o.holders)
		}
	})
}

// ending notes that a task is about to be given away: who knows who holds it then.
func (l *ledger) ending(t *testing.T, name, assignment string) {
	t.Helper()
	l.change(t, name, func(o *loop) { delete(o.holders, assignment) })
}

// answered notes what became of an answer.
func (l *ledger) answered(t *testing.T, name, worker, content string, a answer) {
	t.Helper()
	l.change(t, name, func(o *loop) {
		if o.answers[worker] == nil {
			o.answers[worker] = map[string]fact{}
		}
		f := o.answers[worker][content]
		f.learn(a)
		o.answers[worker][content] = f
		if n := len(o.given()); n > o.flow.count {
			t.Errorf("%s is for %d workers, but %d answers were taken", name, o.flow.count, n)
		}
	})
}

// given are the workers whose answers were acknowledged.
func (o *loop) given() []string {
	var workers []string
	for worker, contents := range o.answers {
		for _, f := range contents {
			if f == known {
				workers = append(workers, worker)
			}
		}
	}
	slices.Sort(workers)
	return workers
}
