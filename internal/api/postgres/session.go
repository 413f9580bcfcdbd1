package postgres

import (
	"context"
	"errors"
	"io"
	"iter"
	"strings"
	"time"

	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
	"foureyes/internal/pgwire"
)

// session joins a session of the SQL engine to the protocol.
type session struct {
	sql  *ddsql.Session
	now  func() time.Time
	told map[string]string // the settings that the client knows
}

// NewSession makes a session of the engine's one that a Door can give out. The
// settings that the client asked for are set; one that does not exist or cannot be
// had refuses the client, as in PostgreSQL.
func NewSession(sql *ddsql.Session, s pgwire.Startup, now func() time.Time) (pgwire.Session, error) {
	for name, text := range s.Settings {
		if err := sql.Set(name, text); err != nil {
			sql.Close()
			return nil, wireError(err)
		}
	}
	return &session{sql: sql, now: now, told: map[string]string{}}, nil
}

// Simple runs the statements of a text one after the other.
func (s *session) Simple(ctx context.Context, text string) iter.Seq2[pgwire.Cursor, error] {
	return func(yield func(pgwire.Cursor, error) bool) {
		trees, err := ddsql.Parse(text)
		if err != nil {
			yield(nil, wireError(err))
			return
		}
		for _, tree := range trees {
			rows, err := s.sql.Execute(ctx, tree)
			if err != nil {
				yield(nil, wireError(err))
				return
			}
			if !yield(&cursor{rows: rows, columns: columnsOf(rows.Columns)}, nil) {
				return
			}
		}
	}
}

// Parse prepares the one statement of a text.
func (s *session) Parse(ctx context.Context, text string, params []uint32) (pgwire.Statement, error) {
	types := make([]value.Type, len(params))
	for i, oid := range params {
		types[i] = value.Type(oid)
	}
	st, err := s.sql.Prepare(ctx, text, types)
	if err != nil {
		return nil, wireError(err)
	}
	return &statement{session: s, statement: st}, nil
}

// Declared describes the rows of a cursor of DECLARE.
func (s *session) Declared(name string) ([]pgwire.Column, bool) {
	columns, ok := s.sql.Cursor(name)
	return columnsOf(columns), ok
}

// Status tells about the transaction.
func (s *session) Status() pgwire.Status { return pgwire.Status(s.sql.Status()) }

// Fail notes an error that the client was told of.
func (s *session) Fail() { s.sql.Fail() }

// reported are the settings that PostgreSQL tells clients of.
var reported = []string{
	"application_name", "client_encoding", "DateStyle", "default_transaction_read_only", "in_hot_standby", "integer_datetimes",
	"IntervalStyle", "is_superuser", "server_encoding", "server_version", "session_authorization", "standard_conforming_strings", "TimeZone",
}

// Settings are those that have changed since the last call.
func (s *session) Settings() []pgwire.Setting {
	var changed []pgwire.Setting
	for _, name := range reported {
		text, ok := s.sql.Setting(strings.ToLower(name))
		if before, known := s.told[name]; ok && (!known || before != text) {
			s.told[name] = text
			changed = append(changed, pgwire.Setting{Name: name, Value: text})
		}
	}
	return changed
}

// Close ends the session.
func (s *session) Close() { s.sql.Close() }

// statement is a prepared statement of the protocol.
type statement struct {
	session   *session
	statement *ddsql.Statement
}

// Params are the OIDs of the parameters' types.
func (s *statement) Params() []uint32 {
	out := make([]uint32, len(s.statement.Params()))
	for i, t := range s.statement.Params() {
		out[i] = uint32(t)
	}
	return out
}

// Columns describes the rows.
func (s *statement) Columns() []pgwire.Column { return columnsOf(s.statement.Columns()) }

