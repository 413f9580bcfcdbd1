package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"foureyes/internal/config"
)

// settled are the settings that a file gives, in a parser like that of main.
func settled(t *testing.T, name, content string, args ...string) (config.Serve, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	var c commands
	parser, err := kong.New(&c, kong.Name("foureyes"), kong.Vars{"policies": ""}, kong.DefaultEnvars("FOUREYES"),
		kong.Configuration(readSettings))
	if err != nil {
		t.Fatal(err)
	}
	_, err = parser.Parse(append([]string{"--config", file, "serve"}, args...))
	return c.Serve.Serve, err
}

func TestSettingsFile(t *testing.T) {
	t.Setenv("FOUREYES_LOG_LEVEL", "warn")
	for name, content := range map[string]string{
		"foureyes.yaml": `
# a comment
public-url: https://review.example.org
account-id: 000000000042
trusted-proxies: [10.0.0.0/8, 192.0.2.1]
sql-timeout: 30s
max-workteams: 7
log-level: debug
log-format: json
`,
		"foureyes.json": `{
	"public-url": "https://review.example.org", "account-id": "000000000042", "trusted-proxies": ["10.0.0.0/8", "192.0.2.1"],
	"sql-timeout": "30s", "max-workteams": 7, "log-level": "debug", "log-format": "json"
}`,
	} {
		got, err := settled(t, name, content, "--log-format", "text")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.PublicURL != "https://review.example.org" || got.AccountID != "000000000042" || got.SQLTimeout.Seconds() != 30 || got.MaxWorkteams != 7 ||
			!reflect.DeepEqual(got.TrustedProxies, []string{"10.0.0.0/8", "192.0.2.1"}) {
			t.Errorf("%s: %+v", name, got)
		}
		if got.LogLevel != "warn" || got.LogFormat != "text" {
			t.Errorf("%s: the environment and flags do not win: %s, %s", name, got.LogLevel, got.LogFormat)
		}
	}
}

func TestSettingsFileThatIsWrong(t *testing.T) {
	for content, want := range map[string]string{
		"public_url: x":          "the name of no flag",
		"public-url: [a, b]":     "takes one value",
		"public-url: {a: b}":     "public-url",
		"- public-url":           "settings file",
		`{"public-url": `:        "settings file",
		"public-url: [[a], [b]]": "public-url",
	} {
		if _, err := settled(t, "foureyes.yaml", content); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", content, err, want)
		}
	}
}
