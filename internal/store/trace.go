package store

import (
	"context"

	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/trace"
)

// asker is the request or the job that asks for a change, where that is traced.
type asker struct {
	ctx  context.Context //nolint:containedctx // belongs to the call that asks
	span string          // its own, as it is kept
	loop humanloop.Loop  // that was changed
}

// askerOf gives nil where nothing is traced: then a change costs what it always did.
func askerOf(ctx context.Context) *asker {
	if span := trace.Of(ctx); span != "" {
		return &asker{ctx: ctx, span: span}
	}
	return nil
}

// introduce lets a change know who asks. It may be run again, on another transaction.
func (a *asker) introduce(change func(*tx) error) func(*tx) error {
	if a == nil {
		return change
	}
	return func(t *tx) error {
		t.asker = a
		return change(t)
	}
}

// learn tells the asker's span which loop was changed, once it was.
func (a *asker) learn(err error) {
	if a != nil && err == nil && a.loop.ID != "" {
		trace.About(a.ctx, a.loop.ARN(), a.loop.Trace)
	}
}

// span is what is kept of the span that asks; empty where nothing is traced.
func (t *tx) span() string {
	if t.asker == nil {
		return ""
	}
	return t.asker.span
}

// about notes which loop a change is about.
func (t *tx) about(l humanloop.Loop) {
	if t.asker != nil {
		t.asker.loop = l
	}
}

// saveJobsOf saves the jobs that follow from the change of a loop. They go on in the
// trace of its start, also where nothing traced has asked for the change: time did.
func (t *tx) saveJobsOf(l humanloop.Loop, jobs []job.Row) error {
	t.about(l)
	onward := trace.Onward(t.span(), l.Trace)
	for i := range jobs {
		jobs[i].Trace = onward
	}
	return t.saveJobs(jobs)
}

// kept is how a trace is stored: NULL for none.
func kept(trace string) any {
	if trace == "" {
		return nil
	}
	return trace
}
