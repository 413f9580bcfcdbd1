package endurance

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"foureyes/internal/store/storetest/pgtest"
)

// openDatabase opens the database of a server that was stopped.
func openDatabase(t *testing.T, s *server, databaseURL string) *sql.DB {
	t.Helper()
	if databaseURL != "" {
		// The server's own user, called foureyes, would see the views of SQL.
		return pgtest.Open(t, pgtest.AsSuperuser(databaseURL))
	}
	db, err := sql.Open("sqlite", "file:"+s.file())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// oddities are questions to which the right number of answers is zero.
var oddities = map[string]string{
	"workers with two answers to one loop": `SELECT COUNT(*) FROM (SELECT 1 FROM assignment WHERE status = 'Submitted'
		GROUP BY loop_id, person_id HAVING COUNT(*) > 1) AS twice`,
	"loops with more holders and answers than wanted": `SELECT COUNT(*) FROM human_loop WHERE holders + answers > task_count OR holders < 0`,
	"loops that count their answers wrong": `SELECT COUNT(*) FROM human_loop l WHERE answers <>
		(SELECT COUNT(*) FROM assignment a WHERE a.loop_id = l.id AND a.status = 'Submitted')`,
	"loops that count their holders wrong": `SELECT COUNT(*) FROM human_loop l WHERE holders <>
		(SELECT COUNT(*) FROM assignment a WHERE a.loop_id = l.id AND a.status IN ('Accepted', 'Paused'))`,
	"answers without text": `SELECT COUNT(*) FROM assignment a WHERE status = 'Submitted'
		AND NOT EXISTS (SELECT 1 FROM assignment_answer t WHERE t.assignment_id = a.id)`,
	"texts without an answer": `SELECT COUNT(*) FROM assignment_answer t
		WHERE NOT EXISTS (SELECT 1 FROM assignment a WHERE a.id = t.assignment_id AND a.status = 'Submitted')`,
	"loops without input":     `SELECT COUNT(*) FROM human_loop l WHERE NOT EXISTS (SELECT 1 FROM human_loop_input i WHERE i.loop_id = l.id)`,
	"loops that are not over": `SELECT COUNT(*) FROM human_loop WHERE ended_at IS NULL`,
	"failed loops":            `SELECT COUNT(*) FROM human_loop WHERE status = 'Failed'`,
	"jobs":                    `SELECT COUNT(*) FROM job`,
}

// checkDatabase looks at what no API shows. It gives the status of each loop that
// there ever was, by name.
func checkDatabase(t *testing.T, s *server, db *sql.DB, lite bool) map[string]string {
	t.Helper()
	for what, query := range oddities {
		if n := number(t, db, query); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	if lite {
		var verdict string
		if err := db.QueryRowContext(t.Context(), `PRAGMA integrity_check`).Scan(&verdict); err != nil || verdict != "ok" {
			t.Errorf("integrity_check says %s, %v", verdict, err)
		}
		if n := number(t, db, `SELECT COUNT(*) FROM pragma_foreign_key_check`); n != 0 {
			t.Errorf("%d rows refer to nothing", n)
		}
	}
	files, err := filepath.Glob(filepath.Join(s.data, "objects", "*", "*"))
	if n := number(t, db, `SELECT COUNT(*) FROM object`); err != nil || n != len(files) {
		t.Errorf("there are %d objects and %d files, %v", n, len(files), err)
	}
	return statuses(t, db)
}

func number(t *testing.T, db *sql.DB, query string) int {
	t.Helper()
	var n int
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Errorf("%s: %v", query, err)
	}
	return n
}

func statuses(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `SELECT name, status FROM human_loop`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, status string
		if err := rows.Scan(&name, &status); err != nil {
			t.Fatal(err)
		}
		if all[name] != "" {
			t.Errorf("%s was started twice", name)
		}
		all[name] = status
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
