package folder_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
	"foureyes/internal/audit/folder"
	"foureyes/internal/store"
)

// victimData names, in the environment of this test binary, the folder in which it writes
// an audit and its chain until it is killed.
const victimData = "FOUREYES_TEST_VICTIM_AUDIT"

func TestMain(m *testing.M) {
	if data := os.Getenv(victimData); data != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(context.Background(), data))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

func logIn(data string) folder.Folder { return folder.Folder(filepath.Join(data, "log")) }

// write writes what is due a long time after noon.
func write(ctx context.Context, s *store.Store, data string) error {
	w := chain.NewWriter(s, logIn(data), slog.New(slog.DiscardHandler))
	_, err := w.Write(ctx, noon.Add(time.Hour), func() bool { return true })
	return err
}

// writeUntilKilled tells of each step when it is done.
func writeUntilKilled(ctx context.Context, data string) error {
	s, err := store.OpenSQLite(ctx, data)
	if err != nil {
		return err
	}
	for {
		if err := s.SaveAudit(ctx, entries(1+rand.IntN(9))); err != nil {
			return err
		}
		_, _ = os.Stdout.WriteString("saved\n") // whoever reads it ends us
		if err := write(ctx, s, data); err != nil {
			return err
		}
		_, _ = os.Stdout.WriteString("written\n")
	}
}

func entries(n int) []audit.Entry {
	some := make([]audit.Entry, n)
	for i := range some {
		some[i] = audit.Entry{At: noon, Action: "sagemaker:StartHumanLoop", Outcome: audit.Success}
	}
	return some
}

// killed starts a victim in the folder and kills it a moment after one of its steps.
func killed(t *testing.T, data string, steps int, after time.Duration) {
	t.Helper()
	var complaints strings.Builder
	victim := exec.CommandContext(t.Context(), os.Args[0])
	victim.Env = append(os.Environ(), victimData+"="+data)
	victim.Stderr = &complaints
	out, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		if n == steps {
			time.AfterFunc(after, func() { _ = victim.Process.Kill() })
		}
	}
	if err := victim.Wait(); err == nil || complaints.Len() > 0 {
		t.Fatalf("%v\n%s", err, complaints.String())
	}
}

func TestKilledServerLeavesOneChainOfAllEntries(t *testing.T) {
	data := t.TempDir()
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // when to kill is no secret
	for range 5 {
		killed(t, data, random.IntN(12), time.Duration(random.IntN(5000))*time.Microsecond)
	}
	s, err := store.OpenSQLite(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if err := write(t.Context(), s, data); err != nil {
		t.Fatal(err)
	}
	last, _, err := s.LastBatches(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := chain.Verify(t.Context(), logIn(data), chain.Question{Anchors: chain.Beside(last)})
	if err != nil || found.Broken != nil {
		t.Fatalf("seed %d: %+v, %v", seed, found.Broken, err)
	}
	all, err := s.AuditRange(t.Context(), 0, math.MaxInt64, math.MaxInt32)
	if err != nil || len(all) != found.Entries || found.Head.To != all[len(all)-1].ID {
		t.Errorf("seed %d: %d entries in the database and %d in the files, to %d; %v", seed, len(all), found.Entries, found.Head.To, err)
	}
	t.Logf("%d entries in %d batches", found.Entries, found.Batches)
}
