// Package limit keeps callers from asking too often: token buckets, one for each
// account, region and operation, in the memory of this process.
//
// It knows neither requests nor errors, and never reads the clock. Limits on how
// many of a thing there may be belong to the rooms that own the thing.
package limit

import (
	"sync"
	"time"
)

// maxBuckets bounds the memory: a bucket is about 150 bytes.
const maxBuckets = 10_000

// Key is what has a bucket of its own.
type Key struct {
	Account   string
	Region    string
	Operation string // service:Operation
}

// Rates are token buckets that hold one second's worth of calls. They are safe
// for concurrent use.
type Rates struct {
	perSecond float64
	mu        sync.Mutex
	buckets   map[Key]bucket
}

// bucket holds the calls that were left at a time.
type bucket struct {
	left float64
	at   time.Time
}

// NewRates allows perSecond calls in each second, all of them at once if nothing
// came before; 0 sets no limit.
func NewRates(perSecond int) *Rates {
	return &Rates{perSecond: float64(perSecond), buckets: map[Key]bucket{}}
}

// Take reports whether there is a call left at now, and takes it. Times may come
// out of order; a clock that is set back does not stop the buckets from filling.
func (r *Rates) Take(k Key, now time.Time) bool {
	if r.perSecond <= 0 {
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	b, known := r.buckets[k]
	if !known {
		r.makeRoom(now)
		b = bucket{left: r.perSecond, at: now}
	}
	b = r.fill(b, now)
	if b.left < 1 {
		r.buckets[k] = b
		return false
	}
	b.left--
	r.buckets[k] = b
	return true
}

// disorder is by how much requests may overtake each other between the clock and
// the bucket; more than that is a clock that was set back.
const disorder = 5 * time.Second

// fill adds what has come since.
func (r *Rates) fill(b bucket, now time.Time) bucket {
	switch passed := now.Sub(b.at); {
	case passed > 0:
		b.left = min(r.perSecond, b.left+passed.Seconds()*r.perSecond)
		b.at = now
	case passed < -disorder:
		b.at = now
	}
	return b
}

// makeRoom forgets buckets that are full again, which changes nothing; if there
// are too few of those, any: whoever asks in ten thousand regions gets a little
// more, and the memory stays bounded. A quarter goes at a time, so that this costs
// little for each call.
func (r *Rates) makeRoom(now time.Time) {
	if len(r.buckets) < maxBuckets {
		return
	}
	for k, b := range r.buckets {
		if r.fill(b, now).left >= r.perSecond {
			delete(r.buckets, k)
		}
	}
	for k := range r.buckets {
		if len(r.buckets) < maxBuckets*3/4 {
			return
		}
		delete(r.buckets, k)
	}
}
