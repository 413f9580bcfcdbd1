package postgres_test

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"foureyes/internal/api/postgres"
	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/leaktest"
	"foureyes/internal/pgwire"
	"foureyes/internal/store"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

const account = "000000000000"

// nothing is a session whose every text is an empty statement.
type nothing struct{}

func (nothing) Simple(context.Context, string) iter.Seq2[pgwire.Cursor, error] {
	return func(func(pgwire.Cursor, error) bool) {}
}

func (nothing) Parse(context.Context, string, []uint32) (pgwire.Statement, error) {
	return empty{}, nil
}
func (nothing) Status() pgwire.Status      { return pgwire.Idle }
func (nothing) Fail()                      {}
func (nothing) Settings() []pgwire.Setting { return nil }
func (nothing) Close()                     {}

type empty struct{}

func (empty) Params() []uint32                                            { return nil }
func (empty) Columns() []pgwire.Column                                    { return nil }
func (empty) Bind(context.Context, []pgwire.Param) (pgwire.Cursor, error) { return empty{}, nil }
func (empty) Next(context.Context) (bool, error)                          { return false, nil }
func (empty) Tag(int64) string                                            { return "" }
func (empty) Close()                                                      {}
func (empty) AppendColumn(dst []byte, _ int, _ pgwire.Format) ([]byte, bool, error) {
	return dst, true, nil
}

// house is a door with keys and people behind it.
type house struct {
	t      *testing.T
	keys   *auth.AccessKeys
	people *auth.People
	addr   string

	mu      sync.Mutex
	callers []auth.SQLCaller
	rows    chan audit.Entry
}

// SaveAudit keeps what the audit is told.
func (h *house) SaveAudit(_ context.Context, entries []audit.Entry) error {
	for _, e := range entries {
		h.rows <- e
	}
	return nil
}

func newHouse(t *testing.T) *house {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	keys, err := auth.NewKeys(make([]byte, auth.MasterKeySize))
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, keys: auth.NewAccessKeys(s, keys), people: auth.NewPeople(s, 1), rows: make(chan audit.Entry, 100)}
	recorder := audit.NewRecorder(h, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	door := postgres.New(postgres.Parts{
		Access: auth.NewSQL(auth.NewGuard(h.keys, nil, false), h.people), Audit: recorder, Now: time.Now,
		NewID: func(time.Time) string { return "id" },
		Open: func(_ context.Context, c auth.SQLCaller, _ pgwire.Startup) (pgwire.Session, error) {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.callers = append(h.callers, c)
			return nothing{}, nil
		},
	})
	server := pgwire.New(door, pgwire.Config{Now: time.Now, Log: slog.New(slog.DiscardHandler), MockKey: keys.SQLStrangers()})
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.addr = l.Addr().String()
	var work sync.WaitGroup
	work.Go(func() { recorder.Run(ctx) })
	work.Go(func() {
		if err := server.Serve(ctx, l); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() {
		cancel()
		_ = server.Shutdown(ctx)
		work.Wait()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// connect signs in.
func (h *house) connect(user, password, database string) (*pgx.Conn, error) {
	h.t.Helper()
	u := url.URL{Scheme: "postgres", User: url.UserPassword(user, password), Host: h.addr, Path: "/" + database, RawQuery: "sslmode=disable"}
	conn, err := pgx.Connect(h.t.Context(), u.String())
	if err == nil {
		h.t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(h.t.Context())) })
	}
	return conn, err
}

func (h *house) key(policy string) auth.Credentials {
	h.t.Helper()
	c, err := h.keys.Create(h.t.Context(), account, "ann", time.Now(), auth.Policy{Name: policy})
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

func code(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestKeySignsInUntilItIsDisabled(t *testing.T) {
	h := newHouse(t)
	c := h.key(auth.FullAccess)
	conn, err := h.connect(c.ID, c.Secret, postgres.Database)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Prepare(t.Context(), "s", "x"); err != nil {
		t.Error(err)
	}
	row := <-h.rows
	if row.Action != auth.ActionQuery || row.AccessKeyID != c.ID || row.Outcome != audit.Success || row.SourceIP != "127.0.0.1" || row.Account != account {
		t.Errorf("the audit was told %+v", row)
	}
	if got := h.callers[0]; got.Account != account || got.AccessKeyID != c.ID {
		t.Errorf("the session is for %+v", got)
	}
	if err := h.keys.Disable(t.Context(), c.ID, time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "x"); code(err) != "28000" {
		t.Errorf("a text: %v", err)
	}
	if err := conn.PgConn().ExecPrepared(t.Context(), "s", nil, nil, nil).Read().Err; code(err) != "28000" {
		t.Errorf("a statement of before: %v", err)
	}
	if _, err := conn.Prepare(t.Context(), "", "x"); code(err) != "28000" {
		t.Errorf("a new statement: %v", err)
	}
	if _, err := h.connect(c.ID, c.Secret, postgres.Database); code(err) != "28P01" {
		t.Errorf("signing in: %v", err)
	}
}

func TestWhoIsRefused(t *testing.T) {
	h := newHouse(t)
	full, other := h.key(auth.FullAccess), h.key("AmazonAugmentedAIFullAccess")
	for name, test := range map[string]struct{ user, password, database, want, told string }{
		"wrong secret":      {full.ID, other.Secret, postgres.Database, "28P01", ""},
		"unknown key":       {"AKIAUNKNOWN", full.Secret, postgres.Database, "28P01", ""},
		"unknown person":    {"x@example.com", full.Secret, postgres.Database, "28P01", ""},
		"another database":  {full.ID, full.Secret, "template1", "3D000", "3D000"},
		"no policy allows":  {other.ID, other.Secret, postgres.Database, "42501", "42501"},
		"no database named": {full.ID, full.Secret, "", "3D000", "3D000"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := h.connect(test.user, test.password, test.database); code(err) != test.want {
				t.Errorf("got %v", err)
			}
			if test.told == "" {
				return // strangers must not fill the audit
			}
			if row := <-h.rows; row.Outcome != test.told {
				t.Errorf("the audit was told %+v", row)
			}
		})
	}
	if len(h.rows) > 0 || len(h.callers) > 0 {
		t.Errorf("%d rows more, sessions for %v", len(h.rows), h.callers)
	}
}

func TestGuessingIsStopped(t *testing.T) {
	h := newHouse(t)
	for i := range 11 {
		want := "28P01"
		if i == 10 {
			want = "53400"
		}
		if _, err := h.connect("AKIAX", "guess", postgres.Database); code(err) != want {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func TestPersonSignsInWithAToken(t *testing.T) {
	h := newHouse(t)
	ann, err := h.people.Create(t.Context(), auth.NewPerson{Email: "ann@example.com", Account: account}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	token, err := h.people.SQLToken(t.Context(), ann.ID, account, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	conn, err := h.connect(ann.Email, token, postgres.Database)
	if err != nil {
		t.Fatal(err)
	}
	if row := <-h.rows; row.PersonID != ann.ID || row.Outcome != audit.Success {
		t.Errorf("the audit was told %+v", row)
	}
	if _, err := conn.Exec(t.Context(), "x"); err != nil {
		t.Error(err)
	}
	if err := h.people.Disable(t.Context(), ann.ID, time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "x"); code(err) != "28000" {
		t.Errorf("shut out: %v", err)
	}
}
