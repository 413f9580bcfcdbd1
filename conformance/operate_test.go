package conformance

import (
	"net/http"
	"slices"
	"testing"
)

// A team lead says who is in one team and in no other; an auditor reads who did that.
func TestTeamLeadsAndAuditors(t *testing.T) {
	s := start(t)
	admin := s.signIn(t)
	operator := &worker{server: s, document: s.document(t, consoleDocument), token: admin.token}
	lead := &worker{server: s, document: operator.document, token: s.colleague(t, admin, "lea@example.com").token}
	s.colleague(t, admin, "ann@example.com")
	roles := map[string]any{"roles": []map[string]string{{"role": "team-lead", "scope": "Everyone-in-private-workforce"}}}
	operator.do(t, http.MethodPut, "/users/lea@example.com/roles", roles, http.StatusOK, nil)

	const members = "/teams/Everyone-in-private-workforce/members"
	const place = "?region=us-east-1"
	var list struct{ Members []struct{ Email string } }
	emails := func() []string {
		list.Members = nil
		lead.do(t, http.MethodGet, members+place, nil, http.StatusOK, &list)
		var all []string
		for _, m := range list.Members {
			all = append(all, m.Email)
		}
		return all
	}
	if all := emails(); !slices.Contains(all, "ann@example.com") {
		t.Errorf("members: %v", all)
	}
	lead.do(t, http.MethodDelete, members+"/ann@example.com"+place, nil, http.StatusNoContent, nil)
	if all := emails(); slices.Contains(all, "ann@example.com") {
		t.Errorf("members: %v", all)
	}
	var joined struct{ Results []struct{ Added bool } }
	lead.do(t, http.MethodPost, members+place, map[string]any{"emails": []string{"ann@example.com", "nobody@example.com"}}, http.StatusOK, &joined)
	if len(joined.Results) != 2 || !joined.Results[0].Added || joined.Results[1].Added {
		t.Errorf("joined: %+v", joined)
	}
	lead.do(t, http.MethodGet, "/teams/another/members"+place, nil, http.StatusForbidden, nil)
	lead.do(t, http.MethodGet, "/teams/Everyone-in-private-workforce/flow-definitions"+place, nil, http.StatusOK, nil)
	lead.do(t, http.MethodGet, "/audit", nil, http.StatusForbidden, nil)

	var record struct {
		Entries []struct{ Action, Resource string }
	}
	operator.do(t, http.MethodGet, "/audit?who=lea@example.com&action=foureyes:*&resource=teams&outcome=Success", nil, http.StatusOK, &record)
	var did []string
	for _, e := range record.Entries {
		did = append(did, e.Action+" "+e.Resource)
	}
	const there = " teams/Everyone-in-private-workforce/members/ann@example.com"
	want := []string{"foureyes:AddTeamMembers" + there + ",nobody@example.com", "foureyes:RemoveTeamMember" + there}
	if !slices.Equal(did, want) {
		t.Errorf("the record has %v, want %v", did, want)
	}
}

// Addresses that cannot be invited keep no others out, and keys' policies are changed
// in place.
func TestOperatorsInviteManyAndChangeKeys(t *testing.T) {
	s := start(t)
	operator := &worker{server: s, document: s.document(t, consoleDocument), token: s.signIn(t).token}
	var out struct {
		Added   int
		Results []struct {
			Reason     string
			Invitation *struct{ SignInLink string }
		}
	}
	in := map[string]any{"emails": []string{"ann@example.com", "no address", "ANN@example.com"}}
	operator.do(t, http.MethodPost, "/users/invitations", in, http.StatusOK, &out)
	if out.Added != 1 || out.Results[0].Invitation == nil || out.Results[1].Reason == "" || out.Results[2].Reason == "" {
		t.Errorf("invited: %+v", out)
	}
	operator.do(t, http.MethodPost, "/users/ann@example.com/disable", nil, http.StatusNoContent, nil)
	operator.do(t, http.MethodPost, "/users/ann@example.com/enable", nil, http.StatusNoContent, nil)

	var key struct{ AccessKey struct{ ID string } }
	made := map[string]any{"user": "ci", "policies": []map[string]string{{"name": "ReadOnlyAccess"}}}
	operator.do(t, http.MethodPost, "/access-keys", made, http.StatusCreated, &key)
	one := "/access-keys/" + key.AccessKey.ID
	set := func(policies ...map[string]string) map[string]any { return map[string]any{"policies": policies} }
	operator.do(t, http.MethodPut, one+"/policies", set(map[string]string{"name": "mine", "document": "{"}), http.StatusUnprocessableEntity, nil)
	operator.do(t, http.MethodPut, one+"/policies", set(map[string]string{"name": "FullAccess"}), http.StatusOK, nil)
	var k struct{ Policies []struct{ Name string } }
	operator.do(t, http.MethodGet, one, nil, http.StatusOK, &k)
	if len(k.Policies) != 1 || k.Policies[0].Name != "FullAccess" {
		t.Errorf("policies: %+v", k)
	}
	operator.do(t, http.MethodGet, "/managed-policies", nil, http.StatusOK, nil)
	operator.do(t, http.MethodGet, "/quotas?region=us-east-1", nil, http.StatusOK, nil)
}
