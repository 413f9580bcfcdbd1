package liquid

import (
	"context"
	"math"
	"slices"
	"time"
)

// run is one rendering of a template: its variables, its output and its budget.
type run struct {
	budget
	now      time.Time
	filters  map[string]HostFilter
	globals  map[string]any
	assigned map[string]any
	// counters belong to increment and decrement. They are a space of their own:
	// assign neither sees nor changes them.
	counters map[string]int64
	scopes   []binding
	cycles   map[string]int
	// resume remembers where a loop ended, for offset: continue.
	resume  map[string]int
	changed *string
	out     sink
}

// binding is a loop's variable.
type binding struct {
	name  string
	value any
}

func newRun(ctx context.Context, env Env) *run {
	return &run{
		budget:   budget{ctx: ctx, limits: env.Limits.withDefaults()},
		now:      env.Now,
		filters:  env.Filters,
		globals:  env.Globals,
		assigned: map[string]any{},
		counters: map[string]int64{},
		cycles:   map[string]int{},
		resume:   map[string]int{},
	}
}

// lookup finds a variable: the innermost loop's first, then assigned ones,
// counters and globals. A missing one is nil.
func (r *run) lookup(name string) any {
	for _, b := range slices.Backward(r.scopes) {
		if b.name == name {
			return b.value
		}
	}
	if v, ok := r.assigned[name]; ok {
		return v
	}
	if n, ok := r.counters[name]; ok {
		return n
	}
	return r.globals[name]
}

// evalText evaluates to text.
func (r *run) evalText(e expr) (string, error) {
	v, err := e.eval(r)
	if err != nil {
		return "", err
	}
	return r.text(v)
}

// evalInt evaluates to a whole number; texts and fractions are converted.
func (r *run) evalInt(e expr) (int64, error) {
	v, err := e.eval(r)
	if err != nil {
		return 0, err
	}
	return toInt(v), nil
}

// evalCount evaluates a number of items, kept within what int and a list hold.
func (r *run) evalCount(e expr) (int, error) {
	n, err := r.evalInt(e)
	return int(min(max(n, math.MinInt32), math.MaxInt32)), err
}

// block is a run of statements.
type block []statement

// statement is a node and the line it begins on.
type statement struct {
	line int
	node node
}

// node is a piece of a template that can be rendered.
type node interface {
	render(r *run) error
}

func (b block) render(r *run) error {
	for _, s := range b {
		if err := r.step(1); err != nil {
			return at(s.line, err)
		}
		if err := s.node.render(r); err != nil {
			return at(s.line, err)
		}
	}
	return nil
}

// textNode is the template's own text.
type textNode string

func (t textNode) render(r *run) error { return r.out.write(string(t), asIs) }

// outputNode prints a value.
type outputNode struct{ value expr }

func (o outputNode) render(r *run) error {
	v, err := o.value.eval(r)
	if err != nil {
		return err
	}
	return r.print(v)
}

// print writes a value piece by piece, each in its mode.
func (r *run) print(v any) error {
	text, err := r.textUnlessMarkup(v)
	if err != nil {
		return err
	}
	for _, p := range parts(v, text) {
		if err := r.out.write(p.text, p.mode); err != nil {
			return err
		}
	}
	return nil
}

// textUnlessMarkup saves joining a Markup whose pieces are used one by one.
func (r *run) textUnlessMarkup(v any) (string, error) {
	if _, ok := v.(Markup); ok {
		return "", nil
	}
	return r.text(v)
}
