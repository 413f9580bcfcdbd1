package config

import (
	"errors"
	"strings"
)

// checkDatabase refuses what cannot be a PostgreSQL, or no way to use it.
func (s *Serve) checkDatabase(add func(flag, format string, args ...any)) {
	if err := checkDatabaseURL(s.DatabaseURL); err != nil {
		add("database-url", "%w", err)
	}
	if err := checkDatabaseURL(s.SQLDatabaseURL); err != nil {
		add("sql-database-url", "%w", err)
	}
	if s.SQLDatabaseURL != "" && s.DatabaseURL == "" {
		add("sql-database-url", "there is nothing to follow without --database-url")
	}
	// A key that lay in the data folder would be lost with it, and the database's
	// secrets with the key.
	if s.DatabaseURL != "" && s.MasterKeyFile == "" {
		add("master-key-file", "it is required with --database-url; make one with: (umask 077; openssl rand -base64 32 >FILE)")
	}
	if n := s.DatabaseConnections; n != 0 && n < 2 {
		add("database-connections", "%d is less than 2", n)
	}
	for flag, below := range map[string]bool{
		"database-statement-timeout": s.DatabaseStatementTimeout < 0,
		"database-lock-timeout":      s.DatabaseLockTimeout < 0,
		"database-idle-timeout":      s.DatabaseIdleTimeout < 0,
		"sql-max-lag":                s.SQLMaxLag < 0,
	} {
		if below {
			add(flag, "it is less than 0")
		}
	}
}

// checkDatabaseURL never shows the URL, which may hold a password. It may name several
// hosts, which net/url does not understand; the driver reads the rest.
func checkDatabaseURL(text string) error {
	if text == "" || strings.HasPrefix(text, "postgres://") || strings.HasPrefix(text, "postgresql://") {
		return nil
	}
	return errors.New("it is not of the form postgres://user:password@host:port/database")
}
