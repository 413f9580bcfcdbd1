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
)

// victimFolder names, in the environment of this test binary, the folder into
// whose database it writes until it is killed.
const victimFolder = "FOUREYES_TEST_VICTIM_FOLDER"

func TestMain(m *testing.M) {
	if folder := os.Getenv(victimFolder); folder != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(folder))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeUntilKilled prints the name of each row once its write has returned.
func writeUntilKilled(folder string) error {
	ctx := context.Background()
	s, err := OpenSQLite(ctx, folder)
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

// killInFlight starts a writer in folder, kills it with SIGKILL after so many
// acknowledged writes, and gives all that it has acknowledged.
func killInFlight(t *testing.T, folder string, after int) []string {
	t.Helper()
	var complaints strings.Builder
	victim := exec.CommandContext(t.Context(), os.Args[0])
	victim.Env = append(os.Environ(), victimFolder+"="+folder)
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
	rounds := 6
	if os.Getenv("FOUREYES_TEST_LONG") != "" {
		rounds = 200
	}
	folder, total := t.TempDir(), 0
	for round := range rounds {
		acknowledged := killInFlight(t, folder, 1+rand.IntN(400))
		total += len(acknowledged)
		checkSurvivors(t, folder, round, acknowledged)
	}
	t.Logf("%d writes in %d rounds", total, rounds)
}

func checkSurvivors(t *testing.T, folder string, round int, acknowledged []string) {
	t.Helper()
	s, err := OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if found, err := one(s.read(t.Context()), value[string], `PRAGMA integrity_check`); err != nil || found != "ok" {
		t.Fatalf("round %d: integrity_check says %s, %v", round, found, err)
	}
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
