package store

import (
	"context"
	"errors"

	"foureyes/internal/humanloop"
	"foureyes/internal/imports"
)

// markRow notes that a row of an import begins its loop, in the transaction in which
// that begins. The import cannot end or go on meanwhile: it takes the marks away.
func (t *tx) markRow(r *humanloop.ImportRow) error {
	if r == nil {
		return nil
	}
	place, err := one(t, value[int], `SELECT place_rows FROM loop_import WHERE id = $1 AND status = $2`+t.forShare("loop_import"),
		r.Import, imports.Starting)
	if errors.Is(err, errNoRow) {
		return humanloop.ErrImportOver
	}
	if err != nil {
		return err
	}
	if r.Number <= place {
		return humanloop.ErrRowStarted
	}
	n, err := t.exec(`INSERT INTO loop_import_mark (import_id, number) VALUES ($1, $2) ON CONFLICT (import_id, number) DO NOTHING`,
		r.Import, r.Number)
	if err == nil && n == 0 {
		return humanloop.ErrRowStarted
	}
	return err
}

// Problems gives the problems of rows behind one, in the order of rows.
func (s *Store) Problems(ctx context.Context, id string, after, limit int) ([]imports.Problem, error) {
	return many(s.read(ctx), func(row scanner) (p imports.Problem, err error) {
		err = row.Scan(&p.Row, &p.Name, &p.Message)
		return p, err
	}, `SELECT number, name, message FROM loop_import_problem WHERE import_id = $1 AND number > $2 ORDER BY number LIMIT $3`, id, after, limit)
}

// TakeNames notes the names of rows that have none yet, and gives the numbers of the
// rows that had them first.
func (s *Store) TakeNames(ctx context.Context, id string, rows []imports.NamedRow) (map[int]int, error) {
	if len(rows) == 0 {
		return nil, nil //nolint:nilnil // nobody has taken anything
	}
	var taken map[int]int
	err := s.write(ctx, func(t *tx) error {
		taken = map[int]int{}
		for _, r := range rows {
			n, err := t.exec(`INSERT INTO loop_import_name (import_id, name, number) VALUES ($1, $2, $3) ON CONFLICT (import_id, name) DO NOTHING`,
				id, r.Name, r.Row)
			if err != nil {
				return err
			}
			if n > 0 {
				continue
			}
			first, err := one(t, value[int], `SELECT number FROM loop_import_name WHERE import_id = $1 AND name = $2`, id, r.Name)
			if err != nil {
				return err
			}
			if first != r.Row {
				taken[r.Row] = first
			}
		}
		return nil
	})
	return taken, err
}

// Chunk gives a chunk of an import's file.
func (s *Store) Chunk(ctx context.Context, id string, number int) ([]byte, error) {
	return one(s.read(ctx), value[[]byte], `SELECT content FROM loop_import_chunk WHERE import_id = $1 AND number = $2`, id, number)
}

// Forget removes marks and names of rows, limit of each, and some chunks, which are much
// larger, and reports whether there may be more.
func (s *Store) Forget(ctx context.Context, id string, limit int) (bool, error) {
	more := false
	err := s.write(ctx, func(t *tx) error {
		more = false
		for query, most := range map[string]int{
			`DELETE FROM loop_import_chunk WHERE import_id = $1 AND number IN (SELECT number FROM loop_import_chunk WHERE import_id = $1 LIMIT $2)`: max(1, limit/100),
			`DELETE FROM loop_import_mark WHERE import_id = $1 AND number IN (SELECT number FROM loop_import_mark WHERE import_id = $1 LIMIT $2)`:   limit,
			`DELETE FROM loop_import_name WHERE import_id = $1 AND name IN (SELECT name FROM loop_import_name WHERE import_id = $1 LIMIT $2)`:       limit,
		} {
			n, err := t.exec(query, id, most)
			if err != nil {
				return err
			}
			more = more || n >= int64(most)
		}
		return nil
	})
	return more, err
}
