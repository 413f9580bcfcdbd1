package store

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"foureyes/internal/fault"
)

// Engines are asked by code, never by message text. PostgreSQL's codes are in
// appendix A of its manual.

// errAgain says that a change met a state that another one has just ended, and
// that it will see the new state when it is run again.
var errAgain = errors.New("another change came between")

// isTaken reports whether err says that a unique value exists already.
func isTaken(err error) bool {
	if code, ok := postgresCode(err); ok {
		return code == "23505" // unique_violation
	}
	code := sqliteCode(err)
	return code == sqlite3.SQLITE_CONSTRAINT_UNIQUE || code == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}

// isFull reports whether err says that the disk is full.
func isFull(err error) bool {
	if code, ok := postgresCode(err); ok {
		return code == "53100" // disk_full
	}
	return sqliteCode(err)&0xff == sqlite3.SQLITE_FULL
}

// clearly makes a fault of a full disk, which callers can be told of.
func clearly(err error) error {
	if !isFull(err) {
		return err
	}
	return &fault.Error{Kind: fault.Full, Message: "The disk of this server is full; nothing was stored.", Cause: err}
}

// sqliteCode is 0 for an error of something else.
func sqliteCode(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code()
}

func postgresCode(err error) (string, bool) {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return "", false
	}
	return e.Code, true
}

// isUndone reports whether err says that PostgreSQL has undone the transaction
// for the sake of others, whatever it was doing, the commit included.
func isUndone(err error) bool {
	code, _ := postgresCode(err)
	switch code {
	case "40001", "40P01", "25P03": // serialization_failure, deadlock_detected, idle_in_transaction_session_timeout
		return true
	}
	return false
}

// isPassing reports whether a transaction that met err before its commit may
// succeed when it is run again soon.
func isPassing(err error) bool {
	return errors.Is(err, errAgain) || isUndone(err) || isAway(err)
}

// isAway reports whether err says that there is no server just now that can do it: one
// that stops, starts, or has left its place to another.
func isAway(err error) bool {
	if errors.Is(err, errAgain) {
		return false
	}
	code, ok := postgresCode(err)
	if !ok {
		return isBroken(err)
	}
	// Connection exceptions; shutdown, crash, start in progress; too many connections.
	return strings.HasPrefix(code, "08") || strings.HasPrefix(code, "57P0") || code == "53300" || isStandby(err)
}

// isSilent reports whether err says that no connection was made in time, although
// nobody has refused it.
func isSilent(err error) bool {
	var connect *pgconn.ConnectError
	return errors.As(err, &connect) && pgconn.Timeout(err)
}

// isStandby reports whether err says that the server takes no changes: it has become
// a standby.
func isStandby(err error) bool {
	code, _ := postgresCode(err)
	return code == "25006" // read_only_sql_transaction
}

// isBroken reports whether err says that the connection broke or could not be made.
func isBroken(err error) bool {
	var connect *pgconn.ConnectError
	var network *net.OpError
	return errors.As(err, &connect) || errors.As(err, &network) || pgconn.SafeToRetry(err) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// step says where err happened. Text that PostgreSQL cannot keep is the caller's
// fault: of all characters that is U+0000 alone.
func step(name string, err error) error {
	if code, _ := postgresCode(err); code == "22021" { // character_not_in_repertoire
		return &fault.Error{Kind: fault.Invalid, Message: "A text has the character U+0000, which cannot be stored.", Cause: err}
	}
	return fmt.Errorf("%s: %w", name, err)
}

// legible is a text that tells of trouble as either engine can keep it. It may repeat any
// bytes that came from outside, and what is saved with it must not be lost for their sake.
func legible(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}
