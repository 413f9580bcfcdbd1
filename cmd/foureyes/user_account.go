package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"
)

type userRemoveCommand struct {
	server

	Email string `arg:"" help:"E-mail address of the user."`
	Yes   bool   `help:"Do it. There is no way back."`
}

// Run removes a user.
func (c *userRemoveCommand) Run(ctx context.Context, w io.Writer) error {
	if !c.Yes {
		return fmt.Errorf("%s would be gone for good, with their memberships and roles; their answers stay. Say --yes to do it", c.Email)
	}
	if err := c.call(ctx, http.MethodDelete, "/users/"+url.PathEscape(c.Email), nil, nil); err != nil {
		return err
	}
	return say(w, c.Email+" was removed.\n")
}

type userUnlockCommand struct {
	server

	Email string `arg:"" help:"E-mail address of the user."`
}

// Run forgets a user's failures to sign in.
func (c *userUnlockCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodPost, "/users/"+url.PathEscape(c.Email)+"/unlock", nil, nil); err != nil {
		return err
	}
	return say(w, c.Email+" can try to sign in again.\n")
}

type userResetTOTPCommand struct {
	server

	Email string `arg:"" help:"E-mail address of the user."`
}

// Run turns a user's second factor off.
func (c *userResetTOTPCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodDelete, "/users/"+url.PathEscape(c.Email)+"/second-factor", nil, nil); err != nil {
		return err
	}
	return say(w, c.Email+" signs in without a code now, and can set up an authenticator app again.\n")
}

type userSessionsCommand struct {
	server
	output

	Email string `arg:"" help:"E-mail address of the user."`
	End   string `help:"Sign out the session with this id, or all of them: all." placeholder:"ID"`
}

// userSession is a place where a user is signed in, as the console API tells.
type userSession struct {
	SessionID string    `json:"sessionId"`
	Address   string    `json:"address"`
	UserAgent string    `json:"userAgent"`
	CreatedAt time.Time `json:"createdAt"`
	SeenAt    time.Time `json:"seenAt"`
	ExpiresAt time.Time `json:"expiresAt"`
}

// Run lists or ends sessions.
func (c *userSessionsCommand) Run(ctx context.Context, w io.Writer) error {
	path := "/users/" + url.PathEscape(c.Email) + "/sessions"
	if c.End != "" {
		return c.end(ctx, w, path)
	}
	var out struct {
		Sessions []userSession `json:"sessions"`
	}
	if err := c.call(ctx, http.MethodGet, path, nil, &out); err != nil {
		return err
	}
	return c.print(w, out.Sessions, tableOfSessions(out.Sessions))
}

func (c *userSessionsCommand) end(ctx context.Context, w io.Writer, path string) error {
	if c.End != "all" {
		path += "/" + url.PathEscape(c.End)
	}
	if err := c.call(ctx, http.MethodDelete, path, nil, nil); err != nil {
		return err
	}
	return say(w, "Signed out.\n")
}

func tableOfSessions(all []userSession) string {
	if len(all) == 0 {
		return "Nowhere.\n"
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "SESSION\tADDRESS\tSIGNED IN\tLAST SEEN\tBROWSER")
	for _, s := range all {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", s.SessionID, s.Address,
			s.CreatedAt.Local().Format(time.DateTime), s.SeenAt.Local().Format(time.DateTime), printable(s.UserAgent))
	}
	_ = w.Flush() // a Builder never fails
	return b.String()
}
