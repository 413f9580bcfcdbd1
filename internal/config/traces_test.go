package config_test

import (
	"strings"
	"testing"

	"foureyes/internal/config"
)

func TestSettingsOfTracesThatCannotWork(t *testing.T) {
	for name, test := range map[string]struct {
		url   string
		ratio float64
		want  string // empty: it works
	}{
		"off":             {"", 1, ""},
		"a collector":     {"http://collector:4318", 0.1, ""},
		"with its path":   {"https://otlp.example.org/otlp/v1/traces", 0, ""},
		"no scheme":       {"collector:4318", 1, "--traces-url: it is not of the form http://host:4318"},
		"gRPC":            {"grpc://collector:4317", 1, "--traces-url: it is not of the form"},
		"a password":      {"https://me:secret@otlp.example.org", 1, "--traces-url: it holds no user, password or query"},
		"a key in it":     {"https://otlp.example.org?key=secret", 1, "OTEL_EXPORTER_OTLP_HEADERS"},
		"more than all":   {"", 1.5, "--traces-ratio: 1.5 is not between 0 and 1"},
		"less than none":  {"", -1, "--traces-ratio: -1 is not between 0 and 1"},
		"nothing of both": {"collector", 2, "--traces-ratio"},
	} {
		t.Run(name, func(t *testing.T) {
			c := config.Serve{Listen: "127.0.0.1:0", AccountID: "000000000000", AdminEmail: "a@b", TracesURL: test.url, TracesRatio: test.ratio}
			err := c.Check()
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v", err)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("a secret is told: %v", err)
			}
		})
	}
}
