package ddsql_test

import (
	"log/slog"
	"testing"
	"time"

	"foureyes/internal/ddsql"
)

// Clients write the one encoding in several ways, asyncpg with quotes.
func TestEncodings(t *testing.T) {
	engine := ddsql.NewEngine(ddsql.Limits{}, func() time.Time { return time.Unix(0, 0) }, slog.New(slog.DiscardHandler))
	s := engine.NewSession(ddsql.Owner{})
	for _, name := range []string{"UTF8", "utf-8", "'utf-8'", "Unicode", "SQL_ASCII"} {
		if err := s.Set("client_encoding", name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got, _ := s.Setting("client_encoding"); got != "UTF8" {
			t.Errorf("%s gives %s", name, got)
		}
	}
	for _, name := range []string{"LATIN1", "''", "utf-16"} {
		if err := s.Set("client_encoding", name); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
