package app

import (
	"net/url"
	"testing"

	"foureyes/internal/fault"
	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
)

func TestSQLRoleComesAndGoes(t *testing.T) {
	address := pgtest.URL(t)
	s, err := store.OpenPostgres(t.Context(), address, store.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ShowViews(t.Context(), "review.example.org"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := CreateSQLRole(t.Context(), address, "analyst", "000000000042"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a role for an account that is not there: %v", err)
	}
	if _, err := pgtest.Open(t, address).Exec(`INSERT INTO account (id, created_at) VALUES ('000000000042', 0)`); err != nil {
		t.Fatal(err)
	}
	if _, err := CreateSQLRole(t.Context(), address, `an"alyst`, "000000000042"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a role with a strange name: %v", err)
	}
	password, err := CreateSQLRole(t.Context(), address, "analyst", "000000000042")
	if err != nil || len(password) < 20 {
		t.Fatalf("password %q, %v", password, err)
	}
	if _, err := CreateSQLRole(t.Context(), address, "analyst", "000000000042"); !fault.Is(err, fault.InUse) {
		t.Errorf("a role twice: %v", err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	settings := u.Query()
	settings.Set("user", "analyst")
	u.RawQuery = settings.Encode()
	var loops int
	if err := pgtest.Open(t, u.String()).QueryRow(`SELECT count(*) FROM aws.sagemaker_human_loop`).Scan(&loops); err != nil {
		t.Error(err)
	}
	if err := DeleteSQLRole(t.Context(), address, "analyst"); err != nil {
		t.Error(err)
	}
	if err := DeleteSQLRole(t.Context(), address, "analyst"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a role that is gone: %v", err)
	}
}
