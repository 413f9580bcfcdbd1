// Package move carries a whole database from one engine to the other, row by row and
// as it is: ids, times and what is encrypted stay the same.
//
// It owns the order of the tables, the copying and the proof that both sides are
// alike. The tables themselves are the store's: it makes them on the new side, and
// this package asks the SQLite side which there are. Whoever calls it makes sure that
// nobody uses the SQLite side. Objects lie in the data folder and stay there.
package move

import (
	"context"
	"errors"
	"fmt"

	"foureyes/internal/store"
)

// Table tells of one table that was moved.
type Table struct {
	Name string `json:"name"`
	Rows int64  `json:"rows"`
	// Checksum is over all values of all rows, whatever their order is. It was the same
	// on both sides.
	Checksum string `json:"checksum"`
}

// Progress is how far a move has come.
type Progress struct {
	// Step is copy or verify.
	Step  string
	Table string
	// Done and All count rows: each is copied and verified.
	Done, All int64
}

// Run copies all rows of one database to another that has none, reads them there again,
// and tells what it has moved. Either all is there in the end, or nothing. One of the two is
// SQLite.
func Run(ctx context.Context, from, to store.Place, tell func(Progress)) ([]Table, error) {
	if (from.URL == "") == (to.URL == "") {
		return nil, errors.New("one side must be SQLite and the other PostgreSQL")
	}
	if err := ready(ctx, from, to); err != nil {
		return nil, err
	}
	source, err := open(ctx, from)
	if err != nil {
		return nil, fmt.Errorf("open the source: %w", err)
	}
	defer func() { _ = source.close(ctx) }()
	target, err := open(ctx, to)
	if err != nil {
		return nil, fmt.Errorf("open the target: %w", err)
	}
	moved, err := (&mover{source: source, target: target, tell: tell}).run(ctx)
	if err == nil {
		err = target.commit(ctx)
	}
	return moved, errors.Join(err, target.close(ctx))
}

// ready makes sure that both sides have the same tables, and makes those of the target.
func ready(ctx context.Context, from, to store.Place) error {
	is, err := store.ReadSchema(ctx, from)
	if err != nil {
		return fmt.Errorf("look at the source: %w", err)
	}
	if n := is.Waiting(); n == len(is.Steps) {
		return errors.New("there is no database at the source")
	} else if n > 0 {
		return fmt.Errorf("%d of the steps of this version wait at the source; bring it up to date first with: foureyes migrate up", n)
	}
	if last := is.Steps[len(is.Steps)-1].Number; last > is.Newest {
		return fmt.Errorf("the source has step %d, which this version of Foureyes does not know; move it with the newer one", last)
	}
	if _, err := store.Migrate(ctx, to); err != nil {
		return fmt.Errorf("make the tables of the target: %w", err)
	}
	return nil
}

// mover copies tables between two sides that are open.
type mover struct {
	source, target side
	tell           func(Progress)
	at             Progress
}

func (m *mover) run(ctx context.Context) ([]Table, error) {
	tables, err := m.tables(ctx)
	if err != nil {
		return nil, err
	}
	for _, t := range tables {
		if n, err := m.target.count(ctx, t); err != nil || n > 0 {
			return nil, errors.Join(err, refusal(t, n))
		}
		n, err := m.source.count(ctx, t)
		if err != nil {
			return nil, err
		}
		m.at.All += 2 * n
	}
	if err := m.target.begin(ctx); err != nil {
		return nil, err
	}
	moved := make([]Table, len(tables))
	for i, t := range tables {
		if moved[i], err = m.copy(ctx, t); err != nil {
			return nil, fmt.Errorf("copy the table %s: %w", t.name, err)
		}
	}
	if err := m.target.finish(ctx); err != nil {
		return nil, err
	}
	for i, t := range tables {
		if err := m.verify(ctx, t, moved[i]); err != nil {
			return nil, err
		}
	}
	return moved, nil
}

// tables asks the side that is SQLite, which knows the most easily.
func (m *mover) tables(ctx context.Context) ([]table, error) {
	for _, s := range []side{m.source, m.target} {
		if lite, ok := s.(*sqliteSide); ok {
			return lite.tables(ctx)
		}
	}
	return nil, errors.New("one side must be SQLite")
}

func refusal(t table, n int64) error {
	if n == 0 {
		return nil
	}
	return fmt.Errorf("the target is not empty: its table %s has rows. Name a database of its own, and start no server on it before", t.name)
}

func (m *mover) copy(ctx context.Context, t table) (Table, error) {
	rows, err := m.source.rows(ctx, t)
	if err != nil {
		return Table{}, err
	}
	defer rows.close()
	c := m.counted("copy", t, rows)
	if err := m.target.fill(ctx, t, c.next); err != nil {
		return Table{}, err
	}
	return Table{t.name, c.sum.rows, c.sum.String()}, nil
}

func (m *mover) verify(ctx context.Context, t table, want Table) error {
	rows, err := m.target.rows(ctx, t)
	if err != nil {
		return fmt.Errorf("read the table %s again: %w", t.name, err)
	}
	defer rows.close()
	c := m.counted("verify", t, rows)
	for {
		row, err := c.next()
		if err != nil {
			return fmt.Errorf("read the table %s again: %w", t.name, err)
		}
		if row == nil {
			break
		}
	}
	if got := (Table{t.name, c.sum.rows, c.sum.String()}); got != want {
		return fmt.Errorf("the table %s is another one at the target: %d rows (%s) instead of %d (%s); nothing was kept there",
			t.name, got.Rows, got.Checksum, want.Rows, want.Checksum)
	}
	return nil
}
