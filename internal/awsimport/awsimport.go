// Package awsimport recreates in a Foureyes what an account has at Amazon: work teams, worker
// task templates and flow definitions, with their tags; on request human loops too, with
// their outputs.
//
// It owns the order, the rule what is already there and the same, and what is said of
// that which cannot be carried. It only ever adds: what is there and differs is told and left
// alone. How either side is asked is left to whoever gives the two.
package awsimport

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// API asks an operation of SageMaker, as its contract has it. A refusal is a *Refusal.
type API interface {
	Call(ctx context.Context, operation string, in, out any) error
}

// Refusal is an error that one of the two sides answered.
type Refusal struct{ Code, Message string }

// Error gives the code and what was said.
func (r *Refusal) Error() string { return r.Code + ": " + r.Message }

// Source is the account at Amazon, or at what speaks as Amazon does.
type Source struct {
	API

	// Fetch opens the Url that DescribeHumanTaskUi gives.
	Fetch func(ctx context.Context, url string) ([]byte, error)
	// Template gives the content of a template from elsewhere, for those whose Url does
	// not open; nil content when there is none.
	Template func(name string) ([]byte, error)
	Loops    LoopSource
}

// Target is the Foureyes.
type Target struct {
	API

	Region string
	// Buckets are those of the account.
	Buckets func(ctx context.Context) ([]string, error)
	// MakeBucket makes one.
	MakeBucket func(ctx context.Context, name string) error
	Loops      LoopTarget
}

// Options say what to do.
type Options struct {
	// DryRun only says what would be done.
	DryRun bool
	// Progress is told how many of all things are done; all is 0 until it is known.
	Progress func(done, all int)
	// Loops has human loops carried too, after all other things; nil for not.
	Loops *LoopOptions

	showsProgress bool
}

// everyone is the team that every account of Foureyes has.
const everyone = "Everyone-in-private-workforce"

// Run carries everything. The report is given with an error too: it says how far it came.
// Running again goes on where a run before ended.
func Run(ctx context.Context, from Source, to Target, o Options) (*Report, error) {
	r := &run{from: from, to: to, options: o, report: &Report{DryRun: o.DryRun}, there: map[string]bool{}, buckets: map[string]bool{}}
	if r.options.showsProgress = o.Progress != nil; !r.options.showsProgress {
		r.options.Progress = func(int, int) {}
	}
	if err := r.prepare(ctx); err != nil {
		return r.report, err
	}
	return r.report, r.carry(ctx)
}

// run is one run.
type run struct {
	from    Source
	to      Target
	options Options
	report  *Report
	account string          // of the target
	there   map[string]bool // ARNs at the target, or that would be
	buckets map[string]bool // likewise
	making  sync.Mutex      // of buckets, while several loops are carried
	keeps   bool            // outputs are to be copied
}

// prepare finds out about the target what all things need.
func (r *run) prepare(ctx context.Context) error {
	var found struct{ Workteam team }
	if err := r.to.Call(ctx, "DescribeWorkteam", named{"WorkteamName": everyone}, &found); err != nil {
		return fmt.Errorf("ask the target for its account: %w", err)
	}
	r.account = accountOf(found.Workteam.WorkteamARN)
	all, err := r.to.Buckets(ctx)
	if err != nil {
		return fmt.Errorf("list the target's buckets: %w", err)
	}
	for _, name := range all {
		r.buckets[name] = true
	}
	return nil
}

// thing is what can be carried.
type thing interface {
	// carry makes it at the target, unless it is there, and says what came of that.
	carry(ctx context.Context, r *run) Item
}

// carry lists everything first, so that progress has an end, and then goes by what needs
// what: flow definitions need the others.
func (r *run) carry(ctx context.Context) error {
	var all []thing
	for _, list := range []func(context.Context) ([]thing, error){r.teams, r.templates, r.flows} {
		some, err := list(ctx)
		if err != nil {
			return err
		}
		all = append(all, some...)
	}
	for i, t := range all {
		r.options.Progress(i, len(all))
		item := t.carry(ctx, r)
		if ctx.Err() != nil {
			return fmt.Errorf("carry %s %s: %w", item.Kind, item.Name, ctx.Err())
		}
		r.report.Items = append(r.report.Items, item)
	}
	r.options.Progress(len(all), len(all))
	if r.options.Loops == nil {
		return nil
	}
	var flows []flow
	for _, t := range all {
		if f, is := t.(flow); is {
			flows = append(flows, f)
		}
	}
	return r.loops(ctx, flows)
}

// make makes a thing, or says that it would be made.
func (r *run) make(ctx context.Context, item Item, operation string, in any, arn string) Item {
	item.State = WouldMake
	if !r.options.DryRun {
		if err := r.to.Call(ctx, operation, in, nil); err != nil {
			return item.failed(err)
		}
		item.State = Made
	}
	r.there[arn] = true
	return item
}

// compare says whether what is there is the same.
func (r *run) compare(item Item, wanted, found map[string]any, arn string) Item {
	r.there[arn] = true
	item.State = Present
	if item.Differs = differing(wanted, found); len(item.Differs) > 0 {
		item.State = Differs
	}
	return item
}

// absent reports whether an error of Describe says that there is no such thing. For work
// teams that is a ValidationException.
func absent(err error) bool {
	r, ok := errors.AsType[*Refusal](err)
	return ok && (r.Code == "ResourceNotFound" || r.Code == "ValidationException")
}
