package fn

import (
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addWindowFunctions adds the window functions that are no aggregates.
func addWindowFunctions(s *shelf) {
	any1 := value.AnyElement
	s.addWindows(
		Window{Name: "row_number", Returns: value.Int8, Eval: func(_ *Env, _ Partition, row int) (value.Value, error) {
			return value.OfInt(int64(row + 1)), nil
		}},
		Window{Name: "rank", Returns: value.Int8, Eval: func(_ *Env, p Partition, row int) (value.Value, error) {
			first, _, _ := p.Peers(row)
			return value.OfInt(int64(first + 1)), nil
		}},
		Window{Name: "dense_rank", Returns: value.Int8, Eval: func(_ *Env, p Partition, row int) (value.Value, error) {
			_, _, before := p.Peers(row)
			return value.OfInt(int64(before + 1)), nil
		}},
		Window{Name: "percent_rank", Returns: value.Float8, Eval: func(_ *Env, p Partition, row int) (value.Value, error) {
			first, _, _ := p.Peers(row)
			return value.OfFloat(float64(first) / float64(max(p.Len()-1, 1))), nil
		}},
		Window{Name: "cume_dist", Returns: value.Float8, Eval: func(_ *Env, p Partition, row int) (value.Value, error) {
			_, end, _ := p.Peers(row)
			return value.OfFloat(float64(end) / float64(p.Len())), nil
		}},
		Window{Name: "ntile", Args: types(value.Int8), Returns: value.Int8, Eval: ntile},
		Window{Name: "lag", Args: types(value.AnyCompatible, value.Int8, value.AnyCompatible), Defaults: 2, Returns: value.AnyCompatible, Eval: neighbour(-1)},
		Window{Name: "lead", Args: types(value.AnyCompatible, value.Int8, value.AnyCompatible), Defaults: 2, Returns: value.AnyCompatible, Eval: neighbour(1)},
		Window{Name: "first_value", Args: types(any1), Returns: any1, Eval: func(_ *Env, p Partition, row int) (value.Value, error) {
			return inFrame(p, row, func(int) int { return 0 })
		}},
		Window{Name: "last_value", Args: types(any1), Returns: any1, Eval: func(_ *Env, p Partition, row int) (value.Value, error) {
			return inFrame(p, row, func(n int) int { return n - 1 })
		}},
		Window{Name: "nth_value", Args: types(any1, value.Int8), Returns: any1, Eval: nthValue},
	)
}

// ntile divides the partition into buckets as equal as can be, the larger first.
func ntile(_ *Env, p Partition, row int) (value.Value, error) {
	v, err := p.Arg(0, 0)
	if err != nil || v.IsNull() {
		return value.Null, err
	}
	buckets := v.Int()
	if buckets <= 0 {
		return value.Null, sqlerr.New(sqlerr.InvalidArgumentForNtile, "argument of ntile must be greater than zero")
	}
	size, larger := int64(p.Len())/buckets, int64(p.Len())%buckets
	at := int64(row)
	if at < larger*(size+1) {
		return value.OfInt(at/(size+1) + 1), nil
	}
	return value.OfInt(larger + (at-larger*(size+1))/size + 1), nil
}

// neighbour is the argument so many rows before or after, or the default beyond
// the partition.
func neighbour(sign int64) func(e *Env, p Partition, row int) (value.Value, error) {
	return func(_ *Env, p Partition, row int) (value.Value, error) {
		offset := int64(1)
		if p.Args() > 1 {
			v, err := p.Arg(row, 1)
			if err != nil || v.IsNull() {
				return value.Null, err
			}
			offset = v.Int()
		}
		at := int64(row) + sign*max(min(offset, 1<<40), -1<<40)
		if at >= 0 && at < int64(p.Len()) {
			return p.Arg(int(at), 0)
		}
		if p.Args() > 2 {
			return p.Arg(row, 2)
		}
		return value.Null, nil
	}
}

// inFrame is the argument at one of the frame's rows, which pick chooses by how
// many there are; NULL when that is none of them.
func inFrame(p Partition, row int, pick func(n int) int) (value.Value, error) {
	ranges, err := p.Frame(row)
	if err != nil {
		return value.Null, err
	}
	n := 0
	for _, r := range ranges {
		n += r.To - r.From
	}
	at := pick(n)
	if at < 0 || at >= n {
		return value.Null, nil
	}
	for _, r := range ranges {
		if at < r.To-r.From {
			return p.Arg(r.From+at, 0)
		}
		at -= r.To - r.From
	}
	return value.Null, nil
}

func nthValue(_ *Env, p Partition, row int) (value.Value, error) {
	v, err := p.Arg(row, 1)
	if err != nil || v.IsNull() {
		return value.Null, err
	}
	n := v.Int()
	if n <= 0 {
		return value.Null, sqlerr.New(sqlerr.InvalidArgumentForNthValue, "argument of nth_value must be greater than zero")
	}
	return inFrame(p, row, func(rows int) int {
		if n > int64(rows) {
			return -1
		}
		return int(n - 1)
	})
}
