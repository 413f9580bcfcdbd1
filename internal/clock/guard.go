package clock

import "time"

const (
	// MaxStep is the greatest step forward that is believed at once. Whoever sets a
	// clock by minutes lets things become due those minutes early.
	MaxStep = 5 * time.Minute
	// Hold is how long a greater step is doubted. A person who was alarmed has so
	// long to set the clock right; then the new time is believed, because a machine
	// that slept shows the same.
	Hold = time.Hour
	// slip is the least step back after which what waits for a time is looked at anew.
	slip = time.Minute
)

// Reading is one look at a clock that can be set (Wall) and at one that cannot
// (Elapsed, monotonic).
type Reading struct {
	Wall    time.Time
	Elapsed time.Duration
}

// Guard doubts a clock that jumps forward. The zero value has seen nothing: the
// first reading is believed, however long ago the process before it ended.
type Guard struct {
	begun  bool
	last   Reading       // the last one that was believed
	paused bool          // the ones since then are not
	since  time.Duration // Elapsed when they began
}

// Verdict is what a Guard makes of a reading.
type Verdict struct {
	// Paused tells that the time is not believed: nothing may become due by it.
	Paused bool
	// Changed tells that Paused is not what it was, or that this is the first reading.
	Changed bool
	// Step is how far the clock is ahead of where it should be; less than zero when it
	// was set back.
	Step time.Duration
}

// Look is the rule: what to think of a reading, and the Guard for the next.
func (g Guard) Look(r Reading) (Guard, Verdict) {
	believe := Guard{begun: true, last: r}
	if !g.begun {
		return believe, Verdict{Changed: true}
	}
	step := r.Wall.Sub(g.last.Wall) - (r.Elapsed - g.last.Elapsed)
	switch {
	case step <= MaxStep:
		return believe, Verdict{Changed: g.paused, Step: step}
	case !g.paused:
		g.paused, g.since = true, r.Elapsed
		return g, Verdict{Paused: true, Changed: true, Step: step}
	case r.Elapsed-g.since >= Hold:
		return believe, Verdict{Changed: true, Step: step}
	}
	return g, Verdict{Paused: true, Step: step}
}

// WentBack tells that times may have been saved that the clock has yet to reach:
// it was set back, came back from a jump, or is looked at for the first time.
func (v Verdict) WentBack() bool { return !v.Paused && (v.Changed || v.Step < -slip) }
