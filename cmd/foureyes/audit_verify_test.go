package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
	"foureyes/internal/audit/folder"
	"foureyes/internal/store"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// auditLog makes a data folder with an audit of two entries, and the audit log of it.
func auditLog(t *testing.T) (data, place string) {
	t.Helper()
	data, place = t.TempDir(), filepath.Join(t.TempDir(), "log")
	s, err := store.OpenSQLite(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	w := chain.NewWriter(s, folder.Folder(place), slog.New(slog.DiscardHandler))
	for range 2 {
		if err := s.SaveAudit(t.Context(), []audit.Entry{{At: noon, Action: "foureyes:SignIn", Outcome: audit.Success}}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(t.Context(), noon.Add(time.Hour), func() bool { return true }); err != nil {
			t.Fatal(err)
		}
	}
	return data, place
}

// verified gives what the command says, and whether it found the chain broken.
func verified(t *testing.T, c auditVerifyCommand) (text string, broken bool) {
	t.Helper()
	var out bytes.Buffer
	err := c.Run(t.Context(), &out)
	if err != nil && !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	if err != nil && exitCode(err) != 1 {
		t.Errorf("it ends with %d", exitCode(err))
	}
	return out.String(), err != nil
}

func TestAuditLogIsVerified(t *testing.T) {
	data, place := auditLog(t)
	text, broken := verified(t, auditVerifyCommand{Place: place, Data: data})
	if broken || !strings.HasPrefix(text, "The chain is whole: batches 1 to 2 with entries 1 to 2 (2 of them), sealed from") {
		t.Errorf("it says %q", text)
	}
	_, anchor, _ := strings.Cut(text, "--anchor ")
	var head noted
	if err := head.UnmarshalText([]byte(strings.TrimSpace(anchor))); err != nil {
		t.Fatalf("the head cannot be given to --anchor: %v: %q", err, text)
	}
	last := filepath.Join(place, chain.Name(2))
	if err := os.Rename(last, filepath.Join(t.TempDir(), "away")); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]auditVerifyCommand{
		"files alone": {}, "the anchor": {Anchor: []noted{head}}, "the database": {Data: data},
	} {
		c.Place = place
		text, broken := verified(t, c)
		if broken != (name != "files alone") || broken && !strings.HasPrefix(text, "BROKEN at 000000000002.jsonl: it is missing: its hash was noted.\nWhole before it: batches 1 to 1") {
			t.Errorf("%s: it says %q", name, text)
		}
	}
}

func TestAuditLogIsVerifiedForPrograms(t *testing.T) {
	_, place := auditLog(t)
	name := filepath.Join(place, chain.Name(1))
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Remove(name), os.WriteFile(name, bytes.Replace(file, []byte("SignIn"), []byte("SignUp"), 1), 0o600)); err != nil {
		t.Fatal(err)
	}
	text, broken := verified(t, auditVerifyCommand{Place: place, output: output{JSON: true}})
	var found chain.Found
	if err := json.Unmarshal([]byte(text), &found); err != nil || !broken || found.Broken.File != chain.Name(1) || found.Broken.Line != 1 || found.Batches != 0 {
		t.Errorf("%v: %s", err, text)
	}
}

func TestNoAuditLogAtAll(t *testing.T) {
	text, broken := verified(t, auditVerifyCommand{Place: t.TempDir()})
	if !broken || !strings.HasSuffix(text, "nothing was written here yet, or all was taken away.\nWhole before it: nothing.\n") {
		t.Errorf("it says %q", text)
	}
}

func TestAuditLogThatCannotBeVerified(t *testing.T) {
	data := t.TempDir()
	for name, test := range map[string]struct {
		c    auditVerifyCommand
		want string
		code int
	}{
		"no folder":   {auditVerifyCommand{Place: filepath.Join(data, "none")}, "list the files in", 1},
		"no store":    {auditVerifyCommand{Place: "s3://acme/audit"}, "a bucket needs --objects-url", 2},
		"no database": {auditVerifyCommand{Place: data, Data: data}, "there is no database in", 1},
	} {
		err := test.c.Run(t.Context(), &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), test.want) || exitCode(err) != test.code {
			t.Errorf("%s: %v, code %d", name, err, exitCode(err))
		}
	}
	for _, text := range []string{"", "12", "x:" + strings.Repeat("0", 64), "0:" + strings.Repeat("0", 64), "1:abc"} {
		if err := new(noted).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is an anchor", text)
		}
	}
}
