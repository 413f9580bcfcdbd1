package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

type userInviteCommand struct {
	server
	output

	Emails  []string `arg:"" name:"email" help:"E-mail addresses to sign in with, at most 100."`
	Account string   `help:"Account whose work teams they join, 12 digits. Default: that of the server's first key." placeholder:"ID"`
}

// invited is what became of one address.
type invited struct {
	Email      string      `json:"email"`
	Invitation *invitation `json:"invitation,omitempty"`
	Reason     string      `json:"reason,omitempty"`
}

// Run adds people. That an address cannot be added is a failure, after the others were.
func (c *userInviteCommand) Run(ctx context.Context, w io.Writer) error {
	var out struct {
		Results []invited
		Added   int
	}
	in := map[string]any{"emails": c.Emails, "account": c.Account}
	if err := c.call(ctx, http.MethodPost, "/users/invitations", in, &out); err != nil {
		return err
	}
	var text strings.Builder
	for _, r := range out.Results {
		if r.Invitation == nil {
			_, _ = fmt.Fprintf(&text, "%s: %s\n", r.Email, r.Reason)
			continue
		}
		_, _ = fmt.Fprintf(&text, "%s: %s\n", r.Email, r.Invitation.InvitationLink)
	}
	if err := c.print(w, out.Results, text.String()); err != nil {
		return err
	}
	if failed := len(out.Results) - out.Added; failed > 0 {
		return fmt.Errorf("%d of %d were not added", failed, len(out.Results))
	}
	return nil
}

type userEnableCommand struct {
	server

	Email string `arg:"" help:"E-mail address of the user."`
}

// Run lets a user in again.
func (c *userEnableCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodPost, "/users/"+url.PathEscape(c.Email)+"/enable", nil, nil); err != nil {
		return err
	}
	return say(w, c.Email+" can sign in again. To let them in: foureyes user link "+c.Email+"\n")
}
