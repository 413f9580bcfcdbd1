package auth

import (
	"fmt"
	"testing"
)

func TestKeyCacheTakesBoundedMemory(t *testing.T) {
	var c keyCache
	for i := range cacheSize + 100 {
		c.put(cachedKey{key: AccessKey{ID: fmt.Sprint(i)}, readAt: noon}, 0)
	}
	if len(c.entries) != cacheSize {
		t.Errorf("%d keys are held", len(c.entries))
	}
	c.put(cachedKey{key: AccessKey{ID: "later"}, readAt: noon.Add(cacheLife)}, 0)
	if len(c.entries) != 1 {
		t.Errorf("%d keys are held when all others have aged", len(c.entries))
	}
}

func TestKeyReadBeforeAChangeIsNotCachedAfterIt(t *testing.T) {
	var c keyCache
	before := c.generation.Load()
	c.forget("AKIA1")
	c.put(cachedKey{key: AccessKey{ID: "AKIA1"}, readAt: noon}, before)
	if _, ok := c.get("AKIA1", noon); ok {
		t.Error("the key from before the change is held")
	}
	c.put(cachedKey{key: AccessKey{ID: "AKIA1"}, readAt: noon}, c.generation.Load())
	if _, ok := c.get("AKIA1", noon); !ok {
		t.Error("the key from after the change is not held")
	}
}
