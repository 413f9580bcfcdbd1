package storetest

import (
	"slices"
	"testing"

	"foureyes/internal/auth"
	"foureyes/internal/workforce"
)

// fences are the workforces that bar network addresses, and whom.
func fences(t *testing.T, h *house) {
	w := h.clerks()
	must(t, h.CreateWorkforce(t.Context(), w, nil))
	must(t, h.CreateWorkteam(t.Context(), h.team(w, "desk"), w, nil, allow))
	other := workforce.DefaultWorkforce(account, "us-east-2", noon)
	other.ID = h.id()
	must(t, h.CreateWorkforce(t.Context(), other, nil))
	attic := h.team(other, "attic")
	attic.Region, attic.Members = other.Region, []workforce.Member{{Cognito: &workforce.CognitoGroup{Group: "roof"}}}
	must(t, h.CreateWorkteam(t.Context(), attic, other, nil, allow))

	restricted, err := h.RestrictedWorkforces(t.Context())
	same(t, "with ranges", []workforce.Workforce{w}, restricted, err)
	teams, err := h.WorkteamIDs(t.Context(), nil)
	same(t, "teams of none", nil, teams, err)
	must(t, h.DeleteWorkteam(t.Context(), attic, noon, func(string) error { return nil }))
	teams, err = h.WorkteamIDs(t.Context(), []string{other.ID})
	same(t, "a deleted team too", []string{attic.ID}, teams, err)
	whoseWorkforces(t, h, w.ID, other.ID)

	must(t, h.DeleteWorkforce(t.Context(), other, noon, allow))
	_, err = h.ChangeWorkforce(t.Context(), w, func(w workforce.Workforce, _ int) (workforce.Workforce, error) {
		w.CIDRs = nil
		return w, nil
	})
	must(t, err)
	restricted, err = h.RestrictedWorkforces(t.Context())
	same(t, "none left", nil, restricted, err)
}

func whoseWorkforces(t *testing.T, h *house, clerks, others string) {
	both := []string{clerks, others}
	slices.Sort(both)
	for name, c := range map[string]struct {
		place auth.Membership
		want  []string
	}{
		"a group of a team":           {auth.Membership{Account: account, Region: region, Group: "a"}, []string{clerks}},
		"the same, in every region":   {auth.Membership{Account: account, Region: auth.EveryRegion, Group: "b"}, []string{clerks}},
		"the same, in another region": {auth.Membership{Account: account, Region: "us-east-2", Group: "a"}, nil},
		"the same, elsewhere":         {auth.Membership{Account: "000000000043", Region: region, Group: "a"}, nil},
		"everyone's":                  {auth.Membership{Account: account, Region: auth.EveryRegion, Group: workforce.EveryoneTeam}, []string{others}},
		"of a team that was deleted":  {auth.Membership{Account: account, Region: "us-east-2", Group: "roof"}, nil},
	} {
		p := h.person(t, "p"+h.id(), c.place)
		got, err := h.WorkforceIDsOf(t.Context(), p.ID)
		same(t, name, c.want, got, err)
	}
	p := h.person(t, "twice")
	_, err := h.AddMember(t.Context(), p.ID, auth.Membership{Account: account, Region: region, Group: "a"}, noon)
	must(t, err)
	got, err := h.WorkforceIDsOf(t.Context(), p.ID)
	same(t, "of two", both, got, err)
}
