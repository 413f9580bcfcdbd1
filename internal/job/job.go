// Package job is work for later: the saved row, the runner that claims due rows
// with a lease, and the waits between attempts. What a job does belongs to the room
// that saved it; the row itself is stored in the transaction of the change that
// makes it necessary.
package job

import (
	"context"
	"time"

	"foureyes/internal/fault"
)

// Subject is what faults about jobs are about.
const Subject fault.Subject = "job"

// Row is one saved piece of follow-up work. It is stored in the transaction
// whose change makes it necessary, so it is lost only if the change is.
type Row struct {
	ID      string
	Kind    string
	Payload string
	// DueAt is when it may run first (UTC, milliseconds).
	DueAt time.Time
	// Attempts counts the runs that began, this one included.
	Attempts int
	// CreatedAt is when the change was made.
	CreatedAt time.Time
	// Line names jobs that must not overtake each other: of those that bear the same
	// name, one runs once all that were saved before it are done or were put aside.
	// Empty for a job that waits for no other.
	Line string
	// Trace is where what made it necessary was traced, in the words of package trace;
	// empty if it was not.
	Trace string
}

type rowKey struct{}

// From gives the job that runs, inside of its handler: the zero Row elsewhere.
func From(ctx context.Context) Row {
	row, _ := ctx.Value(rowKey{}).(Row)
	return row
}

// with lets a handler, and what stands around it, know which job it does.
func with(ctx context.Context, row Row) context.Context {
	return context.WithValue(ctx, rowKey{}, row)
}

// Saved is a job as an operator sees it: one that is not done.
type Saved struct {
	Row

	// LastError is how the last attempt failed; empty before the first failure.
	LastError string
	// DeadAt is when it was put aside after too many attempts; zero while it is tried.
	DeadAt time.Time
	// InLine tells that it waits for an earlier job of its line; DueAt says nothing then.
	InLine bool
	// About is what the job is for, as far as that is still there.
	About About
}

// About names what a job is for; empty where it does not apply.
type About struct {
	Account, Region string
	// Flow and Loop are the names of a flow definition and of a human loop.
	Flow, Loop string
	// Target is the name of an event target.
	Target string
}
