package endurance

import (
	"context"
	"database/sql"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"foureyes/internal/object/objecttest/gateway"
	"foureyes/internal/store/storetest/pgtest"
)

// gatewayKeys are what servers sign with at the S3 store.
var gatewayKeys = []string{"AWS_ACCESS_KEY_ID=" + gateway.AccessKeyID, "AWS_SECRET_ACCESS_KEY=" + gateway.Secret, "AWS_SESSION_TOKEN="}

// newReplicas prepares servers on one PostgreSQL and one S3 store, with some flags more,
// and starts them all at the same moment.
func newReplicas(t *testing.T, n int, databaseURL string, flags ...string) ([]*server, *gateway.Server) {
	t.Helper()
	outside := gateway.Run(t)
	first := newServer(t, filepath.Join(t.TempDir(), "data"), databaseURL)
	first.flags = append(first.flags, "--objects-url", "s3://?endpoint="+url.QueryEscape(outside.URL)+"&region="+gateway.Region)
	first.flags = append(first.flags, flags...)
	first.environment = gatewayKeys
	all := []*server{first}
	for range n - 1 {
		s := newServer(t, filepath.Join(t.TempDir(), "data"), databaseURL)
		s.flags, s.environment = first.flags, first.environment // the master key's file too
		all = append(all, s)
	}
	greeted := make(chan error)
	for _, s := range all {
		out := s.launch(t)
		go func() { greeted <- untilGreeted(t.Context(), out) }()
	}
	for range all {
		if err := <-greeted; err != nil {
			t.Fatalf("a replica did not start: %v", err)
		}
	}
	return all, outside
}

// Requests of one client go to another replica each time, and any replica may die or
// be stopped: what was acknowledged is kept, and nothing is there twice.
func TestReplicasLoseNothingWhenOneIsGone(t *testing.T) {
	faults := 9
	if long() {
		faults = 200
	}
	seed := newSeed(t)
	random := rand.New(rand.NewPCG(seed, 3))
	databaseURL := pgtest.URL(t)
	replicas, outside := newReplicas(t, 3, databaseURL)
	w := newWorld(t, replicas[0])
	w.url, w.outside = newProxy(t, replicas), outside
	w.open()
	drain := w.live(t, seed, w.furnish(t, seed))
	started := time.Now()
	for i := range faults {
		w.awaitAcks(t, 1+random.IntN(300))
		s := replicas[random.IntN(len(replicas))]
		switch i % 2 {
		case 0:
			s.kill(t)
			w.awaitAcks(t, 50)
			s.start(t)
		default:
			s.stop(t)
			w.awaitAcks(t, 50)
			s.start(t)
		}
	}
	lived := time.Since(started)
	drain()
	w.stopRest(t)
	w.finish(t, true)
	w.check(t)
	t.Logf("%d requests succeeded in %v while %d times a replica was gone", w.acks, lived.Round(time.Millisecond), faults)
	for _, s := range replicas {
		s.stop(t)
	}
	w.events.judge(t, checkDatabase(t, replicas[0], openDatabase(t, replicas[0], databaseURL), false))
}

// A replica is frozen while it holds claims and locks, as on a machine that swaps or migrates, and
// goes on later with what it had in hand, although its transactions are over. Requests of others go
// on meanwhile. Those that it has wait: where a proxy gives up on one, nobody knows what becomes of it.
func TestReplicasLoseNothingWhenOneIsFrozen(t *testing.T) {
	faults := 3
	if long() {
		faults = 50
	}
	seed := newSeed(t)
	random := rand.New(rand.NewPCG(seed, 4))
	databaseURL := pgtest.URL(t)
	replicas, outside := newReplicas(t, 3, databaseURL)
	w := newWorld(t, replicas[0])
	var proxy *turns
	w.url, proxy = newWatchfulProxy(t, replicas)
	w.outside = outside
	w.open()
	drain := w.live(t, seed, w.furnish(t, seed))
	db := openDatabase(t, replicas[0], databaseURL)
	w.failing.Store(true) // a COMMIT that meets a closed connection is not sent again
	var longest time.Duration
	for range faults {
		w.awaitAcks(t, 1+random.IntN(300))
		one := random.IntN(len(replicas))
		frozen := time.Now()
		replicas[one].signal(t, syscall.SIGSTOP)
		poll(t, "the proxy to miss it", proxy.hosts[one].lost.Load)
		for range 2 * len(replicas) {
			w.operator.must(t, http.MethodGet, "/human-loops?FlowDefinitionArn="+url.QueryEscape(w.flows[0].arn()), nil, nil)
		}
		longest = max(longest, time.Since(frozen))
		poll(t, "the end of its transactions", func() bool { return standingStill(t, db) == 0 })
		replicas[one].signal(t, syscall.SIGCONT)
		poll(t, "the proxy to find it again", func() bool { return !proxy.hosts[one].lost.Load() })
	}
	drain()
	w.failing.Store(false)
	w.stopRest(t)
	w.finish(t, true)
	w.check(t)
	t.Logf("%d requests succeeded, %d were told that they failed; %d times a replica was frozen, and within %v a proxy led new ones past it",
		w.acks, w.failed.Load(), faults, longest.Round(time.Millisecond))
	for _, s := range replicas {
		s.stop(t)
	}
	w.events.judge(t, checkDatabase(t, replicas[0], db, false))
}

// standingStill counts the transactions that nobody has worked on for a second.
func standingStill(t *testing.T, db *sql.DB) (n int) {
	t.Helper()
	const query = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
		AND state LIKE 'idle in transaction%' AND state_change < clock_timestamp() - interval '1 second'`
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// signal sends the process a signal.
func (s *server) signal(t *testing.T, what syscall.Signal) {
	t.Helper()
	if err := s.process.Process.Signal(what); err != nil {
		t.Fatal(err)
	}
}

// Who waits at one replica hears of what happens at another.
func TestReplicaTellsOfWhatHappensAtAnother(t *testing.T) {
	replicas, outside := newReplicas(t, 2, pgtest.URL(t))
	here, there := newWorld(t, replicas[0]), newWorld(t, replicas[1])
	for _, w := range []*world{here, there} {
		w.outside = outside
		w.open()
	}
	here.furnish(t, newSeed(t))
	begin := map[string]any{
		"HumanLoopName": "one", "FlowDefinitionArn": here.flows[0].arn(), "HumanLoopInput": map[string]any{"InputContent": `{"text":"one"}`},
	}
	here.operator.must(t, http.MethodPost, "/human-loops", begin, nil)
	ended := make(chan answer)
	go func() {
		// Without a note it would take the whole 60 seconds.
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Second)
		defer cancel()
		a, err := there.operator.send(ctx, http.MethodGet, "/api/v1/human-loops/one?waitSeconds=60", "", nil)
		if err != nil {
			t.Error(err)
		}
		ended <- a
	}()
	here.operator.must(t, http.MethodPost, "/human-loops/stop", map[string]any{"HumanLoopName": "one"}, nil)
	var loop struct{ HumanLoopStatus string }
	if a := <-ended; json.Unmarshal(a.body, &loop) != nil || loop.HumanLoopStatus != "Stopped" {
		t.Errorf("%d %s", a.status, strings.TrimSpace(string(a.body)))
	}
}
