package storetest

import (
	"testing"
	"time"

	"foureyes/internal/auth"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/tag"
	"foureyes/internal/workforce"
)

func (h *house) clerks() workforce.Workforce {
	return workforce.Workforce{
		ID: h.id(), Account: account, Region: region, Name: "clerks",
		OIDC: &workforce.OIDC{
			ClientID: "c", Issuer: "https://id.example.org", AuthorizationEndpoint: "https://id.example.org/a", TokenEndpoint: "https://id.example.org/t",
			UserInfoEndpoint: "https://id.example.org/u", LogoutEndpoint: "https://id.example.org/l", JWKSURI: "https://id.example.org/j",
			Scope: "openid", ExtraParams: map[string]string{"prompt": "login"},
		},
		SealedSecret: []byte{0, 255}, CIDRs: []string{"10.0.0.0/8"},
		VPC:           &workforce.VPC{ID: "vpc-1", SecurityGroupIDs: []string{"sg-1"}, Subnets: []string{"subnet-1"}},
		IPAddressType: "ipv4", CreatedBy: "ines", CreatedAt: noon, UpdatedAt: noon, Stored: true,
	}
}

func workforces(t *testing.T, h *house) {
	at, err := h.AccountCreatedAt(t.Context(), account)
	same(t, "the account", noon, at, err)
	_, err = h.AccountCreatedAt(t.Context(), "000000000043")
	refused(t, "an unknown account", err, fault.NotFound)
	_, err = h.Workforce(t.Context(), account, region)
	refused(t, "none yet", err, fault.NotFound)

	w := h.clerks()
	must(t, h.CreateWorkforce(t.Context(), w, []tag.Tag{{Key: "a"}}))
	got, err := h.Workforce(t.Context(), account, region)
	same(t, "as saved", w, got, err)
	refused(t, "a second one", h.CreateWorkforce(t.Context(), h.clerks(), nil), fault.InUse)

	team := h.team(w, "desk")
	must(t, h.CreateWorkteam(t.Context(), team, w, nil, allow))
	_, err = h.ChangeWorkforce(t.Context(), w, func(workforce.Workforce, int) (workforce.Workforce, error) { return w, errRefused })
	refused(t, "a rule that refuses", err, fault.Invalid)
	changed := w
	changed.OIDC, changed.CIDRs, changed.IPAddressType = &workforce.OIDC{ClientID: "d"}, []string{"10.1.0.0/16", "::/0"}, "dualstack"
	changed.SealedSecret, changed.UpdatedAt = []byte{7}, noon.Add(time.Hour)
	got, err = h.ChangeWorkforce(t.Context(), w, func(old workforce.Workforce, teams int) (workforce.Workforce, error) {
		same(t, "what the rule sees", w, old, nil)
		same(t, "its teams", 1, teams, nil)
		return changed, nil
	})
	same(t, "what is returned", changed, got, err)
	got, err = h.Workforce(t.Context(), account, region)
	same(t, "as changed", changed, got, err)

	refused(t, "deletion that the rule refuses", h.DeleteWorkforce(t.Context(), w, noon, func(int) error { return errRefused }), fault.Invalid)
	must(t, h.DeleteWorkteam(t.Context(), team, noon, func(string) error { return nil }))
	must(t, h.DeleteWorkforce(t.Context(), w, noon, func(teams int) error {
		same(t, "teams left", 0, teams, nil)
		return nil
	}))
	_, err = h.Workforce(t.Context(), account, region)
	refused(t, "deleted", err, fault.NotFound)
	must(t, h.CreateWorkforce(t.Context(), h.clerks(), nil))
}

func allow(int) error { return nil }

func (h *house) team(w workforce.Workforce, name string) workforce.Workteam {
	return workforce.Workteam{
		ID: h.id(), Account: account, Region: region, Name: name, WorkforceID: w.ID, WorkforceName: w.Name,
		Description: "Größe", Members: []workforce.Member{{Groups: []string{"a", "b"}}}, NotificationTopic: "arn:topic",
		Access: &workforce.Access{SourceIP: "Enabled"}, CreatedBy: "ines", CreatedAt: noon, UpdatedAt: noon, Stored: true,
	}
}

