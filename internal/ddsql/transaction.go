package ddsql

import (
	"slices"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
)

// transaction does BEGIN and its sisters. As nothing is ever written, a
// transaction fixes the time and remembers that a statement has failed.
func (s *Session) transaction(t *syntax.Transaction) (*Rows, error) {
	switch t.Kind {
	case syntax.Begin:
		tag := "BEGIN"
		if t.Start {
			tag = "START TRANSACTION"
		}
		if s.status == Idle {
			s.status, s.began = InTransaction, s.engine.now()
			s.settings.begin()
		}
		return done(tag), nil
	case syntax.Commit:
		tag := "COMMIT"
		if s.status == Failed {
			tag = "ROLLBACK"
		}
		return done(tag), s.endTransaction(t.Chain)
	case syntax.Rollback:
		return done("ROLLBACK"), s.endTransaction(t.Chain)
	}
	return s.savepoint(t)
}

// endTransaction ends it; a chained one is followed by the next at once.
func (s *Session) endTransaction(chain bool) error {
	if s.status == Idle {
		if chain {
			return sqlerr.New(sqlerr.NoActiveSQLTransaction, "COMMIT AND CHAIN can only be used in transaction blocks")
		}
		return nil
	}
	s.settings.end(s.status == InTransaction)
	s.closeCursors(false)
	s.status, s.points = Idle, nil
	if chain {
		s.status, s.began = InTransaction, s.engine.now()
		s.settings.begin()
	}
	return nil
}

func (s *Session) savepoint(t *syntax.Transaction) (*Rows, error) {
	word := map[syntax.TransactionKind]string{syntax.Savepoint: "SAVEPOINT", syntax.Release: "RELEASE SAVEPOINT", syntax.RollbackTo: "ROLLBACK TO SAVEPOINT"}[t.Kind]
	if s.status == Idle {
		return nil, sqlerr.New(sqlerr.NoActiveSQLTransaction, "%s can only be used in transaction blocks", word)
	}
	if t.Kind == syntax.Savepoint {
		s.points = append(s.points, t.Name)
		return done("SAVEPOINT"), nil
	}
	at := -1
	for i, name := range slices.Backward(s.points) {
		if name == t.Name {
			at = i
			break
		}
	}
	if at < 0 {
		return nil, sqlerr.New(sqlerr.InvalidSavepointSpecification, "savepoint \"%s\" does not exist", t.Name)
	}
	if t.Kind == syntax.Release {
		s.points = s.points[:at]
		return done("RELEASE"), nil
	}
	s.points, s.status = s.points[:at+1], InTransaction
	return done("ROLLBACK"), nil
}
