package humanloop

import (
	"context"
	"time"

	"foureyes/internal/aws/arn"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/page"
)

// Begun is what a start came to.
type Begun struct {
	// Loop is zero if none was needed.
	Loop

	Activation Activation
}

// Start begins a human loop, or answers with the one that an identical request
// began before. It begins none when the flow definition has conditions to evaluate
// and the input meets none of them.
func (s *Service) Start(ctx context.Context, r StartRequest, now time.Time) (Begun, error) {
	if err := r.checkInput(); err != nil {
		return Begun{}, err
	}
	key := knownKey{r.Account, r.Region, r.FlowDefinitionARN}
	if known, ok := s.known.get(key); ok {
		b, err := s.start(ctx, r, known, now)
		if err == nil || s.still(ctx, r, known) {
			return b, err
		}
	}
	return s.startOf(ctx, r, key, now)
}

// still reports whether the flow definition that the request names is this one.
// It may be gone, and another one have its name.
func (s *Service) still(ctx context.Context, r StartRequest, known flow.Definition) bool {
	d, err := s.flowOf(ctx, r.Account, r.Region, r.FlowDefinitionARN)
	return err == nil && d.ID == known.ID
}

// startOf begins a loop of the flow definition that the request names.
func (s *Service) startOf(ctx context.Context, r StartRequest, key knownKey, now time.Time) (Begun, error) {
	d, err := s.flowOf(ctx, r.Account, r.Region, r.FlowDefinitionARN)
	if fault.Is(err, fault.NotFound) {
		// StartHumanLoop models no ResourceNotFoundException.
		return Begun{}, fault.New(fault.Invalid, fault.FlowDefinition, "%s", fault.Of(err).Message)
	}
	if err != nil {
		return Begun{}, err
	}
	b, err := s.start(ctx, r, d, now)
	if err == nil {
		s.known.put(key, d)
	}
	return b, err
}

// fits is the rule of the quota (A2I Runtime API, ServiceQuotaExceededException).
func (s *Service) fits(r StartRequest) func(open int) error {
	if s.p.MaxOpen == 0 {
		return nil
	}
	return func(open int) error {
		if open >= s.p.MaxOpen {
			return fault.New(fault.Quota, fault.HumanLoop,
				"You have reached the limit of %d human loops in progress for account %s in region %s. Start more when some are over.",
				s.p.MaxOpen, r.Account, r.Region)
		}
		return nil
	}
}

// start begins a loop of this flow definition if one is needed.
func (s *Service) start(ctx context.Context, r StartRequest, d flow.Definition, now time.Time) (Begun, error) {
	c, err := s.conditionsOf(ctx, d)
	if err != nil {
		return Begun{}, err
	}
	a, err := activate(ctx, r, d, c)
	if err != nil {
		return Begun{}, err
	}
	loop, jobs := begin(s.p.NewID(now), r, d, now)
	if !a.Needed {
		old, err := s.notNeeded(ctx, r, d, loop)
		return Begun{old, a.Activation}, err
	}
	if r.Keep != nil {
		if err := r.Keep(ctx); err != nil {
			return Begun{}, err
		}
	}
	loop, err = s.p.Store.StartLoop(ctx, Started{
		Loop: loop, Input: a.input, Jobs: jobs, Told: created(loop), Notice: TeamNotice{WorkteamID: d.WorkteamID}.Job(now, now), Flow: d, Again: again, Usable: checkFlow, Row: r.Row, Fits: s.fits(r),
	})
	if err != nil {
		return Begun{}, err
	}
	return Begun{loop, a.Activation}, nil
}

// notNeeded ends a start that needs no loop. The flow definition must be there and take
// loops all the same. A loop that the same request began, before the flow evaluated
// its conditions, is still the answer to a retry.
func (s *Service) notNeeded(ctx context.Context, r StartRequest, d flow.Definition, wanted Loop) (Loop, error) {
	now, err := s.flowOf(ctx, r.Account, r.Region, r.FlowDefinitionARN)
	switch {
	case fault.Is(err, fault.NotFound), err == nil && now.ID != d.ID:
		return Loop{}, fault.New(fault.Invalid, fault.FlowDefinition, "Flow definition %s does not exist.", r.FlowDefinitionARN)
	case err != nil:
		return Loop{}, err
	}
	if err := checkFlow(now, now.Status, false); err != nil {
		return Loop{}, err
	}
	old, err := s.p.Store.Loop(ctx, r.Account, r.Region, r.Name)
	switch {
	case fault.Is(err, fault.NotFound), err == nil && (old.Status.Final() || !old.sameRequest(wanted)):
		return Loop{}, nil
	}
	return old, err
}

// flowOf finds the flow definition that an ARN of the caller's names.
func (s *Service) flowOf(ctx context.Context, account, region, flowARN string) (flow.Definition, error) {
	missing := fault.New(fault.NotFound, fault.FlowDefinition, "Flow definition %s does not exist.", flowARN)
	a, err := arn.Parse(flowARN)
	if err != nil || a.Account != account || a.Region != region {
		return flow.Definition{}, missing
	}
	d, err := s.p.Flows.FlowDefinition(ctx, account, region, a.Name())
	if fault.Is(err, fault.NotFound) || (err == nil && d.ARN() != flowARN) {
		return flow.Definition{}, missing
	}
	return d, err
}

// Described is a loop with what the API tells beside it.
type Described struct {
	Loop      Loop
	Flow      flow.Definition
	OutputURI string
}

// Describe finds a loop by name.
func (s *Service) Describe(ctx context.Context, account, region, name string) (Described, error) {
	l, err := s.p.Store.Loop(ctx, account, region, name)
	if err != nil {
		return Described{}, err
	}
	d, err := s.p.Flows.FlowDefinitionByID(ctx, l.FlowID)
	if err != nil {
		return Described{}, err
	}
	uri, err := OutputURI(d, l)
	return Described{Loop: l, Flow: d, OutputURI: uri}, err
}

// List gives one page of a flow definition's loops.
func (s *Service) List(ctx context.Context, account, region, flowARN string, q page.Query) ([]Loop, error) {
	d, err := s.flowOf(ctx, account, region, flowARN)
	if err != nil {
		return nil, err
	}
	return s.p.Store.ListLoops(ctx, d.ID, q)
}

// Stop stops a loop: at once, or when those who work on it are done.
func (s *Service) Stop(ctx context.Context, account, region, name string, now time.Time) error {
	return s.changeNamed(ctx, account, region, name, func(st State) (Change, error) { return stop(st, now) })
}

// Delete deletes a loop that is over. Its name is free then; its output stays.
func (s *Service) Delete(ctx context.Context, account, region, name string, now time.Time) error {
	return s.changeNamed(ctx, account, region, name, func(st State) (Change, error) { return remove(st, now) })
}

func (s *Service) changeNamed(ctx context.Context, account, region, name string, rule Rule) error {
	l, err := s.p.Store.Loop(ctx, account, region, name)
	if err != nil {
		return err
	}
	return s.p.Store.ChangeLoop(ctx, l.ID, rule)
}
