package conformance

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"foureyes/internal/config"
)

const sqlDocument = "/api/v1/sql/openapi.json"

// sqlAnswer is what a query gives.
type sqlAnswer struct {
	Columns []struct{ Name, Type string }
	Rows    [][]any
	Command string
	Error   struct{ Detail, SQLState string }

	RowCount  int
	Truncated bool
}

// query asks over HTTP, and holds the answer to the API's description.
func (s *server) query(t *testing.T, body string, status int) (out sqlAnswer, raw string) {
	t.Helper()
	r := post("/api/v1/sql", body)
	a := s.send(t, r)
	s.document(t, sqlDocument).check(t, r, a)
	if a.status != status {
		t.Fatalf("%s: status %d: %s", body, a.status, a.body)
	}
	if err := json.Unmarshal(a.body, &out); err != nil {
		t.Fatalf("%s: %v: %s", body, err, a.body)
	}
	return out, string(a.body)
}

func TestQueryOverHTTP(t *testing.T) {
	s := start(t)
	arn := s.in(t, home).plainFlow(t, "invoices")
	got, raw := s.query(t, `{"query":"SELECT flow_definition_arn AS arn, human_loop_config, tags, 1 AS n, NULL AS nothing FROM aws.sagemaker_flow_definition WHERE flow_definition_name = $1","parameters":["invoices"]}`, 200)
	if len(got.Rows) != 1 || got.Rows[0][0] != arn || got.RowCount != 1 || got.Truncated || got.Command != "SELECT 1" {
		t.Errorf("got %s", raw)
	}
	if settings, ok := got.Rows[0][1].(map[string]any); !ok || settings["TaskTitle"] != "Check the total" {
		t.Errorf("the configuration is no document: %s", raw)
	}
	if tags, ok := got.Rows[0][2].(map[string]any); !ok || len(tags) != 0 {
		t.Errorf("the tags are no object: %s", raw)
	}
	if c := got.Columns[3]; c.Name != "n" || c.Type != "bigint" {
		t.Errorf("got %s", raw)
	}
	if got, raw := s.query(t, `{"query":"SELECT x FROM generate_series(1, 10000) x","rowLimit":3,"values":"text"}`, 200); !got.Truncated || got.RowCount != 3 || got.Rows[2][0] != "3" {
		t.Errorf("got %s", raw)
	}
	if got, _ := s.query(t, `{"query":"SELECT x FROM generate_series(1, 10000) x"}`, 200); len(got.Rows) != 10_000 || got.RowCount != 10_000 {
		t.Errorf("got %d rows", len(got.Rows))
	}
	if got, raw := s.query(t, `{"query":"SELECT current_setting('dd.time_frame_start')::timestamp","timeRange":{"from":"2026-11-22T01:00:00+01:00","to":"2026-11-23T00:00:00Z"}}`, 200); got.Rows[0][0] != "2026-11-22T00:00:00" {
		t.Errorf("got %s", raw)
	}
	if got, raw := s.query(t, `{"query":"SELECT 1 / (5000 - x) FROM generate_series(1, 9000) x"}`, 200); got.Error.SQLState != "22012" || got.Command != "" || len(got.Rows) == 0 {
		t.Errorf("got %.200s", raw[max(0, len(raw)-200):])
	}
}

func TestQueriesOverHTTPThatAreRefused(t *testing.T) {
	s := startWith(t, func(c *config.Serve) { c.SQLMaxRows = 100 })
	for body, want := range map[string]string{
		`{"query":"SELEC 1"}`:                                     `"sqlState":"42601","position":1`,
		`{"query":"SELECT x"}`:                                    `"sqlState":"42703","position":8`,
		`{"query":"SELECT 1; SELECT 2"}`:                          `"sqlState":"42601"`,
		`{"query":"DELETE FROM aws.sagemaker_workteam"}`:          `"sqlState":"25006"`,
		`{"query":"SELECT $1::bigint"}`:                           `"sqlState":"08P01"`,
		`{"query":"SELECT $1::bigint","parameters":["x"]}`:        `"sqlState":"22P02"`,
		`{"query":"SELECT x FROM generate_series(1, 1000000) x"}`: `"sqlState":"53400"`,
		`{"query":"SELECT 1","rowLimit":0}`:                       `"status":422`,
		`{"query":"SELECT 1","values":"xml"}`:                     `"status":422`,
	} {
		if _, raw := s.query(t, body, http.StatusUnprocessableEntity); !strings.Contains(raw, want) {
			t.Errorf("%s: got %s", body, raw)
		}
	}
	little := s.keyWith(t, "AmazonAugmentedAIFullAccess")
	for name, r := range map[string]request{
		"not signed":    {method: http.MethodPost, path: "/api/v1/sql", unsigned: true, body: []byte(`{"query":"SELECT 1"}`)},
		"no policy":     {method: http.MethodPost, path: "/api/v1/sql", keyID: little.ID, secret: little.Secret, body: []byte(`{"query":"SELECT 1"}`)},
		"the directory": {method: http.MethodGet, path: "/api/v1/sql/tables", unsigned: true},
	} {
		if a := s.send(t, r); a.status != http.StatusUnauthorized && a.status != http.StatusForbidden {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	admin := s.signIn(t)
	if status := s.queryAs(t, s.colleague(t, admin, "ann@example.com").token); status != http.StatusForbidden {
		t.Errorf("who only works asks: %d", status)
	}
	if status := s.queryAs(t, admin.token); status != http.StatusOK {
		t.Errorf("the administrator asks: %d", status)
	}
}

// queryAs asks with a person's token.
func (s *server) queryAs(t *testing.T, token string) int {
	t.Helper()
	r := post("/api/v1/sql", `{"query":"SELECT 1"}`)
	r.unsigned, r.header["Authorization"] = true, "Bearer "+token
	return s.send(t, r).status
}

func TestDataDirectory(t *testing.T) {
	s := start(t)
	document := s.document(t, sqlDocument)
	get := func(path string) answer {
		r := request{method: http.MethodGet, path: "/api/v1/sql/tables" + path}
		a := s.send(t, r)
		document.check(t, r, a)
		return a
	}
	var all struct {
		Tables []struct {
			ID     string
			Fields []struct{ Name string }
		}
	}
	if err := json.Unmarshal(get("").body, &all); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range all.Tables[0].Fields {
		names = append(names, f.Name)
	}
	want := []string{
		"_key", "account_id", "creation_time", "failure_reason", "flow_definition_arn", "flow_definition_name", "flow_definition_status",
		"human_loop_activation_config", "human_loop_config", "human_loop_request_source", "output_config", "role_arn", "tags",
	}
	if all.Tables[0].ID != "aws.sagemaker_flow_definition" || !slices.Equal(names, want) {
		t.Errorf("got %s: %q", all.Tables[0].ID, names)
	}
	for _, table := range all.Tables { // what the directory has can be asked
		if a := get("/" + table.ID); a.status != http.StatusOK {
			t.Errorf("%s: %d", table.ID, a.status)
		}
		got, raw := s.query(t, `{"query":"SELECT * FROM `+table.ID+` LIMIT 0"}`, 200)
		if len(got.Columns) != len(table.Fields) {
			t.Errorf("%s: %s", table.ID, raw)
		}
	}
	if a := get("/aws.nothing"); a.status != http.StatusNotFound {
		t.Errorf("got %d %s", a.status, a.body)
	}
}
