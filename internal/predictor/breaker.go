package predictor

import "time"

const (
	// tripsAfter is how many failures in a row open a breaker.
	tripsAfter = 5
	// firstRest is how long a source is left alone then; each further failure doubles it
	// up to longestRest.
	firstRest   = 2 * time.Second
	longestRest = time.Minute
)

// breaker leaves a source alone that has failed several times in a row: then callers
// are told at once, and one of them is let through now and then to see whether it
// answers again. It is a plain rule; whoever holds it takes care of locks.
type breaker struct {
	failures int // in a row
	rest     time.Duration
	until    time.Time // when the next may try; zero while closed
	trying   bool      // whether one is trying now
}

// allow reports whether a call may go out. Who is let through while the breaker is
// open must tell how it ended, by succeed, fail or forget.
func (b *breaker) allow(now time.Time) bool {
	if b.until.IsZero() {
		return true
	}
	if b.trying || now.Before(b.until) {
		return false
	}
	b.trying = true
	return true
}

// left is how long the source is still left alone.
func (b *breaker) left(now time.Time) time.Duration { return max(b.until.Sub(now), 0) }

// succeed closes the breaker.
func (b *breaker) succeed() { *b = breaker{} }

// fail counts a failure.
func (b *breaker) fail(now time.Time) {
	b.failures++
	if b.failures < tripsAfter {
		return
	}
	b.rest = min(max(2*b.rest, firstRest), longestRest)
	b.until, b.trying = now.Add(b.rest), false
}

// forget ends a try of which nothing was learnt.
func (b *breaker) forget() { b.trying = false }
