package bench_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"foureyes/internal/store"
)

// connections are how many callers start loops at the same time.
var connections = []int{1, 16, 64}

// BenchmarkStartHumanLoop measures StartHumanLoop over HTTP with real signatures
// and 2 KiB of input, beside two limits: what the disk syncs (probe) and what the
// database can take of the same rows (raw). The three take turns, because a disk
// that is shared changes from minute to minute.
func BenchmarkStartHumanLoop(b *testing.B) {
	for b.Loop() {
		compare(b)
	}
}

func compare(b *testing.B) {
	s := newStage(b)
	var t table
	for round := range *rounds + 1 {
		if round == 1 {
			t = table{} // the round before was to warm up
		}
		t.add("probe", 0, s.measure(b, s.probe.write))
		for _, n := range connections {
			t.add("raw", n, s.measure(b, repeat(s.raw.start, n)...))
			t.add("http", n, s.measureHTTP(b, n))
		}
	}
	s.checkNothingLost(b)
	t.print(os.Stdout)
	t.report(b)
}

// stage is all that is measured: a server, the raw database and the disk.
type stage struct {
	server *server
	db     *sql.DB // the server's, to look at
	raw    *raw
	probe  *probe
	body   [2]string // a request's body around the name of the loop
	told   int       // how many loops were acknowledged
}

// newStage prepares a server, and copies its database for the raw run.
func newStage(b *testing.B) *stage {
	b.Helper()
	folder := b.TempDir()
	text := input(b)
	s := &stage{server: startServer(b, filepath.Join(folder, "data"))}
	prepare(b, s.server.host)
	s.body = bodyAround(b, text)
	if err := s.start(dial(b, s.server.host, "sagemaker")); err != nil {
		b.Fatal(err)
	}
	s.told++
	s.db = openRaw(b, filepath.Join(s.server.folder, store.SQLiteFile))
	if _, err := s.db.ExecContext(b.Context(), `VACUUM INTO $1`, filepath.Join(folder, "raw.db")); err != nil {
		b.Fatal(err)
	}
	s.raw = newRaw(b, folder, text)
	s.probe = newProbe(b, folder)
	return s
}

// bodyAround is a request's body with the loop's name left out.
func bodyAround(b *testing.B, input string) [2]string {
	b.Helper()
	content, err := json.Marshal(input)
	if err != nil {
		b.Fatal(err)
	}
	return [2]string{
		`{"HumanLoopName": "`,
		`", "FlowDefinitionArn": "` + flowARN + `", "HumanLoopInput": {"InputContent": ` + string(content) + `}}`,
	}
}

// start starts one loop and believes nothing but a 200 with its ARN.
func (s *stage) start(w *wire) error {
	name := newName()
	status, answer, err := w.call("POST", "/human-loops", []field{{"content-type", "application/json"}},
		[]byte(s.body[0]+name+s.body[1]))
	if err != nil {
		return err
	}
	if status != 200 || !bytes.Contains(answer, []byte(":human-loop/"+name+`"`)) {
		return fmt.Errorf("start %s: %d %s", name, status, answer)
	}
	return nil
}

// measure lets callers run for one slot, all in this process.
func (s *stage) measure(b *testing.B, callers ...func() error) sample {
	b.Helper()
	before := cpuSeconds()
	r, err := load(*slot, callers)
	if err != nil {
		b.Fatal(err)
	}
	return sample{run: r, loadCPU: cpuSeconds() - before}
}

// measureHTTP lets n connections start loops for one slot, then waits until the
// server has rendered them all, so that this work falls on nobody else's slot.
func (s *stage) measureHTTP(b *testing.B, n int) sample {
	b.Helper()
	callers := make([]func() error, n)
	for i := range callers {
		w := dial(b, s.server.host, "sagemaker")
		defer w.conn.Close()
		callers[i] = func() error { return s.start(w) }
	}
	before := s.server.cpu(b)
	m := s.measure(b, callers...)
	m.serverCPU = s.server.cpu(b) - before
	m.backlog = s.count(b, `SELECT COUNT(*) FROM job`)
	m.drain = s.drained(b)
	s.told += m.run.done
	return m
}

// drained waits until no job is left and tells how long that took.
func (s *stage) drained(b *testing.B) time.Duration {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), 5*time.Minute)
	defer cancel()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	started := time.Now()
	for s.count(b, `SELECT EXISTS (SELECT 1 FROM job)`) > 0 {
		select {
		case <-ctx.Done():
			b.Fatalf("%d jobs are still there", s.count(b, `SELECT COUNT(*) FROM job`))
		case <-look.C:
		}
	}
	return time.Since(started)
}

// checkNothingLost compares what was acknowledged with what is there.
func (s *stage) checkNothingLost(b *testing.B) {
	b.Helper()
	if n := s.count(b, `SELECT COUNT(*) FROM human_loop WHERE status = 'InProgress'`); n != s.told {
		b.Fatalf("%d loops were acknowledged, %d are in progress", s.told, n)
	}
}

func (s *stage) count(b *testing.B, query string) int {
	b.Helper()
	var n int
	if err := s.db.QueryRowContext(b.Context(), query).Scan(&n); err != nil {
		b.Fatal(err)
	}
	return n
}

// repeat gives n callers that do the same.
func repeat(call func() error, n int) []func() error {
	callers := make([]func() error, n)
	for i := range callers {
		callers[i] = call
	}
	return callers
}
