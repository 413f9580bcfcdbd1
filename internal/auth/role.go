package auth

import (
	"context"
	"embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"foureyes/internal/auth/policy"
	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/workforce"
)

// RoleName is what somebody is in an account, beside being a worker. What a role may
// do is a policy, as for access keys: roles/{name}.json.
type RoleName string

// The roles. Administrators are not among them: they run the server, in every
// account (Person.Administrator).
const (
	// Requester makes flow definitions and templates, and owns what they made.
	Requester RoleName = "requester"
	// TeamLead looks after the people of one work team, the role's scope.
	TeamLead RoleName = "team-lead"
	// Auditor sees everything and changes nothing.
	Auditor RoleName = "auditor"
)

// RoleNames are all roles.
func RoleNames() []RoleName { return []RoleName{Requester, TeamLead, Auditor} }

// maxRoles bounds the roles of one person.
const maxRoles = 50

// Role is what a person is in an account.
type Role struct {
	Account string
	Name    RoleName
	// Scope is the name of the work team for TeamLead, and empty for the others.
	Scope string
}

// RoleStore keeps the roles of people, and knows who made a resource.
type RoleStore interface {
	// Roles reads the roles of a person who is not disabled, by account, name and scope.
	Roles(ctx context.Context, personID string) ([]Role, error)
	// SaveRoles puts these roles in the place of those that a person has;
	// fault.NotFound when there is no such person.
	SaveRoles(ctx context.Context, personID string, roles []Role, now time.Time) error
	// CreatedBy gives the principal that made the flow definition or human task UI of
	// an ARN, or the flow definition of a human loop; empty when there is none.
	CreatedBy(ctx context.Context, resource string) (string, error)
}

// Roles reads the roles of a person.
func (p *People) Roles(ctx context.Context, personID string) ([]Role, error) {
	return p.roles.Roles(ctx, personID)
}

// SetRoles gives a person these roles and no others; fault.Invalid for what is no role.
func (p *People) SetRoles(ctx context.Context, personID string, roles []Role, now time.Time) error {
	if err := checkRoles(roles); err != nil {
		return err
	}
	return p.roles.SaveRoles(ctx, personID, roles, now)
}

func checkRoles(roles []Role) error {
	if len(roles) > maxRoles {
		return fault.New(fault.Invalid, SubjectPerson, "A person has at most %d roles.", maxRoles)
	}
	for i, r := range roles {
		if err := r.check(); err != nil {
			return err
		}
		if slices.Contains(roles[:i], r) {
			return fault.New(fault.Invalid, SubjectPerson, "The role %s stands there twice.", r.Name)
		}
	}
	return nil
}

// teamPattern is that of names of work teams (SageMaker API, CreateWorkteam).
var teamPattern = regexp.MustCompile(`^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$`)

func (r Role) check() error {
	switch {
	case !slices.Contains(RoleNames(), r.Name):
		return fault.New(fault.Invalid, SubjectPerson, "%q is no role. There are %v.", cut(string(r.Name)), RoleNames())
	case !accountPattern.MatchString(r.Account):
		return fault.New(fault.Invalid, SubjectPerson, "An account id has 12 digits.")
	case r.Name == TeamLead && !teamPattern.MatchString(r.Scope):
		return fault.New(fault.Invalid, SubjectPerson, "A team lead has a work team, such as %s.", workforce.EveryoneTeam)
	case r.Name != TeamLead && r.Scope != "":
		return fault.New(fault.Invalid, SubjectPerson, "The role %s has no scope.", r.Name)
	}
	return nil
}

//go:embed roles/*.json
var roleFiles embed.FS

// rolePolicies are what the roles may do.
var rolePolicies = sync.OnceValues(func() (map[RoleName][]*policy.Document, error) {
	all := map[RoleName][]*policy.Document{}
	for _, name := range RoleNames() {
		text, err := roleFiles.ReadFile(path.Join("roles", string(name)+".json"))
		if err != nil {
			return nil, fmt.Errorf("read the policy of a role: %w", err)
		}
		d, err := policy.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("read the policy of %s: %w", name, err)
		}
		all[name] = []*policy.Document{d}
	}
	return all, nil
})

// PersonARN is the principal that a person is in an account.
func PersonARN(account string, p Person) string {
	return "arn:aws:iam::" + account + ":user/" + p.Email
}

// checkPerson lets a person do what any one of their roles in the account allows.
// Administrators may do everything.
func (g *Guard) checkPerson(ctx context.Context, c aws.Call, p Permission) error {
	if c.Administrator {
		return nil
	}
	roles, err := g.roles.Roles(ctx, c.PersonID)
	if err != nil {
		return fmt.Errorf("read the roles of %s: %w", c.PersonID, err)
	}
	policies, err := rolePolicies()
	if err != nil {
		return err
	}
	ask := question{guard: g, ctx: ctx, call: c, permission: p}
	for _, r := range roles {
		if r.Account != c.Account {
			continue
		}
		if d := policy.Decide(policies[r.Name], ask.as(r)); d == policy.Allow {
			return ask.err
		}
	}
	if ask.err != nil {
		return ask.err
	}
	return verdict(c, p, policy.ImplicitDeny)
}

// question is what a person wants to do, while their roles are asked.
type question struct {
	guard      *Guard
	ctx        context.Context //nolint:containedctx // of one check
	call       aws.Call
	permission Permission
	owner      *string // read once
	err        error   // of reading it
}

func (q *question) as(r Role) policy.Request {
	return policy.Request{Action: q.permission.Action, Resource: q.permission.Resource, Values: func(key string) []string {
		switch key {
		case "foureyes:team":
			return some(r.Scope)
		case "foureyes:createdby":
			return some(q.createdBy())
		}
		return q.guard.values(q.call, q.permission, key)
	}}
}

// createdBy is who made what the request is about: the flow definition that it
// names, or else its resource.
func (q *question) createdBy() string {
	if q.owner != nil {
		return *q.owner
	}
	resource := q.permission.Resource
	if flow := q.permission.Values[KeyFlowDefinition]; len(flow) == 1 {
		resource = flow[0]
	}
	owner, err := q.guard.roles.CreatedBy(q.ctx, resource)
	if err != nil {
		q.err = fmt.Errorf("read who made %s: %w", resource, err)
	}
	q.owner = &owner
	return strings.TrimSpace(owner)
}
