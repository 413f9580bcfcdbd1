package auth

import (
	"sync"
	"sync/atomic"
	"time"

	"foureyes/internal/auth/policy"
)

// cacheLife is how long a key is trusted without asking the store again.
const cacheLife = 10 * time.Second

// cacheSize bounds how many opened keys are held in memory.
const cacheSize = 1024

type cachedKey struct {
	key      AccessKey
	secret   string
	policies []*policy.Document
	readAt   time.Time
}

// keyCache holds opened access keys for a short time, so that a request costs
// neither a query nor a decryption. The zero value is ready.
type keyCache struct {
	mu      sync.RWMutex
	entries map[string]cachedKey
	// generation counts what was forgotten. A key read before that may be the
	// state from before the change and must not be put in after it.
	generation atomic.Uint64
}

func (c *keyCache) get(id string, now time.Time) (cachedKey, bool) {
	c.mu.RLock()
	e, ok := c.entries[id]
	c.mu.RUnlock()
	return e, ok && e.fresh(now)
}

// fresh is false for times before the reading too: a clock set back must not
// make an entry live longer.
func (e cachedKey) fresh(now time.Time) bool {
	age := now.Sub(e.readAt)
	return age >= 0 && age < cacheLife
}

func (c *keyCache) put(e cachedKey, generation uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.generation.Load() != generation {
		return
	}
	if c.entries == nil {
		c.entries = make(map[string]cachedKey)
	}
	if len(c.entries) >= cacheSize {
		c.shrink(e.readAt)
	}
	c.entries[e.key.ID] = e
}

// shrink drops what has aged, and anything at all if that makes no room.
func (c *keyCache) shrink(now time.Time) {
	for id, e := range c.entries {
		if !e.fresh(now) {
			delete(c.entries, id)
		}
	}
	for id := range c.entries {
		if len(c.entries) < cacheSize {
			return
		}
		delete(c.entries, id)
	}
}

func (c *keyCache) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.generation.Add(1)
	delete(c.entries, id)
}
