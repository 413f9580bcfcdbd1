package ddsql

import (
	"context"
	"math/rand/v2"
	"time"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
)

// Owner is whom a session belongs to, and what it may see.
type Owner struct {
	User, Database string
	// Version is what version() gives, and Server the setting server_version.
	Version, Server string
	// Path is the search path that a session begins with.
	Path []string
	// Snapshot gives the tables for one query. path is the search path.
	Snapshot func(ctx context.Context, path []string) (Snapshot, error)
}

// Status is where a session stands with its transaction.
type Status byte

// The states, by PostgreSQL's letters.
const (
	Idle          Status = 'I'
	InTransaction Status = 'T'
	Failed        Status = 'E'
)

// Session is one client's connection. It is for one goroutine.
type Session struct {
	engine   *Engine
	owner    Owner
	settings *settings
	status   Status
	began    time.Time // of the transaction
	points   []string  // savepoints
	prepared map[string]*named
	cursors  map[string]*cursor
}

// NewSession begins a session.
func (e *Engine) NewSession(o Owner) *Session {
	return &Session{
		engine: e, owner: o, settings: newSettings(o), status: Idle,
		prepared: map[string]*named{}, cursors: map[string]*cursor{},
	}
}

// Status tells about the transaction.
func (s *Session) Status() Status { return s.status }

// Fail notes that a statement has failed: an open transaction has then as well.
func (s *Session) Fail() {
	if s.status == InTransaction {
		s.status = Failed
		s.closeCursors(false)
	}
}

// Setting gives a parameter as SHOW does.
func (s *Session) Setting(name string) (string, bool) { return s.settings.Setting(name) }

// Parameter is a setting of a session.
type Parameter struct {
	Name, Value string
	// Fixed tells that it cannot be changed.
	Fixed bool
}

// Parameters lists all settings by name.
func (s *Session) Parameters() []Parameter {
	var all []Parameter
	for _, name := range s.settings.names() {
		text, _ := s.settings.Setting(name)
		_, is := s.settings.fixed[name]
		all = append(all, Parameter{Name: name, Value: text, Fixed: is})
	}
	return all
}

// Set changes a parameter, as a client asks for when it connects.
func (s *Session) Set(name, text string) error { return s.settings.SetSetting(name, text, false) }

// Close ends the session and frees its cursors.
func (s *Session) Close() { s.closeCursors(true) }

// Parse reads the statements of a text.
func Parse(sql string) ([]syntax.Statement, error) { return syntax.Parse(sql, syntax.DefaultLimits) }

// env is what functions know in a query that begins now.
func (s *Session) env(names fn.Catalog) *fn.Env {
	now := s.engine.now()
	if s.status == InTransaction {
		now = s.began
	}
	return &fn.Env{
		Now: now, Clock: s.engine.now, User: s.owner.User, Database: s.owner.Database, Version: s.owner.Version,
		Settings: s.settings, Catalog: names, Random: rand.Float64,
	}
}

// allowed refuses what cannot run in the transaction as it stands.
func (s *Session) allowed(st syntax.Statement) error {
	if s.status != Failed {
		return nil
	}
	if t, ok := st.(*syntax.Transaction); ok && (t.Kind == syntax.Commit || t.Kind == syntax.Rollback || t.Kind == syntax.RollbackTo) {
		return nil
	}
	return sqlerr.New(sqlerr.InFailedSQLTransaction, "current transaction is aborted, commands ignored until end of transaction block")
}

// timeout is how long a query may run: the engine's limit, or the session's own if
// that is shorter.
func (s *Session) timeout() time.Duration {
	limit := s.engine.limits.Time
	if own := s.settings.statementTimeout(); own > 0 {
		limit = min(limit, own)
	}
	return limit
}
