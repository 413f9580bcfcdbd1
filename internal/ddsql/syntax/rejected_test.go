package syntax_test

import (
	"database/sql"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/store/storetest/pgtest"
)

// refusal is what a client learns.
type refusal struct {
	Code, Message, Hint string
	Position            int
}

// A mistake must be told as PostgreSQL tells it: code, words and place.
func TestMistakesAreToldAsPostgreSQLDoes(t *testing.T) {
	db := pgtest.Open(t, pgtest.AsSuperuser(pgtest.URL(t)))
	for _, text := range corpus(t, "rejected.sql") {
		_, err := syntax.Parse(text, syntax.DefaultLimits)
		if err == nil {
			t.Errorf("%s\nis accepted", text)
			continue
		}
		e := sqlerr.From(err)
		got := refusal{e.Code, e.Message, e.Hint, e.Position}
		if want := refusedBy(t, db, text); got != want {
			t.Errorf("%s\nours       %+v\nPostgreSQL %+v", text, got, want)
		}
	}
}

// refusedBy asks PostgreSQL. The simple protocol takes any text as it is.
func refusedBy(t *testing.T, db *sql.DB, text string) refusal {
	t.Helper()
	connection, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	_, err = connection.ExecContext(t.Context(), text)
	pg, is := errors.AsType[*pgconn.PgError](err)
	if !is {
		t.Errorf("%s\nPostgreSQL says %v", text, err)
		return refusal{}
	}
	return refusal{pg.Code, pg.Message, pg.Hint, int(pg.Position)}
}
