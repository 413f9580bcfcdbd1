package app

import (
	"sync"
	"time"
)

// complaintEvery is how often a trouble that lasts is told again.
const complaintEvery = time.Minute

// complaint keeps a trouble that is met again and again, such as by every question of a
// proxy, from filling the log: it is told when it begins, each minute while it lasts, and
// when it is over.
type complaint struct {
	mu   sync.Mutex
	told time.Time // zero while there is no trouble
}

// hear takes the trouble, or nil where there is none, and says what to tell: of it, or that
// it is over.
func (c *complaint) hear(now time.Time, err error) (tell, over bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case err == nil:
		over = !c.told.IsZero()
		c.told = time.Time{}
	case c.told.IsZero() || now.Sub(c.told).Abs() >= complaintEvery:
		tell = true
		c.told = now
	}
	return tell, over
}
