package pgwire

import (
	"context"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgproto3"
)

// query answers a message of the simple protocol.
func (c *conn) query(sql string) error {
	delete(c.statements, "")
	c.dropPortal("")
	err := c.run(func(ctx context.Context) error { return c.simple(ctx, sql) })
	if err != nil {
		if err := c.fail(err); err != nil {
			return err
		}
	}
	return c.ready()
}

func (c *conn) simple(ctx context.Context, sql string) error {
	if err := checkText(sql); err != nil {
		return err
	}
	empty := true
	for cursor, err := range c.session.Simple(ctx, sql) {
		if err != nil {
			return err
		}
		empty = false
		if err := c.result(ctx, cursor); err != nil {
			return err
		}
	}
	if empty {
		return c.out.send(&pgproto3.EmptyQueryResponse{})
	}
	return nil
}

// result sends one whole result as text.
func (c *conn) result(ctx context.Context, cursor Cursor) error {
	defer cursor.Close()
	columns := cursor.Columns()
	formats := make([]Format, len(columns))
	if columns != nil {
		if err := c.out.describe(columns, formats); err != nil {
			return err
		}
	}
	n, _, err := c.rows(ctx, cursor, formats, 0)
	if err != nil {
		return err
	}
	return c.complete(cursor.Tag(n))
}

// rows sends the rows of a cursor, at most limit if that is not 0, and tells whether
// it stopped there.
func (c *conn) rows(ctx context.Context, cursor Cursor, formats []Format, limit int64) (n int64, more bool, err error) {
	for limit == 0 || n < limit {
		ok, err := cursor.Next(ctx)
		if err != nil || !ok {
			return n, false, err
		}
		if err := c.out.row(cursor, formats); err != nil {
			return n, false, err
		}
		n++
	}
	return n, true, nil
}

func (c *conn) complete(tag string) error {
	if tag == "" {
		return c.out.send(&pgproto3.EmptyQueryResponse{})
	}
	return c.out.send(&pgproto3.CommandComplete{CommandTag: []byte(tag)})
}

// checkText refuses what is no UTF-8, as PostgreSQL words it.
func checkText(sql string) error {
	if utf8.ValidString(sql) {
		return nil
	}
	at := 0
	for {
		r, size := utf8.DecodeRuneInString(sql[at:])
		if r == utf8.RuneError && size == 1 {
			return refuse(codeBadCharacter, "invalid byte sequence for encoding \"UTF8\": 0x%02x", sql[at])
		}
		at += size
	}
}
