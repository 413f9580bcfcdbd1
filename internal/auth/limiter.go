package auth

import (
	"crypto/sha256"
	"net/netip"
	"sync"
	"time"

	"foureyes/internal/fault"
)

// Failed sign-ins allowed for one user, or e-mail address, from one network address.
const (
	failureLimit  = 10
	failureWindow = 15 * time.Minute
	failureSize   = 10_000 // pairs remembered at most
)

// failures counts the failed sign-ins of SQL clients in this process: their passwords
// are random, so what a start forgets helps nobody to guess. It is kept per user and
// network address, so that nobody can lock another person out from elsewhere.
// The zero value is ready.
type failures struct {
	mu    sync.Mutex
	pairs map[failureKey]failureCount
}

type failureKey [sha256.Size]byte

type failureCount struct {
	n     int
	until time.Time
}

// keyOf is a hash, so that entries have one size whatever was typed. One IPv6
// customer has a whole /64, so the rest of the address does not count.
func keyOf(email, addr string) failureKey {
	if ip, err := netip.ParseAddr(addr); err == nil && ip.Unmap().Is6() {
		if prefix, err := ip.WithZone("").Prefix(64); err == nil {
			addr = prefix.String()
		}
	}
	return sha256.Sum256([]byte(email + "\x00" + addr))
}

// check refuses with fault.Throttled while there were too many failures.
func (f *failures) check(k failureKey, now time.Time) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	c, ok := f.pairs[k]
	if !ok || !now.Before(c.until) || c.n < failureLimit {
		return nil
	}
	minutes := int(c.until.Sub(now)/time.Minute) + 1
	return fault.New(fault.Throttled, SubjectPerson, "Too many failed attempts to sign in. Try again in %d min.", minutes)
}

// add counts a failure; the window begins with the first.
func (f *failures) add(k failureKey, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c, ok := f.pairs[k]
	if !ok {
		f.makeRoom(now)
	}
	if !ok || !now.Before(c.until) {
		c = failureCount{until: now.Add(failureWindow)}
	}
	c.n++
	f.pairs[k] = c
}

func (f *failures) clear(k failureKey) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.pairs, k)
}

// makeRoom drops what is over, and any one entry if that is not enough: to push
// an entry out, an attacker must pay for failureSize password checks.
func (f *failures) makeRoom(now time.Time) {
	if f.pairs == nil {
		f.pairs = make(map[failureKey]failureCount)
	}
	if len(f.pairs) < failureSize {
		return
	}
	for k, c := range f.pairs {
		if !now.Before(c.until) {
			delete(f.pairs, k)
		}
	}
	for k := range f.pairs {
		if len(f.pairs) < failureSize {
			return
		}
		delete(f.pairs, k)
	}
}
