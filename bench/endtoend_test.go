package bench_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"
)

// answerContent is what a worker hands in.
const answerContent = `{"category": {"label": "receipt"}}`

// BenchmarkEndToEnd measures whole lives of human loops: each caller starts one, takes
// the oldest task at once as a worker and answers it, and begins anew. A slot is over
// when all that was started is Completed, output.json written and every job done.
//
// Beside it stand the raw limit of a start alone, and that of all rows of a life in
// as many durable steps. At the end come what a loop costs in rows and in work, and
// what a model makes of these figures.
func BenchmarkEndToEnd(b *testing.B) {
	for name, make := range engines {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				compareLives(b, newStage(b, make(b)))
			}
		})
	}
}

// livesOf are how many callers live whole lives.
var livesOf = []int{1, 4, 16}

func compareLives(b *testing.B, s *stage) {
	b.Helper()
	t := table{kinds: []string{"probe", "raw", "raw life", "http"}}
	before, told := readSizes(b, s.db), s.told
	for round := range *rounds + 1 {
		if round == 1 {
			t.rows = nil // the round before was to warm up
		}
		t.add("probe", 0, s.measure(b, s.probe.write))
		for _, n := range livesOf {
			t.add("raw", n, s.measure(b, repeat(s.raw.start, n)...))
			t.add("raw life", n, s.measure(b, repeat(s.raw.life, n)...))
			t.add("http", n, s.measureLives(b, n))
		}
	}
	s.checkNothingLost(b, "Completed")
	t.print(os.Stdout)
	t.report(b)
	costs{grown(readSizes(b, s.db), before), s.work}.printEach(s.told - told)
	t.printModel(os.Stdout, !isPostgres(s.db))
}

// measureLives lets n callers live for one slot, then waits for the end of what they
// have begun. Latencies are those from the start of a loop to Completed.
func (s *stage) measureLives(b *testing.B, n int) sample {
	b.Helper()
	callers := make([]func() error, n)
	for i := range callers {
		c := s.caller(b, s.server.host, s.tokens[i])
		defer c.close()
		callers[i] = c.live
	}
	before := readWork(b, s.db)
	began, wall, busy := now(), time.Now(), busySeconds()
	server := s.server.cpu(b)
	m := s.measure(b, callers...)
	m.backlog = s.count(b, `SELECT COUNT(*) FROM job`)
	database := postgresCPU(b, s.db)
	m.drain = s.lived(b)
	m.databaseCPU += postgresCPU(b, s.db) - database
	m.run.elapsed += m.drain
	m.serverCPU = s.server.cpu(b) - server
	m.others = (busySeconds() - busy - m.loadCPU - m.serverCPU - m.databaseCPU) / time.Since(wall).Seconds()
	s.work = s.work.plus(readWork(b, s.db).since(before))
	m.run.latencies = s.livesSince(b, began)
	s.told += m.run.done
	return m
}

// lived lets one worker answer what is left, and waits until no job is.
func (s *stage) lived(b *testing.B) time.Duration {
	b.Helper()
	began := time.Now()
	c := s.caller(b, s.server.host, s.tokens[0])
	defer c.close()
	for more := true; more; {
		var err error
		if more, err = c.answer(); err != nil {
			b.Fatal(err)
		}
	}
	s.drained(b)
	return time.Since(began)
}

// livesSince reads how long loops took that were started since a time.
func (s *stage) livesSince(b *testing.B, began time.Time) []time.Duration {
	b.Helper()
	rows, err := s.db.QueryContext(b.Context(), `SELECT ended_at - created_at FROM human_loop WHERE created_at >= $1 AND status = 'Completed'`, began.UnixMilli())
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	var all []time.Duration
	for rows.Next() {
		var ms int64
		if err := rows.Scan(&ms); err != nil {
			b.Fatal(err)
		}
		all = append(all, time.Duration(ms)*time.Millisecond)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	slices.Sort(all)
	return all
}

// caller is a program that starts loops, and a person who answers them.
type caller struct {
	start  func(*wire) error
	system *wire
	worker *wire
}

func (s *stage) caller(b *testing.B, host, token string) *caller {
	b.Helper()
	return &caller{start: s.start, system: dial(b, host, "sagemaker"), worker: dialAs(b, host, token)}
}

func (c *caller) close() {
	c.system.conn.Close()
	c.worker.conn.Close()
}

// live starts a loop and answers the oldest task, if another was not faster.
func (c *caller) live() error {
	if err := c.start(c.system); err != nil {
		return err
	}
	_, err := c.answer()
	return err
}

// answer takes the oldest task and hands in an answer; false when none waits.
func (c *caller) answer() (bool, error) {
	status, text, err := c.worker.call("POST", "/api/v1/next", nil, nil)
	if err != nil || status == 204 {
		return false, err
	}
	var task struct{ ID string }
	if err := json.Unmarshal(text, &task); err != nil || status != 200 {
		return false, fmt.Errorf("take a task: %d %s %w", status, text, err)
	}
	status, text, err = c.worker.call("POST", "/api/v1/assignments/"+task.ID+"/submit",
		[]field{{"content-type", "application/json"}}, []byte(`{"answerContent": `+answerContent+`}`))
	if err == nil && status/100 != 2 {
		err = fmt.Errorf("submit: %d %s", status, text)
	}
	return true, err
}
