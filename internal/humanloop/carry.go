package humanloop

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
)

// CarryStore is what carrying asks of the database.
type CarryStore interface {
	// CarryLoop saves a loop that is over, or adds to the one that has its name what
	// Again says. It reports whether anything was saved.
	CarryLoop(ctx context.Context, c Carried) (bool, error)
	// LoopsNamed finds loops by their names; those that are not there are left out.
	LoopsNamed(ctx context.Context, account, region string, names []string) ([]Loop, error)
}

// CarryRequest is a human loop that has ended at another service and shall be known here,
// as it is: nobody works on it, and no event tells of it.
type CarryRequest struct {
	Account, Region, Principal string
	FlowName, Name             string
	Status                     Status
	FailureCode, FailureReason string
	CreatedAt                  time.Time
	OutputURI                  string // empty for where a loop of the flow definition has its output
	Input                      string // JSON text; empty if it is not known
}

// Carried is what the store makes of a loop that is carried.
type Carried struct {
	Loop  Loop
	Input string
	Flow  flow.Definition
	// Again says of a loop that has the name whether the input is missing in it.
	Again func(old, wanted Loop) (lacksInput bool, err error)
	// Usable is asked with the flow definition's status as it is now.
	Usable func(d flow.Definition, s flow.Status) error
}

// unknownInput stands for the input of a loop that was carried without one.
const unknownInput = "null"

// Carry makes known a loop that has ended elsewhere, and reports whether that was new in
// any part. The same loop may be carried again, also with an input that lacked before.
func (s *Service) Carry(ctx context.Context, r CarryRequest, now time.Time) (Described, bool, error) {
	r.CreatedAt = r.CreatedAt.Truncate(time.Millisecond)
	if err := r.check(now); err != nil {
		return Described{}, false, err
	}
	d, err := s.p.Flows.FlowDefinition(ctx, r.Account, r.Region, r.FlowName)
	if err != nil {
		return Described{}, false, err
	}
	l, err := carry(s.p.NewID(now), r, d, now)
	if err != nil {
		return Described{}, false, err
	}
	input := r.Input
	if input == "" {
		input = unknownInput
	}
	added, err := s.p.Carry.CarryLoop(ctx, Carried{Loop: l, Input: input, Flow: d, Again: carryAgain, Usable: checkCarryTo})
	if err != nil {
		return Described{}, false, err
	}
	found, err := s.Describe(ctx, r.Account, r.Region, r.Name)
	return found, added, err
}

// Named describes loops by their names; those that are not there are left out.
func (s *Service) Named(ctx context.Context, account, region string, names []string) ([]Described, error) {
	loops, err := s.p.Carry.LoopsNamed(ctx, account, region, names)
	if err != nil {
		return nil, err
	}
	flows := map[string]flow.Definition{}
	found := make([]Described, 0, len(loops))
	for _, l := range loops {
		d, known := flows[l.FlowID]
		if !known {
			if d, err = s.p.Flows.FlowDefinitionByID(ctx, l.FlowID); err != nil {
				return nil, err
			}
			flows[l.FlowID] = d
		}
		uri, err := OutputURI(d, l)
		if err != nil {
			return nil, err
		}
		found = append(found, Described{Loop: l, Flow: d, OutputURI: uri})
	}
	return found, nil
}

func (r CarryRequest) check(now time.Time) error {
	invalid := func(format string, args ...any) error {
		return fault.New(fault.Invalid, fault.HumanLoop, "Human loop %s cannot be carried: %s.", r.Name, fmt.Sprintf(format, args...))
	}
	switch {
	case !r.Status.Final():
		return invalid("it is %s, and only one that is over can be", r.Status)
	case r.Status != Failed && r.FailureCode+r.FailureReason != "":
		return invalid("it is %s and has a reason of failure", r.Status)
	case r.CreatedAt.IsZero() || r.CreatedAt.After(now):
		return invalid("it was created at %s, which is not over", r.CreatedAt.UTC().Format(time.RFC3339))
	case r.OutputURI != "" && !strings.HasPrefix(r.OutputURI, "s3://"):
		return invalid("%q is no S3 URI", r.OutputURI)
	case r.Input != "" && !isJSON([]byte(r.Input)):
		return invalid("its input is not valid JSON")
	}
	return nil
}

// carry is the rule of Carry for a name that is free. When the loop ended is not known;
// for its retention it is over from now on. Nothing follows from it.
func carry(id string, r CarryRequest, d flow.Definition, now time.Time) (Loop, error) {
	l := Loop{
		ID: id, Account: r.Account, Region: r.Region, Name: r.Name, FlowID: d.ID,
		Status: r.Status, FailureCode: r.FailureCode, FailureReason: r.FailureReason,
		TaskCount: d.TaskCount, InputSHA256: []byte{}, CreatedBy: r.Principal,
		CreatedAt: r.CreatedAt, EndedAt: now, OutputURI: r.OutputURI,
	}
	if r.Input != "" {
		sum := sha256.Sum256([]byte(r.Input))
		l.InputSHA256 = sum[:]
	}
	if l.OutputURI != "" {
		return l, nil
	}
	var err error
	l.OutputURI, err = OutputURI(d, l)
	return l, err
}

// carryAgain is the rule of Carry for a name that is taken: the same loop is there
// already, and lacks its input or not; another loop stays as it is.
func carryAgain(old, wanted Loop) (lacksInput bool, err error) {
	same := old.Carried() && old.FlowID == wanted.FlowID && old.Status == wanted.Status &&
		old.FailureCode == wanted.FailureCode && old.FailureReason == wanted.FailureReason &&
		old.CreatedAt.Equal(wanted.CreatedAt) && old.OutputURI == wanted.OutputURI
	switch {
	case !same:
		return false, fault.New(fault.Conflict, fault.HumanLoop,
			"HumanLoop '%s' exists already and is not the same: it is %s and was created at %s.", old.Name, old.Status.Shown(), instant(old.CreatedAt))
	case !wanted.KnowsInput():
		return false, nil
	case !old.KnowsInput():
		return true, nil
	case !bytes.Equal(old.InputSHA256, wanted.InputSHA256):
		return false, fault.New(fault.Conflict, fault.HumanLoop, "HumanLoop '%s' exists already and has another input.", old.Name)
	}
	return false, nil
}

// checkCarryTo refuses loops of a flow that is being deleted: they would go with it.
func checkCarryTo(d flow.Definition, s flow.Status) error {
	if s != flow.Active {
		return fault.New(fault.Invalid, fault.FlowDefinition, "Flow definition %s is not Active: its status is %s.", d.ARN(), s)
	}
	return nil
}
