package humanloop_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"foureyes/internal/auth"
	"foureyes/internal/humanloop"
	"foureyes/internal/store"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

func TestStoreAgreesWithTheModelInEveryHistory(t *testing.T) {
	base := newBase(t)
	runHistories(t, 40, 50, func(rt *rapid.T, steps *int) *history {
		db := base.open(rt)
		h := newHistory(db, base.people, steps)
		h.team, h.uiID, h.finished = base.team, base.ui.ID, &db.finished
		return h
	})
}

// base is a database with people, a team and a template, and nothing else.
type base struct {
	file   []byte
	folder string
	people []string
	team   workforce.Workteam
	ui     taskui.UI

	opened int
	last   *onSQLite // of the history before
}

func newBase(t *testing.T) *base {
	t.Helper()
	b := &base{folder: t.TempDir()}
	s, err := store.OpenSQLite(t.Context(), b.folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.fill(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if b.file, err = os.ReadFile(filepath.Join(b.folder, store.SQLiteFile)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if b.last != nil {
			b.last.close(t)
		}
	})
	return b
}

func (b *base) fill(ctx context.Context, s *store.Store) error {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	people := auth.NewPeople(s, 1)
	for _, name := range []string{"ann", "bob", "cem", "dee"} {
		p, err := people.Create(ctx, auth.NewPerson{Email: name + "@example.com", Account: account}, now)
		if err != nil {
			return fmt.Errorf("create %s: %w", name, err)
		}
		b.people = append(b.people, p.ID)
	}
	b.ui = taskui.UI{ID: "ui", Account: account, Region: region, Name: "template", CreatedAt: now}
	if err := s.CreateHumanTaskUI(ctx, b.ui, nil, nil); err != nil {
		return fmt.Errorf("create the template: %w", err)
	}
	ids := 0
	teams := workforce.NewService(s, nil, func(time.Time) string {
		ids++
		return fmt.Sprint("team-", ids)
	}, 1)
	team, err := teams.Workteam(ctx, account, region, workforce.EveryoneTeam)
	b.team = teams.Materialise(team, now)
	return err
}

// open gives a database as the base was: the one of the history before, emptied
// again, or after one that failed a new copy.
func (b *base) open(t *rapid.T) *onSQLite {
	if b.last != nil && b.last.finished {
		b.last.empty(t)
		return b.last
	}
	if b.last != nil {
		b.last.close(t)
	}
	b.opened++
	folder := filepath.Join(b.folder, fmt.Sprint(b.opened))
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, store.SQLiteFile), b.file, 0o600); err != nil {
		t.Fatal(err)
	}
	b.last = openOnSQLite(t, folder)
	return b.last
}

// onSQLite is the store with a second connection that looks at its tables.
type onSQLite struct {
	*store.Store

	db       *sql.DB
	prepared map[string]*sql.Stmt
	finished bool
}

func openOnSQLite(t *rapid.T, folder string) *onSQLite {
	s, err := store.OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(folder, store.SQLiteFile))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return &onSQLite{Store: s, db: db, prepared: map[string]*sql.Stmt{}}
}

func (o *onSQLite) close(t interface{ Error(args ...any) }) {
	if err := errors.Join(o.db.Close(), o.Close()); err != nil {
		t.Error(err)
	}
}

// empty removes what a history has left behind.
func (o *onSQLite) empty(t *rapid.T) {
	o.finished = false
	for _, table := range []string{
		"assignment_answer", "assignment_draft", "assignment", "human_loop_input", "human_loop", "job", "flow_definition",
	} {
		if _, err := o.db.ExecContext(t.Context(), "DELETE FROM "+table); err != nil {
			t.Fatal(err)
		}
	}
}

func (o *onSQLite) look(t *rapid.T) rows {
	r := rows{
		loops: map[string]loopRow{}, assignments: map[string]humanloop.Assignment{},
		drafts: map[string]string{}, jobs: map[string]bool{}, liveFlows: map[string]bool{},
	}
	o.each(t, `SELECT id, status, failure_code, task_count, holders, answers, open_slots, due_at, ended_at, deleted_at FROM human_loop`,
		func(row *sql.Rows) error {
			var l loopRow
			var due, ended, deleted sql.NullInt64
			err := row.Scan(&l.ID, &l.Status, &l.FailureCode, &l.TaskCount, &l.Holders, &l.Answers, &l.openSlots, &due, &ended, &deleted)
			l.DueAt, l.EndedAt, l.DeletedAt = at(due), at(ended), at(deleted)
			r.loops[l.ID] = l
			return err
		})
	o.each(t, `SELECT id, person_id, status, expires_at, ended_at, due_at IS NOT NULL FROM assignment`, func(row *sql.Rows) error {
		var a humanloop.Assignment
		var expires, ended sql.NullInt64
		var due bool
		err := row.Scan(&a.ID, &a.PersonID, &a.Status, &expires, &ended, &due)
		a.ExpiresAt, a.EndedAt = at(expires), at(ended)
		if due != a.Held() {
			t.Fatalf("assignment %s is %s; it can become due: %v", a.ID, a.Status, due)
		}
		r.assignments[a.ID] = a
		return err
	})
	o.each(t, `SELECT assignment_id, content FROM assignment_draft`, func(row *sql.Rows) error {
		var id, content string
		err := row.Scan(&id, &content)
		r.drafts[id] = content
		return err
	})
	o.each(t, `SELECT id, dead_at IS NULL FROM job`, func(row *sql.Rows) error {
		var id string
		var alive bool
		err := row.Scan(&id, &alive)
		r.jobs[id] = alive
		return err
	})
	o.each(t, `SELECT id, deleted_at IS NULL FROM flow_definition`, func(row *sql.Rows) error {
		var id string
		var alive bool
		err := row.Scan(&id, &alive)
		r.liveFlows[id] = alive
		return err
	})
	return r
}

func (o *onSQLite) each(t *rapid.T, query string, scan func(*sql.Rows) error) {
	if o.prepared[query] == nil {
		statement, err := o.db.PrepareContext(t.Context(), query) //nolint:sqlclosecheck // closed with the database, after many histories
		if err != nil {
			t.Fatal(err)
		}
		o.prepared[query] = statement
	}
	found, err := o.prepared[query].QueryContext(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		if err := scan(found); err != nil {
			t.Fatal(err)
		}
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
}

func at(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}
