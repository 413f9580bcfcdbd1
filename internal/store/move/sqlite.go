package move

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"foureyes/internal/store"
)

// sqliteSide is a SQLite database in a transaction.
type sqliteSide struct {
	db    *sql.DB
	begun *sql.Tx
}

func open(ctx context.Context, at store.Place) (side, error) {
	if at.URL != "" {
		return openPostgres(ctx, at)
	}
	db, err := store.Raw(at)
	if err != nil {
		return nil, err
	}
	begun, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("begin: %w", err), db.Close())
	}
	return &sqliteSide{db, begun}, nil
}

// left are tables that are not moved: how far the tables are, sums that each engine
// keeps in its own way, and roles that are PostgreSQL's.
var left = []string{"goose_db_version", "schema_floor", "human_loop_tally", "sql_role"}

// tables gives all that are moved, each behind those that it refers to.
func (s *sqliteSide) tables(ctx context.Context) ([]table, error) {
	names, err := s.strings(ctx, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	var all []table
	for _, name := range names {
		if slices.Contains(left, name) {
			continue
		}
		t := table{name: name}
		if t.columns, err = s.columns(ctx, name); err != nil {
			return nil, err
		}
		if t.refers, err = s.strings(ctx, `SELECT DISTINCT "table" FROM pragma_foreign_key_list($1)`, name); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return ordered(all)
}

// ordered puts each table behind those that it refers to.
func ordered(all []table) ([]table, error) {
	var sorted []table
	done := map[string]bool{}
	for len(sorted) < len(all) {
		before := len(sorted)
		for _, t := range all {
			waits := slices.ContainsFunc(t.refers, func(name string) bool { return !done[name] && name != t.name })
			if !done[t.name] && !waits {
				sorted = append(sorted, t)
				done[t.name] = true
			}
		}
		if len(sorted) == before {
			return nil, errors.New("tables refer to each other in a circle")
		}
	}
	return sorted, nil
}

var kinds = map[string]kind{"TEXT": text, "BIGINT": number, "INTEGER": number, "BOOLEAN": yesNo, "BLOB": bytes}

func (s *sqliteSide) columns(ctx context.Context, name string) ([]column, error) {
	rows, err := s.begun.QueryContext(ctx, `SELECT name, type, pk > 0 FROM pragma_table_info($1) ORDER BY cid`, name)
	if err != nil {
		return nil, fmt.Errorf("ask for the columns of %s: %w", name, err)
	}
	defer func() { _ = rows.Close() }()
	var all []column
	for rows.Next() {
		var c column
		var declared string
		if err := rows.Scan(&c.name, &declared, &c.key); err != nil {
			return nil, fmt.Errorf("read a column of %s: %w", name, err)
		}
		var known bool
		if c.kind, known = kinds[strings.ToUpper(declared)]; !known {
			return nil, fmt.Errorf("the column %s of %s is of the unknown type %s", c.name, name, declared)
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

func (s *sqliteSide) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := s.begun.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("ask for the tables: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var all []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			return nil, fmt.Errorf("read the tables: %w", err)
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

func (s *sqliteSide) count(ctx context.Context, t table) (n int64, err error) {
	if err := s.begun.QueryRowContext(ctx, `SELECT COUNT(*) FROM "`+t.name+`"`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the rows of %s: %w", t.name, err)
	}
	return n, nil
}

func (s *sqliteSide) rows(ctx context.Context, t table) (cursor, error) {
	rows, err := s.begun.QueryContext(ctx, `SELECT `+t.list()+` FROM "`+t.name+`"`) //nolint:rowserrcheck // the cursor does
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	return &sqliteRows{rows, len(t.columns)}, nil
}

type sqliteRows struct {
	rows  *sql.Rows
	width int
}

func (r *sqliteRows) next() ([]any, error) {
	if !r.rows.Next() {
		return nil, r.rows.Err()
	}
	row, places := make([]any, r.width), make([]any, r.width)
	for i := range row {
		places[i] = &row[i]
	}
	return row, r.rows.Scan(places...)
}

func (r *sqliteRows) close() { _ = r.rows.Close() }

func (s *sqliteSide) begin(context.Context) error { return nil }

func (s *sqliteSide) fill(ctx context.Context, t table, next func() ([]any, error)) error {
	values := strings.TrimSuffix(strings.Repeat("?, ", len(t.columns)), ", ")
	insert, err := s.begun.PrepareContext(ctx, `INSERT INTO "`+t.name+`" (`+t.list()+`) VALUES (`+values+`)`)
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	defer func() { _ = insert.Close() }()
	for {
		row, err := next()
		if err != nil || row == nil {
			return err
		}
		if _, err := insert.ExecContext(ctx, row...); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
}

// finish has nothing to do: triggers have counted the loops.
func (s *sqliteSide) finish(context.Context) error { return nil }

func (s *sqliteSide) commit(context.Context) error {
	if err := s.begun.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (s *sqliteSide) close(context.Context) error {
	if err := s.begun.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return errors.Join(err, s.db.Close())
	}
	return s.db.Close()
}
