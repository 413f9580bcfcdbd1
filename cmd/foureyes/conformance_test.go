package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foureyes/conformance/suite"
	"foureyes/internal/app"
	"foureyes/internal/config"
)

// serveAside runs a server on a folder until the test ends.
func serveAside(t *testing.T) (data string) {
	t.Helper()
	return serveAsideFor(t, "123456789012")
}

// serveAsideFor is serveAside with another first account.
func serveAsideFor(t *testing.T, account string) (data string) {
	t.Helper()
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"} {
		t.Setenv(name, "")
	}
	data = t.TempDir()
	a, err := app.Start(t.Context(), config.Serve{
		Listen: "127.0.0.1:0", Data: data, AccountID: account, AdminEmail: "admin@example.com", AdminPassword: "correct horse", MaxWorkteams: 25,
	}, app.Surroundings{Now: time.Now, Out: io.Discard, Version: "dev", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), grace)
		defer cancel()
		if err := a.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
	return data
}

// printed runs a command and gives what it printed.
func printed(t *testing.T, args ...string) (string, error) {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	before := os.Stdout
	os.Stdout = file
	failed := run(t.Context(), args)
	os.Stdout = before
	text, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text), failed
}

func TestConformanceFindsTheServerOfAFolder(t *testing.T) {
	data := serveAside(t)
	text, err := printed(t, "conformance", "--data", data, "--run", "taskCount|^Wire_AWS_JSON_takes")
	if err != nil {
		t.Error(err)
	}
	for _, want := range []string{"operation ", "CreateFlowDefinition ", "Wire ", "all ", "100 %", " cases in "} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	text, err = printed(t, "conformance", "--data", data, "--run", "^ListTags_in_order$", "--json", "--region", "eu-west-1")
	var report suite.Report
	if err != nil || json.Unmarshal([]byte(text), &report) != nil || report.Region != "eu-west-1" || len(report.Results) != 1 {
		t.Errorf("as JSON: %v\n%s", err, text)
	}
}

func TestConformanceTellsFailuresByItsExitCode(t *testing.T) {
	data := serveAside(t)
	settings, err := (&server{Data: data}).settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	endpoint := settings["endpoint_url"]
	for name, test := range map[string]struct {
		args []string
		code int
		said string
	}{
		"no such case":   {[]string{"--data", data, "--run", "no case is called so"}, 2, "no case"},
		"no expression":  {[]string{"--data", data, "--run", "("}, 2, "--run"},
		"no folder":      {[]string{"--data", t.TempDir()}, 2, "AWS_ACCESS_KEY_ID"},
		"half a key":     {[]string{"--data", data, "--access-key-id", "x"}, 2, "give both or neither"},
		"no endpoint":    {[]string{"--data", data, "--endpoint", "http://127.0.0.1:1", "--run", "ListTags_in_order"}, 1, "reach the endpoint"},
		"another key":    {[]string{"--endpoint", endpoint, "--access-key-id", "x", "--secret-access-key", "y", "--run", "ListTags_in_order"}, 1, "UnrecognizedClientException"},
		"nothing at all": {[]string{"--data", data, "--parallel", "0"}, 2, "--parallel"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := printed(t, append([]string{"conformance"}, test.args...)...)
			if err == nil || exitCode(err) != test.code || !strings.Contains(err.Error(), test.said) {
				t.Errorf("it ended with %v (%d), want %d and %q", err, exitCode(err), test.code, test.said)
			}
		})
	}
}

func TestConformancePrintsWhatFailed(t *testing.T) {
	report := &suite.Report{Results: []suite.Result{
		{Operation: "ListTags", Name: "ListTags_a"},
		{Operation: "ListTags", Name: "ListTags_b", Failure: &suite.Failure{Reason: "the status is 500", Exchanges: []suite.Exchange{{Request: "POST /\n\n{}", Answer: "HTTP/1.1 500"}}}},
	}}
	var out strings.Builder
	c := conformanceCommand{Verbose: true}
	err := c.print(&out, report)
	if err == nil || err.Error() != "1 of 2 cases failed" || exitCode(err) != 1 {
		t.Errorf("it ended with %v", err)
	}
	for _, want := range []string{"ListTags                             2       1  50.0 %", "FAILED ListTags_b\n  the status is 500\n", "  > POST /", "  < HTTP/1.1 500"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}
