package storetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// atMost is the rule of a quota.
func atMost(limit int) func(int) error {
	return func(existing int) error {
		if existing >= limit {
			return fault.New(fault.Quota, fault.HumanLoop, "there are %d", existing)
		}
		return nil
	}
}

// seeing is a rule that notes what it was asked.
func seeing(seen *int) func(int) error {
	return func(existing int) error {
		*seen = existing
		return nil
	}
}

// open asks how many loops of the region are not over, by a start that is then
// refused.
func (h *house) openLoops(t *testing.T, d flow.Definition) int {
	t.Helper()
	seen := -1
	s := starting(h.newLoop(d, "asking", noon), d)
	s.Fits = func(open int) error {
		seen = open
		return errRefused
	}
	_, err := h.StartLoop(t.Context(), s)
	refused(t, "a start that does not fit", err, fault.Invalid)
	return seen
}

func loopsAreCounted(t *testing.T, h *house) {
	d := h.flow(t, "counted")
	if n := h.openLoops(t, d); n != 0 {
		t.Errorf("%d loops before the first", n)
	}
	var loops []humanloop.Loop
	for i := range 3 {
		loops = append(loops, h.start(t, d, fmt.Sprint("loop-", i), noon))
	}
	// A retry and a refusal begin nothing.
	again := starting(h.newLoop(d, "loop-0", noon), d)
	again.Again = func(humanloop.Loop, humanloop.Loop) error { return nil }
	_, err := h.StartLoop(t.Context(), again)
	must(t, err)
	if n := h.openLoops(t, d); n != 3 {
		t.Errorf("%d of 3 loops", n)
	}
	must(t, h.ChangeLoop(t.Context(), loops[0].ID, setting(func(l *humanloop.Loop) { l.Holders++ })))
	if n := h.openLoops(t, d); n != 3 {
		t.Errorf("%d loops after a change that ends none", n)
	}
	must(t, h.ChangeLoop(t.Context(), loops[0].ID, setting(over(noon))))
	must(t, h.ChangeLoop(t.Context(), loops[0].ID, setting(func(l *humanloop.Loop) { l.DeletedAt = noon }))) // is over already
	refused(t, "a change", h.ChangeLoop(t.Context(), loops[1].ID, func(humanloop.State) (humanloop.Change, error) {
		return humanloop.Change{}, errRefused
	}), fault.Invalid)
	if n := h.openLoops(t, d); n != 2 {
		t.Errorf("%d loops after one of 3 has ended", n)
	}
	h.reopen(t)
	if n := h.openLoops(t, d); n != 2 {
		t.Errorf("%d loops after opening again", n)
	}
}

// However many start and end at once, no more than the quota are ever open, and as
// many as the quota get in.
func quotaHolds(t *testing.T, h *house) {
	const limit, callers, rounds = 7, 16, 20
	d := h.flow(t, "full")
	starts := make([]humanloop.Started, callers*rounds)
	for i := range starts {
		starts[i] = starting(h.newLoop(d, fmt.Sprint("loop-", i), noon), d)
		starts[i].Fits = atMost(limit)
	}
	begin := func(of []humanloop.Started) (begun []humanloop.Loop) {
		for _, s := range of {
			l, err := h.StartLoop(t.Context(), s)
			switch {
			case err == nil:
				begun = append(begun, l)
			case !fault.Is(err, fault.Quota):
				t.Error(err)
			}
		}
		return begun
	}
	for round := range 3 {
		var wait sync.WaitGroup
		begun := make([][]humanloop.Loop, callers)
		for i := range callers {
			wait.Go(func() { begun[i] = begin(starts[i*rounds : (i+1)*rounds]) })
		}
		wait.Wait()
		var all []humanloop.Loop
		for _, b := range begun {
			all = append(all, b...)
		}
		if len(all) != limit || h.openLoops(t, d) != limit {
			t.Fatalf("round %d: %d began, %d are open", round, len(all), h.openLoops(t, d))
		}
		for _, l := range all {
			wait.Go(func() {
				if err := h.ChangeLoop(t.Context(), l.ID, setting(over(noon.Add(time.Second)))); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if n := h.openLoops(t, d); n != 0 {
			t.Fatalf("round %d: %d are open after all have ended", round, n)
		}
		for i := range starts { // names of loops that are over are taken
			starts[i].Loop.Name += "x"
			starts[i].Loop.ID += "x"
		}
	}
}

func quotasOfResources(t *testing.T, h *house) {
	team, seen := h.everyone(), -1
	d := h.flow(t, "one")
	another := d
	another.ID, another.Name = h.id(), "two"
	refused(t, "a flow too many", h.CreateFlowDefinition(t.Context(), another, team, nil, atMost(1)), fault.Quota)
	must(t, h.CreateFlowDefinition(t.Context(), another, team, nil, seeing(&seen)))
	if seen != 1 {
		t.Errorf("%d flows beside the new one", seen)
	}
	elsewhere := another
	elsewhere.ID, elsewhere.Region = h.id(), "us-east-1"
	team.Region = elsewhere.Region
	must(t, h.CreateFlowDefinition(t.Context(), elsewhere, team, nil, atMost(1)))

	u := h.ui
	u.ID, u.Name = h.id(), "other"
	refused(t, "a template too many", h.CreateHumanTaskUI(t.Context(), u, nil, atMost(1)), fault.Quota)
	must(t, h.DeleteHumanTaskUI(t.Context(), account, region, h.ui.Name, noon))
	must(t, h.CreateHumanTaskUI(t.Context(), u, nil, atMost(1)))
}
