// Package postgres is the door of SQL clients that speak PostgreSQL's protocol: it
// lets in who may ask the SQL tables, sees that they still may before each query,
// and tells the audit of each session.
//
// The protocol is package pgwire, whose Backend a Door is; who may come in is
// decided by package auth, and what queries mean by the sessions behind the door.
package postgres

import (
	"context"
	"errors"
	"net"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/pgwire"
	"foureyes/internal/pgwire/scram"
)

// Database is the only one there is.
const Database = "foureyes"

// Open begins a session that answers queries about the caller's account.
type Open func(ctx context.Context, c auth.SQLCaller, s pgwire.Startup) (pgwire.Session, error)

// Parts are what a Door is made of.
type Parts struct {
	Access *auth.SQL
	Audit  *audit.Recorder
	Now    func() time.Time
	NewID  func(time.Time) string // of sessions, as the audit's request ids
	Open   Open
}

// Door is a pgwire.Backend. It is safe for concurrent use.
type Door struct{ p Parts }

// New makes a Door.
func New(p Parts) *Door { return &Door{p} }

// Verifier gives what the user's password is checked with.
func (d *Door) Verifier(ctx context.Context, s pgwire.Startup) (scram.Verifier, bool, error) {
	v, known, err := d.p.Access.Verifier(ctx, s.User, host(s.Remote), d.p.Now())
	return v, known, translate(err)
}

// Failed counts a wrong password.
func (d *Door) Failed(_ context.Context, s pgwire.Startup) {
	d.p.Access.Failed(s.User, host(s.Remote), d.p.Now())
}

// Open begins a session for a client that knew the password. The audit has one row
// for it, or for its refusal.
func (d *Door) Open(ctx context.Context, s pgwire.Startup) (pgwire.Session, error) {
	now := d.p.Now()
	caller, err := d.p.Access.Enter(ctx, s.User, host(s.Remote), now)
	if err == nil && s.Database != Database {
		err = &pgwire.Error{Code: "3D000", Message: "database \"" + s.Database + "\" does not exist", Hint: "The database is " + Database + "."}
	}
	d.tell(caller, err, now)
	if err != nil {
		return nil, translate(err)
	}
	session, err := d.p.Open(ctx, caller, s)
	if err != nil {
		return nil, err
	}
	return &guarded{Session: session, check: func(ctx context.Context) error {
		return translate(d.p.Access.Check(ctx, caller, d.p.Now()))
	}}, nil
}

// tell writes the session into the audit.
func (d *Door) tell(c auth.SQLCaller, err error, now time.Time) {
	if c.Account == "" { // the key or the token ended while its owner signed in
		return
	}
	outcome := audit.Success
	if err != nil {
		outcome = stateOf(err)
	}
	d.p.Audit.Add(audit.Entry{
		At: now, RequestID: d.p.NewID(now), Account: c.Account, Principal: c.Principal, AccessKeyID: c.AccessKeyID,
		PersonID: c.PersonID, Action: auth.ActionQuery, Resource: "sql", Outcome: outcome, SourceIP: c.SourceIP,
	})
}

// host is the address without the port; of anything but TCP, nothing.
func host(a net.Addr) string {
	if t, ok := a.(*net.TCPAddr); ok {
		return t.IP.String()
	}
	return ""
}

// stateOf is the SQLSTATE of a refusal.
func stateOf(err error) string {
	if e, ok := errors.AsType[*pgwire.Error](translate(err)); ok {
		return e.Code
	}
	return "XX000"
}

// translate gives a fault its SQLSTATE. Errors of ours stay what they are: the
// client learns nothing of them.
func translate(err error) error {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err
	}
	e := &pgwire.Error{Message: f.Message}
	switch f.Kind {
	case fault.Denied:
		e.Code = "42501" // insufficient_privilege
	case fault.Throttled:
		e.Code = "53400" // configuration_limit_exceeded
	case fault.NotFound, fault.Unauthenticated:
		e.Code = "28000" // invalid_authorization_specification
	default:
		return err
	}
	return e
}
