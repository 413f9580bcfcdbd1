package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

type userRoleCommand struct {
	server
	output

	Email  string   `arg:"" help:"E-mail address of the user."`
	Add    []string `help:"Roles to add: requester, auditor, or team-lead=TEAM." placeholder:"ROLE"`
	Remove []string `help:"Roles to take away, written in the same way." placeholder:"ROLE"`

	Account string `help:"Account in which the roles hold, 12 digits. Default: that of the server's first key." placeholder:"ID"`
}

// role is what somebody is in an account.
type role struct {
	Role    string `json:"role"`
	Account string `json:"account,omitempty"`
	Scope   string `json:"scope,omitempty"`
}

func (r role) String() string {
	if r.Scope != "" {
		return r.Role + "=" + r.Scope
	}
	return r.Role
}

// Run shows the roles of a user, after changing them if that is asked for.
func (c *userRoleCommand) Run(ctx context.Context, w io.Writer) error {
	path := "/users/" + url.PathEscape(c.Email)
	var u struct {
		Roles []role `json:"roles"`
	}
	if err := c.call(ctx, http.MethodGet, path, nil, &u); err != nil {
		return err
	}
	if len(c.Add)+len(c.Remove) > 0 {
		in := map[string]any{"roles": c.changed(u.Roles)}
		u.Roles = nil
		if err := c.call(ctx, http.MethodPut, path+"/roles", in, &u); err != nil {
			return err
		}
	}
	if u.Roles == nil {
		u.Roles = []role{} // null is no list to a program
	}
	return c.print(w, u.Roles, c.table(u.Roles))
}

// changed are the roles after adding and taking away.
func (c *userRoleCommand) changed(now []role) []role {
	changed := slices.Clone(now)
	if changed == nil {
		changed = []role{}
	}
	for _, text := range c.Add {
		if r := c.read(text); !slices.ContainsFunc(changed, c.is(r)) {
			changed = append(changed, r)
		}
	}
	for _, text := range c.Remove {
		changed = slices.DeleteFunc(changed, c.is(c.read(text)))
	}
	return changed
}

func (c *userRoleCommand) read(text string) role {
	name, scope, _ := strings.Cut(text, "=")
	return role{Role: name, Account: c.Account, Scope: scope}
}

// is compares with a role as it was written, whose account may be left out.
func (c *userRoleCommand) is(want role) func(role) bool {
	return func(r role) bool {
		return r.Role == want.Role && r.Scope == want.Scope && (want.Account == "" || r.Account == want.Account)
	}
}

func (c *userRoleCommand) table(roles []role) string {
	if len(roles) == 0 {
		return fmt.Sprintf("%s is a worker and nothing else. Change that with: foureyes user role %s --add requester\n", c.Email, c.Email)
	}
	var b strings.Builder
	for _, r := range roles {
		_, _ = fmt.Fprintf(&b, "%s in account %s\n", r, r.Account)
	}
	return b.String()
}
