package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"foureyes/internal/app"
	"foureyes/internal/audit/chain"
	"foureyes/internal/config"
	"foureyes/internal/doctor"
)

type doctorCommand struct {
	config.Serve
	output
}

// errUnwell ends a command that has found failures, after it has told of them.
var errUnwell = errors.New("some checks failed")

// Run examines where the server runs, with the settings that it would have.
func (c *doctorCommand) Run(ctx context.Context, w io.Writer, unknown unknownVariables) error {
	findings := doctor.Examine(ctx, doctor.Parts{
		Settings: c.Serve, Unknown: unknown, Now: time.Now, MailServers: c.mailServers,
		AuditFiles: func(ctx context.Context) (chain.Files, error) { return app.AuditFiles(ctx, c.Serve) },
	})
	if err := c.print(w, findings, textOfFindings(findings)); err != nil {
		return err
	}
	if doctor.Failed(findings) {
		return errUnwell
	}
	return nil
}

// mailServers asks the running server where it sends mail to.
func (c *doctorCommand) mailServers(ctx context.Context) ([]string, error) {
	running := server{Data: c.Data}
	var out struct{ EventTargets []eventTarget }
	if err := running.call(ctx, http.MethodGet, "/event-targets?maxResults=100", nil, &out); err != nil {
		return nil, err
	}
	var addresses []string
	for _, t := range out.EventTargets {
		if u, err := url.Parse(t.Address); t.Kind == "smtp" && t.DisabledAt == nil && err == nil {
			addresses = append(addresses, mailAddress(u))
		}
	}
	return addresses, nil
}

// mailAddress is host and port of a mail server; the ports are those of event targets.
func mailAddress(u *url.URL) string {
	port := u.Port()
	switch {
	case port != "":
	case u.Scheme == "smtps":
		port = "465"
	default:
		port = "587"
	}
	return net.JoinHostPort(u.Hostname(), port)
}

func textOfFindings(findings []doctor.Finding) string {
	var b strings.Builder
	signs := map[doctor.Level]string{doctor.Good: "ok   ", doctor.Warning: "warn ", doctor.Failure: "FAIL ", doctor.Skipped: "-    "}
	for _, f := range findings {
		fmt.Fprintf(&b, "%s%-16s  %s\n", signs[f.Level], f.Check, strings.ReplaceAll(f.Found, "\n", "\n                       "))
		if f.Do != "" {
			fmt.Fprintf(&b, "                       -> %s\n", f.Do)
		}
	}
	return b.String()
}
