package app_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"foureyes/internal/app"
	"foureyes/internal/config"
	"foureyes/internal/store"
)

// settings are those of a server on a free port and a folder of its own.
func settings(t *testing.T) config.Serve {
	t.Helper()
	return config.Serve{
		Listen: "127.0.0.1:0", Data: filepath.Join(t.TempDir(), "data"), AccountID: "000000000000",
		AdminEmail: "admin@localhost", MaxWorkteams: 25,
	}
}

func start(t *testing.T, c config.Serve) (*app.App, *strings.Builder) {
	t.Helper()
	out := &strings.Builder{}
	a, err := app.Start(t.Context(), c, app.Surroundings{
		Now: time.Now, Log: slog.New(slog.DiscardHandler), Out: out, Version: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
	return a, out
}

func stop(t *testing.T, a *app.App) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := a.Stop(ctx); err != nil {
		t.Error(err)
	}
}

// answer is what a server said.
type answer struct {
	proto, status int
	kind, body    string
}

func get(t *testing.T, client *http.Client, url string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	w, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Body.Close() }()
	body, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{w.ProtoMajor, w.StatusCode, w.Header.Get("Content-Type"), string(body)}
}

func TestSecretsAreReadableByTheOwnerOnly(t *testing.T) {
	c := settings(t)
	a, out := start(t, c)
	defer stop(t, a)
	for _, name := range []string{"credentials", "config", "admin-password", "master.key", store.SQLiteFile} {
		info, err := os.Stat(filepath.Join(c.Data, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", name, info, err)
		}
	}
	for _, name := range []string{"credentials", "admin-password", "master.key"} {
		secret, err := os.ReadFile(filepath.Join(c.Data, name))
		if err != nil {
			t.Fatal(err)
		}
		fields := strings.Fields(string(secret))
		if strings.Contains(out.String(), fields[len(fields)-1]) {
			t.Errorf("the greeting shows what is in %s", name)
		}
	}
}

func TestSecondStartKeepsWhatTheFirstMade(t *testing.T) {
	c := settings(t)
	a, out := start(t, c)
	if !strings.Contains(out.String(), "#sign-in=") {
		t.Error("no sign-in link at the first start")
	}
	key, err := os.ReadFile(filepath.Join(c.Data, "credentials"))
	if err != nil {
		t.Fatal(err)
	}
	stop(t, a)
	a, out = start(t, c)
	defer stop(t, a)
	if strings.Contains(out.String(), "#sign-in=") {
		t.Error("a sign-in link at the second start")
	}
	if again, err := os.ReadFile(filepath.Join(c.Data, "credentials")); err != nil || string(again) != string(key) {
		t.Errorf("another key: %v", err)
	}
	config, err := os.ReadFile(filepath.Join(c.Data, "config"))
	if err != nil || !strings.Contains(string(config), a.URL()) {
		t.Errorf("the config file does not follow the port: %s %v", config, err)
	}
}

func TestGreetingNamesNoFileThatIsNotThere(t *testing.T) {
	c := settings(t)
	a, out := start(t, c)
	stop(t, a)
	if !strings.Contains(out.String(), "AWS_SHARED_CREDENTIALS_FILE="+filepath.Join(c.Data, "credentials")) {
		t.Errorf("the first start says\n%s", out)
	}
	if err := os.Remove(filepath.Join(c.Data, "credentials")); err != nil {
		t.Fatal(err)
	}
	a, out = start(t, c)
	stop(t, a)
	if strings.Contains(out.String(), "AWS_SHARED_CREDENTIALS_FILE") || !strings.Contains(out.String(), "with an access key") {
		t.Errorf("without the file it says\n%s", out)
	}
}

func TestMissingOrOtherMasterKeyIsNoticedAtStart(t *testing.T) {
	c := settings(t)
	a, _ := start(t, c)
	stop(t, a)
	file := filepath.Join(c.Data, "master.key")
	again := func() error {
		_, err := app.Start(t.Context(), c, app.Surroundings{Now: time.Now, Log: slog.New(slog.DiscardHandler), Out: io.Discard})
		return err
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the first attempt makes no key either
		if err := again(); err == nil || !strings.Contains(err.Error(), "is missing") {
			t.Errorf("without the key: %v", err)
		}
	}
	if err := os.WriteFile(file, bytes.Repeat([]byte("0f"), 32), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := again(); err == nil || !strings.Contains(err.Error(), "does not fit") {
		t.Errorf("with another key: %v", err)
	}
	c.MasterKeyFile = filepath.Join(t.TempDir(), "absent.key")
	if err := again(); err == nil || !strings.Contains(err.Error(), "openssl rand") {
		t.Errorf("with the name of no key: %v", err)
	}
}

// `foureyes migrate up` makes tables, and knows no key.
func TestTablesWithoutAServerWantNoMasterKeyYet(t *testing.T) {
	c := settings(t)
	if _, err := app.Migrate(t.Context(), store.Place{Folder: c.Data}); err != nil {
		t.Fatal(err)
	}
	a, _ := start(t, c)
	stop(t, a)
	if _, err := os.Stat(filepath.Join(c.Data, "master.key")); err != nil {
		t.Error(err)
	}
}

func TestHTTP2WithoutTLSIsSpoken(t *testing.T) {
	a, _ := start(t, settings(t))
	defer stop(t, a)
	var only http.Protocols
	only.SetUnencryptedHTTP2(true)
	client := &http.Client{Transport: &http.Transport{Protocols: &only}}
	defer client.CloseIdleConnections()
	if got := get(t, client, a.URL()+"/readyz"); got.proto != 2 || got.status != http.StatusOK || got.body != "ready\n" {
		t.Errorf("%+v", got)
	}
}

func TestPagesMayDoOnlyWhatTheyNeed(t *testing.T) {
	a, _ := start(t, settings(t))
	defer stop(t, a)
	if got := get(t, http.DefaultClient, a.URL()+"/healthz"); got.status != http.StatusOK {
		t.Errorf("%+v", got)
	}
	if got := get(t, http.DefaultClient, a.URL()+"/api/v1/nothing"); got.status != http.StatusNotFound || got.kind != "application/problem+json" {
		t.Errorf("%+v", got)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, a.URL()+"/api/v1/session", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	forged, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = forged.Body.Close()
	if forged.StatusCode != http.StatusForbidden {
		t.Errorf("a request from another site: %s", forged.Status)
	}
	http.DefaultClient.CloseIdleConnections()
}

func TestStoppingFinishesRequestsInFlight(t *testing.T) {
	a, _ := start(t, settings(t))
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(a.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	body := `{"email":"admin@localhost","password":"wrong-wrong"}`
	head := "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: " +
		strconv.Itoa(len(body)) + "\r\n\r\n"
	if _, err := io.WriteString(conn, head); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewReader(conn)
	// "100 Continue" says that the server has begun to read the body.
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100") {
		t.Fatalf("%q %v", line, err)
	}
	stopped := make(chan error, 1)
	go func() {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		stopped <- a.Stop(ctx)
	}()
	if _, err := io.WriteString(conn, body); err != nil {
		t.Fatal(err)
	}
	if _, err := answers.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	w, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Body.Close() }()
	if w.StatusCode != http.StatusUnauthorized {
		t.Error(w.Status)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}
