// Package gate is what every door of AWS's APIs has in front: limits on how often
// one may call, permissions, and the audit of what was changed.
//
// It owns the order of these questions and their refusals in AWS's terms. Which
// action and resource an operation needs is a table of each door
// (permissions.go); who calls was found out before, and what a policy says is
// decided by package auth.
package gate

import (
	"context"

	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
	"foureyes/internal/limit"
)

// Gate is asked about every call of a program. It is safe for concurrent use.
type Gate struct {
	guard *auth.Guard
	rates *limit.Rates
	audit *audit.Recorder
}

// New makes a Gate.
func New(guard *auth.Guard, rates *limit.Rates, recorder *audit.Recorder) *Gate {
	return &Gate{guard: guard, rates: rates, audit: recorder}
}

// Enter begins a call of an action (service:Operation). It refuses with a
// ThrottlingException who asks too often. A call that changes something gets its
// audit entry into the context; one that was throttled has none.
func (g *Gate) Enter(ctx context.Context, c aws.Call, action string, changes bool) (context.Context, error) {
	if !g.rates.Take(limit.Key{Account: c.Account, Region: c.Region, Operation: action}, c.Time) {
		return ctx, aws.Throttling()
	}
	if !changes {
		return ctx, nil
	}
	return audit.Begin(ctx, audit.Entry{
		At: c.Time, RequestID: c.RequestID, Account: c.Account, Region: c.Region, Principal: c.Principal,
		AccessKeyID: c.AccessKeyID, PersonID: c.PersonID, Action: action, SourceIP: c.SourceIP,
	}), nil
}

// About notes what a call is about, unless that is known already.
func (g *Gate) About(ctx context.Context, resource string) {
	audit.From(ctx).Note(func(e *audit.Entry) {
		if e.Resource == "" {
			e.Resource = resource
		}
	})
}

// Permit lets a call do something or refuses it with an AccessDeniedException. What
// it asks for first is what the call is about.
func (g *Gate) Permit(ctx context.Context, c aws.Call, p auth.Permission) error {
	g.About(ctx, p.Resource)
	if named := flowOf(c, p); named != "" {
		audit.From(ctx).Note(func(e *audit.Entry) { e.FlowDefinitionARN = named })
	}
	return g.guard.Check(ctx, c, p)
}

// flowOf is the caller's own flow definition that a permission is about; empty for
// none. What somebody asks about other accounts' is not told there.
func flowOf(c aws.Call, p auth.Permission) string {
	named := p.Resource
	if values := p.Values[auth.KeyFlowDefinition]; len(values) == 1 {
		named = values[0]
	}
	a, err := arn.Parse(named)
	if err != nil || a.Service != "sagemaker" || a.Type() != "flow-definition" || a.Account != c.Account || a.Region != c.Region {
		return ""
	}
	return named
}

// Tell records a call that changed nothing and is told of all the same.
func (g *Gate) Tell(ctx context.Context) {
	call := audit.From(ctx)
	if e, unsaved := call.Unsaved(); unsaved {
		g.audit.Add(e)
		call.Saved()
	}
}

// Leave ends a call. A fault's code is recorded if the call was to change
// something; what was changed is recorded by the change itself. code is empty for
// success.
func (g *Gate) Leave(ctx context.Context, code string) {
	if code == "" {
		return
	}
	if e, known := audit.From(ctx).Refused(code); known {
		g.audit.Add(e)
	}
}
