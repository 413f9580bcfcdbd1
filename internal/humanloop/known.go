package humanloop

import (
	"sync"

	"foureyes/internal/flow"
)

// knownLimit bounds how many flow definitions are remembered.
const knownLimit = 1000

// knownFlows remembers the flow definitions that loops were started for, so that
// a start need not read them. What is remembered never changes; only whether a
// definition is still there and takes loops does, and that the store checks in the
// transaction of each start. The zero value is ready.
type knownFlows struct {
	mu   sync.RWMutex
	flow map[knownKey]flow.Definition
}

type knownKey struct{ account, region, arn string }

func (k *knownFlows) get(key knownKey) (flow.Definition, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	d, ok := k.flow[key]
	return d, ok
}

// put remembers a definition; when there are too many it begins anew.
func (k *knownFlows) put(key knownKey, d flow.Definition) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.flow == nil || len(k.flow) >= knownLimit {
		k.flow = map[knownKey]flow.Definition{}
	}
	k.flow[key] = d
}
