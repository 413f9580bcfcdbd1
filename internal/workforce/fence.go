package workforce

import (
	"context"
	"net/netip"
	"slices"
)

// Allows reports whether people of the workforce may work from a network address:
// from one of its ranges, or from everywhere if it has none (SageMaker API,
// SourceIpConfig). What is no IP address is in no range.
func (w Workforce) Allows(address string) bool {
	if len(w.CIDRs) == 0 {
		return true
	}
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return false
	}
	ip = ip.Unmap().WithZone("")
	return slices.ContainsFunc(w.CIDRs, func(cidr string) bool {
		p, err := netip.ParsePrefix(cidr)
		return err == nil && p.Contains(ip)
	})
}

// Fence is what a network address keeps somebody from. The zero one keeps from nothing.
type Fence struct {
	// Teams are the ids of the work teams whose tasks cannot be reached, deleted ones
	// too: their people have answers to look back at.
	Teams []string
	// Whole tells that there is no workforce left in which the person could work.
	Whole bool
}

// Fence finds what a person cannot reach from a network address. There is one portal
// for all workforces, so each bars only what is its own.
func (s *Service) Fence(ctx context.Context, personID, address string) (Fence, error) {
	barred, err := s.barring(ctx, address)
	if err != nil || len(barred) == 0 {
		return Fence{}, err
	}
	var f Fence
	if f.Teams, err = s.store.WorkteamIDs(ctx, barred); err != nil {
		return Fence{}, err
	}
	theirs, err := s.store.WorkforceIDsOf(ctx, personID)
	f.Whole = len(theirs) > 0 && !slices.ContainsFunc(theirs, func(id string) bool { return !slices.Contains(barred, id) })
	return f, err
}

// barring gives the ids of the workforces that cannot be reached from an address.
func (s *Service) barring(ctx context.Context, address string) ([]string, error) {
	restricted, err := s.store.RestrictedWorkforces(ctx)
	var ids []string
	for _, w := range restricted {
		if !w.Allows(address) {
			ids = append(ids, w.ID)
		}
	}
	return ids, err
}
