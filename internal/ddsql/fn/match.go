package fn

import (
	"slices"

	"foureyes/internal/ddsql/value"
)

// signature is what a choice among functions of one name looks at.
type signature struct {
	args     []value.Type
	variadic bool
	defaults int
}

// outcome is what a choice came to.
type outcome int

const (
	noMatch outcome = iota
	ambiguous
	matched
)

// candidate is a signature written out for the number of arguments at hand.
type candidate struct {
	index int
	types []value.Type
}

// expand writes a signature out for n arguments; ok is false when it cannot
// take that many. array says that the last one is written VARIADIC array.
func (s signature) expand(n int, array bool) (types []value.Type, ok bool) {
	most := len(s.args)
	if !s.variadic || array {
		if array && !s.variadic || n > most || n < most-s.defaults {
			return nil, false
		}
		return s.args[:n], true
	}
	if n < most {
		return nil, false
	}
	elem := element(s.args[most-1])
	types = slices.Clone(s.args[:most-1])
	for len(types) < n {
		types = append(types, elem)
	}
	return types, true
}

// element is what a variadic array is written with one by one.
func element(array value.Type) value.Type {
	switch array {
	case value.Any:
		return value.Any
	case value.AnyArray:
		return value.AnyElement
	case value.AnyCompatibleArray:
		return value.AnyCompatible
	}
	return array.Elem()
}

// widened takes every integer for a bigint and every number with a fraction for
// a double: the dialect has functions of these alone. This is the one place that
// decides so.
func widened(args []Arg) []Arg {
	wide := slices.Clone(args)
	for i, a := range args {
		switch a {
		case value.Int2, value.Int4:
			wide[i] = value.Int8
		case value.Float4, value.Numeric:
			wide[i] = value.Float8
		}
	}
	return wide
}

// match chooses among signatures by PostgreSQL's rules and gives the index and
// the declared types, written out.
func match(list []signature, args []Arg, array bool) (candidate, outcome) {
	args = widened(args)
	var fit []candidate
	for i, s := range list {
		types, ok := s.expand(len(args), array)
		if !ok {
			continue
		}
		if slices.Equal(types, args) {
			return candidate{i, types}, matched
		}
		if fits(types, args) {
			fit = append(fit, candidate{i, types})
		}
	}
	switch len(fit) {
	case 0:
		return candidate{}, noMatch
	case 1:
		return fit[0], matched
	}
	return choose(fit, args)
}

// fits reports whether every argument can become the declared type by itself.
func fits(types []value.Type, args []Arg) bool {
	for i, t := range types {
		if !implicit(args[i], t) {
			return false
		}
	}
	_, ok := bind(types, args)
	return ok
}

// implicit reports whether an argument may stand where a type is declared.
func implicit(from, to value.Type) bool {
	switch to {
	case value.Any, value.AnyElement, value.AnyCompatible:
		return true
	case value.AnyArray, value.AnyCompatibleArray:
		return from == value.Unknown || from.IsArray()
	case value.AnyNonArray:
		return !from.IsArray()
	}
	return from == to || from == value.Unknown || becomes(from, to)
}

// choose is what remains of the rules when several signatures fit.
func choose(fit []candidate, args []Arg) (candidate, outcome) {
	fit = best(fit, func(c candidate) int { return exact(c, args) })
	fit = best(fit, func(c candidate) int { return exactOrPreferred(c, args) })
	if len(fit) == 1 {
		return fit[0], matched
	}
	if !slices.Contains(args, value.Unknown) {
		return candidate{}, ambiguous
	}
	fit = byCategory(fit, args)
	if len(fit) == 1 {
		return fit[0], matched
	}
	return assumeSame(fit, args)
}

// best keeps the candidates with the highest score.
func best(fit []candidate, score func(candidate) int) []candidate {
	top, kept := -1, []candidate(nil)
	for _, c := range fit {
		switch s := score(c); {
		case s > top:
			top, kept = s, []candidate{c}
		case s == top:
			kept = append(kept, c)
		}
	}
	return kept
}

func exact(c candidate, args []Arg) (n int) {
	for i, t := range c.types {
		if t == args[i] && t != value.Unknown {
			n++
		}
	}
	return n
}

func exactOrPreferred(c candidate, args []Arg) (n int) {
	for i, t := range c.types {
		if args[i] != value.Unknown && (t == args[i] || t.IsPreferred() && t.Category() == args[i].Category()) {
			n++
		}
	}
	return n
}

// byCategory chooses a type category for each argument of unknown type, text
// first, and keeps the candidates that agree.
func byCategory(fit []candidate, args []Arg) []candidate {
	kept := fit
	for i, a := range args {
		if a != value.Unknown {
			continue
		}
		category, preferred, ok := slotCategory(fit, i)
		if !ok {
			return fit
		}
		kept = slices.DeleteFunc(slices.Clone(kept), func(c candidate) bool {
			t := c.types[i]
			return t.Category() != category || preferred && !t.IsPreferred()
		})
	}
	if len(kept) == 0 {
		return fit
	}
	return kept
}

// slotCategory is the category that an unknown argument is taken for.
func slotCategory(fit []candidate, i int) (c value.Category, preferred, ok bool) {
	c, same := fit[0].types[i].Category(), true
	for _, f := range fit {
		if f.types[i].Category() == value.CategoryString {
			c, same = value.CategoryString, true
			break
		}
		same = same && f.types[i].Category() == c
	}
	for _, f := range fit {
		preferred = preferred || f.types[i].Category() == c && f.types[i].IsPreferred()
	}
	return c, preferred, same
}

// assumeSame takes unknown arguments for the type of the known ones, when those
// are all of one type.
func assumeSame(fit []candidate, args []Arg) (candidate, outcome) {
	known := value.Unknown
	for _, a := range args {
		if a == value.Unknown {
			continue
		}
		if known != value.Unknown && known != a {
			return candidate{}, ambiguous
		}
		known = a
	}
	if known == value.Unknown {
		return candidate{}, ambiguous
	}
	all := slices.Repeat([]Arg{known}, len(args))
	var kept []candidate
	for _, c := range fit {
		if fits(c.types, all) {
			kept = append(kept, c)
		}
	}
	if len(kept) == 1 {
		return kept[0], matched
	}
	return candidate{}, ambiguous
}
