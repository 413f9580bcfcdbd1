package catalog

import "sync"

// lazy is made when it is first asked for. The parts of this package need each other
// to be made, which variables with initial values could not.
type lazy[T any] struct {
	once  sync.Once
	value T
}

func (l *lazy[T]) get(build func() T) T {
	l.once.Do(func() { l.value = build() })
	return l.value
}
