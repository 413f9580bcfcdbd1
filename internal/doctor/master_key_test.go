package doctor_test

import (
	"bytes"
	"os"
	"testing"

	"foureyes/internal/auth"
	"foureyes/internal/doctor"
	"foureyes/internal/store"
)

// The wrong key is what a restored database meets most often.
func TestMasterKeyFitsTheDatabase(t *testing.T) {
	c := fresh(t)
	if err := os.Mkdir(c.Data, 0o700); err != nil {
		t.Fatal(err)
	}
	master, err := auth.ReadOrMakeMasterKey(c.MasterKey())
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.OpenSQLite(t.Context(), c.Data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	expect(t, examine(t, c), "master key", doctor.Good, "keep a copy")
	keys, err := auth.NewKeys(master)
	if err != nil {
		t.Fatal(err)
	}
	if err := auth.NewAccessKeys(s, keys).Add(t.Context(), c.AccountID, "admin", auth.NewCredentials(), noon); err != nil {
		t.Fatal(err)
	}
	expect(t, examine(t, c), "master key", doctor.Good, "keep a copy")
	if err := os.WriteFile(c.MasterKey(), bytes.Repeat([]byte("0f"), 32), 0o600); err != nil {
		t.Fatal(err)
	}
	expect(t, examine(t, c), "master key", doctor.Failure, "not the one")
}
