package aws

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"
)

// keeper is a gate that notes what it is asked.
type keeper struct {
	enter, permit error
	told          []string
}

type keeperKey struct{}

func (k *keeper) Enter(ctx context.Context, c Call, operation string) (context.Context, error) {
	k.told = append(k.told, "enter "+operation+" by "+c.Account)
	return context.WithValue(ctx, keeperKey{}, "entered"), k.enter
}

func (k *keeper) Permit(ctx context.Context, _ Call, operation string, input any) error {
	k.told = append(k.told, "permit "+operation+" with "+input.(string)+", "+ctx.Value(keeperKey{}).(string))
	return k.permit
}

func (k *keeper) Leave(ctx context.Context, f *Fault) {
	code := "in peace"
	if f != nil {
		code = f.Code
	}
	k.told = append(k.told, "leave "+code+", "+ctx.Value(keeperKey{}).(string))
}

func TestGateIsAskedBeforeAndToldAfter(t *testing.T) {
	tests := map[string]struct {
		keeper keeper
		run    error
		status int
		told   []string
	}{
		"let through": {keeper{}, nil, 200, []string{"enter Do by 42", "permit Do with input, entered", "leave in peace, entered"}},
		"failed": {
			keeper{}, &Fault{Code: "Known"}, 409, []string{"enter Do by 42", "permit Do with input, entered", "leave Known, entered"},
		},
		"turned away": {keeper{enter: Throttling()}, nil, 400, []string{"enter Do by 42", "leave ThrottlingException, entered"}},
		"not permitted": {
			keeper{permit: AccessDenied("no")},
			errors.New("never run"), 400,
			[]string{"enter Do by 42", "permit Do with input, entered", "leave AccessDeniedException, entered"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := &Server{Authenticate: caller, Gate: &test.keeper, Fault: func(err error) *Fault { return &Fault{Code: "Ours", Message: err.Error()} }}
			got := exchangeOf(t.Context(), s, Operation{Name: "Do", Status: 200, Run: func(ctx context.Context, c Call, _ []byte) ([]byte, error) {
				if err := s.Permit(ctx, c, "Do")("input"); err != nil {
					return nil, err
				}
				return nil, test.run
			}})
			if got.status != test.status || !slices.Equal(test.keeper.told, test.told) {
				t.Errorf("status %d, told %q", got.status, test.keeper.told)
			}
		})
	}
}

func refuseAll(*http.Request) (Call, []byte, error) { return Call{}, nil, UnrecognizedClient() }

func TestNobodyIsAskedAboutCallersWhoAreUnknown(t *testing.T) {
	k := &keeper{}
	s := &Server{Gate: k, Authenticate: refuseAll}
	exchangeOf(t.Context(), s, Operation{})
	if len(k.told) != 0 {
		t.Errorf("told %q", k.told)
	}
	if (&Server{}).Permit(t.Context(), Call{}, "Do") != nil {
		t.Error("without a gate somebody is asked")
	}
}

func TestThrottledCallersAreToldWhenToTryAgain(t *testing.T) {
	s := &Server{Gate: &keeper{enter: Throttling()}, Authenticate: caller}
	if got := exchangeOf(t.Context(), s, Operation{}).header.Get("Retry-After"); got != "1" {
		t.Errorf("Retry-After: %q", got)
	}
	s.Gate = &keeper{enter: &Fault{Code: "X", RetryAfter: 90 * time.Second}}
	if got := exchangeOf(t.Context(), s, Operation{}).header.Get("Retry-After"); got != "90" {
		t.Errorf("Retry-After: %q", got)
	}
	s.Gate = &keeper{enter: &Fault{Code: "X"}}
	if got := exchangeOf(t.Context(), s, Operation{}).header; got.Values("Retry-After") != nil {
		t.Errorf("Retry-After: %q", got)
	}
}
