package event

import (
	"errors"
	"sync"
	"time"

	"foureyes/internal/job"
)

// probeTime is how long the others wait while one delivery finds out whether a
// target that failed works again. It is longer than any send.
const probeTime = 15 * time.Second

var errFailing = errors.New("the last deliveries to it failed")

// holds keeps deliveries from targets that fail, so that those to other targets do
// not wait for one timeout after the other. It is forgotten at the end of the
// process, which costs one failure. The zero value is ready.
type holds struct {
	mu sync.Mutex
	of map[string]hold // by target id
}

type hold struct {
	failures int
	until    time.Time
}

// begin refuses a send to a target that is held.
func (h *holds) begin(target string, now time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	k, held := h.of[target]
	if !held {
		return nil
	}
	if now.Before(k.until) {
		return &job.Later{Until: k.until, Cause: errFailing}
	}
	k.until = now.Add(probeTime)
	h.of[target] = k
	return nil
}

// release ends the hold on a target that works.
func (h *holds) release(target string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.of, target)
}

// extend makes the hold on a target longer, because of a failure, which comes back
// with the end of the hold.
func (h *holds) extend(target string, now time.Time, err error) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	k := h.of[target]
	k.failures++
	k.until = now.Add(job.Backoff(k.failures, 0))
	if later, ok := errors.AsType[*job.Later](err); ok && later.Until.After(k.until) {
		k.until = later.Until
	}
	if h.of == nil {
		h.of = map[string]hold{}
	}
	h.of[target] = k
	return &job.Later{Until: k.until, Cause: err}
}
