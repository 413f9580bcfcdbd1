package humanloop

import (
	"context"
	"time"

	"foureyes/internal/aws/arn"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/page"
)

// Start begins a human loop, or answers with the one that an identical request
// began before.
func (s *Service) Start(ctx context.Context, r StartRequest, now time.Time) (Loop, error) {
	if err := r.checkInput(); err != nil {
		return Loop{}, err
	}
	key := knownKey{r.Account, r.Region, r.FlowDefinitionARN}
	if known, ok := s.known.get(key); ok {
		l, err := s.start(ctx, r, known, now)
		if err == nil || s.still(ctx, r, known) {
			return l, err
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
func (s *Service) startOf(ctx context.Context, r StartRequest, key knownKey, now time.Time) (Loop, error) {
	d, err := s.flowOf(ctx, r.Account, r.Region, r.FlowDefinitionARN)
	if fault.Is(err, fault.NotFound) {
		// StartHumanLoop models no ResourceNotFoundException.
		return Loop{}, fault.New(fault.Invalid, fault.FlowDefinition, "%s", fault.Of(err).Message)
	}
	if err != nil {
		return Loop{}, err
	}
	l, err := s.start(ctx, r, d, now)
	if err == nil {
		s.known.put(key, d)
	}
	return l, err
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

// start begins a loop of this flow definition.
func (s *Service) start(ctx context.Context, r StartRequest, d flow.Definition, now time.Time) (Loop, error) {
	loop, jobs := begin(s.p.NewID(now), r, d, now)
	return s.p.Store.StartLoop(ctx, Started{
		Loop: loop, Input: r.InputContent, Jobs: jobs, Told: created(loop), Notice: TeamNotice{WorkteamID: d.WorkteamID}.Job(now, now), Flow: d, Again: again, Usable: checkFlow, Fits: s.fits(r),
	})
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
