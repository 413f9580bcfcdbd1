package humanloop_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"foureyes/internal/auth"
	"foureyes/internal/humanloop"
	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

func TestStoreAgreesWithTheModelInEveryHistory(t *testing.T) {
	for name, engine := range engines {
		histories := 40
		if name == "PostgreSQL" {
			histories = 15 // each step costs several times as much
		}
		t.Run(name, func(t *testing.T) {
			base := &base{new: func() *onStore { return engine(t) }}
			runHistories(t, histories, 50, func(rt *rapid.T, steps *int) *history {
				db := base.open(rt)
				h := newHistory(db, base.people, steps)
				h.team, h.uiID, h.finished = base.team, base.ui.ID, &db.finished
				return h
			})
		})
	}
}

// engines make a new database and open it twice: as the store, and to look into it.
var engines = map[string]func(t testing.TB) *onStore{
	"SQLite": func(t testing.TB) *onStore {
		folder := t.TempDir()
		s, err := store.OpenSQLite(t.Context(), folder)
		if err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", filepath.Join(folder, store.SQLiteFile))
		if err != nil {
			t.Fatal(err)
		}
		db.SetMaxOpenConns(1)
		t.Cleanup(func() { closeAll(t, db, s) })
		return &onStore{Store: s, db: db, prepared: map[string]*sql.Stmt{}}
	},
	"PostgreSQL": func(t testing.TB) *onStore {
		url := pgtest.URL(t)
		s, err := store.OpenPostgres(t.Context(), url, store.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		db := pgtest.Open(t, url)
		t.Cleanup(func() { closeAll(t, s) })
		return &onStore{Store: s, db: db, prepared: map[string]*sql.Stmt{}}
	},
}

func closeAll(t testing.TB, all ...io.Closer) {
	t.Helper()
	for _, c := range all {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}

// base is a database with people, a team and a template, and nothing else.
type base struct {
	new    func() *onStore
	people []string
	team   workforce.Workteam
	ui     taskui.UI
	last   *onStore // of the history before
}

func (b *base) fill(ctx context.Context, s *store.Store) error {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	people := auth.NewPeople(s, 1)
	b.people = nil
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

// open gives a database as the base is: the one of the history before, emptied
// again, or after one that failed a new one.
func (b *base) open(t *rapid.T) *onStore {
	if b.last != nil && b.last.finished {
		b.last.empty(t)
		return b.last
	}
	b.last = b.new()
	if err := b.fill(t.Context(), b.last.Store); err != nil {
		t.Fatal(err)
	}
	return b.last
}

// onStore is the store with a second connection that looks at its tables.
type onStore struct {
	*store.Store

	db       *sql.DB
	prepared map[string]*sql.Stmt
	finished bool
}

// empty removes what a history has left behind.
func (o *onStore) empty(t *rapid.T) {
	o.finished = false
	for _, table := range []string{
		"assignment_correction", "assignment_answer", "assignment_draft", "assignment", "human_loop_input", "human_loop", "job", "tag", "flow_definition",
	} {
		if _, err := o.db.ExecContext(t.Context(), "DELETE FROM "+table); err != nil {
			t.Fatal(err)
		}
	}
}

func (o *onStore) look(t *rapid.T) rows {
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

func (o *onStore) each(t *rapid.T, query string, scan func(*sql.Rows) error) {
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
