package storetest

import (
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/limit"
	"foureyes/internal/page"
)

func emailOf(p auth.Person) string { return p.Email }

func members(t *testing.T, h *house) {
	clerks := auth.Membership{Account: account, Region: region, Group: "clerks"}
	ann, bob := h.person(t, "ann", clerks), h.person(t, "bob")
	list := func(contains string, groups ...string) []string {
		t.Helper()
		people, err := h.ListMembers(t.Context(), account, region, groups, page.Query{Limit: 10, NameContains: contains})
		must(t, err)
		return column(people, emailOf)
	}
	same(t, "no groups", nil, list(""), nil)
	same(t, "one group", []string{ann.Email}, list("", "clerks"), nil)
	add := func(m auth.Membership) bool {
		t.Helper()
		added, err := h.AddMember(t.Context(), bob.ID, m, noon)
		must(t, err)
		return added
	}
	same(t, "a new member", true, add(clerks), nil)
	same(t, "the same again", false, add(clerks), nil)
	elsewhere := clerks
	elsewhere.Region = "us-east-2"
	same(t, "another region's group", true, add(elsewhere), nil)
	same(t, "in every region already", false, add(auth.Membership{Account: account, Region: region, Group: "Everyone-in-private-workforce"}), nil)
	_, err := h.AddMember(t.Context(), "nobody", clerks, noon)
	refused(t, "a person who is not there", err, fault.NotFound)
	same(t, "both", []string{ann.Email, bob.Email}, list("", "none", "clerks"), nil)
	same(t, "a search", []string{bob.Email}, list("BO", "clerks"), nil)

	n, err := h.RemoveMember(t.Context(), bob.ID, account, region, []string{"clerks", "none"})
	same(t, "taken out of one", int64(1), n, err)
	n, err = h.RemoveMember(t.Context(), bob.ID, account, region, []string{"clerks"})
	same(t, "of none", int64(0), n, err)
	same(t, "one left", []string{ann.Email}, list("", "clerks"), nil)
	people, err := h.ListMembers(t.Context(), account, "us-east-2", []string{"clerks"}, page.Query{Limit: 10})
	same(t, "the other region's stays", []string{bob.Email}, column(people, emailOf), err)
	n, err = h.RemoveMember(t.Context(), bob.ID, account, region, []string{"Everyone-in-private-workforce"})
	same(t, "out of every region's group", int64(1), n, err)

	must(t, h.DisablePerson(t.Context(), ann.ID, noon))
	must(t, h.EnablePerson(t.Context(), ann.ID))
	got, err := h.Person(t.Context(), ann.ID)
	same(t, "enabled again", ann, got, err)
	refused(t, "enable nobody", h.EnablePerson(t.Context(), "nobody"), fault.NotFound)
}

func requestID(k audit.Kept) string { return k.RequestID }

