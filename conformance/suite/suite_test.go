package suite_test

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"foureyes/conformance/suite"
	"foureyes/internal/app"
	"foureyes/internal/config"
)

const (
	account   = "123456789012"
	keyID     = "AKIACONFORMANCE00001"
	secretKey = "conformance/secret+access=key-0123456789"
)

// start runs a server until the test ends, and gives its URL.
func start(t *testing.T) string {
	t.Helper()
	a, err := app.Start(t.Context(), config.Serve{
		Listen: "127.0.0.1:0", Data: t.TempDir(), AccountID: account, AccessKeyID: keyID, SecretAccessKey: secretKey,
		AdminEmail: "admin@example.com", AdminPassword: "correct horse battery staple", MaxWorkteams: 25,
	}, app.Surroundings{Now: time.Now, Out: io.Discard, Version: "dev", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatalf("start the server: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 30*time.Second)
		defer cancel()
		if err := a.Stop(ctx); err != nil {
			t.Errorf("stop the server: %v", err)
		}
	})
	return a.URL()
}

func options(endpoint string) suite.Options {
	return suite.Options{
		Endpoint: endpoint, Now: time.Now,
		Credentials: suite.Credentials{AccessKeyID: keyID, SecretAccessKey: secretKey},
	}
}

func run(t *testing.T, o suite.Options) *suite.Report {
	t.Helper()
	report, err := suite.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// TestServerPassesEveryCase is the whole suite against a server of its own.
func TestServerPassesEveryCase(t *testing.T) {
	report := run(t, options(start(t)))
	report.Table(t.Output())
	report.Failures(t.Output(), true)
	if n := len(report.Failed()); n > 0 {
		t.Errorf("%d of %d cases failed", n, len(report.Results))
	}
}
