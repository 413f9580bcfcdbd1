// Package conformance drives the whole server through its one port with the
// clients that people already have: the AWS SDKs for Go here, those for
// JavaScript and Python in the folders beside it. It knows the server from
// outside only: AWS's own protocols, the worker API and its OpenAPI document.
//
// It judges what callers see. How the server does it is tested beside the code.
package conformance

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"runtime"
	"testing"
	"time"

	"foureyes/internal/app"
	"foureyes/internal/config"
)

const (
	account     = "123456789012"
	home        = "us-east-1" // the region that most tests use
	keyID       = "AKIACONFORMANCE00001"
	secretKey   = "conformance/secret+access=key-0123456789"
	adminEmail  = "admin@example.com"
	adminSecret = "correct horse battery staple"

	// patience bounds every wait for what happens in the background.
	patience = 30 * time.Second
)

// server is one server of a test's own, with an empty folder.
type server struct {
	url string
	sql string // host and port for clients of PostgreSQL
}

// start runs a server until the test ends, and sets the environment as an AWS
// user does, so that SDKs find it by AWS_ENDPOINT_URL.
func start(t *testing.T) *server {
	t.Helper()
	return startWith(t, func(*config.Serve) {})
}

// startWith is start with other settings.
func startWith(t *testing.T, change func(*config.Serve)) *server {
	t.Helper()
	settings := config.Serve{
		Listen: "127.0.0.1:0", SQLListen: "127.0.0.1:0", Data: t.TempDir(), AccountID: account,
		AccessKeyID: keyID, SecretAccessKey: secretKey,
		AdminEmail: adminEmail, AdminPassword: adminSecret,
	}
	change(&settings)
	a, err := app.Start(t.Context(), settings, app.Surroundings{
		Now: time.Now, Out: io.Discard, Version: "dev",
		Log: slog.New(blame{slog.NewTextHandler(t.Output(), nil), t}),
	})
	if err != nil {
		t.Fatalf("start the server: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), patience)
		defer cancel()
		if err := a.Stop(ctx); err != nil {
			t.Errorf("stop the server: %v", err)
		}
	})
	s := &server{url: a.URL(), sql: a.SQLAddress().String()}
	s.setEnvironment(t)
	return s
}

// blame is a log in which no test may leave an error: what callers do wrong is
// none, and what the server does wrong is one whatever the caller saw of it.
type blame struct {
	slog.Handler

	t *testing.T
}

// Handle fails the test for an error, unless the server's end interrupted its work.
func (b blame) Handle(ctx context.Context, r slog.Record) error {
	if r.Level >= slog.LevelError && !interrupted(r) {
		b.t.Errorf("the server logged an error: %s", r.Message)
	}
	return b.Handler.Handle(ctx, r)
}

func interrupted(r slog.Record) (found bool) {
	r.Attrs(func(a slog.Attr) bool {
		err, ok := a.Value.Any().(error)
		found = ok && errors.Is(err, context.Canceled)
		return !found
	})
	return found
}

// setEnvironment lets no file and no variable of whoever runs the test have a say.
func (s *server) setEnvironment(t *testing.T) {
	t.Helper()
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": s.url, "AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secretKey,
		"AWS_REGION": home, "AWS_DEFAULT_REGION": home, "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
		"AWS_EC2_METADATA_DISABLED": "true",
	} {
		t.Setenv(name, value)
	}
}

// eventually waits until done, which is asked often, says so.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	for !done() {
		select {
		case <-ctx.Done():
			t.Fatalf("waited %s in vain: %s", patience, what)
		case <-ticker.C:
		}
	}
}

// passMillisecond lets the clock move on, so that what is made next is younger:
// creation times are kept in whole milliseconds, and lists go by them.
func passMillisecond() {
	for now := time.Now().UnixMilli(); time.Now().UnixMilli() == now; {
		runtime.Gosched()
	}
}
