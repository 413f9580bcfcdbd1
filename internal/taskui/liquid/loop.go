package liquid

import "slices"

// loop is forloop or tablerowloop while it runs.
type loop struct {
	name    string
	i, n    int
	columns int
	parent  *loop
}

// loopMembers are what templates may ask of a loop; those of a table row follow.
var loopMembers = []string{"name", "length", "index", "index0", "rindex", "rindex0", "first", "last", "parentloop"}

var rowMembers = []string{"row", "col", "col0", "col_first", "col_last"}

// get gives one member, and whether there is one of that name.
func (l *loop) get(name string) (any, bool) {
	switch name {
	case "name":
		return l.name, true
	case "length":
		return int64(l.n), true
	case "index":
		return int64(l.i + 1), true
	case "index0":
		return int64(l.i), true
	case "rindex":
		return int64(l.n - l.i), true
	case "rindex0":
		return int64(l.n - l.i - 1), true
	case "first":
		return l.i == 0, true
	case "last":
		return l.i == l.n-1, true
	case "parentloop":
		if l.parent != nil {
			return l.parent, true
		}
	}
	return l.getRow(name)
}

// getRow gives the members that only a table row has.
func (l *loop) getRow(name string) (any, bool) {
	if l.columns == 0 {
		return nil, false
	}
	column := l.i % l.columns
	switch name {
	case "row":
		return int64(l.i/l.columns + 1), true
	case "col":
		return int64(column + 1), true
	case "col0":
		return int64(column), true
	case "col_first":
		return column == 0, true
	case "col_last":
		return column == l.columns-1, true
	}
	return nil, false
}

// object gives all members, for printing.
func (l *loop) object() *Object {
	o := &Object{}
	for _, name := range slices.Concat(loopMembers, rowMembers) {
		if v, ok := l.get(name); ok {
			o.Set(name, v)
		}
	}
	return o
}

// series is what a loop walks: n items, made when they are asked for.
type series struct {
	n    int
	item func(i int) any
}

// walk gives the items of v. An object's items are its pairs; a text is one item.
func walk(v any) series {
	switch v := v.(type) {
	case List:
		return series{len(v), func(i int) any { return v[i] }}
	case *Object:
		return series{v.Len(), func(i int) any { return v.pair(i) }}
	case Range:
		return series{v.length(), func(i int) any { return v.From + int64(i) }}
	case string, Markup:
		if s, _ := asString(v); s != "" {
			return series{1, func(int) any { return v }}
		}
	}
	return series{}
}

// part keeps limit items from offset on; limit -1 is all.
func (s series) part(offset, limit int) series {
	offset = min(max(offset, 0), s.n)
	n := s.n - offset
	if limit >= 0 {
		n = min(n, limit)
	}
	return series{n, func(i int) any { return s.item(offset + i) }}
}

// reversed walks from the end.
func (s series) reversed() series {
	return series{s.n, func(i int) any { return s.item(s.n - 1 - i) }}
}
