package app

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/clock"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports"
	"foureyes/internal/job"
	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

const (
	account = "000000000042"
	region  = "eu-west-1"
)

func makeFolder(t *testing.T, parts ...string) {
	t.Helper()
	if err := os.Mkdir(filepath.Join(parts...), 0o700); err != nil {
		t.Fatal(err)
	}
}

// swept is a store that counts the loops on which a sweep has run its rule.
type swept struct {
	*store.Store

	mu    sync.Mutex
	loops []string
}

// ChangeLoop counts.
func (s *swept) ChangeLoop(ctx context.Context, id string, rule humanloop.Rule) error {
	s.mu.Lock()
	s.loops = append(s.loops, id)
	s.mu.Unlock()
	return s.Store.ChangeLoop(ctx, id, rule)
}

// taken gives the loops since the last time it was asked.
func (s *swept) taken() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.loops)
	s.loops = nil
	return n
}

// replica is the part of a server that does what is due by time.
func replica(t *testing.T, s *store.Store, now func() time.Time) (*App, *swept) {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	a := &App{store: s, time: clock.New(now), Surroundings: Surroundings{Now: now, Log: log}}
	a.sweeper = &sweeper{clock: a.time, database: s, log: log}
	counted := &swept{Store: s}
	a.loops = humanloop.NewService(humanloop.Parts{Store: counted})
	a.imports = imports.NewService(imports.Parts{Store: s})
	return a, counted
}

// works is a flow definition, with all that it needs.
func works(t *testing.T, s *store.Store) flow.Definition {
	t.Helper()
	key := auth.AccessKey{ID: "AKIA", Account: account, Principal: "ines", SealedSecret: []byte{1}, CreatedAt: noon}
	if err := s.CreateAccessKey(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	ui := taskui.UI{ID: "ui", Account: account, Region: region, Name: "template", CreatedAt: noon}
	if err := s.CreateHumanTaskUI(t.Context(), ui, nil, nil); err != nil {
		t.Fatal(err)
	}
	team := workforce.Workteam{
		ID: "team", Account: account, Region: region, Name: workforce.EveryoneTeam,
		WorkforceID: "workforce", WorkforceName: workforce.DefaultName, CreatedAt: noon, UpdatedAt: noon,
		Members: []workforce.Member{{Cognito: &workforce.CognitoGroup{Group: workforce.EveryoneTeam}}},
	}
	d := flow.Definition{
		ID: "flow", Account: account, Region: region, Name: "check", Status: flow.Active, HumanTaskUIID: ui.ID,
		WorkteamID: team.ID, TaskCount: 1, TimeLimit: time.Hour, Availability: time.Hour, OutputPath: "s3://out", CreatedAt: noon,
	}
	if err := s.CreateFlowDefinition(t.Context(), d, team, nil, nil); err != nil {
		t.Fatal(err)
	}
	return d
}

// due starts loops whose time has been over for long.
func due(t *testing.T, s *store.Store, d flow.Definition, names ...string) {
	t.Helper()
	for _, name := range names {
		l := humanloop.Loop{
			ID: "loop-" + name, Account: account, Region: region, Name: name, FlowID: d.ID, Status: humanloop.InProgress,
			TaskCount: 1, InputSHA256: []byte{1}, CreatedBy: "ines", CreatedAt: noon, DueAt: noon.Add(time.Hour),
		}
		if _, err := s.StartLoop(t.Context(), humanloop.Started{
			Loop: l, Input: "{}", Flow: d, Usable: func(flow.Definition, flow.Status, bool) error { return nil },
		}); err != nil {
			t.Fatal(err)
		}
	}
}

func openBoth(t *testing.T, url string) (one, two *store.Store) {
	t.Helper()
	open := func() *store.Store {
		s, err := store.OpenPostgres(t.Context(), url, store.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() }) // again, in the end
		return s
	}
	return open(), open()
}

// Two servers on one database: one does what is due, and the other as soon as the
// first has lost its connection.
func TestOneOfTwoServersSweeps(t *testing.T) {
	url := pgtest.URL(t)
	first, second := openBoth(t, url)
	a, byA := replica(t, first, time.Now)
	b, byB := replica(t, second, time.Now)
	d := works(t, first)
	sweep := func(step string, apps []*App, wantA, wantB int) {
		t.Helper()
		for _, app := range apps {
			app.sweepDue(t.Context())
		}
		if gotA, gotB := byA.taken(), byB.taken(); gotA != wantA || gotB != wantB {
			t.Errorf("%s: one swept %d loops and the other %d, want %d and %d", step, gotA, gotB, wantA, wantB)
		}
	}
	due(t, first, d, "a", "b")
	sweep("the first that asks leads", []*App{a, b}, 2, 0)
	due(t, first, d, "c")
	sweep("it stays so", []*App{b, a, b}, 1, 0)

	killLeader(t, url)
	due(t, first, d, "d", "e")
	sweep("its connection is gone", []*App{b, a}, 0, 2)
	due(t, first, d, "f")
	sweep("it has lost the lead", []*App{a, b, a}, 0, 1)

	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	due(t, first, d, "g")
	sweep("the other server ended", []*App{a}, 1, 0)
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		l, err := first.Loop(t.Context(), account, region, name)
		if err != nil || l.Status != humanloop.Failed {
			t.Errorf("%s: %+v, %v", name, l, err)
		}
	}
	jobs, err := first.ClaimJobs(t.Context(), noon.Add(10000*time.Hour), noon, 100)
	if err != nil || len(jobs) != 7 {
		t.Errorf("%d events, %v", len(jobs), err)
	}
}

