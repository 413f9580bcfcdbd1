// Package live tells those who look on what happens now: pages that show how many
// tasks wait, and scripts that wait for the end of a human loop.
//
// It owns the notes, a ring of the last of them for whoever comes back, and who
// waits for what. Notes are made by rooms and published by the store once the change
// is durable. They are hints: whoever gets one reads what it is about, and nobody's
// work depends on having got it. It leaves to doors who may see which note.
package live

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"foureyes/internal/fault"
)

// Subject is what faults about looking on are about.
const Subject fault.Subject = "live"

// Note says that something has changed.
type Note struct {
	FlowID string
	// Waiting tells that another number of the flow's tasks waits than before.
	Waiting bool
	// Loop is set when a human loop has come into another state.
	Loop *Loop
	// Task is set when an assignment has come into another state.
	Task *Task
}

// Loop is a human loop in its new state.
type Loop struct {
	ID      string
	Account string
	Region  string
	Name    string
	ARN     string
	Status  string // as the API shows it
	Over    bool
}

// Task is an assignment in its new state.
type Task struct {
	ID       string
	PersonID string
	Status   string
}

const (
	// kept is how many notes are there for whoever comes back.
	kept = 4096
	// beat is how often those who look on are woken at most. One note may wake ten
	// thousand of them, and a busy server makes thousands of notes in a second.
	beat = 100 * time.Millisecond
	// maxWaits is how many may wait for the ends of loops at once.
	maxWaits = 5000
)

// Hub passes notes on. It is safe for concurrent use.
type Hub struct {
	epoch string // names this hub in cursors
	poke  chan struct{}
	done  chan struct{}

	mu      sync.Mutex
	ring    []Note
	next    uint64 // number of the next note
	more    chan struct{}
	waits   map[string]map[chan struct{}]bool // by loop id
	waiting int
	shut    bool
}

// NewHub makes a Hub. epoch must differ from those of all other hubs.
func NewHub(epoch string) *Hub {
	return &Hub{
		epoch: epoch, poke: make(chan struct{}, 1), done: make(chan struct{}),
		ring: make([]Note, kept), more: make(chan struct{}), waits: map[string]map[chan struct{}]bool{},
	}
}

// Publish passes on what has changed. It never blocks.
func (h *Hub) Publish(notes []Note) {
	if len(notes) == 0 {
		return
	}
	h.mu.Lock()
	for _, n := range notes {
		h.ring[h.next%kept] = n
		h.next++
		if n.Loop != nil && n.Loop.Over {
			h.wakeLocked(n.Loop.ID)
		}
	}
	h.mu.Unlock()
	h.prod()
}

// Lose tells that something has changed and that nobody knows what: all who look on
// read anew what they look at.
func (h *Hub) Lose() {
	h.mu.Lock()
	h.next += kept + 1
	for loopID := range h.waits {
		h.wakeLocked(loopID)
	}
	h.mu.Unlock()
	h.prod()
}

func (h *Hub) wakeLocked(loopID string) {
	for c := range h.waits[loopID] {
		select {
		case c <- struct{}{}:
		default: // is being woken already
		}
	}
}

// prod tells Run that there are notes.
func (h *Hub) prod() {
	select {
	case h.poke <- struct{}{}:
	default:
	}
}

// Run wakes those who look on, until Close.
func (h *Hub) Run() {
	for {
		select {
		case <-h.done:
			return
		case <-h.poke:
		}
		h.mu.Lock()
		woken := h.more
		h.more = make(chan struct{})
		h.mu.Unlock()
		close(woken)
		select {
		case <-h.done:
			return
		case <-time.After(beat):
		}
	}
}

// Close ends all waiting, for good.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.shut {
		h.shut = true
		close(h.done)
	}
}

// Closed is closed by Close.
func (h *Hub) Closed() <-chan struct{} { return h.done }

// Wait gives a channel that is signalled when a loop may have come to its end, which the
// caller must then read for itself, and a function to end the waiting. It refuses
// (fault.Throttled) when too many wait.
func (h *Hub) Wait(loopID string) (over <-chan struct{}, leave func(), err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.waiting >= maxWaits {
		return nil, nil, fault.New(fault.Throttled, Subject, "Too many requests wait for human loops. Ask without waitSeconds, or later.")
	}
	c := make(chan struct{}, 1)
	if h.waits[loopID] == nil {
		h.waits[loopID] = map[chan struct{}]bool{}
	}
	h.waits[loopID][c] = true
	h.waiting++
	return c, func() { h.leave(loopID, c) }, nil
}

func (h *Hub) leave(loopID string, c chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.waits[loopID][c] {
		return
	}
	delete(h.waits[loopID], c)
	h.waiting--
	if len(h.waits[loopID]) == 0 {
		delete(h.waits, loopID)
	}
}

// Cursor is a place in the stream of notes.
type Cursor struct{ next uint64 }

// Now is the place after all notes so far.
func (h *Hub) Now() Cursor {
	h.mu.Lock()
	defer h.mu.Unlock()
	return Cursor{h.next}
}

// Since gives the notes after a place, and the place after them. lost tells that
// there were more, which are gone. more is closed when there are others.
func (h *Hub) Since(c Cursor) (notes []Note, after Cursor, lost bool, more <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	after, more = Cursor{h.next}, h.more
	if c.next > h.next || h.next-c.next > kept {
		return nil, after, true, more
	}
	for i := c.next; i < h.next; i++ {
		notes = append(notes, h.ring[i%kept])
	}
	return notes, after, false, more
}

// Text names a place for somebody who may come back to it.
func (h *Hub) Text(c Cursor) string { return h.epoch + "-" + strconv.FormatUint(c.next, 10) }

// Place finds the place that Text has named; false if that was another hub's.
func (h *Hub) Place(text string) (Cursor, bool) {
	number, mine := strings.CutPrefix(text, h.epoch+"-")
	n, err := strconv.ParseUint(number, 10, 64)
	return Cursor{n}, mine && err == nil
}
