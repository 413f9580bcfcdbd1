package gate

import (
	"context"
	"fmt"

	"foureyes/internal/auth"
	"foureyes/internal/aws"
)

// Operation is what the gate must know of an operation.
type Operation struct {
	// Changes tells that the operation changes something, so it is audited.
	Changes bool
	// Resource gives what a call is about, from its decoded input: an ARN, or * for
	// nothing in particular.
	Resource func(c aws.Call, input any) string
	// Values gives what the input says for condition keys, by their names in lower
	// case; nil for nothing.
	Values func(input any) map[string][]string
}

// About makes an Operation that is about what resource gives.
func About[I any](resource func(aws.Call, *I) string) Operation {
	return Operation{Resource: func(c aws.Call, input any) string { return resource(c, input.(*I)) }}
}

// Anything makes an Operation that is about nothing in particular.
func Anything() Operation {
	return Operation{Resource: func(aws.Call, any) string { return "*" }}
}

// Changing marks an operation as one that changes something.
func Changing(o Operation) Operation {
	o.Changes = true
	return o
}

// With adds what an operation's input says for condition keys.
func With[I any](o Operation, values func(*I) map[string][]string) Operation {
	o.Values = func(input any) map[string][]string { return values(input.(*I)) }
	return o
}

// Door is the gate of one service's JSON protocol; no gate at all is none.
func (g *Gate) Door(service string, operations map[string]Operation) aws.Gate {
	if g == nil {
		return nil
	}
	return &door{gate: g, prefix: service + ":", operations: operations}
}

type door struct {
	gate       *Gate
	prefix     string
	operations map[string]Operation
}

// Enter begins a call.
func (d *door) Enter(ctx context.Context, c aws.Call, operation string) (context.Context, error) {
	return d.gate.Enter(ctx, c, d.prefix+operation, d.operations[operation].Changes)
}

// Permit asks whether the caller may. An operation that is missing in the table is
// a mistake of ours and lets nobody through.
func (d *door) Permit(ctx context.Context, c aws.Call, operation string, input any) error {
	o, known := d.operations[operation]
	if !known {
		return fmt.Errorf("no permission is known for %s%s", d.prefix, operation)
	}
	p := auth.Permission{Action: d.prefix + operation, Resource: o.Resource(c, input)}
	if o.Values != nil {
		p.Values = o.Values(input)
	}
	return d.gate.Permit(ctx, c, p)
}

// Leave ends a call.
func (d *door) Leave(ctx context.Context, fault *aws.Fault) {
	if fault == nil {
		d.gate.Leave(ctx, "")
		return
	}
	d.gate.Leave(ctx, fault.Code)
}
