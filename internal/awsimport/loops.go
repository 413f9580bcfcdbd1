package awsimport

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Loop is a human loop as ListHumanLoops and DescribeHumanLoop tell of it; the list tells
// neither FailureCode nor the output.
type Loop struct {
	HumanLoopName   string
	HumanLoopStatus string
	CreationTime    time.Time
	FailureCode     string
	FailureReason   string
	HumanLoopOutput struct{ OutputS3URI string }
}

// over reports whether nothing can happen to the loop any more.
func (l Loop) over() bool {
	return l.HumanLoopStatus == "Completed" || l.HumanLoopStatus == "Failed" || l.HumanLoopStatus == "Stopped"
}

// LoopThere is a loop that the target has.
type LoopThere struct {
	Loop

	Carried  bool // by an import before; false for one that was begun there
	HasInput bool
}

// LoopSource is where human loops are read.
type LoopSource interface {
	// Page gives some loops of a flow definition, and the token of the next page; the
	// first page has none, and the last gives none.
	Page(ctx context.Context, flowARN, token string) (loops []Loop, next string, err error)
	// Describe tells everything about a loop.
	Describe(ctx context.Context, name string) (Loop, error)
	// Output reads the object of an S3 URI; nil when there is none.
	Output(ctx context.Context, uri string) ([]byte, error)
}

// LoopTarget is where they come to.
type LoopTarget interface {
	// There tells, by their names, which of some loops are there.
	There(ctx context.Context, names []string) (map[string]LoopThere, error)
	// Carry makes known a loop that is over; input is nil if it is not known.
	Carry(ctx context.Context, flowName string, l Loop, input []byte) error
	// Start begins a loop, unless no condition for review is met.
	Start(ctx context.Context, flowARN, name string, input []byte) (started bool, err error)
	// KeepsObjects reports whether outputs are kept there, and not in an S3 store
	// outside.
	KeepsObjects(ctx context.Context) (bool, error)
	HasOutput(ctx context.Context, uri string) (bool, error)
	// PutOutput keeps an output, unless there is one.
	PutOutput(ctx context.Context, uri string, output []byte) error
}

// LoopOptions say what to do with human loops.
type LoopOptions struct {
	// Outputs has output.json copied, and inputs taken from it.
	Outputs bool
	// Input gives the input of a loop that is open, which is begun anew then; nil if
	// there is none. Without Input open loops stay where they are.
	Input func(name string) ([]byte, error)
	// Told is told of each loop that is not at the target as it was at the source.
	Told func(Item)
}

const (
	// loopsAtOnce is how many loops are carried at the same time.
	loopsAtOnce = 4
	// mostNoted is how many loops of a flow definition the report names.
	mostNoted = 20
)

// loops carries the human loops of all flow definitions that are at the target, page by
// page: what is kept of them does not grow with their number.
func (r *run) loops(ctx context.Context, flows []flow) error {
	var err error
	if r.options.Loops.Outputs {
		if r.keeps, err = r.to.Loops.KeepsObjects(ctx); err != nil {
			return fmt.Errorf("ask the target whether it keeps objects: %w", err)
		}
	}
	all := 0
	if r.options.showsProgress {
		for _, f := range flows {
			// A list that cannot be read is told of when its loops' turn comes.
			_ = r.pages(ctx, f, func(page []Loop) error { all += len(page); return nil })
		}
	}
	done := 0
	r.options.Progress(done, all)
	for _, f := range flows {
		item := r.loopsOf(ctx, f, func(n int) { done += n; r.options.Progress(done, all) })
		if ctx.Err() != nil {
			return fmt.Errorf("carry the human loops of %s: %w", f.FlowDefinitionName, ctx.Err())
		}
		if item.Loops != nil || len(item.Notes) > 0 {
			r.report.Items = append(r.report.Items, item)
		}
	}
	return nil
}

// pages hands in the loops of a flow definition.
func (r *run) pages(ctx context.Context, f flow, visit func([]Loop) error) error {
	for token := ""; ; {
		page, next, err := r.from.Loops.Page(ctx, f.FlowDefinitionARN, token)
		if err != nil {
			return fmt.Errorf("ListHumanLoops: %w", err)
		}
		if err := visit(page); err != nil {
			return err
		}
		if next == "" {
			return nil
		}
		token = next
	}
}

// loopsOf carries those of one flow definition.
func (r *run) loopsOf(ctx context.Context, f flow, progress func(int)) Item {
	sum := loopsItem(f)
	if !r.there[r.here(f.FlowDefinitionARN)] {
		err := r.pages(ctx, f, func(page []Loop) error {
			for _, l := range page {
				r.sumUp(&sum, Item{Kind: loopKind, Name: l.HumanLoopName}.because(Left, "the flow definition %s is not there", f.FlowDefinitionName))
			}
			progress(len(page))
			return nil
		})
		return sum.ended(err)
	}
	return sum.ended(r.pages(ctx, f, func(page []Loop) error {
		if len(page) == 0 {
			return nil
		}
		for _, item := range r.page(ctx, f, page) {
			r.sumUp(&sum, item)
		}
		progress(len(page))
		return ctx.Err()
	}))
}

// page carries some loops, a few at a time, and gives what came of them in their order.
func (r *run) page(ctx context.Context, f flow, page []Loop) []Item {
	items, names := make([]Item, len(page)), make([]string, len(page))
	for i, l := range page {
		items[i], names[i] = Item{Kind: loopKind, Name: l.HumanLoopName}, l.HumanLoopName
	}
	there, err := r.to.Loops.There(ctx, names)
	if err != nil {
		for i := range items {
			items[i] = items[i].failed(err)
		}
		return items
	}
	var all sync.WaitGroup
	free := make(chan struct{}, loopsAtOnce)
	for i, l := range page {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			old, known := there[l.HumanLoopName]
			if known {
				items[i] = r.again(ctx, f, items[i], l, old)
			} else {
				items[i] = r.loop(ctx, f, items[i], l)
			}
		})
	}
	all.Wait()
	return items
}
