package store

import "fmt"

// How a change keeps others from what it rests on. SQLite has one writer, so there
// is nothing to keep. On PostgreSQL (READ COMMITTED) other changes run at the same
// time: a change locks the row that its rule is about before it reads anything
// else, for each later query sees what has been committed until then. Where one
// change locks several rows, the order is person, loop, flow definition, and
// workforce, team. Two that still wait for each other are told so by the server,
// and one of them is run again (pool.go).

// forUpdate ends a query whose row, of the table or alias given, the change is
// about: until the commit nobody else changes or locks it.
func (t *tx) forUpdate(of string) string { return t.locking("FOR UPDATE OF " + of) }

// forShare ends a query whose row the change merely needs as it is: until the
// commit nobody changes it.
func (t *tx) forShare(of string) string { return t.locking("FOR SHARE OF " + of) }

// forClaim ends a query that takes rows from a queue: those that others are taking
// are passed over without waiting.
func (t *tx) forClaim(of string) string { return t.locking("FOR UPDATE OF " + of + " SKIP LOCKED") }

func (t *tx) locking(clause string) string {
	if !t.rowLocks {
		return ""
	}
	return " " + clause
}

// lockPerson makes the changes of one person stand in line.
func (t *tx) lockPerson(id string) error {
	if !t.rowLocks {
		return nil
	}
	_, err := one(t, value[int64], `SELECT 1 FROM person WHERE id = $1`+t.forUpdate("person"), id)
	return orElse(err, nil)
}

// lockCount makes the changes that count the same rows stand in line until they
// have committed: rows that others have only just inserted cannot be counted.
// what names the rows.
func (t *tx) lockCount(what ...any) error { return t.lockName("pg_advisory_xact_lock", what) }

// lockCountShared lets changes run side by side, except for those that hold
// lockCount.
func (t *tx) lockCountShared(what ...any) error {
	return t.lockName("pg_advisory_xact_lock_shared", what)
}

func (t *tx) lockName(lock string, what []any) error {
	if !t.rowLocks {
		return nil
	}
	// Names of the same hash wait for each other, which does no harm.
	_, err := t.exec(`SELECT `+lock+`(hashtextextended($1, 0))`, fmt.Sprintf("%q", what))
	return err
}
