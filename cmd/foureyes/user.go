package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"
)

type userCommand struct {
	Add       userAddCommand       `cmd:"" help:"Add somebody who answers, and print the link that lets them in."`
	List      userListCommand      `cmd:"" help:"List the people who can sign in."`
	Link      userLinkCommand      `cmd:"" help:"Print a new sign-in link for somebody, or one to choose a new password with."`
	Role      userRoleCommand      `cmd:"" help:"Show or say what somebody is beside a worker: requester, team-lead or auditor."`
	SQLToken  userSQLTokenCommand  `cmd:"" name:"sql-token" help:"Print a password with which somebody may ask the SQL tables."`
	Invite    userInviteCommand    `cmd:"" help:"Add up to 100 people who answer, and print the links that let them in."`
	Enable    userEnableCommand    `cmd:"" help:"Let somebody who was shut out sign in again."`
	Disable   userDisableCommand   `cmd:"" help:"Shut somebody out at once. What they hold goes back when its time is over."`
	Remove    userRemoveCommand    `cmd:"" help:"Remove somebody for good. Their answers stay, under their worker id."`
	Unlock    userUnlockCommand    `cmd:"" help:"Let somebody try again who failed to sign in too often."`
	ResetTOTP userResetTOTPCommand `cmd:"" name:"reset-totp" help:"Ask somebody for codes no more who has lost the authenticator app."`
	Sessions  userSessionsCommand  `cmd:"" help:"List where somebody is signed in, or sign them out."`
}

// user is somebody who can sign in, as the console API tells.
type user struct {
	Email         string     `json:"email"`
	Name          string     `json:"name"`
	WorkerID      string     `json:"workerId"`
	Administrator bool       `json:"administrator"`
	CreatedAt     time.Time  `json:"createdAt"`
	DisabledAt    *time.Time `json:"disabledAt,omitempty"`
}

// output is the choice between people and scripts.
type output struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// print prints v as JSON if that is asked for, else text.
func (o output) print(out io.Writer, v any, text string) error {
	if o.JSON {
		b, err := json.MarshalIndent(v, "", "  ")
		if err != nil {
			return fmt.Errorf("encode: %w", err)
		}
		text = string(b) + "\n"
	}
	return say(out, text)
}

func say(out io.Writer, text string) error {
	if _, err := io.WriteString(out, text); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}

type userAddCommand struct {
	server
	output

	Email         string `arg:"" help:"E-mail address to sign in with."`
	Name          string `help:"As shown. Default: what stands before the @."`
	Administrator bool   `help:"Also let them administer the server."`
	Account       string `help:"Account whose work teams they join, 12 digits. Default: that of the server's first key." placeholder:"ID"`
}

type invitation struct {
	User       user   `json:"user"`
	SignInLink string `json:"signInLink"`
	// InvitationLink is the same link for choosing a password.
	InvitationLink string    `json:"invitationLink"`
	ExpiresAt      time.Time `json:"expiresAt"`
}

// Run adds a user.
func (c *userAddCommand) Run(ctx context.Context, w io.Writer) error {
	in := map[string]any{"email": c.Email, "name": c.Name, "administrator": c.Administrator, "account": c.Account}
	var out invitation
	if err := c.call(ctx, http.MethodPost, "/users", in, &out); err != nil {
		return err
	}
	return c.print(w, out, fmt.Sprintf("%s was added. Give them this link to choose a password (once, until %s):\n%s\nOr this one, to let them in once without a password:\n%s\n",
		out.User.Email, out.ExpiresAt.Local().Format(time.DateTime), out.InvitationLink, out.SignInLink))
}

type userListCommand struct {
	server
	output

	Contains string `help:"Only those whose name or e-mail address holds this."`
}

// Run lists all users, page by page.
func (c *userListCommand) Run(ctx context.Context, w io.Writer) error {
	all := []user{}
	for token := ""; ; {
		var out struct {
			Users     []user
			NextToken string
		}
		query := url.Values{"contains": {c.Contains}, "nextToken": {token}}
		if err := c.call(ctx, http.MethodGet, "/users?"+query.Encode(), nil, &out); err != nil {
			return err
		}
		all = append(all, out.Users...)
		if token = out.NextToken; token == "" {
			break
		}
	}
	return c.print(w, all, tableOf(all))
}

func tableOf(all []user) string {
	if len(all) == 0 {
		return "Nobody. Add somebody with: foureyes user add EMAIL\n"
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "EMAIL\tNAME\tWORKER ID\tROLE\tSINCE")
	for _, u := range all {
		role := "worker"
		switch {
		case u.DisabledAt != nil:
			role = "disabled"
		case u.Administrator:
			role = "administrator"
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", u.Email, u.Name, u.WorkerID, role, u.CreatedAt.Local().Format(time.DateOnly))
	}
	_ = w.Flush() // a Builder never fails
	return b.String()
}

type userLinkCommand struct {
	server
	output

	Email string `arg:"" help:"E-mail address of the user."`
	Reset bool   `help:"A link to choose a new password with, instead of one that lets in."`
}

// Run makes a link.
func (c *userLinkCommand) Run(ctx context.Context, w io.Writer) error {
	if c.Reset {
		return c.reset(ctx, w)
	}
	var out struct {
		SignInLink string    `json:"signInLink"`
		ExpiresAt  time.Time `json:"expiresAt"`
	}
	if err := c.call(ctx, http.MethodPost, "/users/"+url.PathEscape(c.Email)+"/sign-in-link", nil, &out); err != nil {
		return err
	}
	return c.print(w, out, out.SignInLink+"\n")
}

func (c *userLinkCommand) reset(ctx context.Context, w io.Writer) error {
	var out struct {
		PasswordLink string    `json:"passwordLink"`
		ExpiresAt    time.Time `json:"expiresAt"`
	}
	if err := c.call(ctx, http.MethodPost, "/users/"+url.PathEscape(c.Email)+"/password-link", nil, &out); err != nil {
		return err
	}
	return c.print(w, out, out.PasswordLink+"\n")
}

type userSQLTokenCommand struct {
	server
	output

	Email   string `arg:"" help:"E-mail address of the user, which is also the user's name for SQL."`
	Account string `help:"Account that is read, 12 digits. Default: that of the server's first key." placeholder:"ID"`
	End     bool   `help:"End the password instead of making one."`
}

// Run makes or ends the SQL token of a user.
func (c *userSQLTokenCommand) Run(ctx context.Context, w io.Writer) error {
	path := "/users/" + url.PathEscape(c.Email) + "/sql-token"
	if c.End {
		if err := c.call(ctx, http.MethodDelete, path, nil, nil); err != nil {
			return err
		}
		return say(w, c.Email+" cannot ask the SQL tables any more.\n")
	}
	var out struct {
		User     string `json:"user"`
		SQLToken string `json:"sqlToken"`
		Account  string `json:"account"`
	}
	if err := c.call(ctx, http.MethodPost, path, map[string]any{"account": c.Account}, &out); err != nil {
		return err
	}
	return c.print(w, out, out.SQLToken+"\n")
}

type userDisableCommand struct {
	server

	Email string `arg:"" help:"E-mail address of the user."`
}

// Run shuts a user out.
func (c *userDisableCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodPost, "/users/"+url.PathEscape(c.Email)+"/disable", nil, nil); err != nil {
		return err
	}
	return say(w, c.Email+" cannot sign in any more.\n")
}
