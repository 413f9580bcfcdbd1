package workforce_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/workforce"
)

func TestAddressesInTheRangesAreAllowed(t *testing.T) {
	office := []string{"203.0.113.0/24", "2001:db8::/32", "198.51.100.7/24"}
	for address, want := range map[string]bool{
		"203.0.113.0": true, "203.0.113.255": true, "203.0.114.0": false, "::ffff:203.0.113.9": true,
		"2001:db8:1::1": true, "2001:db9::1": false, "2001:db8::1%eth0": true, "198.51.100.200": true,
		"": false, "203.0.113.9:80": false, "office": false,
	} {
		if got := (workforce.Workforce{CIDRs: office}).Allows(address); got != want {
			t.Errorf("%q: %t", address, got)
		}
		if !(workforce.Workforce{}).Allows(address) {
			t.Errorf("%q without ranges", address)
		}
	}
}

// ranged is a database with two workforces that have ranges; the team of a workforce is
// called like it.
type ranged struct {
	workforce.Store

	of  map[string][]string // workforces by person
	err error
}

func (r ranged) RestrictedWorkforces(context.Context) ([]workforce.Workforce, error) {
	return []workforce.Workforce{{ID: "office", CIDRs: []string{"203.0.113.0/24"}}, {ID: "lab", CIDRs: []string{"203.0.113.128/25"}}}, r.err
}

func (r ranged) WorkforceIDsOf(_ context.Context, personID string) ([]string, error) {
	return r.of[personID], nil
}

func (r ranged) WorkteamIDs(_ context.Context, workforceIDs []string) ([]string, error) {
	return workforceIDs, nil
}

func TestEachWorkforceBarsItsOwnTeams(t *testing.T) {
	db := ranged{of: map[string][]string{"ann": {"office"}, "bob": {"lab", "office"}, "cem": {"lab", "open"}, "dee": nil}}
	s := workforce.NewService(db, plain{}, nil, 3)
	both := []string{"office", "lab"}
	for _, c := range []struct {
		person, address string
		want            workforce.Fence
	}{
		{"ann", "203.0.113.200", workforce.Fence{}},
		{"ann", "203.0.113.5", workforce.Fence{Teams: []string{"lab"}}},
		{"ann", "192.0.2.1", workforce.Fence{Teams: both, Whole: true}},
		{"bob", "203.0.113.5", workforce.Fence{Teams: []string{"lab"}}},
		{"bob", "192.0.2.1", workforce.Fence{Teams: both, Whole: true}},
		{"cem", "192.0.2.1", workforce.Fence{Teams: both}},
		{"dee", "192.0.2.1", workforce.Fence{Teams: both}},
	} {
		got, err := s.Fence(t.Context(), c.person, c.address)
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s at %s: %v %s", c.person, c.address, err, diff)
		}
	}
	s = workforce.NewService(ranged{err: errDisk}, plain{}, nil, 3)
	if _, err := s.Fence(t.Context(), "ann", "192.0.2.1"); !errors.Is(err, errDisk) {
		t.Errorf("a database that fails: %v", err)
	}
}
