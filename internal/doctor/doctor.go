// Package doctor looks at where a server runs, or is going to, and says what is wrong
// and what to do about it: settings, keys, data folder, disk, database, objects, audit log,
// clock, ports, certificate, the public URL, mail, OpenID Connect, traces.
//
// It owns the checks and their words. It needs no running server, changes nothing
// but small files that it removes again, and shows no secret. What settings mean is said by
// package config, how far tables are by package store.
package doctor

import (
	"context"
	"time"

	"foureyes/internal/audit/chain"
	"foureyes/internal/config"
)

// Level is how bad a finding is.
type Level string

// The levels. A failure keeps the server from starting or from doing its work.
const (
	Good    Level = "good"
	Warning Level = "warning"
	Failure Level = "failure"
	Skipped Level = "skipped"
)

// Finding is what one check has found.
type Finding struct {
	Check string `json:"check"`
	Level Level  `json:"level"`
	// Found is what there is.
	Found string `json:"found"`
	// Do is what to do about it; empty where there is nothing to do.
	Do string `json:"do,omitempty"`
}

// Parts are what is examined.
type Parts struct {
	Settings config.Serve
	// Unknown are variables of the environment that look like settings and are none.
	Unknown []string
	// Now is the clock.
	Now func() time.Time
	// MailServers gives the addresses (host:port) of event targets that mail is sent to, as
	// the running server knows them.
	MailServers func(context.Context) ([]string, error)
	// AuditFiles opens the place of the audit log; it is asked where there is to be one.
	AuditFiles func(context.Context) (chain.Files, error)
}

// patience is how long one check may take.
const patience = 5 * time.Second

// Examine runs all checks, each for five seconds at most.
func Examine(ctx context.Context, p Parts) []Finding {
	e := &examination{Parts: p}
	for _, check := range []func(context.Context){
		e.settings, e.server, e.folder, e.masterKey, e.disk, e.objects, e.database, e.standby, e.auditLog, e.clock, e.ports,
		e.certificate, e.publicURL, e.mail, e.providers, e.collector,
	} {
		within, cancel := context.WithTimeout(ctx, patience)
		check(within)
		cancel()
	}
	return e.findings
}

// Failed tells whether any finding is a failure.
func Failed(findings []Finding) bool {
	for _, f := range findings {
		if f.Level == Failure {
			return true
		}
	}
	return false
}

// examination is one look at everything.
type examination struct {
	Parts

	findings []Finding
	running  bool // a server answers at --listen
}

func (e *examination) add(check string, level Level, found, do string) {
	e.findings = append(e.findings, Finding{check, level, found, do})
}

func (e *examination) good(check, found string) { e.add(check, Good, found, "") }

// settings asks whether the settings can work.
func (e *examination) settings(context.Context) {
	if err := e.Settings.Check(); err != nil {
		e.add("settings", Failure, err.Error(), "Set these right; foureyes serve --help explains each.")
	} else {
		e.good("settings", "they can work together")
	}
	for _, name := range e.Unknown {
		e.add("environment", Warning, name+" is no setting, and does nothing", "Is it misspelled? foureyes serve --help has the names.")
	}
}
