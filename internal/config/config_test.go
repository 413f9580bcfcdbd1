package config_test

import (
	"strings"
	"testing"

	"foureyes/internal/config"
)

func TestSettingsOfSQLThatCannotWork(t *testing.T) {
	good := config.Serve{Listen: "127.0.0.1:0", SQLListen: "127.0.0.1:5433", AccountID: "000000000000", AdminEmail: "a@b"}
	for name, test := range map[string]struct {
		change func(*config.Serve)
		want   string // empty: it works
	}{
		"as it is":       {func(*config.Serve) {}, ""},
		"off":            {func(c *config.Serve) { c.SQLListen = "" }, ""},
		"with TLS":       {func(c *config.Serve) { c.SQLTLSCert, c.SQLTLSKey = "cert.pem", "key.pem" }, ""},
		"a port alone":   {func(c *config.Serve) { c.SQLListen = "5433" }, `--sql-listen: "5433" is not HOST:PORT`},
		"no memory":      {func(c *config.Serve) { c.SQLMaxMemory = -1 }, "--sql-max-memory: it is less than 0"},
		"no time":        {func(c *config.Serve) { c.SQLTimeout = -1 }, "--sql-timeout: it is less than 0"},
		"no rows":        {func(c *config.Serve) { c.SQLMaxRows = -1 }, "--sql-max-rows: it is less than 0"},
		"no queries":     {func(c *config.Serve) { c.SQLConcurrency = -1 }, "--sql-concurrency: it is less than 0"},
		"no key":         {func(c *config.Serve) { c.SQLTLSCert = "cert.pem" }, "--sql-tls-cert: it and --sql-tls-key are given together"},
		"no certificate": {func(c *config.Serve) { c.SQLTLSKey = "key.pem" }, "--sql-tls-cert: it and --sql-tls-key are given together"},
	} {
		t.Run(name, func(t *testing.T) {
			c := good
			test.change(&c)
			err := c.Check()
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v", err)
			}
		})
	}
}
