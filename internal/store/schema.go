package store

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Schema says how far the tables of a database are.
type Schema struct {
	// Engine is sqlite or postgres.
	Engine string `json:"engine"`
	// Newest is the last step that this version of Foureyes knows.
	Newest int64 `json:"newest"`
	// Floor is the step that a version must know to use this database; 0 before the
	// first step that says one.
	Floor int64 `json:"floor"`
	// Steps are all that this version knows or the database has seen, by their numbers.
	Steps []Step `json:"steps"`
}

// Step is one change of the tables.
type Step struct {
	Number int64 `json:"number"`
	// Name is empty for a step of a newer version, which this one does not know.
	Name string `json:"name,omitempty"`
	// AppliedAt is zero while the step waits.
	AppliedAt time.Time `json:"appliedAt,omitzero"`
}

// Waiting counts the steps that the database has not seen yet.
func (s Schema) Waiting() int {
	n := 0
	for _, step := range s.Steps {
		if step.AppliedAt.IsZero() {
			n++
		}
	}
	return n
}

// refuse is the error of a database that this version is too old for. Steps that it
// does not know are no reason by themselves: most only add, so that a version from
// before goes on while its successor starts (docs/operations.md).
func (s Schema) refuse() error {
	if s.Floor <= s.Newest {
		return nil
	}
	return fmt.Errorf("the database is newer than this version of Foureyes: it needs one that knows step %d of its tables, and this one "+
		"knows them up to %d. Run the newer version again, or restore a backup from before the update", s.Floor, s.Newest)
}

// ReadSchema tells how far the tables of a database are, and changes nothing. A
// database that is not there yet has all steps before it.
func ReadSchema(ctx context.Context, at Place) (Schema, error) {
	h := historyOf(at.engine())
	if at.missing() {
		return h.compare(nil, 0)
	}
	db, err := Raw(at)
	if err != nil {
		return Schema{}, err
	}
	defer func() { _ = db.Close() }()
	return h.read(ctx, db)
}

// thereIs asks whether the database has a table.
var thereIs = map[engine]string{
	sqliteEngine:   `SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1)`,
	postgresEngine: `SELECT to_regclass($1) IS NOT NULL`,
}

// read asks the database which steps it has seen.
func (h history) read(ctx context.Context, db *sql.DB) (Schema, error) {
	var seen map[int64]time.Time
	var floor int64
	for table, ask := range map[string]func() error{
		"goose_db_version": func() (err error) { seen, err = appliedSteps(ctx, db); return err },
		"schema_floor":     func() error { return db.QueryRowContext(ctx, `SELECT step FROM schema_floor`).Scan(&floor) },
	} {
		var there bool
		err := db.QueryRowContext(ctx, thereIs[h.engine], table).Scan(&there)
		if err == nil && there {
			err = ask()
		}
		if err != nil {
			return Schema{}, fmt.Errorf("ask which steps the tables have seen: %w", err)
		}
	}
	return h.compare(seen, floor)
}

func appliedSteps(ctx context.Context, db *sql.DB) (map[int64]time.Time, error) {
	rows, err := db.QueryContext(ctx, `SELECT version_id, tstamp FROM goose_db_version WHERE version_id > 0 AND is_applied`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	seen := map[int64]time.Time{}
	for rows.Next() {
		var number int64
		var at time.Time
		if err := rows.Scan(&number, &at); err != nil {
			return nil, err
		}
		seen[number] = at.UTC()
	}
	return seen, rows.Err()
}

// compare holds what the database has seen against what this version knows.
func (h history) compare(seen map[int64]time.Time, floor int64) (Schema, error) {
	schema := Schema{Engine: string(h.engine), Floor: floor}
	names, err := fs.Glob(h.files, "*.sql")
	if err != nil {
		return Schema{}, fmt.Errorf("list the steps: %w", err)
	}
	known := map[int64]bool{}
	for _, name := range names {
		digits, title, _ := strings.Cut(strings.TrimSuffix(name, ".sql"), "_")
		number, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return Schema{}, fmt.Errorf("read the number of step %s: %w", name, err)
		}
		known[number] = true
		schema.Newest = max(schema.Newest, number)
		schema.Steps = append(schema.Steps, Step{number, title, seen[number]})
	}
	for number, at := range seen {
		if !known[number] {
			schema.Steps = append(schema.Steps, Step{Number: number, AppliedAt: at})
		}
	}
	slices.SortFunc(schema.Steps, func(a, b Step) int { return int(a.Number - b.Number) })
	return schema, nil
}
