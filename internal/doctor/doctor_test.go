package doctor_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foureyes/internal/audit/chain"
	"foureyes/internal/audit/folder"
	"foureyes/internal/config"
	"foureyes/internal/doctor"
	"foureyes/internal/store/storetest/pgtest"
)

var noon = time.Date(2026, 12, 3, 12, 0, 0, 0, time.UTC)

// fresh are the settings of a first start.
func fresh(t *testing.T) config.Serve {
	t.Helper()
	return config.Serve{Listen: "127.0.0.1:0", Data: filepath.Join(t.TempDir(), "data"), AccountID: "000000000000", AdminEmail: "a@b"}
}

// closed is an address where nothing ever listens.
const closed = "127.0.0.1:1"

func taken(t *testing.T) net.Listener {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// serving answers as a server does that says ready.
func serving(t *testing.T, ready string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := map[string]string{"/readyz": ready, "/healthz": "ok", "/": "<ListAllMyBucketsResult/>"}[r.URL.Path]
		if _, err := w.Write([]byte(answer + "\n")); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

func examine(t *testing.T, c config.Serve, mail ...string) map[string]doctor.Finding {
	t.Helper()
	all := map[string]doctor.Finding{}
	for _, f := range doctor.Examine(t.Context(), doctor.Parts{
		Settings: c, Now: func() time.Time { return noon },
		MailServers: func(context.Context) ([]string, error) { return mail, nil },
		AuditFiles:  func(context.Context) (chain.Files, error) { return folder.Folder(c.AuditLog), nil },
	}) {
		all[f.Check] = f
		if f.Do == "" && (f.Level == doctor.Failure || f.Level == doctor.Warning) {
			t.Errorf("%s says not what to do about %s", f.Check, f.Found)
		}
	}
	return all
}

func expect(t *testing.T, all map[string]doctor.Finding, check string, level doctor.Level, found string) {
	t.Helper()
	if f := all[check]; f.Level != level || !strings.Contains(f.Found, found) {
		t.Errorf("%s: %+v, want %s with %q", check, f, level, found)
	}
}

func TestFirstStart(t *testing.T) {
	c := fresh(t)
	all := examine(t, c)
	for check, found := range map[string]string{
		"settings": "", "data folder": "not there yet", "master key": "first start", "database": "sqlite, empty",
		"objects": "written durably", "--listen": "free",
	} {
		expect(t, all, check, doctor.Good, found)
	}
	expect(t, all, "server", doctor.Skipped, "none answers")
	if _, err := os.Stat(c.Data); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the examination made the data folder: %v", err)
	}
}

func TestWhatKeepsAServerFromStarting(t *testing.T) {
	c := fresh(t)
	other := taken(t)
	defer func() { _ = other.Close() }()
	if err := os.MkdirAll(c.Data, 0o755); err != nil {
		t.Fatal(err)
	}
	c.AccountID, c.SQLListen = "12", other.Addr().String()
	c.DatabaseURL, c.MasterKeyFile = "postgres://foureyes:hidden@"+closed+"/x?connect_timeout=2", filepath.Join(c.Data, "key")
	if err := os.WriteFile(c.MasterKeyFile, []byte("no key"), 0o600); err != nil {
		t.Fatal(err)
	}
	all := examine(t, c)
	expect(t, all, "settings", doctor.Failure, "--account-id")
	expect(t, all, "data folder", doctor.Warning, "mode 0755")
	expect(t, all, "master key", doctor.Failure, "")
	expect(t, all, "database", doctor.Failure, "")
	expect(t, all, "--sql-listen", doctor.Failure, "in use")
	for _, f := range all {
		if strings.Contains(f.Found+f.Do, "hidden") {
			t.Errorf("%s shows the password", f.Check)
		}
	}
}

func TestStandbyOfSQLQueries(t *testing.T) {
	server := pgtest.NewBreakable(t)
	c := fresh(t)
	c.DatabaseURL, c.SQLDatabaseURL, c.SQLMaxLag = server.URL(), server.StandbyURL(), time.Hour
	expect(t, examine(t, c), "--sql-database-url", doctor.Warning, "")
	server.Follow(t)
	expect(t, examine(t, c), "--sql-database-url", doctor.Good, "behind at most")
	c.SQLDatabaseURL = c.DatabaseURL
	expect(t, examine(t, c), "--sql-database-url", doctor.Warning, "follows nobody")
}

func TestMissingMasterKeyBesideADatabase(t *testing.T) {
	c := fresh(t)
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.Data, "foureyes.db"), []byte("not a database, or one that is damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	all := examine(t, c)
	expect(t, all, "master key", doctor.Failure, "missing")
	expect(t, all, "database", doctor.Failure, "")
}

func TestRunningServer(t *testing.T) {
	c := fresh(t)
	c.Listen = serving(t, "ready")
	c.PublicURL = "http://" + c.Listen
	open := taken(t)
	defer func() { _ = open.Close() }()
	all := examine(t, c, open.Addr().String())
	expect(t, all, "server", doctor.Good, "ready")
	expect(t, all, "--listen", doctor.Good, "while the server runs")
	expect(t, all, "public URL", doctor.Good, "leads here")
	expect(t, all, "mail", doctor.Good, "answers")
	expect(t, examine(t, c, closed), "mail", doctor.Failure, "refused")
	expect(t, examine(t, c), "mail", doctor.Skipped, "no --mail-url")
	c.PublicURL = "http://" + closed
	expect(t, examine(t, c), "public URL", doctor.Warning, "refused")
}

func TestServerThatIsUnwell(t *testing.T) {
	c := fresh(t)
	for says, want := range map[string]doctor.Level{
		"not ready; the log tells why":          doctor.Failure,
		"ready\nthe clock jumped forward by 1h": doctor.Warning,
		"Welcome to nginx":                      doctor.Failure,
	} {
		c.Listen = serving(t, says)
		expect(t, examine(t, c), "server", want, "")
	}
}

func TestStoreOutside(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	c := fresh(t)
	c.ObjectsURL = "s3://?region=eu-west-1&endpoint=http://" + closed
	expect(t, examine(t, c), "objects", doctor.Failure, "")
	c.ObjectsURL = "s3://?region=eu-west-1&endpoint=http://" + serving(t, "ready")
	expect(t, examine(t, c), "objects", doctor.Good, "answers")
}

func TestVariablesThatAreNoSettings(t *testing.T) {
	c := fresh(t)
	findings := doctor.Examine(t.Context(), doctor.Parts{Settings: c, Unknown: []string{"FOUREYES_DATABSE_URL"}, Now: func() time.Time { return noon }})
	expect(t, map[string]doctor.Finding{"environment": findings[1]}, "environment", doctor.Warning, "FOUREYES_DATABSE_URL is no setting")
}

func TestAdviceFitsWhatIsWrong(t *testing.T) {
	c := fresh(t)
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		t.Fatal(err)
	}
	advise := func(check, want string) {
		t.Helper()
		if f := examine(t, c)[check]; !strings.Contains(f.Do, want) {
			t.Errorf("%s: %s\n-> %s\nwant %q", check, f.Found, f.Do, want)
		}
	}
	c.Listen = serving(t, "ready\nthe clock jumped forward by 1h")
	advise("server", "Set the clock right")
	c.Listen = serving(t, "ready\noutputs wait until the S3 store can be used")
	advise("server", "findings below")
	c.MasterKeyFile = filepath.Join(c.Data, "key")
	advise("master key", "make one: (umask 077;")
	if err := os.WriteFile(c.MasterKeyFile, bytes.Repeat([]byte("0f"), 32), 0o640); err != nil {
		t.Fatal(err)
	}
	advise("master key", "chmod 600")
	c.Data = c.MasterKeyFile // a file where the folder should be
	advise("database", "read and write")
}

func TestFailed(t *testing.T) {
	if doctor.Failed([]doctor.Finding{{Level: doctor.Warning}, {Level: doctor.Skipped}}) || !doctor.Failed([]doctor.Finding{{Level: doctor.Good}, {Level: doctor.Failure}}) {
		t.Error("a failure, and nothing else, is one")
	}
}
