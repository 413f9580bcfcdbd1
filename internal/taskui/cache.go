package taskui

import (
	"container/list"
	"crypto/sha256"
	"sync"

	"foureyes/internal/taskui/liquid"
)

// cache keeps parsed templates by the digest of their text. When the texts
// together pass its size, those not used for longest are forgotten.
type cache struct {
	limit int

	mu     sync.Mutex
	size   int
	byUse  *list.List // of *cached, latest first
	digest map[[sha256.Size]byte]*list.Element
}

type cached struct {
	digest   [sha256.Size]byte
	size     int
	template *liquid.Template
}

func newCache(limit int) *cache {
	return &cache{limit: limit, byUse: list.New(), digest: map[[sha256.Size]byte]*list.Element{}}
}

// get finds a template, nil when it is not kept.
func (c *cache) get(content string) *liquid.Template {
	key := sha256.Sum256([]byte(content))
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.digest[key]
	if e == nil {
		return nil
	}
	c.byUse.MoveToFront(e)
	return entry(e).template
}

// put keeps a template and makes room for it.
func (c *cache) put(content string, t *liquid.Template) {
	key := sha256.Sum256([]byte(content))
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.digest[key] != nil || len(content) > c.limit {
		return
	}
	c.digest[key] = c.byUse.PushFront(&cached{key, len(content), t})
	c.size += len(content)
	for c.size > c.limit {
		last := c.byUse.Back()
		old := entry(last)
		c.byUse.Remove(last)
		delete(c.digest, old.digest)
		c.size -= old.size
	}
}

// entry is what an element of byUse holds.
func entry(e *list.Element) *cached {
	c, _ := e.Value.(*cached)
	return c
}
