package ddsql

import (
	"context"
	"errors"
	"io"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// cursor is a query of DECLARE, read forward only.
type cursor struct {
	rows   *Rows
	cancel context.CancelFunc
	hold   bool
	batch  table.Batch
	at     int
}

// Cursor describes the rows of an open cursor of DECLARE; false when there is none.
func (s *Session) Cursor(name string) ([]Column, bool) {
	c, ok := s.cursors[name]
	if !ok {
		return nil, false
	}
	return c.rows.Columns, true
}

func (s *Session) cursor(name string) (*cursor, error) {
	c, ok := s.cursors[name]
	if !ok {
		return nil, sqlerr.New(sqlerr.InvalidCursorName, "cursor \"%s\" does not exist", name)
	}
	return c, nil
}

// declare opens a cursor. Its query outlives the request that declares it, and
// ends with the session or its transaction.
func (s *Session) declare(ctx context.Context, t *syntax.DeclareCursor, types []value.Type, params []value.Value) (*Rows, error) {
	switch {
	case s.status == Idle && !t.Hold:
		return nil, sqlerr.New(sqlerr.NoActiveSQLTransaction, "DECLARE CURSOR can only be used in transaction blocks")
	case t.Scroll == syntax.ScrollYes:
		return nil, sqlerr.New(sqlerr.FeatureNotSupported, "cursors that scroll are not supported").
			WithHint("Leave SCROLL out, and fetch forward.")
	case s.cursors[t.Name] != nil:
		return nil, sqlerr.New(sqlerr.DuplicateCursor, "cursor \"%s\" already exists", t.Name)
	}
	const most = 16
	if len(s.cursors) >= most {
		return nil, sqlerr.New(sqlerr.ConfigurationLimitExceeded, "a session may have %d cursors open", most)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	rows, err := s.query(ctx, t.Query, types, params)
	if err != nil {
		cancel()
		return nil, err
	}
	s.cursors[t.Name] = &cursor{rows: rows, cancel: cancel, hold: t.Hold}
	return done("DECLARE CURSOR"), nil
}

func (s *Session) fetch(t *syntax.Fetch) (*Rows, error) {
	c, err := s.cursor(t.Name)
	if err != nil {
		return nil, err
	}
	if t.Direction != syntax.Forward || t.Count < 0 {
		return nil, sqlerr.New(sqlerr.ObjectNotInPrerequisiteState, "cursor can only scan forward").
			WithHint("Fetch NEXT, FORWARD n or ALL.")
	}
	left := t.Count
	if t.All {
		left = -1
	}
	if t.Move {
		return c.skip(left)
	}
	return &Rows{Columns: c.rows.Columns, word: "FETCH", counts: true, next: func(b *table.Batch) error {
		return c.next(b, &left)
	}}, nil
}

// next gives rows of the cursor, left at most if it is not below 0.
func (c *cursor) next(b *table.Batch, left *int64) error {
	if *left == 0 {
		return io.EOF
	}
	if c.at >= c.batch.Count {
		if err := c.rows.Next(&c.batch); err != nil {
			c.batch.Count = 0
			return err
		}
		c.at = 0
	}
	b.Reset(c.batch.Width)
	for c.at < c.batch.Count && *left != 0 {
		b.Append(c.batch.Row(c.at)...)
		c.at++
		*left--
	}
	return nil
}

func (c *cursor) skip(left int64) (*Rows, error) {
	var b table.Batch
	var moved int64
	for {
		err := c.next(&b, &left)
		if errors.Is(err, io.EOF) {
			return done((&Rows{word: "MOVE", counts: true}).Tag(moved)), nil
		}
		if err != nil {
			return nil, err
		}
		moved += int64(b.Count)
	}
}

func (s *Session) closeCursor(t *syntax.CloseCursor) (*Rows, error) {
	if t.All {
		s.closeCursors(true)
		return done("CLOSE CURSOR ALL"), nil
	}
	c, err := s.cursor(t.Name)
	if err != nil {
		return nil, err
	}
	c.close()
	delete(s.cursors, t.Name)
	return done("CLOSE CURSOR"), nil
}

// closeCursors closes those that end with a transaction, or all.
func (s *Session) closeCursors(all bool) {
	for name, c := range s.cursors {
		if all || !c.hold {
			c.close()
			delete(s.cursors, name)
		}
	}
}

func (c *cursor) close() {
	c.rows.Close()
	c.cancel()
}
