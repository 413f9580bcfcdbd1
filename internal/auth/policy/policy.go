// Package policy reads IAM policy documents and decides by them.
//
// It owns the language of identity-based policies (IAM User Guide, IAM JSON
// policy reference): statements with Effect, Action or NotAction, Resource or
// NotResource, wildcards, policy variables and conditions; where a document is
// wrong, it says at which place and what would be right. A decision is a plain
// function of documents and a request.
//
// It leaves to others who has which documents, what actions and resources there
// are, and the values of condition keys. It knows no product word and does no
// input or output.
package policy

import "slices"

// MaxDocument bounds a document in bytes.
const MaxDocument = 20 << 10

// Document is a policy that was read by Parse.
type Document struct {
	statements []statement
	keys       []string
}

// Keys are the condition keys that the document asks for, in conditions and in
// variables, as they are written there; sorted, each once.
func (d *Document) Keys() []string { return slices.Clone(d.keys) }

// Request is what somebody wants to do.
type Request struct {
	// Action is service:Operation.
	Action string
	// Resource is an ARN, or * for operations that are about none.
	Resource string
	// Values gives the values of a condition key, whose name is in lower case;
	// nothing for a key that the request has not. It is asked only when a statement
	// depends on it, and may be nil.
	Values func(key string) []string
}

func (r Request) values(key string) []string {
	if r.Values == nil {
		return nil
	}
	return r.Values(key)
}

// Decision is what policies say to a request.
type Decision int

// The decisions. Silence is one: what nobody has allowed is not allowed.
const (
	ImplicitDeny Decision = iota
	ExplicitDeny
	Allow
)

// String names the decision.
func (d Decision) String() string {
	switch d {
	case Allow:
		return "allow"
	case ExplicitDeny:
		return "explicit deny"
	}
	return "implicit deny"
}

// Decide evaluates a request: one statement that denies wins over all that allow
// (IAM User Guide, policy evaluation logic).
func Decide(documents []*Document, r Request) Decision {
	decision := ImplicitDeny
	for _, d := range documents {
		for i := range d.statements {
			s := &d.statements[i]
			switch {
			case s.allow && decision == Allow: // nothing to gain
			case !s.applies(r):
			case !s.allow:
				return ExplicitDeny
			default:
				decision = Allow
			}
		}
	}
	return decision
}

// statement is one statement, compiled.
type statement struct {
	allow      bool
	actions    list
	resources  list
	conditions []condition
}

func (s *statement) applies(r Request) bool {
	if !s.actions.covers(r.Action, r.values) || !s.resources.covers(r.Resource, r.values) {
		return false
	}
	for i := range s.conditions {
		if !s.conditions[i].holds(r.values) {
			return false
		}
	}
	return true
}

// list is Action, Resource, or the opposite of one of them.
type list struct {
	patterns []pattern
	except   bool
}

func (l list) covers(text string, values func(string) []string) bool {
	for i := range l.patterns {
		if l.patterns[i].match(text, values) {
			return !l.except
		}
	}
	return l.except
}
