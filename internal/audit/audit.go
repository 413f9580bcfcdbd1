// Package audit is the record of who did what: one entry for each call that
// changed something, and one for each such call by somebody known that was
// refused.
//
// It owns the entry, its way through the context of a request, and the Recorder
// that saves entries of their own. The entry of a change is saved by the store in
// the transaction of that change: there is none without the other. Who calls and
// which calls are told is decided by the doors. It is a leaf: every package may
// import it.
package audit

import (
	"context"
	"sync"
	"time"
)

// Success is the outcome of a call that did what it was asked for; any other is
// the code of the fault that its caller got.
const Success = "Success"

// Entry is one call.
type Entry struct {
	// At is when the call arrived (UTC).
	At        time.Time
	RequestID string
	// Account and Region are those of the request; empty for people.
	Account, Region string
	// Principal is the ARN of a program's owner, AccessKeyID its key; empty for people.
	Principal, AccessKeyID string
	// PersonID is who was signed in; empty for programs.
	PersonID string
	// Action is service:Operation, as in policies.
	Action string
	// Resource is what the call was about: an ARN, or a path of our own APIs.
	Resource string
	// FlowDefinitionARN is the flow definition that the call was about, or whose human
	// loop; empty for none.
	FlowDefinitionARN string
	Outcome           string
	// SourceIP is the caller's address, trusted proxies seen through.
	SourceIP string
}

// Call is the entry of a request on its way. A nil Call is one that is not told
// of; all methods may be called on it.
type Call struct {
	mu    sync.Mutex
	entry Entry
	saved bool
}

type callKey struct{}

// Begin puts the entry of a request into its context.
func Begin(ctx context.Context, e Entry) context.Context {
	return context.WithValue(ctx, callKey{}, &Call{entry: e})
}

// Aside gives a context whose changes are saved without the entry of the request: those
// that are no part of what was asked, such as counting that it was refused.
func Aside(ctx context.Context) context.Context {
	return context.WithValue(ctx, callKey{}, (*Call)(nil))
}

// From gives the entry of a request; nil when it has none.
func From(ctx context.Context) *Call {
	c, _ := ctx.Value(callKey{}).(*Call)
	return c
}

// Note lets the entry be completed as more becomes known.
func (c *Call) Note(complete func(*Entry)) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	complete(&c.entry)
}

// Unsaved gives the entry that a change of this request must save with itself;
// false when there is none, or an earlier change of the request has saved it.
func (c *Call) Unsaved() (Entry, bool) {
	if c == nil {
		return Entry{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entry
	e.Outcome = Success
	return e, !c.saved
}

// Saved notes that a change was committed with its entry.
func (c *Call) Saved() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.saved = true
}

// Refused gives the entry of a call that ended with a fault; false when nobody is
// known who called, because then anybody could fill the disk.
func (c *Call) Refused(code string) (Entry, bool) {
	if c == nil {
		return Entry{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entry
	e.Outcome = code
	return e, e.Principal != "" || e.PersonID != ""
}
