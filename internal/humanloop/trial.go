package humanloop

import (
	"context"
	"time"

	"foureyes/internal/activation/loopinput"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
)

// TryConditions tells what a flow definition's conditions come to for an input, and
// why. Nothing is started.
func (s *Service) TryConditions(ctx context.Context, account, region, name, inputContent string) (loopinput.Trial, error) {
	d, err := s.p.Flows.FlowDefinition(ctx, account, region, name)
	if err != nil {
		return loopinput.Trial{}, err
	}
	c, err := s.conditionsOf(ctx, d)
	if err != nil {
		return loopinput.Trial{}, err
	}
	r := StartRequest{FlowDefinitionARN: d.ARN(), InputContent: inputContent}
	if err := r.checkInput(); err != nil {
		return loopinput.Trial{}, err
	}
	input, err := r.read(d)
	if err != nil {
		return loopinput.Trial{}, err
	}
	return input.Try(ctx, c, d.ARN())
}

// TryText is TryConditions for conditions that no flow definition has: those that
// somebody writes. flowARN is what samples go by.
func (s *Service) TryText(ctx context.Context, d flow.Definition, inputContent string) (loopinput.Trial, error) {
	c, err := d.ReadConditions()
	if err != nil {
		return loopinput.Trial{}, err
	}
	input, err := loopinput.Read(inputContent, d.Dialect())
	if err != nil {
		return loopinput.Trial{}, fault.New(fault.Invalid, fault.HumanLoop, "The input cannot be read by the conditions: %s.", err)
	}
	return input.Try(ctx, c, d.ARN())
}

// TryStart tells whether a loop could be started: the conditions can read the input, and
// the template can be rendered with it. needed is whether people would review. Nothing
// is started.
func (s *Service) TryStart(ctx context.Context, r StartRequest, now time.Time) (needed bool, err error) {
	if err := r.checkInput(); err != nil {
		return false, err
	}
	d, err := s.flowOf(ctx, r.Account, r.Region, r.FlowDefinitionARN)
	if err != nil {
		return false, err
	}
	c, err := s.conditionsOf(ctx, d)
	if err != nil {
		return false, err
	}
	a, err := activate(ctx, r, d, c)
	if err != nil || !a.Needed {
		return false, err
	}
	template, err := s.p.Templates.FlowTemplate(ctx, d.ID)
	if err != nil {
		return false, err
	}
	_, err = s.render(ctx, TaskSource{Template: template, Input: a.input}, now, func(string, string) string { return "/media/" })
	if reason, failed := renderFailure(err); failed {
		return false, fault.New(fault.Invalid, fault.HumanLoop, "%s", reason)
	}
	return true, err
}