// killLeader ends the session that holds the lead.
func killLeader(t *testing.T, url string) {
	t.Helper()
	rows, err := pgtest.Open(t, url).QueryContext(t.Context(), `
		SELECT pg_terminate_backend(a.pid, 10000) FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
		WHERE a.application_name = 'foureyes sweeper' AND l.locktype = 'advisory' AND l.granted`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	killed := 0
	for rows.Next() {
		killed++
	}
	if err := rows.Err(); err != nil || killed != 1 {
		t.Fatalf("%d sessions were ended, %v", killed, err)
	}
}

// While the lead changes, two servers may work on the same loops for a moment.
func TestServersThatSweepAtTheSameTimeDoNothingTwice(t *testing.T) {
	url := pgtest.URL(t)
	first, second := openBoth(t, url)
	a, _ := replica(t, first, time.Now)
	b, _ := replica(t, second, time.Now)
	d := works(t, first)
	names := make([]string, 40)
	for i := range names {
		names[i] = fmt.Sprint("loop-", i)
	}
	due(t, first, d, names...)
	var wait sync.WaitGroup
	for _, app := range []*App{a, b} { // neither asks who leads
		wait.Go(func() {
			if _, err := app.loops.Sweep(t.Context(), sweepBatch, noon.Add(2*time.Hour)); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	jobs, err := first.ClaimJobs(t.Context(), noon.Add(3*time.Hour), noon.Add(4*time.Hour), 100)
	if err != nil || len(jobs) != len(names) {
		t.Errorf("%d events for %d loops, %v", len(jobs), len(names), err)
	}
}

func TestDatabasesClockCounts(t *testing.T) {
	first, _ := openBoth(t, pgtest.URL(t))
	a, _ := replica(t, first, func() time.Time { return noon }) // months ago
	before := time.Now().Add(-time.Second)
	if _, ok := a.sweeper.may(t.Context()); !ok {
		t.Error("it does not lead")
	}
	if now := a.clock(); now.Before(before) || now.After(time.Now().Add(time.Second)) {
		t.Errorf("it goes by %v", now)
	}
}

func TestWhatIsOverLeavesByTheSettings(t *testing.T) {
	for name, c := range map[string]struct {
		days, auditDays int
		left            bool
	}{"after a while": {30, 365, true}, "never": {0, 0, false}} {
		t.Run(name, func(t *testing.T) {
			_, s := newDatabase(t)
			now := noon
			a, _ := replica(t, s, func() time.Time { return now })
			a.config.RetentionDays, a.config.AuditRetentionDays = c.days, c.auditDays
			due(t, s, works(t, s), "a")
			if err := s.SaveAudit(t.Context(), []audit.Entry{{At: noon, RequestID: "r"}, {At: noon, RequestID: "the newest"}}); err != nil {
				t.Fatal(err)
			}
			now = noon.Add(time.Hour)
			a.sweepDue(t.Context())
			jobs, err := s.ClaimJobs(t.Context(), now, now.Add(time.Hour), 9)
			if err != nil || len(jobs) != 1 {
				t.Fatal(jobs, err)
			}
			if err := s.FinishJobs(t.Context(), []job.End{{Row: jobs[0]}}); err != nil {
				t.Fatal(err)
			}
			now = now.Add(30 * 24 * time.Hour)
			a.retain(t.Context())
			if _, err := s.LoopByID(t.Context(), "loop-a"); err != nil {
				t.Errorf("it left too early: %v", err)
			}
			now = noon.Add(366 * 24 * time.Hour)
			a.retain(t.Context())
			if _, err := s.LoopByID(t.Context(), "loop-a"); (err != nil) != c.left {
				t.Errorf("the loop left: %v, want %v", err, c.left)
			}
			if n, err := s.RemoveAudit(t.Context(), now, math.MaxInt64, 9); err != nil || (n == 0) != c.left {
				t.Errorf("%d audit entries had stayed, %v", n, err)
			}
		})
	}
}
