package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"foureyes/internal/store/storetest/pgtest"
)

// victimDatabase names, in the environment of this test binary, the database into
// which it writes until it is killed: a folder, or a URL.
const victimDatabase = "FOUREYES_TEST_VICTIM_DATABASE"

func openVictims(ctx context.Context, database string) (*Store, error) {
	if strings.HasPrefix(database, "postgres:") {
		return OpenPostgres(ctx, database, Limits{})
	}
	return OpenSQLite(ctx, database)
}

func TestMain(m *testing.M) {
	if database := os.Getenv(victimDatabase); database != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(database))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeUntilKilled prints the name of each row once its write has returned.
func writeUntilKilled(database string) error {
	ctx := context.Background()
	s, err := openVictims(ctx, database)
	if err != nil {
		return err
	}
	failed := make(chan error)
	for range 16 {
		go func() {
			for {
				id := fmt.Sprintf("%016x", rand.Uint64())
				if err := s.write(ctx, insert(id, id+"-twin")); err != nil {
					failed <- err
					return
				}
				if _, err := os.Stdout.WriteString(id + "\n"); err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	return <-failed
}

// killInFlight starts a writer, kills it with SIGKILL after so many
// acknowledged writes, and gives all that it has acknowledged.
func killInFlight(t *testing.T, database string, after int) []string {
	t.Helper()
	var complaints strings.Builder
	victim := exec.CommandContext(t.Context(), os.Args[0])
	victim.Env = append(os.Environ(), victimDatabase+"="+database)
	victim.Stderr = &complaints
	out, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []string
	kill := sync.OnceFunc(func() {
		if err := victim.Process.Kill(); err != nil {
			t.Error(err)
		}
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if acknowledged = append(acknowledged, lines.Text()); len(acknowledged) == after {
			kill()
		}
	}
	if err := victim.Wait(); err == nil || complaints.Len() > 0 || len(acknowledged) < after {
		t.Fatalf("%d writes were acknowledged, then: %v\n%s", len(acknowledged), err, complaints.String())
	}
	return acknowledged
}

func TestKilledServerLosesNothingThatWasAcknowledged(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { killMany(t, t.TempDir()) })
	t.Run("PostgreSQL", func(t *testing.T) { killMany(t, pgtest.URL(t)) })
}

func killMany(t *testing.T, database string) {
	rounds, total := 6, 0
	if os.Getenv("FOUREYES_TEST_LONG") != "" {
		rounds = 200
	}
	for round := range rounds {
		acknowledged := killInFlight(t, database, 1+rand.IntN(400))
		total += len(acknowledged)
		checkSurvivors(t, database, round, acknowledged)
	}
	t.Logf("%d writes in %d rounds", total, rounds)
}

func checkSurvivors(t *testing.T, database string, round int, acknowledged []string) {
	t.Helper()
	s, err := openVictims(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	checkIntegrity(t, s)
	for _, id := range acknowledged {
		if !s.has(t, id) {
			t.Errorf("round %d: %s was acknowledged and is gone", round, id)
		}
	}
	halves, err := one(s.read(t.Context()), value[int], `SELECT COUNT(*) FROM account a
		WHERE length(a.id) = 16 AND NOT EXISTS (SELECT 1 FROM account b WHERE b.id = a.id || '-twin')
		OR length(a.id) > 16 AND NOT EXISTS (SELECT 1 FROM account b WHERE b.id = substr(a.id, 1, 16))`)
	if err != nil || halves != 0 {
		t.Errorf("round %d: %d writes are there by half, %v", round, halves, err)
	}
}

// checkIntegrity asks SQLite whether its file is whole. PostgreSQL's was not killed.
func checkIntegrity(t *testing.T, s *Store) {
	t.Helper()
	if _, lite := s.writer.(*writer); !lite {
		return
	}
	if found, err := one(s.read(t.Context()), value[string], `PRAGMA integrity_check`); err != nil || found != "ok" {
		t.Fatalf("integrity_check says %s, %v", found, err)
	}
}
