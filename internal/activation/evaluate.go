package activation

import (
	"context"
	"fmt"
	"slices"
)

// Input is a result to review, as conditions see it.
type Input struct {
	Pairs  []Pair
	Labels []Label
	// Value is what expressions call input: maps, lists, strings, float64, bool and
	// nil, as encoding/json makes them.
	Value any
	// Flow and Sample say which lot Sampling draws: the ARN of the flow definition,
	// and where the document lies or its bytes.
	Flow, Sample string
	// Explain asks for Outcome.Why.
	Explain bool
}

// Result is what evaluation tells.
type Result struct {
	// Met reports whether any of the conditions is, so that people review.
	Met bool
	// Everything says that all pairs or labels are shown.
	Everything bool
	// Selected are the places in Input.Pairs or Input.Labels of what is shown, in
	// ascending order, without what only Everything adds.
	Selected []int
	// FormKeys are the keys that people shall look for, each once.
	FormKeys []FormKey
	// Outcomes are one for each condition, in their order.
	Outcomes []Outcome
	// Conditions is the JSON text of the conditions with EvaluationResult on every node.
	Conditions string
}

// verdict is what a condition comes to. Unknown is between no and yes, as in
// Kleene's logic: And is the least, Or the greatest, Not turns round.
type verdict int

const (
	no verdict = iota
	unknown
	yes
)

// met is how a verdict counts: what cannot be told, a person shall see.
func (v verdict) met() bool { return v != no }

// outcome is what a condition comes to, and what it would show.
type outcome struct {
	verdict    verdict
	everything bool
	items      []int
	keys       []FormKey
	why        string
	problem    string // why it is unknown
	parts      []outcome
}

// run is one evaluation.
type run struct {
	Input
	ctx   context.Context
	lot   float64
	drawn bool
}

func (r *run) draw() float64 {
	if !r.drawn {
		r.lot, r.drawn = draw(r.Flow, r.Sample), true
	}
	return r.lot
}

// because adds to the reasons of an outcome. It is called only if they are asked
// for: making sentences costs more than all the rest.
func (o *outcome) because(format string, args ...any) {
	if o.why != "" {
		o.why += "; "
	}
	o.why += fmt.Sprintf(format, args...)
}

// Evaluate evaluates every condition, whatever the others come to: each has its
// result in the echo, and what is shown is the union over those that are met. The
// error is that of the context, which ends long expressions.
func (c *Conditions) Evaluate(ctx context.Context, in Input) (Result, error) {
	r := &run{Input: in, ctx: ctx}
	outcomes := make([]outcome, len(c.nodes))
	for i := range c.nodes {
		outcomes[i] = r.node(&c.nodes[i])
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	shown := anyOf(outcomes)
	return Result{
		Met: shown.verdict.met(), Everything: shown.everything,
		Selected: ascending(shown.items), FormKeys: unique(shown.keys),
		Outcomes: explain(c.nodes, outcomes), Conditions: c.echo(outcomes),
	}, nil
}

func (r *run) node(n *node) outcome {
	if n.op == "" {
		return n.check.evaluate(r)
	}
	parts := make([]outcome, len(n.parts))
	for i := range n.parts {
		parts[i] = r.node(&n.parts[i])
	}
	var o outcome
	switch n.op {
	case opAnd:
		o = allOf(parts)
	case opOr:
		o = anyOf(parts)
	case opNot:
		o = outcome{verdict: yes - parts[0].verdict}
	}
	o.parts = parts
	return o
}

// anyOf is Or, and the list of all conditions: what is shown is what any part that
// is met shows.
func anyOf(parts []outcome) outcome {
	var o outcome
	for _, p := range parts {
		o.verdict = max(o.verdict, p.verdict)
		if p.verdict.met() {
			o.everything = o.everything || p.everything
			o.items = append(o.items, p.items...)
			o.keys = append(o.keys, p.keys...)
		}
	}
	return o
}

// allOf is And: beside a check, a sample narrows when it is shown and adds nothing
// to what.
func allOf(parts []outcome) outcome {
	o := outcome{verdict: yes, everything: true}
	for _, p := range parts {
		o.verdict = min(o.verdict, p.verdict)
		o.everything = o.everything && p.everything
		o.items = append(o.items, p.items...)
		o.keys = append(o.keys, p.keys...)
	}
	if !o.verdict.met() {
		return outcome{}
	}
	return o
}

func ascending(items []int) []int {
	slices.Sort(items)
	return slices.Compact(items)
}

// unique keeps the first of keys that are the same.
func unique(keys []FormKey) []FormKey {
	var kept []FormKey
	for _, k := range keys {
		same := func(o FormKey) bool { return o.Key == k.Key && slices.Equal(o.Aliases, k.Aliases) }
		if !slices.ContainsFunc(kept, same) {
			kept = append(kept, k)
		}
	}
	return kept
}
