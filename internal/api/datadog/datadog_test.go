package datadog_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"foureyes/internal/api/datadog"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
	"foureyes/internal/leaktest"
	"foureyes/internal/store"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

const (
	account = "000000000000"
	execute = "/api/v2/ddsql/query/tabular"
	fetch   = execute + "/fetch"
)

// gate is a table whose rows come when it is opened.
type gate struct {
	*table.Memory

	open   chan struct{}
	asked  chan struct{}
	closed atomic.Int32
}

// Scan waits.
func (g *gate) Scan(ctx context.Context, r table.Request) (table.Rows, error) {
	g.asked <- struct{}{}
	select {
	case <-g.open:
		return g.Memory.Scan(ctx, r)
	case <-ctx.Done():
		g.closed.Add(1)
		return nil, ctx.Err()
	}
}

// house is a door with keys, over one table.
type house struct {
	t    *testing.T
	keys *auth.AccessKeys
	door *datadog.Door
	mux  *http.ServeMux
	gate *gate
	now  time.Time
	addr string
}

func newHouse(t *testing.T, change func(*datadog.Parts)) *house {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	keys, err := auth.NewKeys(make([]byte, auth.MasterKeySize))
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, keys: auth.NewAccessKeys(s, keys), mux: http.NewServeMux(), now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), addr: "192.0.2.1:1"}
	meta := &table.Meta{Schema: "aws", Name: "slow", Columns: []table.Column{{Name: "n", Type: value.Int8}}}
	h.gate = &gate{Memory: table.NewMemory(meta, [][]value.Value{{value.OfInt(1)}, {value.OfInt(2)}}), open: make(chan struct{}), asked: make(chan struct{}, 100)}
	engine := ddsql.NewEngine(ddsql.Limits{}, func() time.Time { return h.now }, slog.New(slog.DiscardHandler))
	ids := atomic.Int32{}
	p := datadog.Parts{
		Access: auth.NewSQL(auth.NewGuard(h.keys, nil, false), auth.NewPeople(s, 1)), Now: func() time.Time { return h.now }, Log: slog.New(slog.DiscardHandler),
		NewID: func(time.Time) string { return fmt.Sprintf("id%d", ids.Add(1)) },
		Open: func(c auth.SQLCaller) *ddsql.Session {
			return engine.NewSession(ddsql.Owner{User: c.User, Database: "foureyes", Version: "test", Server: "15.0", Snapshot: func(context.Context, []string) (ddsql.Snapshot, error) {
				return ddsql.Snapshot{Tables: table.NewCatalog([]string{"aws"}, h.gate)}, nil
			}})
		},
	}
	if change != nil {
		change(&p)
	}
	h.door = datadog.New(p)
	h.door.Routes(h.mux)
	t.Cleanup(h.door.Close)
	return h
}

