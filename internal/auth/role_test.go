package auth_test

import (
	"context"
	"strings"
	"testing"

	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/fault"
)

// fewRoles are the roles of one person, and what ann made.
type fewRoles struct {
	auth.RoleStore

	roles []auth.Role
	anns  string
}

func (f fewRoles) Roles(context.Context, string) ([]auth.Role, error) { return f.roles, nil }

func (f fewRoles) CreatedBy(_ context.Context, resource string) (string, error) {
	if resource == f.anns {
		return annsCall("").Principal, nil
	}
	return "arn:aws:iam::000000000000:user/bob", nil
}

func rolesOf(r auth.Role, anns string) fewRoles { return fewRoles{roles: []auth.Role{r}, anns: anns} }

const flowARN = "arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/"

func TestRolesAllowWhatTheyAreFor(t *testing.T) {
	own, other := flowARN+"mine", flowARN+"theirs"
	team := "arn:aws:sagemaker:eu-west-1:000000000000:workteam/private-crowd/"
	tests := map[string]struct {
		role    auth.Role
		need    auth.Permission
		allowed bool
	}{
		"auditors look":                     {auth.Role{Name: auth.Auditor}, auth.Permission{Action: "sagemaker:DescribeHumanLoop", Resource: "*"}, true},
		"auditors ask SQL":                  {auth.Role{Name: auth.Auditor}, auth.Permission{Action: "foureyes:Query", Resource: "*"}, true},
		"auditors change nothing":           {auth.Role{Name: auth.Auditor}, auth.Permission{Action: "sagemaker:StopHumanLoop", Resource: "*"}, false},
		"requesters make flow definitions":  {auth.Role{Name: auth.Requester}, auth.Permission{Action: "sagemaker:CreateFlowDefinition", Resource: own}, true},
		"requesters delete theirs":          {auth.Role{Name: auth.Requester}, auth.Permission{Action: "sagemaker:DeleteFlowDefinition", Resource: own}, true},
		"requesters leave others' alone":    {auth.Role{Name: auth.Requester}, auth.Permission{Action: "sagemaker:DeleteFlowDefinition", Resource: other}, false},
		"requesters start on theirs":        {auth.Role{Name: auth.Requester}, starting(own), true},
		"requesters start on no other":      {auth.Role{Name: auth.Requester}, starting(other), false},
		"requesters import to theirs":       {auth.Role{Name: auth.Requester}, auth.Permission{Action: "foureyes:ImportHumanLoops", Resource: own}, true},
		"requesters import to no other":     {auth.Role{Name: auth.Requester}, auth.Permission{Action: "foureyes:ImportHumanLoops", Resource: other}, false},
		"requesters are advised of theirs":  {auth.Role{Name: auth.Requester}, auth.Permission{Action: "foureyes:GetAdvice", Resource: own}, true},
		"requesters see no others' advice":  {auth.Role{Name: auth.Requester}, auth.Permission{Action: "foureyes:GetAdvice", Resource: other}, false},
		"requesters see theirs' activity":   {auth.Role{Name: auth.Requester}, auth.Permission{Action: "foureyes:GetActivity", Resource: own}, true},
		"requesters see no others'":         {auth.Role{Name: auth.Requester}, auth.Permission{Action: "foureyes:GetActivity", Resource: other}, false},
		"auditors see any activity":         {auth.Role{Name: auth.Auditor}, auth.Permission{Action: "foureyes:GetActivity", Resource: other}, true},
		"auditors look at imports":          {auth.Role{Name: auth.Auditor}, auth.Permission{Action: "foureyes:GetImport", Resource: other}, true},
		"auditors import nothing":           {auth.Role{Name: auth.Auditor}, auth.Permission{Action: "foureyes:ImportHumanLoops", Resource: other}, false},
		"requesters have no users":          {auth.Role{Name: auth.Requester}, auth.Permission{Action: "foureyes:ListUsers", Resource: "*"}, false},
		"team leads add to theirs":          {auth.Role{Name: auth.TeamLead, Scope: "clerks"}, auth.Permission{Action: "foureyes:AddTeamMembers", Resource: team + "clerks"}, true},
		"team leads add to no other":        {auth.Role{Name: auth.TeamLead, Scope: "clerks"}, auth.Permission{Action: "foureyes:AddTeamMembers", Resource: team + "nurses"}, false},
		"a role in another account is none": {auth.Role{Name: auth.Auditor, Account: "000000000099"}, auth.Permission{Action: "sagemaker:DescribeHumanLoop", Resource: "*"}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if test.role.Account == "" {
				test.role.Account = account
			}
			guard := auth.NewGuard(nil, rolesOf(test.role, own), false)
			got := ask(t, guard, personsCall(false), test.need)
			if test.allowed != (got == "") {
				t.Errorf("allowed is %v; %s", !test.allowed, got)
			}
			if !test.allowed && !strings.HasPrefix(got, "AccessDeniedException") {
				t.Errorf("refused with %q", got)
			}
		})
	}
}

func TestAdministratorsMayDoEverything(t *testing.T) {
	guard := auth.NewGuard(nil, rolesOf(auth.Role{}, ""), false)
	if got := ask(t, guard, personsCall(true), auth.Permission{Action: "foureyes:AddUser", Resource: "*"}); got != "" {
		t.Error(got)
	}
}

func TestWhoHasNoRoleMayDoNothing(t *testing.T) {
	guard := auth.NewGuard(nil, fewRoles{}, false)
	if got := ask(t, guard, personsCall(false), startLoop); !strings.HasPrefix(got, "AccessDeniedException") {
		t.Errorf("got %q", got)
	}
}

func TestRolesAreChecked(t *testing.T) {
	people := auth.NewPeople(openStore(t), 1)
	ann, err := people.Create(t.Context(), auth.NewPerson{Email: "ann@example.com", Account: account}, noon)
	if err != nil {
		t.Fatal(err)
	}
	for name, roles := range map[string][]auth.Role{
		"no role":                {{Account: account, Name: "king"}},
		"a lead without a team":  {{Account: account, Name: auth.TeamLead}},
		"an auditor with a team": {{Account: account, Name: auth.Auditor, Scope: "clerks"}},
		"no account":             {{Account: "1", Name: auth.Auditor}},
		"one twice":              {{Account: account, Name: auth.Auditor}, {Account: account, Name: auth.Auditor}},
	} {
		if err := people.SetRoles(t.Context(), ann.ID, roles, noon); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// personsCall is a call of a person.
func personsCall(administrator bool) aws.Call {
	c := annsCall("")
	c.PersonID, c.Administrator = "ann", administrator
	return c
}

func starting(flow string) auth.Permission {
	p := startLoop
	p.Values = map[string][]string{auth.KeyFlowDefinition: {flow}}
	return p
}
