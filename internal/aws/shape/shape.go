// Package shape holds what an AWS contract can say about a value, and Amazon's
// own sentences for breaking it.
//
// It owns the rules (length, pattern, enum, range, size, required), a JSON
// reader that applies them while it decodes, a JSON writer, both timestamp
// formats, and the description of an operation. Code written by shapegen from
// the contract files puts these together into typed structs, so nothing here
// uses reflection. It leaves to awsjson and restjson how a request arrives and
// how an error leaves, and knows no product word.
package shape

import (
	"context"
	"errors"
	"net/url"

	"foureyes/internal/aws"
)

// Place says where a member of an operation's input travels.
type Place uint8

// The places. InBody is the zero value, because almost every member is there.
const (
	InBody Place = iota
	InPath
	InQuery
)

// Member is one member of a structure.
type Member struct {
	// Name is the member's exact name on the wire.
	Name string
	// Label is the name as Amazon's constraint sentences write it: lowerCamelCase.
	Label string
	// Required members must be there and not null.
	Required bool
	// In is InBody except in inputs of REST operations.
	In Place
}

// Parts is a request taken apart: what an operation's input is decoded from.
// AWS JSON uses only the body.
type Parts struct {
	// Path holds the decoded labels of the path template by member name.
	Path map[string]string
	// Query holds the decoded query parameters.
	Query url.Values
	// Body is the JSON document; empty means an empty object.
	Body []byte
	// Permit is asked about the decoded input, a pointer to the operation's input
	// type, before the operation runs; nil for nobody to ask.
	Permit func(input any) error
}

// lookup finds a member that travels in the path or in the query.
func (p Parts) lookup(m Member) (string, bool) {
	if m.In == InPath {
		value, ok := p.Path[m.Name]
		return value, ok
	}
	values := p.Query[m.Name]
	if len(values) == 0 {
		return "", false
	}
	return values[0], true
}

// Operation is one operation of a contract: its route and the two functions
// between bytes and typed values.
type Operation[I, O any] struct {
	// Name is the operation's name, such as ListTags.
	Name string
	// Method and Path are the HTTP binding of a REST operation; the path holds
	// labels in braces. Both are empty in AWS JSON.
	Method, Path string
	// Status is the HTTP status of success.
	Status int
	// Empty reports that the output has no members.
	Empty bool
	// Decode reads and checks an input. Its error is a *Malformed or an *Invalid.
	Decode func(Parts) (*I, error)
	// Encode writes an output.
	Encode func(*Writer, *O)
}

// Handler is an operation joined with the code that does it, its types hidden.
type Handler struct {
	Name         string
	Method, Path string
	Status       int
	// Run decodes and checks the parts, calls, and encodes the answer; the body is
	// empty for operations without output. Inputs that do not fit give an
	// *aws.Fault, and errors of Permit and of the call come back as they are.
	Run func(ctx context.Context, c aws.Call, parts Parts) ([]byte, error)
}

// Bind joins an operation with the code that does it.
func (o Operation[I, O]) Bind(call func(context.Context, aws.Call, *I) (*O, error)) Handler {
	return Handler{
		Name: o.Name, Method: o.Method, Path: o.Path, Status: o.Status,
		Run: func(ctx context.Context, c aws.Call, parts Parts) ([]byte, error) {
			in, err := o.Decode(parts)
			if err != nil {
				return nil, fault(err)
			}
			if parts.Permit != nil {
				if err := parts.Permit(in); err != nil {
					return nil, err
				}
			}
			out, err := call(ctx, c, in)
			if err != nil || o.Empty {
				return nil, err
			}
			var w Writer
			o.Encode(&w, out)
			return w.Bytes(), nil
		},
	}
}

// fault gives the verdict of a Reader in AWS's terms.
func fault(err error) error {
	if malformed, ok := errors.AsType[*Malformed](err); ok {
		return aws.Serialization(malformed.Message)
	}
	return aws.Validation(err.Error())
}
