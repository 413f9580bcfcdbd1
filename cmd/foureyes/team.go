package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

type teamCommand struct {
	Members teamMembersCommand `cmd:"" help:"List who is in a work team."`
	Add     teamAddCommand     `cmd:"" help:"Put people into a work team."`
	Remove  teamRemoveCommand  `cmd:"" help:"Take somebody out of a work team's groups."`
}

// namedTeam is the argument of the commands about one team.
type namedTeam struct {
	server

	Team string `arg:"" help:"Name of the work team."`
}

func (c *namedTeam) path() string { return "/teams/" + url.PathEscape(c.Team) + "/members" }

type teamMembersCommand struct {
	namedTeam
	output
}

// Run lists all members, page by page.
func (c *teamMembersCommand) Run(ctx context.Context, w io.Writer) error {
	all := []user{}
	for token := ""; ; {
		var out struct {
			Members   []user
			NextToken string
		}
		if err := c.call(ctx, http.MethodGet, c.path()+"?"+url.Values{"nextToken": {token}}.Encode(), nil, &out); err != nil {
			return err
		}
		all = append(all, out.Members...)
		if token = out.NextToken; token == "" {
			break
		}
	}
	return c.print(w, all, tableOf(all))
}

type teamAddCommand struct {
	namedTeam
	output

	Emails []string `arg:"" name:"email" help:"E-mail addresses of people who can sign in, at most 100."`
	Group  string   `help:"Which of the team's groups they join. Default: its first." placeholder:"NAME"`
}

// joined is what became of one address.
type joined struct {
	Email  string `json:"email"`
	Added  bool   `json:"added"`
	Reason string `json:"reason,omitempty"`
}

// Run puts people into a team. That somebody cannot be is a failure, after the others
// were.
func (c *teamAddCommand) Run(ctx context.Context, w io.Writer) error {
	var out struct {
		Results []joined `json:"results"`
	}
	in := map[string]any{"emails": c.Emails, "group": c.Group}
	if err := c.call(ctx, http.MethodPost, c.path(), in, &out); err != nil {
		return err
	}
	var text strings.Builder
	failed := 0
	for _, r := range out.Results {
		if !r.Added {
			failed++
		}
		_, _ = fmt.Fprintf(&text, "%s: %s\n", r.Email, cmp.Or(r.Reason, "added"))
	}
	if err := c.print(w, out.Results, text.String()); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d were not added", failed, len(out.Results))
	}
	return nil
}

type teamRemoveCommand struct {
	namedTeam

	Email string `arg:"" help:"E-mail address of the member."`
}

// Run takes somebody out of a team.
func (c *teamRemoveCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodDelete, c.path()+"/"+url.PathEscape(c.Email), nil, nil); err != nil {
		return err
	}
	return say(w, c.Email+" is not in "+c.Team+" any more.\n")
}
