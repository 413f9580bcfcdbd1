package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

const answerOfTwo = `{"columns":[{"name":"n","type":"bigint"},{"name":"t","type":"text"}],"rows":[
["1","a\n\u001b[31m"],
["22",null]],
"rowCount":2,"truncated":false,"command":"SELECT 2"}`

// deskOf makes a desk whose server gives these answers, one to each statement.
func deskOf(t *testing.T, format string, answers ...string) (*sqlDesk, *strings.Builder, *[]string) {
	t.Helper()
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Query, Values string }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		asked = append(asked, in.Values+": "+in.Query)
		body := answers[0]
		answers = answers[1:]
		if strings.HasPrefix(body, `{"status"`) {
			w.WriteHeader(http.StatusUnprocessableEntity)
		}
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(s.Close)
	out := &strings.Builder{}
	settings := map[string]string{"endpoint_url": s.URL + "/", "aws_access_key_id": "AKIA", "aws_secret_access_key": "secret", "region": "us-east-1"}
	return &sqlDesk{settings: settings, out: out, format: format}, out, &asked
}

func TestSQLPrintsInEachFormat(t *testing.T) {
	for format, want := range map[string]string{
		"table": " n  |      t      \n----+-------------\n  1 | a\\n\\x1b[31m\n 22 | \n(2 rows)\n\n",
		"csv":   "n,t\n1,\"a\n\x1b[31m\"\n22,\n",
		"json":  "[{\"n\":\"1\",\"t\":\"a\\n\\u001b[31m\"},\n {\"n\":\"22\",\"t\":null}]\n",
		"jsonl": "{\"n\":\"1\",\"t\":\"a\\n\\u001b[31m\"}\n{\"n\":\"22\",\"t\":null}\n",
	} {
		d, out, asked := deskOf(t, format, answerOfTwo)
		if err := d.script(t.Context(), "SELECT * FROM x;"); err != nil || out.String() != want {
			t.Errorf("%s: got %q, %v", format, out, err)
		}
		values := "json"
		if format == "table" || format == "csv" {
			values = "text"
		}
		if !slices.Equal(*asked, []string{values + ": SELECT * FROM x"}) {
			t.Errorf("%s: asked %q", format, *asked)
		}
	}
}

func TestSQLRunsStatementsUpToTheFirstThatFails(t *testing.T) {
	d, out, asked := deskOf(t, "table",
		`{"columns":[],"rows":[],"rowCount":0,"truncated":false,"command":"SET"}`,
		`{"status":422,"title":"x","detail":"column \"foo\" does not exist","sqlState":"42703","position":8,"hint":"Look."}`)
	err := d.script(t.Context(), "SET x.y = 1;\n\nSELECT foo;\nSELECT 3")
	want := "column \"foo\" does not exist (SQLSTATE 42703)\nLINE 3: SELECT foo;\n               ^\nHINT:  Look."
	if err == nil || err.Error() != want || out.String() != "SET\n" || len(*asked) != 2 {
		t.Errorf("got %v, %q, asked %q", err, out, *asked)
	}
	if exitCode(err) != 1 {
		t.Error("the exit code is another")
	}
}

func TestSQLTellsOfAnErrorAfterRows(t *testing.T) {
	d, out, _ := deskOf(t, "csv", `{"columns":[{"name":"n","type":"bigint"}],"rows":[["1"]],"rowCount":1,"truncated":false,"error":{"status":422,"title":"x","detail":"division by zero","sqlState":"22012"}}`)
	err := d.script(t.Context(), "SELECT 1/n FROM x")
	if failed, ok := errors.AsType[*sqlError](err); !ok || failed.SQLState != "22012" || out.String() != "n\n1\n" {
		t.Errorf("got %v, %q", err, out)
	}
	d, _, _ = deskOf(t, "csv", `{"columns":[{"name":"n","type":"bigint"}],"rows":[["1"],`)
	if err := d.script(t.Context(), "SELECT 1"); err == nil || !strings.Contains(err.Error(), "read the answer") {
		t.Errorf("half an answer: %v", err)
	}
}

