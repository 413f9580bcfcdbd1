package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// amazon is where a machine of Amazon's would ask for the keys of its role, which are of no
// use here.
func amazon(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the machine's role was asked for") }))
	t.Cleanup(s.Close)
	return s.URL
}

// A requester has the variables that AWS's tools read, and no data folder.
func TestTheEnvironmentNamesTheServer(t *testing.T) {
	s := newSide(t, "123456789012")
	s.live()
	t.Chdir(t.TempDir())
	for _, name := range []string{"AWS_PROFILE", "AWS_DEFAULT_REGION"} {
		t.Setenv(name, "")
	}
	nothing := filepath.Join(t.TempDir(), "nothing")
	t.Setenv("AWS_CONFIG_FILE", nothing)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", nothing)
	t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", amazon(t))
	t.Setenv("AWS_REGION", importRegion)
	t.Setenv("AWS_ENDPOINT_URL", s.url)
	if err := os.WriteFile("rows.jsonl", []byte("{\"n\": 1}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	load := []string{"loops", "import", "rows.jsonl", "--flow", "lone"}
	if _, err := printed(t, load...); err == nil || exitCode(err) != 2 || !strings.Contains(err.Error(), "no access key of it is found") {
		t.Errorf("without a key: %v", err)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", s.keyID)
	t.Setenv("AWS_SECRET_ACCESS_KEY", s.secret)
	if text, err := printed(t, load...); err != nil || !strings.Contains(text, "Human loops started: 1.") {
		t.Errorf("%v: %s", err, text)
	}
	if _, err := printed(t, "user", "add", "ann@example.org"); err != nil {
		t.Error(err)
	}
	if text, err := printed(t, "user", "role", "ann@example.org", "--json"); err != nil || strings.TrimSpace(text) != "[]" {
		t.Errorf("somebody without roles: %v: %s", err, text)
	}
	if text, err := printed(t, "loops", "export", "--flow", "lone"); err != nil || !strings.Contains(text, "InProgress") {
		t.Errorf("%v: %s", err, text)
	}
	if text, err := printed(t, "sql", "--format", "csv", "SELECT 40 + 2"); err != nil || !strings.Contains(text, "42") {
		t.Errorf("%v: %s", err, text)
	}
	if text, err := printed(t, "key", "rotate", s.keyID); err != nil || strings.Contains(text, "written into") {
		t.Errorf("a key that is in no folder: %v: %s", err, text)
	}
	if _, err := os.Stat("data"); err == nil {
		t.Error("a data folder was made")
	}
	if _, err := printed(t, append(load, "--data", "data")...); err == nil || !strings.Contains(err.Error(), "has no credentials of a server") {
		t.Errorf("with the folder of before: %v", err)
	}
	if _, err := printed(t, append(load, "--data", filepath.Join(nothing, "data"))...); err == nil || !strings.Contains(err.Error(), "has no credentials of a server") {
		t.Errorf("with another folder: %v", err)
	}
}
