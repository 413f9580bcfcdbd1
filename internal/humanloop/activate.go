package humanloop

import (
	"context"

	"foureyes/internal/activation"
	"foureyes/internal/activation/loopinput"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/tag"
)

// ByConditions is the reason that is given for a loop of a built-in task type, and for
// one whose conditions were met (Rekognition and Textract APIs, HumanLoopActivationReasons).
const ByConditions = "ConditionsEvaluation"

// Activation is what a flow definition's conditions came to. A flow whose conditions
// are not evaluated, or that has none, asks people every time.
type Activation struct {
	// Needed reports whether people shall review.
	Needed bool
	// Reasons are why; empty, and never nil, when they shall not, and for every loop of
	// a flow of the custom task type that evaluates nothing.
	Reasons []string
	// Results is the JSON text of the conditions with EvaluationResult on every node;
	// empty when none were evaluated.
	Results string
}

// activated is an Activation with the input as workers get it.
type activated struct {
	Activation

	input string
}

// activate is the rule of whether people shall review an input. c are the conditions
// to evaluate; nil for none.
func activate(ctx context.Context, r StartRequest, d flow.Definition, c *activation.Conditions) (activated, error) {
	always := activated{Activation{Needed: true, Reasons: []string{}}, r.InputContent}
	if c == nil && !d.BuiltIn() {
		return always, nil
	}
	input, err := r.read(d)
	if err != nil {
		return activated{}, err
	}
	always.Reasons = []string{ByConditions}
	if c == nil {
		always.input, err = input.Shown(nil)
		return always, err
	}
	result, err := c.Evaluate(ctx, r.seen(input))
	if err != nil {
		return activated{}, err
	}
	if !result.Met {
		return activated{Activation: Activation{Reasons: []string{}, Results: result.Conditions}}, nil
	}
	always.Results = result.Conditions
	always.input, err = input.Shown(&result)
	return always, err
}

// read reads the input in the way of the flow definition.
func (r StartRequest) read(d flow.Definition) (*loopinput.Input, error) {
	input, err := loopinput.Read(r.InputContent, d.Dialect())
	if err != nil {
		return nil, fault.New(fault.Invalid, fault.HumanLoop, "HumanLoopInput.InputContent cannot be read by the conditions of flow definition %s: %s.", d.ARN(), err)
	}
	return input, nil
}

// seen is what conditions see of the request.
func (r StartRequest) seen(input *loopinput.Input) activation.Input {
	in := input.Seen()
	in.Flow = r.FlowDefinitionARN
	if r.Sample != "" {
		in.Sample = r.Sample
	}
	return in
}

// conditionsOf gives the conditions of a flow definition that shall be evaluated now;
// nil for none. Those of the custom task type are only while the flow has the tag.
func (s *Service) conditionsOf(ctx context.Context, d flow.Definition) (*activation.Conditions, error) {
	if d.Conditions == "" {
		return nil, nil //nolint:nilnil // no conditions are no mistake
	}
	if !d.BuiltIn() {
		value, err := s.p.Flows.FlowSetting(ctx, d.ID, tag.Conditions)
		if err != nil || value != tag.Evaluate {
			return nil, err
		}
	}
	return s.conditions.of(d)
}
