package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"foureyes/internal/imports"
	"foureyes/internal/page"
)

const importColumns = `id, account_id, region, flow_id, principal, file_name, size, received, fingerprint, layout, status,
	place_rows, place_bytes, row_count, bad, started, refused, unneeded, reason, created_at, changed_at, ended_at`

func scanImport(row scanner) (imports.Import, error) {
	var i imports.Import
	var layout string
	var created, changed, ended sql.NullInt64
	if err := row.Scan(&i.ID, &i.Account, &i.Region, &i.FlowID, &i.Principal, &i.FileName, &i.Size, &i.Received, &i.Fingerprint, &layout, &i.Status,
		&i.Place.Rows, &i.Place.Offset, &i.Rows, &i.Bad, &i.Started, &i.Refused, &i.Unneeded, &i.Reason, &created, &changed, &ended); err != nil {
		return i, err
	}
	i.CreatedAt, i.ChangedAt, i.EndedAt = moment(created), moment(changed), moment(ended)
	if err := json.Unmarshal([]byte(layout), &i.Layout); err != nil {
		return i, fmt.Errorf("decode the layout of import %s: %w", i.ID, err)
	}
	return i, nil
}

// AddImport saves an import, or gives the one of the same fingerprint that counts.
func (s *Store) AddImport(ctx context.Context, i imports.Import, fits func(unfinished int) error) (imports.Import, error) {
	layout, err := json.Marshal(i.Layout)
	if err != nil {
		return i, fmt.Errorf("encode the layout of an import: %w", err)
	}
	added := i
	err = s.write(ctx, func(t *tx) error {
		if err := t.lockCount("loop_import", i.Account, i.Region); err != nil {
			return err
		}
		old, err := t.sameImport(i)
		if !errors.Is(err, errNoRow) {
			added = old
			return err
		}
		added = i
		if _, err := t.exec(`INSERT INTO loop_import (`+importColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
			i.ID, i.Account, i.Region, i.FlowID, i.Principal, i.FileName, i.Size, i.Received, i.Fingerprint, string(layout), i.Status,
			i.Place.Rows, i.Place.Offset, i.Rows, i.Bad, i.Started, i.Refused, i.Unneeded, legible(i.Reason),
			millis(i.CreatedAt), millis(i.ChangedAt), millis(i.EndedAt)); err != nil {
			return err
		}
		return t.checkCount(fits, `SELECT COUNT(*) FROM loop_import WHERE account_id = $1 AND region = $2 AND ended_at IS NULL`, i.Account, i.Region)
	})
	return added, err
}

// sameImport finds the import of a flow definition that a fingerprint means.
func (t *tx) sameImport(i imports.Import) (imports.Import, error) {
	if i.Fingerprint == "" {
		return imports.Import{}, errNoRow
	}
	all, err := many(t, scanImport, `SELECT `+importColumns+` FROM loop_import WHERE flow_id = $1 AND fingerprint = $2 AND fingerprint <> ''`,
		i.FlowID, i.Fingerprint)
	for _, old := range all {
		if old.Counts() {
			return old, nil
		}
	}
	if err == nil {
		err = errNoRow
	}
	return imports.Import{}, err
}

// Import finds an import.
func (s *Store) Import(ctx context.Context, id string) (imports.Import, error) {
	return missingImport(one(s.read(ctx), scanImport, `SELECT `+importColumns+` FROM loop_import WHERE id = $1`, id))(id)
}

// missingImport tells that an import is missing by its id.
func missingImport(i imports.Import, err error) func(id string) (imports.Import, error) {
	return func(id string) (imports.Import, error) {
		if errors.Is(err, errNoRow) {
			return i, imports.Missing(id)
		}
		return i, err
	}
}

// ListImports gives one page of a flow definition's imports.
func (s *Store) ListImports(ctx context.Context, flowID string, q page.Query) ([]imports.Import, error) {
	q.NameContains = "" // files are not looked for by name
	where, args := listClause("", q, flowID)
	return many(s.read(ctx), scanImport, `SELECT `+importColumns+` FROM loop_import WHERE flow_id = $1`+where, args...)
}

