package fn

import (
	"io"
	"slices"
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

// Listing is a function as pg_proc shows it.
type Listing struct {
	Name    string
	Args    []value.Type
	Returns value.Type
	Kind    byte // f, a, w as in pg_proc.prokind
	Set     bool
	Strict  bool
}

// List is every function, by name.
func List() []Listing {
	l := library()
	var all []Listing
	for _, list := range l.funcs {
		for _, f := range list {
			all = append(all, Listing{f.Name, f.Args, f.Returns, 'f', false, f.Strict})
		}
	}
	for _, list := range l.aggregates {
		for _, f := range list {
			all = append(all, Listing{f.Name, f.Args, f.Returns, 'a', false, f.Strict})
		}
	}
	for _, list := range l.windows {
		for _, f := range list {
			all = append(all, Listing{f.Name, f.Args, f.Returns, 'w', false, false})
		}
	}
	for _, list := range l.sets {
		for _, f := range list {
			all = append(all, Listing{f.Name, f.Args, f.Returns, 'f', true, f.Strict})
		}
	}
	slices.SortFunc(all, compareListings)
	return all
}

// Operators is every operator, by name; those that stand before their operand
// have one argument.
func Operators() []Listing {
	l := library()
	var all []Listing
	for _, side := range []map[string][]*Func{l.binary, l.prefix} {
		for _, list := range side {
			for _, f := range list {
				all = append(all, Listing{f.Name, f.Args, f.Returns, 'f', false, f.Strict})
			}
		}
	}
	slices.SortFunc(all, compareListings)
	return all
}

func compareListings(a, b Listing) int {
	x, y := a.Name+typeList(a.Args), b.Name+typeList(b.Args)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// none is a call that gives no rows.
func none() ([]value.Value, error) { return nil, io.EOF }
