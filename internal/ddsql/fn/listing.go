package fn

import (
	"maps"
	"slices"
	"sync"

	"foureyes/internal/ddsql/value"
)

// Listing is a function as pg_proc shows it, or an operator.
type Listing struct {
	Name    string
	Args    []value.Type
	Returns value.Type
	Kind    byte // f, a, w as in pg_proc.prokind; o for an operator
	Set     bool
	Strict  bool
	// Defaults is how many of the last arguments may be left out, and Variadic tells
	// that the last one stands for any number.
	Defaults   int
	Variadic   bool
	Volatility Volatility
	// Columns are those of the rows of a Set; nil for one column.
	Columns []Column
	// Ordered is how many of Args are direct arguments of an ordered-set aggregate,
	// below 0 for others.
	Ordered int
}

// List is every function, by name. It is shared and not to be changed.
func List() []Listing {
	listOnce.Do(func() { theList = list() })
	return theList
}

// The functions that tell of functions are among them, so the two lists cannot be
// variables that are made by a function of library.
var (
	theList, theOperators   []Listing
	listOnce, operatorsOnce sync.Once
)

func list() []Listing {
	l := library()
	var all []Listing
	for f := range every(l.funcs) {
		all = append(all, ofFunc(f, 'f'))
	}
	for f := range every(l.aggregates) {
		all = append(all, Listing{
			Name: f.Name, Args: f.Args, Returns: f.Returns, Kind: 'a', Strict: f.Strict, Variadic: f.Variadic, Ordered: f.Ordered,
		})
	}
	for f := range every(l.windows) {
		all = append(all, Listing{Name: f.Name, Args: f.Args, Returns: f.Returns, Kind: 'w', Defaults: f.Defaults, Ordered: -1})
	}
	for f := range every(l.sets) {
		all = append(all, Listing{
			Name: f.Name, Args: f.Args, Returns: f.Returns, Kind: 'f', Set: true, Strict: f.Strict, Defaults: f.Defaults,
			Variadic: f.Variadic, Columns: f.Columns, Ordered: -1,
		})
	}
	slices.SortFunc(all, compareListings)
	return all
}

// Operators is every operator, by name. It is shared and not to be changed.
func Operators() []Listing {
	operatorsOnce.Do(func() { theOperators = operators() })
	return theOperators
}

func operators() []Listing {
	var all []Listing
	for _, some := range []map[string][]*Func{library().binary, library().prefix} {
		for f := range every(some) {
			all = append(all, ofFunc(f, 'o'))
		}
	}
	slices.SortFunc(all, compareListings)
	return all
}

// every goes through the overloads of all names.
func every[T any](shelf map[string][]*T) func(yield func(*T) bool) {
	return func(yield func(*T) bool) {
		for _, list := range shelf {
			for _, f := range list {
				if !yield(f) {
					return
				}
			}
		}
	}
}

func ofFunc(f *Func, kind byte) Listing {
	return Listing{
		Name: f.Name, Args: f.Args, Returns: f.Returns, Kind: kind, Strict: f.Strict, Defaults: f.Defaults,
		Variadic: f.Variadic, Volatility: f.Volatility, Ordered: -1,
	}
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

// CastListing is a cast as pg_cast shows it. Casts through text are not among them.
type CastListing struct {
	From, To value.Type
	Context  Context
}

// Casts is every cast of the table of casts, in any order.
func Casts() []CastListing {
	var all []CastListing
	for _, key := range slices.Collect(maps.Keys(castTable())) {
		all = append(all, CastListing{key.from, key.to, castTable()[key].context})
	}
	return all
}
