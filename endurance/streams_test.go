package endurance

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"foureyes/internal/store/storetest/pgtest"
)

const (
	// streamsEach is how many streams one person has, which is as many as one may.
	streamsEach = 4
	// drainTime is how long a server that is stopped takes at most (docs/operations.md).
	drainTime = 25 * time.Second
	// slowdown is how much longer requests may take for those who look on. It is large:
	// all are told of the work that goes on, by a machine that does that work too.
	slowdown = 10
	// leastUsual is what 400 requests may take at any time on a machine that others use.
	leastUsual = 3 * time.Second
)

// Very many look on while loops run. When their server stops it lets all of them go in
// time; at another one they are told that they may have missed something, and then hear
// what happens.
func TestIdleStreamsGoOnElsewhere(t *testing.T) {
	people := 80
	if long() {
		people = 2500
	}
	seed := newSeed(t)
	databaseURL := pgtest.URL(t)
	replicas, outside := newReplicas(t, 2, databaseURL)
	w := newWorld(t, replicas[0])
	w.url, w.outside = newProxy(t, replicas), outside
	w.open()
	onlookers := w.furnish(t, seed)
	drain := w.live(t, seed, onlookers)
	usual := w.timeAcks(t, 400)
	before := residentMemory(t, replicas[0])
	all := w.lookOn(t, replicas[0], w.invite(t, people))
	each := (residentMemory(t, replicas[0]) - before) / len(all)
	watched := w.timeAcks(t, 400)
	t.Logf("%d streams are open, and the server has grown by %d KB for each; 400 requests took %v before and take %v",
		len(all), each>>10, usual.Round(time.Millisecond), watched.Round(time.Millisecond))
	if watched > slowdown*max(usual, leastUsual) {
		t.Errorf("requests are more than %d times as slow", slowdown)
	}

	stopped := time.Now()
	replicas[0].signal(t, syscall.SIGTERM)
	for _, s := range all {
		s.awaitEnd(t)
	}
	let := time.Since(stopped)
	replicas[0].ended(t)
	t.Logf("all had been let go %v after SIGTERM, and the server was gone after %v", let.Round(time.Millisecond), time.Since(stopped).Round(time.Millisecond))
	if let > drainTime {
		t.Errorf("that is more than %v", drainTime)
	}

	moved := time.Now()
	w.each(t, all, func(s *stream) { s.open(t, replicas[1]) })
	for _, s := range all {
		s.await(t, "reset")
	}
	t.Logf("all were told to read anew at another server within %v", time.Since(moved).Round(time.Millisecond))
	drain()
	w.stopRest(t)
	for _, s := range all {
		s.forget()
	}
	w.startOne(t)
	for _, s := range all {
		s.await(t, "jobs")
	}
	for _, s := range all {
		s.close()
	}
	w.stopRest(t)
	w.finish(t, true)
	w.check(t)
	replicas[1].stop(t)
	w.events.judge(t, checkDatabase(t, replicas[1], openDatabase(t, replicas[1], databaseURL), false))
}

// startOne starts a loop that all workers are told of.
func (w *world) startOne(t *testing.T) {
	t.Helper()
	input := `{"text":"seen by all"}`
	o := w.ledger.add("seen-by-all", w.flows[0], input)
	a := w.operator.call(t, http.MethodPost, "/human-loops", map[string]any{
		"HumanLoopName": o.name, "FlowDefinitionArn": o.flow.arn(), "HumanLoopInput": map[string]any{"InputContent": input},
	})
	if !a.ok() {
		t.Fatalf("start: %d %s", a.status, a.body)
	}
	o.start.learn(a)
}

// invite gives tokens of that many people more, who answer nothing.
func (w *world) invite(t *testing.T, people int) []string {
	t.Helper()
	tokens := make([]string, people)
	for i := range tokens {
		tokens[i], _ = w.newPerson(t, fmt.Sprintf("onlooker-%d@localhost", i))
	}
	return tokens
}

// lookOn opens the streams of people at one server.
func (w *world) lookOn(t *testing.T, at *server, tokens []string) []*stream {
	t.Helper()
	var all []*stream
	for _, token := range tokens {
		for range streamsEach {
			all = append(all, newStream(token))
		}
	}
	w.each(t, all, func(s *stream) { s.open(t, at) })
	return all
}

// each does something for all streams, some at a time, as a crowd comes over a network.
func (w *world) each(t *testing.T, all []*stream, do func(*stream)) {
	t.Helper()
	next := make(chan *stream)
	var crowd sync.WaitGroup
	for range 32 {
		crowd.Go(func() {
			for s := range next {
				do(s)
			}
		})
	}
	for _, s := range all {
		next <- s
	}
	close(next)
	crowd.Wait()
	if t.Failed() {
		t.FailNow()
	}
}

// residentMemory is what a server takes, in bytes.
func residentMemory(t *testing.T, s *server) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	if err != nil {
		t.Logf("how much memory a server takes is not known here: %v", err)
		return 0
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kilobytes, err := strconv.Atoi(fields[0])
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}
