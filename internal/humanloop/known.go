package humanloop

import (
	"sync"

	"foureyes/internal/activation"
	"foureyes/internal/flow"
)

// knownLimit bounds how many of each are remembered.
const knownLimit = 1000

// remembered keeps what never changes, so that a start need not read it. The zero
// value is ready.
type remembered[K comparable, V any] struct {
	mu     sync.RWMutex
	values map[K]V
}

func (k *remembered[K, V]) get(key K) (V, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	v, ok := k.values[key]
	return v, ok
}

// put remembers a value; when there are too many it begins anew.
func (k *remembered[K, V]) put(key K, v V) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.values == nil || len(k.values) >= knownLimit {
		k.values = map[K]V{}
	}
	k.values[key] = v
}

// knownFlows remembers the flow definitions that loops were started for. Only whether
// a definition is still there and takes loops changes, and that the store checks in
// the transaction of each start.
type knownFlows struct {
	remembered[knownKey, flow.Definition]
}

type knownKey struct{ account, region, arn string }

// knownConditions remembers the conditions of flow definitions, read and compiled, by
// the definition's id.
type knownConditions struct {
	remembered[string, *activation.Conditions]
}

// of gives a flow definition's conditions.
func (k *knownConditions) of(d flow.Definition) (*activation.Conditions, error) {
	if c, ok := k.get(d.ID); ok {
		return c, nil
	}
	c, err := d.ReadConditions()
	if err == nil {
		k.put(d.ID, c)
	}
	return c, err
}
