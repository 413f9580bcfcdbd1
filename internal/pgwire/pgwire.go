// Package pgwire is a server of the PostgreSQL protocol, version 3 (PostgreSQL
// documentation, Frontend/Backend Protocol), for anything that can answer queries.
//
// It owns connections and their limits, TLS, sign-in by SCRAM-SHA-256 (its
// arithmetic is in scram), the simple and the extended query protocol with named
// statements and portals, formats, row limits, cancellation, and the end of a query
// whose client has gone. A connection is in one of these states:
//
//	startup  → packets without a type: TLS and GSS requests, cancellation, the
//	           startup packet; then sign-in. One deadline holds for all of it.
//	waiting  → between messages; the idle limit and the end of the server count here.
//	running  → a message is being answered. The socket is read meanwhile, so that
//	           a client that goes away is noticed.
//	skipping → after an error in the extended protocol, until Sync.
//
// It leaves SQL to the Session behind it, and never looks into a query: not for
// COPY, SET or transactions either, which a session refuses or does by itself. It
// reads no clock but the one it is given, for deadlines of the socket.
package pgwire

import (
	"context"
	"iter"
	"net"

	"foureyes/internal/pgwire/scram"
)

// Startup is what a client says when it connects.
type Startup struct {
	User string
	// Database is the user's name when the client names none, as in PostgreSQL.
	Database string
	// Settings are the run-time settings that the client asks for, in its startup
	// packet or in the -c options there. Names are lower case.
	Settings map[string]string
	Remote   net.Addr
	TLS      bool
}

// Backend knows who may connect, and opens their sessions. It is used by many
// connections at once. An error that is an *Error goes to the client; any other is
// logged, and the client is told of an internal error.
type Backend interface {
	// Verifier gives what the user's password is checked with; false when there is no
	// such user, which the client is not told.
	Verifier(ctx context.Context, s Startup) (v scram.Verifier, known bool, err error)
	// Failed is told of each client that did not know the password.
	Failed(ctx context.Context, s Startup)
	// Open begins the session of a client that did. ctx ends with the connection.
	Open(ctx context.Context, s Startup) (Session, error)
}

// Session answers the queries of one connection, one at a time. Each context ends
// when the client cancels the query or goes away, or the server ends; work must end
// soon after it, with any error.
type Session interface {
	// Simple runs the statements of a text in order. It yields the result of each, to
	// be read and closed before the next one is begun, and ends after the first error.
	// A text without a statement yields nothing.
	Simple(ctx context.Context, sql string) iter.Seq2[Cursor, error]
	// Parse prepares the one statement of a text, or an empty one. params are the OIDs
	// of the types of $1, $2, …; 0, or a shorter list, leaves a type to the session.
	Parse(ctx context.Context, sql string, params []uint32) (Statement, error)
	// Status tells about the transaction.
	Status() Status
	// Fail is called after each error that the client was told of: an open transaction
	// has failed then.
	Fail()
	// Settings are those to be reported that have changed since the last call; all of
	// them at the first.
	Settings() []Setting
	// Close ends the session. Its cursors were closed before.
	Close()
}

// Declarer is a Session that knows the cursors of DECLARE.
type Declarer interface {
	// Declared describes the rows of a cursor; false when there is none of the name.
	Declared(name string) ([]Column, bool)
}

// Status is the state of a transaction, as ReadyForQuery tells it.
type Status byte

// The states of a transaction.
const (
	Idle          Status = 'I' // none is open
	InTransaction Status = 'T'
	Failed        Status = 'E' // only its end is accepted
)

// Setting is a run-time setting that clients are told of, as TimeZone.
type Setting struct{ Name, Value string }

// Statement is a prepared statement. It is never changed.
type Statement interface {
	// Params are the OIDs of the parameters' types.
	Params() []uint32
	// Columns describes the rows; nil when there are none, as of SET.
	Columns() []Column
	// Bind gives values to the parameters. The values are the cursor's to keep.
	Bind(ctx context.Context, params []Param) (Cursor, error)
}

// Param is the value of a parameter.
type Param struct {
	Value  []byte // nil for NULL
	Format Format
}

// Format is how a value is written.
type Format int16

// The formats of values.
const (
	Text   Format = 0
	Binary Format = 1
)

// Column describes a column of a result.
type Column struct {
	Name string
	// OID is that of the type, Size its length in bytes (negative when it varies),
	// Modifier as in pg_attribute.atttypmod (-1 for none).
	OID      uint32
	Size     int16
	Modifier int32
	// Table and Attribute are where the column comes from; 0 when it is computed.
	Table     uint32
	Attribute uint16
}

// Cursor is the result of a statement, read once from its beginning to its end.
// The statement runs when Next is called first.
type Cursor interface {
	// Columns describes the rows; nil when there are none.
	Columns() []Column
	// Next goes to the next row; false after the last.
	Next(ctx context.Context) (bool, error)
	// AppendColumn appends a value of the row to dst; null says that there is none.
	AppendColumn(dst []byte, column int, f Format) (value []byte, null bool, err error)
	// Tag names what was done, as SELECT 5 for five rows; empty for an empty statement.
	// rows are those that were sent since the tag before.
	Tag(rows int64) string
	// Close frees what the cursor holds. It is called once.
	Close()
}