// ChangeImport runs a rule about an import and saves what it returns.
func (s *Store) ChangeImport(ctx context.Context, id string, rule imports.Rule) (imports.Import, error) {
	var changed imports.Import
	jobs := false
	err := s.write(ctx, func(t *tx) error {
		old, err := missingImport(one(t, scanImport, `SELECT `+importColumns+` FROM loop_import WHERE id = $1`+t.forUpdate("loop_import"), id))(id)
		if err != nil {
			return err
		}
		c, err := rule(old)
		if err != nil {
			return err
		}
		changed, jobs = c.Import, len(c.Jobs) > 0
		return t.saveImport(c)
	})
	if err == nil && jobs {
		s.importsSaved()
	}
	return changed, err
}

func (t *tx) saveImport(c imports.Change) error {
	i := c.Import
	if _, err := t.exec(`
		UPDATE loop_import SET received = $2, status = $3, place_rows = $4, place_bytes = $5, row_count = $6, bad = $7, started = $8,
		  refused = $9, unneeded = $10, reason = $11, changed_at = $12, ended_at = $13 WHERE id = $1`,
		i.ID, i.Received, i.Status, i.Place.Rows, i.Place.Offset, i.Rows, i.Bad, i.Started, i.Refused, i.Unneeded, legible(i.Reason),
		millis(i.ChangedAt), millis(i.EndedAt)); err != nil {
		return err
	}
	if c.Chunk != nil {
		if _, err := t.exec(`INSERT INTO loop_import_chunk (import_id, number, content) VALUES ($1, $2, $3)
			ON CONFLICT (import_id, number) DO UPDATE SET content = excluded.content`, i.ID, c.Chunk.Number, c.Chunk.Content); err != nil {
			return err
		}
	}
	for _, p := range c.Problems {
		if _, err := t.exec(`INSERT INTO loop_import_problem (import_id, number, name, message) VALUES ($1, $2, $3, $4)`,
			i.ID, p.Row, legible(p.Name), legible(p.Message)); err != nil {
			return err
		}
	}
	if _, err := t.exec(`DELETE FROM loop_import_mark WHERE import_id = $1 AND number <= $2`, i.ID, i.Place.Rows); err != nil {
		return err
	}
	return t.saveJobs(c.Jobs)
}

// IdleImports lists imports that are not over and were not changed since a time.
func (s *Store) IdleImports(ctx context.Context, before time.Time, limit int) ([]string, error) {
	return many(s.read(ctx), value[string], `
		SELECT id FROM loop_import WHERE ended_at IS NULL AND changed_at < $1 ORDER BY changed_at LIMIT $2`, millis(before), limit)
}

// RemoveImport removes the import that ended first, if it did before a time and its job
// is done.
func (s *Store) RemoveImport(ctx context.Context, before time.Time) (bool, error) {
	removed := false
	err := s.write(ctx, func(t *tx) error {
		removed = false
		id, err := one(t, value[string], `
			SELECT id FROM loop_import WHERE ended_at < $1 AND NOT EXISTS (SELECT 1 FROM job WHERE job.id = '`+imports.Kind+`:' || loop_import.id)
			ORDER BY ended_at LIMIT 1`+t.forUpdate("loop_import"), millis(before))
		if err != nil {
			return orElse(err, nil)
		}
		removed = true
		for _, query := range []string{
			`DELETE FROM loop_import_problem WHERE import_id = $1`,
			`DELETE FROM loop_import_chunk WHERE import_id = $1`,
			`DELETE FROM loop_import_mark WHERE import_id = $1`,
			`DELETE FROM loop_import_name WHERE import_id = $1`,
			`DELETE FROM loop_import WHERE id = $1`,
		} {
			if _, err := t.exec(query, id); err != nil {
				return err
			}
		}
		return nil
	})
	return removed, err
}