// Bind reads the parameters' values.
func (s *statement) Bind(_ context.Context, params []pgwire.Param) (pgwire.Cursor, error) {
	types := s.statement.Params()
	if len(params) != len(types) {
		return nil, &pgwire.Error{Code: "08P01", Message: "bind message supplies another number of parameters than the prepared statement requires"}
	}
	values := make([]value.Value, len(params))
	for i, p := range params {
		var err error
		if values[i], err = read(types[i], p, s.session.now()); err != nil {
			return nil, wireError(err)
		}
	}
	return &cursor{columns: s.Columns(), begin: func(ctx context.Context) (*ddsql.Rows, error) {
		return s.session.sql.Run(ctx, s.statement, values)
	}, empty: s.statement.Empty()}, nil
}

func read(t value.Type, p pgwire.Param, now time.Time) (value.Value, error) {
	switch {
	case p.Value == nil:
		return value.Null, nil
	case p.Format == pgwire.Binary:
		return value.ParseBinary(t, p.Value)
	}
	return value.ParseText(t, string(p.Value), now)
}

// columnsOf describes columns; those of a statement that gives none are nil.
func columnsOf(columns []ddsql.Column) []pgwire.Column {
	if columns == nil {
		return nil
	}
	out := make([]pgwire.Column, len(columns))
	for i, c := range columns {
		t := c.Type
		if t == value.Unknown {
			t = value.Text
		}
		info, _ := t.Info()
		out[i] = pgwire.Column{Name: c.Name, OID: uint32(t), Size: info.Len, Modifier: -1}
	}
	return out
}

// cursor is the result of a statement.
type cursor struct {
	columns []pgwire.Column
	begin   func(ctx context.Context) (*ddsql.Rows, error) // nil when rows are there
	rows    *ddsql.Rows
	end     context.CancelFunc // of what begin was given
	empty   bool
	batch   table.Batch
	at      int
}

// Columns describes the rows.
func (c *cursor) Columns() []pgwire.Column { return c.columns }

// Next goes to the next row.
func (c *cursor) Next(request context.Context) (bool, error) {
	if c.at++; c.at < c.batch.Count {
		return true, nil
	}
	if err := c.open(request); err != nil {
		return false, wireError(err)
	}
	if c.end != nil {
		defer context.AfterFunc(request, c.end)()
	}
	c.at, c.batch.Count = 0, 0
	err := c.rows.Next(&c.batch)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	return err == nil, wireError(err)
}

// open begins the statement, unless it has begun. A portal that is suspended goes on
// in another request than the one it began in, so the statement ends with none.
func (c *cursor) open(request context.Context) (err error) {
	if c.rows != nil {
		return nil
	}
	var ctx context.Context
	ctx, c.end = context.WithCancel(context.WithoutCancel(request))
	defer context.AfterFunc(request, c.end)()
	c.rows, err = c.begin(ctx)
	return err
}

// AppendColumn appends a value of the row.
func (c *cursor) AppendColumn(dst []byte, column int, f pgwire.Format) ([]byte, bool, error) {
	v := c.batch.Row(c.at)[column]
	switch {
	case v.IsNull():
		return dst, true, nil
	case f == pgwire.Binary:
		return value.AppendBinary(dst, v, value.Type(c.columns[column].OID)), false, nil
	}
	return value.AppendText(dst, v), false, nil
}

// Tag names what was done.
func (c *cursor) Tag(rows int64) string {
	if c.empty || c.rows == nil {
		return ""
	}
	return c.rows.Tag(rows)
}

// Close frees what the cursor holds.
func (c *cursor) Close() {
	if c.rows != nil {
		c.rows.Close()
	}
	if c.end != nil {
		c.end()
	}
}

// wireError gives the engine's error its form on the wire.
func wireError(err error) error {
	if e, ok := errors.AsType[*sqlerr.Error](err); ok {
		return &pgwire.Error{Code: e.Code, Message: e.Message, Detail: e.Detail, Hint: e.Hint, Position: e.Position}
	}
	return err
}
