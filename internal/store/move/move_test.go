package move

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
)

const rowsOfEach = 60

// house is a SQLite database with rows in every table, whichever there are.
func house(t *testing.T) store.Place {
	t.Helper()
	at := store.Place{Folder: t.TempDir()}
	if _, err := store.Migrate(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	lite := openLite(t, at)
	tables, err := lite.tables(t.Context())
	if err != nil || len(tables) < 25 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	f := filler{lite: lite, rand: rand.New(rand.NewPCG(1, 2)), made: map[string][]any{}}
	for _, table := range tables {
		f.fill(t, table)
	}
	if err := errors.Join(lite.commit(t.Context()), lite.close(t.Context())); err != nil {
		t.Fatal(err)
	}
	return at
}

func openLite(t *testing.T, at store.Place) *sqliteSide {
	t.Helper()
	s, err := open(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	return s.(*sqliteSide)
}

// filler makes rows. The n-th row of a table refers to the n-th of others.
type filler struct {
	lite *sqliteSide
	rand *rand.Rand
	made map[string][]any // by table and column
}

func (f *filler) fill(t *testing.T, table table) {
	t.Helper()
	refers := f.references(t, table.name)
	optional, err := f.lite.strings(t.Context(), `SELECT name FROM pragma_table_info($1) WHERE "notnull" = 0 AND pk = 0`, table.name)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = f.lite.fill(t.Context(), table, func() ([]any, error) {
		if n == rowsOfEach {
			return nil, nil
		}
		row := make([]any, len(table.columns))
		for i, c := range table.columns {
			place := table.name + "." + c.name
			switch parent, refers := refers[c.name]; {
			case refers:
				row[i] = f.made[parent][n]
			case f.rand.IntN(3) > 0 || !strings.Contains(" "+strings.Join(optional, " ")+" ", " "+c.name+" "):
				row[i] = f.value(c.kind)
			}
			f.made[place] = append(f.made[place], row[i])
		}
		n++
		return row, nil
	})
	if err != nil {
		t.Fatalf("%s: %v", table.name, err)
	}
}

func (f *filler) references(t *testing.T, name string) map[string]string {
	t.Helper()
	pairs, err := f.lite.strings(t.Context(), `SELECT "from" || ' ' || "table" || '.' || COALESCE("to", 'id') FROM pragma_foreign_key_list($1)`, name)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, pair := range pairs {
		from, to, _ := strings.Cut(pair, " ")
		all[from] = to
	}
	return all
}

func (f *filler) value(k kind) any {
	switch k {
	case number:
		return f.rand.Int64() - f.rand.Int64()
	case yesNo:
		return f.rand.IntN(2) == 0
	case bytes:
		return []byte(fmt.Sprintf("\x00\xff%d", f.rand.Uint64()))
	}
	return fmt.Sprintf("%d 'Ω' \"\t\\N\n %s", f.rand.Uint64(), strings.Repeat("é", f.rand.IntN(30)))
}

func run(t *testing.T, from, to store.Place) ([]Table, error) {
	t.Helper()
	last := Progress{}
	moved, err := Run(t.Context(), from, to, func(p Progress) {
		if p.Done < last.Done || p.Done > p.All {
			t.Errorf("progress went from %+v to %+v", last, p)
		}
		last = p
	})
	return moved, err
}

func TestEverythingIsMovedThereAndBack(t *testing.T) {
	from, there, back := house(t), store.Place{URL: pgtest.URL(t) + "&pool_max_conns=4"}, store.Place{Folder: t.TempDir()}
	moved, err := run(t, from, there)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range moved {
		if table.Rows != rowsOfEach || len(table.Checksum) != 32 {
			t.Errorf("%+v", table)
		}
	}
	checkThere(t, there)
	again, err := run(t, there, back)
	if err != nil || fmt.Sprint(again) != fmt.Sprint(moved) {
		t.Fatalf("there %v, back %v, %v", moved, again, err)
	}
	checkSame(t, from, back)
}

// checkThere asks for what is not moved, and follows from what is.
func checkThere(t *testing.T, at store.Place) {
	t.Helper()
	db, err := store.Raw(at)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	wrong := ask(t, db, `SELECT COUNT(*) FROM (SELECT account_id, region, COUNT(*) FILTER (WHERE ended_at IS NULL) AS n FROM human_loop GROUP BY 1, 2) a
		FULL JOIN (SELECT account_id, region, SUM(loops) AS n FROM human_loop_tally GROUP BY 1, 2) b USING (account_id, region) WHERE a.n IS DISTINCT FROM b.n`)
	if wrong != 0 {
		t.Errorf("%d accounts and regions are counted wrong", wrong)
	}
	before := ask(t, db, `SELECT MAX(id) FROM audit`)
	next := ask(t, db, `SELECT nextval(pg_get_serial_sequence('audit', 'id'))`)
	if next <= before {
		t.Errorf("the next row of the audit would be %d, behind %d", next, before)
	}
	if off := ask(t, db, `SELECT COUNT(*) FROM pg_trigger WHERE tgenabled = 'D'`); off != 0 {
		t.Errorf("%d triggers are off", off)
	}
}

func ask(t *testing.T, db *sql.DB, query string) (n int64) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// checkSame compares two SQLite databases row by row.
func checkSame(t *testing.T, a, b store.Place) {
	t.Helper()
	lite := openLite(t, a)
	tables, err := lite.tables(t.Context())
	if err := errors.Join(err, lite.close(t.Context())); err != nil {
		t.Fatal(err)
	}
	db, err := store.Raw(a)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(t.Context(), `ATTACH $1 AS other`, b.Folder+"/"+store.SQLiteFile); err != nil {
		t.Fatal(err)
	}
	for _, table := range append(tables, tallies) {
		for _, pair := range [][2]string{{"main", "other"}, {"other", "main"}} {
			query := fmt.Sprintf(`SELECT COUNT(*) FROM (SELECT %[1]s FROM %[2]s.%[4]s EXCEPT SELECT %[1]s FROM %[3]s.%[4]s)`, table.list(), pair[0], pair[1], table.name)
			if n := ask(t, db, query); n != 0 {
				t.Errorf("%s: %d rows of %s are not in the other", table.name, n, pair[0])
			}
		}
	}
}

var tallies = table{name: "human_loop_tally", columns: []column{{name: "account_id"}, {name: "region"}, {name: "loops"}}}

// isEmpty reports whether a moved database has no rows.
func isEmpty(t *testing.T, at store.Place) bool {
	t.Helper()
	db, err := store.Raw(at)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	return ask(t, db, `SELECT (SELECT COUNT(*) FROM account) + (SELECT COUNT(*) FROM human_loop) + (SELECT COUNT(*) FROM human_loop_tally)`) == 0
}

func TestMoveThatIsInterruptedLeavesNothing(t *testing.T) {
	from, to := house(t), store.Place{URL: pgtest.URL(t)}
	for _, step := range []string{"copy", "verify"} {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := Run(ctx, from, to, func(p Progress) {
			if p.Step == step && p.Table == "human_loop_input" {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) || !isEmpty(t, to) {
			t.Errorf("%s: %v, empty %v", step, err, isEmpty(t, to))
		}
	}
	if _, err := run(t, from, to); err != nil {
		t.Errorf("after it: %v", err)
	}
}

func TestTextThatCannotBeMovedIsNamed(t *testing.T) {
	from, to := house(t), store.Place{URL: pgtest.URL(t)}
	db, err := store.Raw(from)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	change := func(query string) {
		if _, err := db.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	change(`INSERT INTO tag (resource_id, key, value) VALUES ('flow-7', 'note', 'a' || char(0) || 'b')`)
	_, err = run(t, from, to)
	if err == nil || !strings.Contains(err.Error(), "column value of the row resource_id=flow-7 key=note") || !isEmpty(t, to) {
		t.Errorf("%v", err)
	}
	change(`DELETE FROM tag WHERE resource_id = 'flow-7'`)
	if _, err := run(t, from, to); err != nil {
		t.Errorf("without it: %v", err)
	}
}

// forgetful is a target that loses a row.
type forgetful struct{ side }

func (f forgetful) rows(ctx context.Context, t table) (cursor, error) {
	rows, err := f.side.rows(ctx, t)
	if err == nil && t.name == "assignment" {
		_, err = rows.next()
	}
	return rows, err
}

func TestTargetThatIsAnotherIsFound(t *testing.T) {
	from, to := house(t), store.Place{URL: pgtest.URL(t)}
	if err := ready(t.Context(), from, to); err != nil {
		t.Fatal(err)
	}
	source := openLite(t, from)
	target, err := open(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	_, err = (&mover{source: source, target: forgetful{target}, tell: func(Progress) {}}).run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "the table assignment is another one at the target: 59 rows") {
		t.Errorf("%v", err)
	}
	if err := errors.Join(source.close(t.Context()), target.close(t.Context())); err != nil || !isEmpty(t, to) {
		t.Errorf("%v", err)
	}
}

func TestMoveIsRefusedWhereItCouldHarm(t *testing.T) {
	from, url := house(t), pgtest.URL(t)
	server, err := store.OpenPostgres(t.Context(), url, store.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if leads, err := server.Lead(t.Context()); err != nil || !leads {
		t.Fatal(leads, err)
	}
	to := store.Place{URL: url}
	refused(t, from, to, "a server runs on this database")
	refused(t, to, store.Place{Folder: t.TempDir()}, "a server runs on this database")
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	refused(t, from, store.Place{Folder: t.TempDir()}, "one side must be SQLite")
	refused(t, store.Place{Folder: t.TempDir()}, to, "there is no database at the source")
	if _, err := run(t, from, to); err != nil {
		t.Fatal(err)
	}
	refused(t, from, to, "the target is not empty")
	db := pgtest.Open(t, url)
	for _, test := range []struct{ change, want string }{
		{`INSERT INTO goose_db_version (version_id, is_applied) VALUES (90000, true)`, "step 90000, which this version of Foureyes does not know"},
		{`DELETE FROM goose_db_version WHERE version_id > 17`, "foureyes migrate up"},
	} {
		if _, err := db.ExecContext(t.Context(), test.change); err != nil {
			t.Fatal(err)
		}
		refused(t, to, store.Place{Folder: t.TempDir()}, test.want)
	}
}

func refused(t *testing.T, from, to store.Place, want string) {
	t.Helper()
	if _, err := run(t, from, to); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
