package liquid

import (
	"fmt"
	"slices"
)

// filter is a built-in filter and the number of arguments it takes.
type filter struct {
	least, most int
	apply       func(c *call) (any, error)
}

// call is one use of a filter.
type call struct {
	*run
	in    any
	args  []any
	named map[string]any
}

// arg gives the i-th argument, or nil.
func (c *call) arg(i int) any {
	if i < len(c.args) {
		return c.args[i]
	}
	return nil
}

// argText gives the i-th argument as text.
func (c *call) argText(i int) (string, error) { return c.text(c.arg(i)) }

// argInt gives the i-th argument as a whole number, fallback when it is missing.
func (c *call) argInt(i int, fallback int64) int64 {
	if c.arg(i) == nil {
		return fallback
	}
	return toInt(c.arg(i))
}

// step is one filter of an output, as parsed.
type filterStep struct {
	name  string
	apply func(c *call) (any, error)
	args  []expr
	named []namedArg
}

type namedArg struct {
	name  string
	value expr
}

// filteredExpr is a value and the filters it goes through.
type filteredExpr struct {
	value expr
	steps []filterStep
}

func (f filteredExpr) eval(r *run) (any, error) {
	v, err := f.value.eval(r)
	for i := 0; i < len(f.steps) && err == nil; i++ {
		v, err = f.steps[i].eval(r, v)
	}
	return v, err
}

// eval applies one filter, paying for what it reads.
func (s *filterStep) eval(r *run, in any) (any, error) {
	c := &call{run: r, in: in, args: make([]any, len(s.args))}
	cost := 1 + weight(in)
	for i, arg := range s.args {
		v, err := arg.eval(r)
		if err != nil {
			return nil, err
		}
		c.args[i] = v
		cost += weight(v)
	}
	for _, arg := range s.named {
		v, err := arg.value.eval(r)
		if err != nil {
			return nil, err
		}
		if c.named == nil {
			c.named = map[string]any{}
		}
		c.named[arg.name] = v
	}
	if err := r.step(cost); err != nil {
		return nil, err
	}
	return s.apply(c)
}

// weight is how many steps reading a value takes.
func weight(v any) int {
	switch v := v.(type) {
	case string:
		return len(v) / bytesPerStep
	case Markup:
		return len(v.parts) + v.size()/bytesPerStep
	case Number:
		return len(v) / bytesPerStep
	case List:
		return len(v)
	}
	return 0
}

// filtered reads a value and its filters.
func (c *cursor) filtered() (expr, error) {
	value, err := c.value()
	if err != nil {
		return nil, err
	}
	if c.peek().kind != '|' {
		return value, nil
	}
	out := filteredExpr{value: value}
	for c.accept('|') {
		step, err := c.filterStep()
		if err != nil {
			return nil, err
		}
		out.steps = append(out.steps, step)
	}
	return out, nil
}

// filterStep reads "name" or "name: a, b, key: c".
func (c *cursor) filterStep() (filterStep, error) {
	name, err := c.expect('n', "a filter")
	if err != nil {
		return filterStep{}, err
	}
	s := filterStep{name: name.text}
	if c.accept(':') {
		if err := c.arguments(&s); err != nil {
			return s, err
		}
	}
	return s, s.bind(c.host)
}

// arguments reads what stands after the colon.
func (c *cursor) arguments(s *filterStep) error {
	for {
		key := c.peek()
		named := key.kind == 'n' && c.pos+1 < len(c.lexemes) && c.lexemes[c.pos+1].kind == ':'
		if named {
			c.pos += 2
		}
		v, err := c.value()
		if err != nil {
			return err
		}
		if named {
			s.named = append(s.named, namedArg{key.text, v})
		} else {
			s.args = append(s.args, v)
		}
		if !c.accept(',') {
			return nil
		}
	}
}

// bind finds the filter and checks the number of arguments.
func (s *filterStep) bind(host []string) error {
	f, ok := builtin(s.name)
	if slices.Contains(host, s.name) {
		f, ok = filter{0, 0, hostFilter(s.name)}, true
	}
	if !ok {
		return fmt.Errorf("unknown filter %q", clip(s.name))
	}
	s.apply = f.apply
	if n := len(s.args); n < f.least || n > f.most {
		return fmt.Errorf("filter %q takes %s, not %d", s.name, argumentCount(f), n)
	}
	return nil
}

// argumentCount says how many arguments a filter takes.
func argumentCount(f filter) string {
	switch {
	case f.most == 0:
		return "no arguments"
	case f.least == f.most && f.most == 1:
		return "1 argument"
	case f.least == f.most:
		return fmt.Sprintf("%d arguments", f.most)
	}
	return fmt.Sprintf("%d to %d arguments", f.least, f.most)
}

// builtin looks a filter up by name.
func builtin(name string) (filter, bool) {
	for _, table := range []map[string]filter{textFilters, escapeFilters, numberFilters, listFilters} {
		if f, ok := table[name]; ok {
			return f, true
		}
	}
	return filter{}, false
}

// hostFilter calls a filter of the environment.
func hostFilter(name string) func(c *call) (any, error) {
	return func(c *call) (any, error) {
		apply := c.filters[name]
		if apply == nil {
			return nil, fmt.Errorf("filter %q is not available here", name)
		}
		text, err := c.meaning()
		if err != nil {
			return nil, err
		}
		out, err := apply(text)
		if err != nil {
			return nil, &outside{err}
		}
		return out, c.grow(len(out))
	}
}

// meaning gives the input as text with an earlier escape undone.
func (c *call) meaning() (string, error) {
	if m, ok := c.in.(Markup); ok {
		return m.meaning(), nil
	}
	return c.text(c.in)
}
