package config_test

import (
	"strings"
	"testing"
	"time"

	"foureyes/internal/config"
)

func TestSettingsOfADatabaseThatCannotWork(t *testing.T) {
	good := config.Serve{
		Listen: "127.0.0.1:0", AccountID: "000000000000", AdminEmail: "a@b",
		DatabaseURL: "postgres://foureyes@one:5432,two:5432/foureyes?target_session_attrs=read-write", MasterKeyFile: "key",
	}
	for name, test := range map[string]struct {
		change func(*config.Serve)
		want   string // empty: it works
	}{
		"several hosts":      {func(*config.Serve) {}, ""},
		"another scheme":     {func(c *config.Serve) { c.DatabaseURL = "mysql://secret@host/db" }, "--database-url: it is not of the form"},
		"no master key":      {func(c *config.Serve) { c.MasterKeyFile = "" }, "--master-key-file: it is required"},
		"one connection":     {func(c *config.Serve) { c.DatabaseConnections = 1 }, "--database-connections: 1 is less than 2"},
		"few connections":    {func(c *config.Serve) { c.DatabaseConnections = 2 }, ""},
		"time of statement":  {func(c *config.Serve) { c.DatabaseStatementTimeout = -time.Second }, "--database-statement-timeout: it is less than 0"},
		"time of locks":      {func(c *config.Serve) { c.DatabaseLockTimeout = -1 }, "--database-lock-timeout: it is less than 0"},
		"time of idling":     {func(c *config.Serve) { c.DatabaseIdleTimeout = -1 }, "--database-idle-timeout: it is less than 0"},
		"standby of nothing": {func(c *config.Serve) { c.DatabaseURL, c.SQLDatabaseURL = "", "postgres://standby/foureyes" }, "--sql-database-url: there is nothing to follow"},
		"another standby":    {func(c *config.Serve) { c.SQLDatabaseURL = "mysql://secret@host/db" }, "--sql-database-url: it is not of the form"},
		"lag":                {func(c *config.Serve) { c.SQLMaxLag = -1 }, "--sql-max-lag: it is less than 0"},
	} {
		t.Run(name, func(t *testing.T) {
			c := good
			test.change(&c)
			err := c.Check()
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v", err)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("the URL is shown: %v", err)
			}
		})
	}
}
