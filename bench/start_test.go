package bench_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"
)

// connections are how many callers start loops at the same time.
var connections = []int{1, 16, 64}

// BenchmarkStartHumanLoop measures StartHumanLoop over HTTP with real signatures
// and 2 KiB of input, beside two limits: what the disk syncs (probe) and what the
// database can take of the same rows (raw). The three take turns, because a disk
// that is shared changes from minute to minute.
func BenchmarkStartHumanLoop(b *testing.B) {
	for name, make := range engines {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				compareStarts(b, newStage(b, make(b)))
			}
		})
	}
}

func compareStarts(b *testing.B, s *stage) {
	b.Helper()
	t := table{kinds: []string{"probe", "raw", "http"}}
	for round := range *rounds + 1 {
		if round == 1 {
			t.rows = nil // the round before was to warm up
		}
		t.add("probe", 0, s.measure(b, s.probe.write))
		for _, n := range connections {
			t.add("raw", n, s.measure(b, repeat(s.raw.start, n)...))
			t.add("http", n, s.measureStarts(b, n, load))
		}
	}
	s.checkNothingLost(b, "InProgress")
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
	tokens []string  // of the sessions of as many workers as there are callers
	told   int       // how many loops were acknowledged
	work   work      // of the database, for whole lives
}

// newStage prepares a database, copies it for the raw run, and starts a server on it.
func newStage(b *testing.B, d database) *stage {
	b.Helper()
	text := input(b)
	s := &stage{db: d.db, body: bodyAround(b, text), probe: newProbe(b, b.TempDir())}
	prepared(b, d.settings, func(b *testing.B, host string) {
		prepare(b, host)
		s.tokens = signIn(b, host, connections[len(connections)-1])
		if err := s.start(dial(b, host, "sagemaker")); err != nil {
			b.Fatal(err)
		}
	})
	s.told++
	s.raw = newRaw(b, d.raw(), text)
	s.server = startServer(b, d.settings)
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
	return s.measureBy(b, load, callers)
}

func (s *stage) measureBy(b *testing.B, how loader, callers []func() error) sample {
	b.Helper()
	load0, database := cpuSeconds(), postgresCPU(b, s.db)
	r, err := how(*slot, callers)
	if err != nil {
		b.Fatal(err)
	}
	return sample{run: r, loadCPU: cpuSeconds() - load0, databaseCPU: postgresCPU(b, s.db) - database}
}

// measureStarts lets n connections start loops for one slot, then waits until the
// server has rendered them all, so that this work falls on nobody else's slot.
func (s *stage) measureStarts(b *testing.B, n int, how loader) sample {
	b.Helper()
	callers := make([]func() error, n)
	for i := range callers {
		w := dial(b, s.server.host, "sagemaker")
		defer w.conn.Close()
		callers[i] = func() error { return s.start(w) }
	}
	before := s.server.cpu(b)
	m := s.measureBy(b, how, callers)
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
	for s.count(b, `SELECT COUNT(*) FROM (SELECT 1 FROM job LIMIT 1) AS one`) > 0 {
		select {
		case <-ctx.Done():
			b.Fatalf("%d jobs are still there", s.count(b, `SELECT COUNT(*) FROM job`))
		case <-look.C:
		}
	}
	return time.Since(started)
}

// checkNothingLost compares what was acknowledged with what is there.
func (s *stage) checkNothingLost(b *testing.B, status string) {
	b.Helper()
	if n := s.count(b, `SELECT COUNT(*) FROM human_loop WHERE status = $1`, status); n != s.told {
		b.Fatalf("%d loops were acknowledged, %d are %s", s.told, n, status)
	}
}

func (s *stage) count(b *testing.B, query string, args ...any) int {
	b.Helper()
	var n int
	if err := s.db.QueryRowContext(b.Context(), query, args...).Scan(&n); err != nil {
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
