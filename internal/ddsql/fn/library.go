package fn

import (
	"io"
	"sync"

	"foureyes/internal/ddsql/value"
)

// shelf is every function by name.
type shelf struct {
	funcs      map[string][]*Func
	binary     map[string][]*Func
	prefix     map[string][]*Func
	aggregates map[string][]*Aggregate
	windows    map[string][]*Window
	sets       map[string][]*Set
}

var (
	theShelf *shelf
	built    sync.Once
)

// library is built when it is first asked for and never changed afterwards.
func library() *shelf {
	built.Do(func() { theShelf = build() })
	return theShelf
}

func build() *shelf {
	s := &shelf{
		funcs: map[string][]*Func{}, binary: map[string][]*Func{}, prefix: map[string][]*Func{},
		aggregates: map[string][]*Aggregate{}, windows: map[string][]*Window{}, sets: map[string][]*Set{},
	}
	for _, add := range areas() {
		add(s)
	}
	return s
}

func (s *shelf) add(list ...Func) {
	for i := range list {
		s.funcs[list[i].Name] = append(s.funcs[list[i].Name], &list[i])
	}
}

// operators adds operators; those of one argument stand before it.
func (s *shelf) operators(list ...Func) {
	for i := range list {
		into := s.binary
		if len(list[i].Args) == 1 {
			into = s.prefix
		}
		into[list[i].Name] = append(into[list[i].Name], &list[i])
	}
}

func (s *shelf) addAggregates(list ...Aggregate) {
	for i := range list {
		s.aggregates[list[i].Name] = append(s.aggregates[list[i].Name], &list[i])
	}
}

func (s *shelf) addWindows(list ...Window) {
	for i := range list {
		s.windows[list[i].Name] = append(s.windows[list[i].Name], &list[i])
	}
}

func (s *shelf) addSets(list ...Set) {
	for i := range list {
		s.sets[list[i].Name] = append(s.sets[list[i].Name], &list[i])
	}
}

// IsAggregate reports whether an aggregate has this name.
func IsAggregate(name string) bool { return len(library().aggregates[name]) > 0 }

// IsWindow reports whether a window function that is no aggregate has this name.
func IsWindow(name string) bool { return len(library().windows[name]) > 0 }

// IsSet reports whether a function that gives rows has this name.
func IsSet(name string) bool { return len(library().sets[name]) > 0 }

// Exists reports whether any function has this name.
func Exists(name string) bool {
	return len(library().funcs[name]) > 0 || IsAggregate(name) || IsWindow(name) || IsSet(name)
}

// none is a call that gives no rows.
func none() ([]value.Value, error) { return nil, io.EOF }