func workteams(t *testing.T, h *house) {
	w := h.clerks()
	must(t, h.CreateWorkforce(t.Context(), w, nil))
	desk, attic := h.team(w, "desk"), h.team(w, "attic")
	for i, team := range []workforce.Workteam{desk, attic} {
		must(t, h.CreateWorkteam(t.Context(), team, w, nil, func(teams int) error {
			same(t, "teams before", i, teams, nil)
			return nil
		}))
	}
	got, err := h.Workteam(t.Context(), account, region, "desk")
	same(t, "as saved", desk, got, err)
	teams, err := h.Workteams(t.Context(), account, region)
	same(t, "listed", []workforce.Workteam{attic, desk}, teams, err)
	refused(t, "a taken name", h.CreateWorkteam(t.Context(), h.team(w, "desk"), w, nil, allow), fault.InUse)
	refused(t, "a rule that refuses", h.CreateWorkteam(t.Context(), h.team(w, "cellar"), w, nil, func(int) error { return errRefused }), fault.Invalid)
	_, err = h.Workteam(t.Context(), account, region, "cellar")
	refused(t, "the refused one", err, fault.NotFound)

	desk.Members, desk.Description, desk.Access, desk.UpdatedAt = []workforce.Member{{Groups: []string{"b", "c"}}}, "", nil, noon.Add(time.Hour)
	must(t, h.ChangeWorkteam(t.Context(), desk))
	got, err = h.Workteam(t.Context(), account, region, "desk")
	same(t, "as changed", desk, got, err)

	d := flow.Definition{
		ID: h.id(), Account: account, Region: region, Name: "one", Status: flow.Active, WorkteamID: desk.ID,
		HumanTaskUIID: h.ui.ID, TaskCount: 1, TimeLimit: time.Hour, CreatedAt: noon,
	}
	must(t, h.CreateFlowDefinition(t.Context(), d, desk, nil, nil))
	refused(t, "deletion while a flow uses it", h.DeleteWorkteam(t.Context(), desk, noon, func(flow string) error {
		same(t, "the flow", "one", flow, nil)
		return errRefused
	}), fault.Invalid)
	must(t, h.DeleteWorkteam(t.Context(), attic, noon, func(flow string) error {
		same(t, "no flow", "", flow, nil)
		return nil
	}))
	_, err = h.Workteam(t.Context(), account, region, "attic")
	refused(t, "deleted", err, fault.NotFound)
	refused(t, "changed after its deletion", h.ChangeWorkteam(t.Context(), attic), fault.NotFound)
	must(t, h.CreateWorkteam(t.Context(), h.team(w, "attic"), w, nil, allow))
}

// teamMails are the addresses of those who could answer for a team.
func teamMails(t *testing.T, h *house) {
	w := h.clerks()
	must(t, h.CreateWorkforce(t.Context(), w, nil))
	must(t, h.CreateWorkteam(t.Context(), h.team(w, "desk"), w, nil, allow))
	member := func(group, of, in string) auth.Membership {
		return auth.Membership{Account: of, Region: in, Group: group}
	}
	h.person(t, "zoe", member("a", account, region))
	h.person(t, "ann", member("b", account, auth.EveryRegion))
	h.person(t, "bob", member("c", account, region))
	h.person(t, "cem", member("a", account, "eu-west-2"))
	h.person(t, "dee", member("a", "000000000043", region))
	gone := h.person(t, "eve", member("a", account, region))
	must(t, h.DisablePerson(t.Context(), gone.ID, noon))
	got, err := h.TeamMails(t.Context(), account, region, "desk")
	same(t, "the people of a team", []string{"ann@example.com", "zoe@example.com"}, got, err)
	got, err = h.TeamMails(t.Context(), account, region, "attic")
	same(t, "a team that is not there", nil, got, err)
}
