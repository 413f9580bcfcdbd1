package endurance

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foureyes/internal/imports"
	"foureyes/internal/store/storetest/pgtest"
)

// A server that dies in the middle of an import goes on with it: each row that is in
// order has a human loop, and one only.
func TestKilledServerStartsEachRowOnce(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { killImport(t, "") })
	t.Run("PostgreSQL", func(t *testing.T) { killImport(t, pgtest.URL(t)) })
}

// importing is an import and who looks after it.
type importing struct {
	*world

	path string
	// stands is the longest time in which nothing went on after a kill.
	stands time.Duration
}

func killImport(t *testing.T, databaseURL string) {
	rows, kills := 2000, 3
	if long() {
		rows, kills = 100_000, 60
	}
	seed := newSeed(t)
	random := rand.New(rand.NewPCG(seed, 5))
	s := newServer(t, filepath.Join(t.TempDir(), "data"), databaseURL)
	s.flags = append(s.flags, "--max-human-loops", "1000000")
	w := &importing{world: newWorld(t, s)}
	w.rise(t)
	w.furnish(t, seed)
	file, want := rowsToImport(rows)
	w.upload(t, file)
	for kill := range 2 {
		least := (kill*2 + 1) * rows / 5
		poll(t, "rows to be checked", func() bool { return t.Failed() || w.is(t).Done >= least })
		w.die(t)
	}
	poll(t, "the check to end", func() bool { return w.is(t).Status == "Checked" })
	w.operator.must(t, http.MethodPost, w.path+"/start", nil, nil)
	for kill := range kills {
		row := kill*rows/kills + random.IntN(rows/kills)
		w.awaitRow(t, row, want)
		w.die(t)
	}
	poll(t, "the import to end", func() bool { return w.is(t).Status == "Completed" })
	if is := w.is(t); is.Started != len(want) || is.Bad != rows-len(want) || is.Rows != rows || is.Refused+is.Unneeded != 0 {
		t.Errorf("of %d rows %d are in order, and the import says %+v", rows, len(want), is)
	}
	w.finish(t, true)
	t.Logf("an import of %d rows went through %d kills; after each it stood still for at most %v", rows, kills+2, w.stands.Round(time.Millisecond))
	w.server.stop(t)
	checkRows(t, openDatabase(t, w.server, databaseURL), want)
}

// rowsToImport gives a file, and the inputs of the loops that shall be, by name. Some rows
// are wrong: they have no good name, or that of another one.
func rowsToImport(n int) (file []byte, want map[string]string) {
	var text bytes.Buffer
	want = map[string]string{}
	for i := range n {
		name := rowName(i)
		switch {
		case i%97 == 1:
			name = "-" + name
		case i%101 == 2:
			name = rowName(i - 2)
		}
		line := fmt.Sprintf(`{"id":%q,"text":"row %d %s"}`, name, i, strings.Repeat("much ", 100))
		if _, twice := want[name]; !twice && name[0] != '-' {
			want[name] = line
		}
		text.WriteString(line + "\n")
	}
	return text.Bytes(), want
}

func rowName(i int) string { return fmt.Sprintf("row-%d", i) }

// progress is what the API says of an import.
type progress struct {
	ID, Status       string
	Received         int64
	ChunkSize        int
	Rows, Bad, Done  int
	Started, Refused int
	Unneeded         int
}

// upload sends the file, and the server dies after its first chunk.
func (w *importing) upload(t *testing.T, file []byte) {
	t.Helper()
	all := "/api/v1/flow-definitions/" + w.flows[0].name + "/imports"
	var is progress
	w.operator.must(t, http.MethodPost, all, map[string]any{
		"fileName": "rows.jsonl", "size": len(file), "layout": map[string]any{"format": "jsonl", "nameColumn": "id"},
	}, &is)
	w.path = all + "/" + is.ID
	for is.Received < int64(len(file)) {
		if is.Received == int64(is.ChunkSize) {
			w.fall(t)
			w.rise(t)
		}
		end := min(is.Received+int64(is.ChunkSize), int64(len(file)))
		a := w.operator.callBytes(t, http.MethodPut, fmt.Sprintf("%s/file?offset=%d", w.path, is.Received), "", file[is.Received:end])
		if !a.ok() {
			t.Fatalf("upload: %d %s", a.status, a.body)
		}
		a.into(t, &is)
	}
}

func (w *importing) is(t *testing.T) (is progress) {
	t.Helper()
	w.operator.must(t, http.MethodGet, w.path, nil, &is)
	return is
}

// awaitRow waits for the loop of a row, or of the next one that is in order. Those near it
// are starting then.
func (w *importing) awaitRow(t *testing.T, row int, want map[string]string) {
	t.Helper()
	for want[rowName(row)] == "" {
		row++
	}
	poll(t, rowName(row), func() bool {
		a := w.operator.call(t, http.MethodGet, "/human-loops/"+rowName(row), nil)
		if !a.ok() && a.status != http.StatusNotFound {
			t.Fatalf("describe: %d %s", a.status, a.body)
		}
		return a.ok()
	})
}

// die kills the server and brings it up again, and waits until the import goes on. What
// the dead one had in hand has a lease, which an operator ends.
func (w *importing) die(t *testing.T) {
	t.Helper()
	w.fall(t)
	died := time.Now()
	w.rise(t)
	before := w.is(t)
	for _, j := range w.savedJobs(t) {
		if strings.HasPrefix(j.ID, imports.Kind+":") && time.Until(j.DueAt) > 2*time.Second {
			w.operator.call(t, http.MethodPost, "/api/v1/saved-jobs/retry", map[string]any{"ids": []string{j.ID}})
		}
	}
	poll(t, "the import to go on", func() bool { is := w.is(t); return is.Done != before.Done || is.Status != before.Status })
	w.stands = max(w.stands, time.Since(died))
}

// checkRows compares the loops that there are with those that shall be.
func checkRows(t *testing.T, db *sql.DB, want map[string]string) {
	t.Helper()
	found := statuses(t, db)
	if len(found) != len(want) {
		t.Errorf("there are %d loops, and %d rows are in order", len(found), len(want))
	}
	rows, err := db.QueryContext(t.Context(), `SELECT l.name, i.content FROM human_loop l JOIN human_loop_input i ON i.loop_id = l.id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, input string
		if err := rows.Scan(&name, &input); err != nil {
			t.Fatal(err)
		}
		if !json.Valid([]byte(input)) || input != want[name] {
			t.Errorf("the input of %s is %.80s, and shall be %.80s", name, input, want[name])
		}
		delete(want, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for name := range want {
		t.Errorf("%s has no input", name)
	}
	for _, left := range []string{"job", "loop_import_mark", "loop_import_name", "loop_import_chunk"} {
		if n := number(t, db, "SELECT COUNT(*) FROM "+left); n != 0 {
			t.Errorf("%d rows of %s are left", n, left)
		}
	}
}