func (h *house) key(policy string) auth.Credentials {
	h.t.Helper()
	c, err := h.keys.Create(h.t.Context(), account, "ann", h.now, auth.Policy{Name: policy})
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

// answer is what the door said.
type answer struct {
	status int
	header http.Header
	body   string
}

func (h *house) post(path string, c auth.Credentials, body string) answer {
	h.t.Helper()
	r := httptest.NewRequestWithContext(aws.WithRequest(h.t.Context(), "request-1", h.now), http.MethodPost, path, strings.NewReader(body))
	r.RemoteAddr = h.addr
	r.Header.Set("DD-API-KEY", c.ID)
	r.Header.Set("DD-APPLICATION-KEY", c.Secret)
	w := httptest.NewRecorder()
	h.mux.ServeHTTP(w, r)
	return answer{w.Code, w.Header(), strings.TrimSpace(w.Body.String())}
}

// query is the body of a request for a query, with more attributes.
func query(sql, more string) string {
	q, _ := json.Marshal(sql)
	return `{"data":{"type":"ddsql_query_request","attributes":{"query":` + string(q) + `,"time":{"from_timestamp":1000,"to_timestamp":2500}` + more + `}}}`
}

func fetching(id string) string {
	return `{"data":{"type":"ddsql_query_fetch_request","attributes":{"query_id":"` + id + `"}}}`
}

func TestResultIsGivenByColumns(t *testing.T) {
	h := newHouse(t, nil)
	c := h.key(auth.FullAccess)
	got := h.post(execute, c, query(`SELECT x::bigint AS n, 'a' || x AS t, x = 1 AS b, x / 2.0 AS d, NULL AS nothing FROM unnest(ARRAY[1, 2]) AS x`, ""))
	want := `{"data":{"id":"id1","type":"ddsql_query_response","attributes":{"state":"completed","columns":[` +
		`{"name":"n","type":"BIGINT","values":[1,2]},{"name":"t","type":"VARCHAR","values":["a1","a2"]},` +
		`{"name":"b","type":"BOOLEAN","values":[true,false]},{"name":"d","type":"DECIMAL","values":[0.5,1]},` +
		`{"name":"nothing","type":"VARCHAR","values":[null,null]}]}},"meta":{"elapsed":0,"request_id":"request-1"}}`
	if got.status != http.StatusOK || got.body != want || got.header.Get("DD-Request-ID") != "request-1" {
		t.Errorf("got %+v", got)
	}
}

func TestValuesHaveTheFormsOfTheAPI(t *testing.T) {
	h := newHouse(t, nil)
	c := h.key("ReadOnlyAccess")
	for sql, want := range map[string]string{
		`TIMESTAMP '1969-12-31 23:59:59.5'`:                 `"TIMESTAMP","values":[-500]`,
		`TIMESTAMP 'infinity'`:                              `"TIMESTAMP","values":[null]`,
		`DATE '1970-01-02'`:                                 `"DATE","values":[86400000]`,
		`DATE '-infinity'`:                                  `"DATE","values":[null]`,
		`JSON '{"a": 1}'`:                                   `"JSON","values":["{\"a\": 1}"]`,
		`ARRAY['a', NULL]`:                                  `"VARCHAR[]","values":[["a",null]]`,
		`ARRAY[TIMESTAMP '1970-01-01 00:00:01']`:            `"TIMESTAMP[]","values":[[1000]]`,
		`'env=>prod'::hstore`:                               `"HSTORE","values":["{\"env\": \"prod\"}"]`,
		`'NaN'::float8`:                                     `"DECIMAL","values":[null]`,
		`INET '10.0.0.1'`:                                   `"INET","values":["10.0.0.1"]`,
		`INTERVAL '1 day'`:                                  `"INTERVAL","values":["1 day"]`,
		`9223372036854775807`:                               `"BIGINT","values":[9223372036854775807]`,
		`current_setting('dd.time_frame_start')::timestamp`: `"TIMESTAMP","values":[1000]`,
		`CAST(current_setting('dd.time_frame_end') AS TIMESTAMP)`: `"TIMESTAMP","values":[2500]`,
	} {
		if got := h.post(execute, c, query("SELECT "+sql+" AS x", "")); got.status != http.StatusOK || !strings.Contains(got.body, `{"name":"x","type":`+want+"}") {
			t.Errorf("%s: got %d %s", sql, got.status, got.body)
		}
	}
}

func TestRowsAreCutAtTheLimit(t *testing.T) {
	h := newHouse(t, nil)
	c := h.key(auth.FullAccess)
	for more, want := range map[string]int{`,"row_limit":3`: 3, "": 5000, `,"row_limit":10000`: 10_000} {
		got := h.post(execute, c, query("SELECT 7 FROM generate_series(1, 20000)", more))
		if n := strings.Count(got.body, "7"); got.status != http.StatusOK || n != want || !strings.Contains(got.body, fmt.Sprintf(`"warnings":["The result was cut to %d rows."]`, want)) {
			t.Errorf("%s: got %d, %d rows", more, got.status, n)
		}
	}
	if got := h.post(execute, c, query("SELECT 7 FROM generate_series(1, 3)", `,"row_limit":3`)); strings.Contains(got.body, "warnings") {
		t.Errorf("nothing was cut: %s", got.body)
	}
}

func TestWhatIsRefused(t *testing.T) {
	h := newHouse(t, nil)
	full, little := h.key(auth.FullAccess), h.key("AmazonAugmentedAIFullAccess")
	window := `"time":{"from_timestamp":1,"to_timestamp":2}`
	of := func(attributes string) string {
		return `{"data":{"type":"ddsql_query_request","attributes":{` + attributes + `}}}`
	}
	for name, test := range map[string]struct {
		path   string
		key    auth.Credentials
		body   string
		status int
		want   string
	}{
		"no key":         {execute, auth.Credentials{}, query("SELECT 1", ""), 403, `"title":"Forbidden"`},
		"wrong secret":   {execute, auth.Credentials{ID: full.ID, Secret: "x"}, query("SELECT 1", ""), 403, `"status":"403"`},
		"no permission":  {execute, little, query("SELECT 1", ""), 403, "foureyes:Query"},
		"no JSON":        {execute, full, "{", 400, `"pointer":"/"`},
		"another type":   {execute, full, `{"data":{"type":"x"}}`, 400, `"pointer":"/data/type"`},
		"no query":       {execute, full, of(window), 400, `"pointer":"/data/attributes/query"`},
		"no time":        {execute, full, of(`"query":"SELECT 1"`), 400, `"pointer":"/data/attributes/time"`},
		"half a time":    {execute, full, of(`"query":"SELECT 1","time":{"from_timestamp":1}`), 400, `"pointer":"/data/attributes/time"`},
		"time backwards": {execute, full, of(`"query":"SELECT 1","time":{"from_timestamp":2,"to_timestamp":1}`), 400, `"pointer":"/data/attributes/time"`},
		"no rows":        {execute, full, query("SELECT 1", `,"row_limit":0`), 400, `"pointer":"/data/attributes/row_limit"`},
		"many rows":      {execute, full, query("SELECT 1", `,"row_limit":10001`), 400, `"pointer":"/data/attributes/row_limit"`},
		"long":           {execute, full, query(strings.Repeat(" ", 2<<20), ""), 400, "longer than 1048576 bytes"},
		"syntax":         {execute, full, query("SELECT FROM WHERE", ""), 400, `"sqlstate":"42601"`},
		"column":         {execute, full, query("SELECT x", ""), 400, `"meta":{"position":8,"sqlstate":"42703"}`},
		"later":          {execute, full, query("SELECT 1 / (3000 - x) FROM generate_series(1, 5000) AS x", ""), 400, `"detail":"division by zero"`},
		"writes":         {execute, full, query("DROP TABLE aws.slow", ""), 400, `"sqlstate":"25006"`},
		"two":            {execute, full, query("SELECT 1; SELECT 2", ""), 400, `"sqlstate":"42601"`},
		"unknown id":     {fetch, full, fetching("id99"), 400, `"pointer":"/data/attributes/query_id"`},
	} {
		if got := h.post(test.path, test.key, test.body); got.status != test.status || !strings.Contains(got.body, test.want) {
			t.Errorf("%s: got %d %s", name, got.status, got.body)
		}
	}
	for range 10 {
		h.post(execute, auth.Credentials{ID: full.ID, Secret: "guess"}, "")
	}
	if got := h.post(execute, full, query("SELECT 1", "")); got.status != http.StatusTooManyRequests || !strings.HasPrefix(got.body, `{"errors":["Too many failed attempts`) {
		t.Errorf("after guesses: %d %s", got.status, got.body)
	}
}

func TestSlowQueryIsPolledFor(t *testing.T) {
	h := newHouse(t, func(p *datadog.Parts) { p.Wait = time.Nanosecond })
	c, other := h.key(auth.FullAccess), h.key(auth.FullAccess)
	got := h.post(execute, c, query("SELECT sum(n) AS s FROM aws.slow", ""))
	want := `{"data":{"id":"id1","type":"ddsql_query_response","attributes":{"state":"running","query_id":"id1"}},"meta":{"elapsed":0,"request_id":"request-1"}}`
	if got.status != http.StatusOK || got.body != want {
		t.Fatalf("got %+v", got)
	}
	<-h.gate.asked
	if got := h.post(fetch, c, fetching("id1")); got.body != want {
		t.Errorf("still running: %+v", got)
	}
	if got := h.post(fetch, other, fetching("id1")); got.status != http.StatusBadRequest {
		t.Errorf("another key sees it: %+v", got)
	}
	close(h.gate.open)
	for strings.Contains(got.body, "running") {
		got = h.post(fetch, c, fetching("id1"))
	}
	if !strings.Contains(got.body, `"state":"completed","columns":[{"name":"s","type":"BIGINT","values":[3]}]`) {
		t.Errorf("got %s", got.body)
	}
	if again := h.post(fetch, c, fetching("id1")); again.body != got.body {
		t.Errorf("an answer that was lost cannot be had again: %s", again.body)
	}
}

func TestQueryThatNobodyFetchesEnds(t *testing.T) {
	h := newHouse(t, func(p *datadog.Parts) { p.Wait, p.Keep = time.Nanosecond, time.Nanosecond })
	c := h.key(auth.FullAccess)
	if got := h.post(execute, c, query("SELECT n FROM aws.slow", "")); !strings.Contains(got.body, "running") {
		t.Fatalf("got %+v", got)
	}
	for h.post(fetch, c, fetching("id1")).status == http.StatusOK {
		runtime.Gosched()
	}
	h.door.Close() // waits for it, though its table never opens
}

func TestFewQueriesAreKept(t *testing.T) {
	h := newHouse(t, func(p *datadog.Parts) { p.Wait = time.Nanosecond })
	c := h.key(auth.FullAccess)
	for range 16 {
		if got := h.post(execute, c, query("SELECT n FROM aws.slow", "")); got.status != http.StatusOK {
			t.Fatalf("got %+v", got)
		}
	}
	if got := h.post(execute, c, query("SELECT n FROM aws.slow", "")); got.status != http.StatusTooManyRequests || !strings.HasPrefix(got.body, `{"errors":["16 queries`) {
		t.Errorf("got %+v", got)
	}
}

func TestResultsThatAreHeldAreBounded(t *testing.T) {
	h := newHouse(t, func(p *datadog.Parts) { p.Held = 10_000 })
	c := h.key(auth.FullAccess)
	if got := h.post(execute, c, query("SELECT repeat('x', 20000)", "")); got.status != http.StatusBadRequest || !strings.Contains(got.body, `"sqlstate":"53200"`) {
		t.Errorf("got %+v", got)
	}
	for range 10 { // each is let go
		if got := h.post(execute, c, query("SELECT repeat('x', 2000)", "")); got.status != http.StatusOK {
			t.Fatalf("got %+v", got)
		}
	}
}

func TestCloseEndsWhatRuns(t *testing.T) {
	h := newHouse(t, func(p *datadog.Parts) { p.Wait = time.Nanosecond })
	c := h.key(auth.FullAccess)
	h.post(execute, c, query("SELECT n FROM aws.slow", ""))
	<-h.gate.asked
	h.door.Close()
	if h.gate.closed.Load() != 1 {
		t.Error("the scan was not ended")
	}
}
