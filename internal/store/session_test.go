package store_test

import (
	"database/sql"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/store"
)

func aSession(token byte, at time.Time) auth.SessionRow {
	return auth.SessionRow{TokenHash: []byte{token}, PersonID: "p1", CreatedAt: at, SeenAt: at, ExpiresAt: at.Add(time.Hour)}
}

func aLink(token byte, at time.Time) auth.LinkRow {
	return auth.LinkRow{TokenHash: []byte{token}, PersonID: "p1", Purpose: auth.ToSignIn, CreatedAt: at, ExpiresAt: at.Add(time.Hour)}
}

func TestSessionNeedsThePasswordThatWasChecked(t *testing.T) {
	onEngines(t, func(t *testing.T, s *store.Store) {
		addPerson(t, s, 1)
		if err := s.SetPassword(t.Context(), "p1", "another hash"); err != nil {
			t.Fatal(err)
		}
		if err := s.CreateSession(t.Context(), aSession(1, noon), "hash"); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("changed meanwhile: %v", err)
		}
		if err := s.CreateSession(t.Context(), aSession(2, noon), "another hash"); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Session(t.Context(), []byte{2}, noon); err != nil || got.Person != aPerson(1) || !got.ExpiresAt.Equal(noon.Add(time.Hour)) {
			t.Errorf("got %+v, %v", got, err)
		}
		if err := s.DisablePerson(t.Context(), "p1", noon); err != nil {
			t.Fatal(err)
		}
		if err := s.CreateSession(t.Context(), aSession(3, noon), "another hash"); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("disabled meanwhile: %v", err)
		}
	})
}

func TestLinkIsUsedByOneOfMany(t *testing.T) {
	onEngines(t, func(t *testing.T, s *store.Store) {
		addPerson(t, s, 1)
		if err := s.CreateLink(t.Context(), aLink(9, noon)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.CreateSessionWithLink(t.Context(), []byte{9}, aSession(0, noon.Add(time.Hour))); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("at its end: %v", err)
		}
		var used atomic.Int32
		var wait sync.WaitGroup
		for i := range 20 {
			wait.Go(func() {
				p, err := s.CreateSessionWithLink(t.Context(), []byte{9}, aSession(byte(i), noon))
				if err == nil && p == aPerson(1) {
					used.Add(1)
				} else if !fault.Is(err, fault.Unauthenticated) {
					t.Errorf("%+v, %v", p, err)
				}
			})
		}
		wait.Wait()
		if used.Load() != 1 {
			t.Errorf("used %d times", used.Load())
		}
	})
}

func TestFailedUseLeavesTheLink(t *testing.T) {
	onEngines(t, func(t *testing.T, s *store.Store) {
		addPerson(t, s, 1)
		for _, err := range []error{s.CreateLink(t.Context(), aLink(9, noon)), s.CreateSession(t.Context(), aSession(1, noon), "hash")} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.CreateSessionWithLink(t.Context(), []byte{9}, aSession(1, noon)); err == nil || fault.Is(err, fault.Unauthenticated) {
			t.Errorf("a token hash that is there already: %v", err)
		}
		if _, err := s.CreateSessionWithLink(t.Context(), []byte{9}, aSession(2, noon)); err != nil {
			t.Errorf("after a use that failed: %v", err)
		}
	})
}

func TestEndedSessionsAndLinksAreSwept(t *testing.T) {
	folder := t.TempDir()
	s, err := store.OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	addPerson(t, s, 1)
	for i := range byte(5) {
		at := noon.Add(time.Duration(i) * time.Hour) // when the one before ends
		if err := s.CreateSession(t.Context(), aSession(i, at), "hash"); err != nil {
			t.Fatal(err)
		}
		if err := s.CreateLink(t.Context(), aLink(i, at)); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite", filepath.Join(folder, store.SQLiteFile))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var sessions, links int
	err = db.QueryRowContext(t.Context(), `SELECT (SELECT COUNT(*) FROM session), (SELECT COUNT(*) FROM sign_in_token)`).Scan(&sessions, &links)
	if err != nil || sessions != 1 || links != 1 {
		t.Errorf("%d sessions and %d links are left, %v", sessions, links, err)
	}
}