func TestSQLMarksThePlaceInLongLines(t *testing.T) {
	text := "select\t" + strings.Repeat("a, ", 40) + "ü, foo, " + strings.Repeat("b, ", 40)
	e := &sqlError{Detail: "no", Position: len([]rune(text[:strings.Index(text, "foo")])) + 1, text: text}
	lines := strings.Split(e.Error(), "\n")
	at := strings.Index(lines[2], "^")
	if len(lines) != 3 || string([]rune(lines[1])[at:at+3]) != "foo" || len([]rune(lines[1])) > 120 {
		t.Errorf("got %q", lines)
	}
	for _, position := range []int{0, -1, 1000} {
		e.Position = position
		if e.Error() != "no" {
			t.Errorf("%d: got %q", position, e)
		}
	}
}

func TestSQLPromptGathersLines(t *testing.T) {
	d, out, asked := deskOf(t, "csv", answerOfTwo, answerOfTwo)
	rest := ""
	for _, line := range []string{"", "select 1", " ; select", "'a;b'", ";"} {
		var leave bool
		if rest, leave = d.typed(context.WithoutCancel(t.Context()), rest, line); leave {
			t.Fatal("it left")
		}
	}
	if want := []string{"text: select 1\n ", "text: select\n'a;b'\n"}; !slices.Equal(*asked, want) || rest != "" || out.Len() == 0 {
		t.Errorf("asked %q, left %q", *asked, rest)
	}
	if _, leave := d.typed(t.Context(), "", `\f json`); leave || d.format != "json" {
		t.Errorf("the format is %s", d.format)
	}
	if _, leave := d.typed(t.Context(), "", `\q`); !leave {
		t.Error("it stayed")
	}
}

func TestHistoryIsKept(t *testing.T) {
	folder := t.TempDir()
	h, err := historyIn(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"select 1;", "select 1;", " ", "select 2;"} {
		h.Add(line)
	}
	again, err := historyIn(folder)
	if err != nil || again.Len() != 2 || again.At(0) != "select 2;" || again.At(1) != "select 1;" {
		t.Errorf("got %+v, %v", again, err)
	}
}

func TestSQLRunsSavedQueries(t *testing.T) {
	pages := []string{
		`{"savedQueries":[{"id":"1","name":"today's","owner":"ann"},{"id":"2","name":"today","owner":"ann"}],"nextToken":"more"}`,
		`{"savedQueries":[{"id":"3","name":"today","owner":"ben","own":true}]}`,
		`{"id":"3","name":"today","query":"SELECT 1; SELECT 2","owner":"ben","own":true}`,
		answerOfTwo,
		answerOfTwo,
	}
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.RequestURI())
		_, _ = w.Write([]byte(pages[len(asked)-1]))
	}))
	defer s.Close()
	d := &sqlDesk{settings: map[string]string{"endpoint_url": s.URL, "region": "us-east-1"}, out: &strings.Builder{}, format: "table"}
	want := []string{
		"GET /api/v1/sql/queries?nameContains=today&nextToken=", "GET /api/v1/sql/queries?nameContains=today&nextToken=more",
		"GET /api/v1/sql/queries/3", "POST /api/v1/sql", "POST /api/v1/sql",
	}
	if err := d.saved(t.Context(), "today"); err != nil || !slices.Equal(asked, want) {
		t.Errorf("asked %q, %v", asked, err)
	}
}

func TestSQLChoosesSavedQueries(t *testing.T) {
	anns, bens, own := savedQuery{ID: "1", Name: "x", Owner: "ann"}, savedQuery{ID: "2", Name: "x", Owner: "ben"}, savedQuery{ID: "3", Name: "x", Own: true}
	for name, test := range map[string]struct {
		all       []savedQuery
		id, fails string
	}{
		"one's own":      {all: []savedQuery{anns, own, bens}, id: "3"},
		"another's":      {all: []savedQuery{anns, {ID: "4", Name: "xx"}}, id: "1"},
		"several":        {all: []savedQuery{anns, bens}, fails: "ann, ben"},
		"a part of it":   {all: []savedQuery{{ID: "4", Name: "xx"}}, fails: "must be shared"},
		"none of a name": {fails: "must be shared"},
	} {
		got, err := chooseSaved(test.all, "x")
		if got.ID != test.id || (err == nil) != (test.fails == "") || err != nil && !strings.Contains(err.Error(), test.fails) {
			t.Errorf("%s: got %q, %v", name, got.ID, err)
		}
	}
}