func auditRecord(t *testing.T, h *house) {
	ann := h.person(t, "ann")
	entry := func(id string, after time.Duration, change func(*audit.Entry)) audit.Entry {
		e := audit.Entry{
			At: noon.Add(after), RequestID: id, Account: account, Region: region, Principal: "ines", AccessKeyID: "AKIA",
			Action: "sagemaker:StartHumanLoop", Resource: "loop/" + id, Outcome: audit.Success, SourceIP: "192.0.2.1",
		}
		change(&e)
		return e
	}
	const flowARN = "arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/one"
	first := entry("a", 0, func(e *audit.Entry) { e.FlowDefinitionARN = flowARN })
	must(t, h.SaveAudit(t.Context(), []audit.Entry{
		first,
		entry("b", time.Second, func(e *audit.Entry) { e.Outcome, e.Account = "AccessDeniedException", "" }),
		entry("c", time.Second, func(e *audit.Entry) {
			e.PersonID, e.AccessKeyID, e.Principal, e.Action, e.Resource = ann.ID, "", "", "foureyes:AddUser", "users/Bob_1"
		}),
	}))
	list := func(f audit.Filter, q page.Query) []audit.Kept {
		t.Helper()
		if q.Limit == 0 {
			q.Limit = 10
		}
		rows, _, err := h.ListAudit(t.Context(), f, q)
		must(t, err)
		return rows
	}
	for what, looked := range map[string]struct {
		filter audit.Filter
		want   []string
	}{
		"everything":       {audit.Filter{}, []string{"c", "b", "a"}},
		"one account":      {audit.Filter{Account: account}, []string{"c", "a"}},
		"one person":       {audit.Filter{PersonID: ann.ID}, []string{"c"}},
		"one principal":    {audit.Filter{Principal: "ines"}, []string{"b", "a"}},
		"one key":          {audit.Filter{AccessKeyID: "AKIA"}, []string{"b", "a"}},
		"one action":       {audit.Filter{Action: "foureyes:AddUser"}, []string{"c"}},
		"some actions":     {audit.Filter{Action: "SageMaker:*"}, []string{"b", "a"}},
		"all actions":      {audit.Filter{Action: "*"}, []string{"c", "b", "a"}},
		"no such action":   {audit.Filter{Action: "maker:*"}, nil},
		"a resource":       {audit.Filter{Resource: "bob_"}, []string{"c"}},
		"a flow":           {audit.Filter{FlowDefinitionARN: flowARN}, []string{"a"}},
		"no such flow":     {audit.Filter{FlowDefinitionARN: flowARN + "s"}, nil},
		"what succeeded":   {audit.Filter{Outcome: audit.Success}, []string{"c", "a"}},
		"what was refused": {audit.Filter{Outcome: audit.Refused}, []string{"b"}},
		"one refusal":      {audit.Filter{Outcome: "AccessDeniedException"}, []string{"b"}},
		"from then":        {audit.Filter{From: noon.Add(time.Second)}, []string{"c", "b"}},
		"before then":      {audit.Filter{Until: noon.Add(time.Second)}, []string{"a"}},
		"all at once":      {audit.Filter{PersonID: ann.ID, Action: "foureyes:*", Resource: "users", Outcome: audit.Success, From: noon}, []string{"c"}},
	} {
		same(t, what, looked.want, column(list(looked.filter, page.Query{}), requestID), nil)
	}
	all := list(audit.Filter{}, page.Query{})
	same(t, "as saved", first, all[2].Entry, nil)
	same(t, "who", "ann@example.com", all[0].Email, nil)
	one, after, err := h.ListAudit(t.Context(), audit.Filter{}, page.Query{Limit: 1})
	same(t, "a page", []string{"c"}, column(one, requestID), err)
	same(t, "the next page", []string{"b", "a"}, column(list(audit.Filter{}, page.Query{After: after}), requestID), nil)
	_, _, err = h.ListAudit(t.Context(), audit.Filter{}, page.Query{Limit: 1, After: &page.Key{ID: "x"}})
	if err == nil {
		t.Error("a page after nothing")
	}
}

func useOfQuotas(t *testing.T, h *house) {
	use, err := h.Use(t.Context(), account, "nowhere")
	same(t, "nothing", limit.Use{}, use, err)
	d := h.flow(t, "one")
	h.start(t, d, "a", noon)
	use, err = h.Use(t.Context(), account, region)
	same(t, "some", limit.Use{FlowDefinitions: 1, HumanTaskUIs: 1, Workteams: 1, OpenLoops: 1}, use, err)
}

func flowsOfTeam(t *testing.T, h *house) {
	d, e := h.flow(t, "one"), h.flow(t, "two")
	flows, err := h.FlowDefinitionsOfTeam(t.Context(), d.WorkteamID, page.Query{Limit: 10})
	same(t, "both", []string{d.Name, e.Name}, column(flows, func(d flow.Definition) string { return d.Name }), err)
	flows, err = h.FlowDefinitionsOfTeam(t.Context(), "", page.Query{Limit: 10})
	same(t, "of a team that is not stored", 0, len(flows), err)
}
