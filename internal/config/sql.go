package config

import "net"

// DefaultSQLListen is the address of the SQL tables when none is set. Another server
// on the machine may have it.
const DefaultSQLListen = "127.0.0.1:5433"

// checkSQL refuses what cannot be the door of the SQL tables.
func (s *Serve) checkSQL(add func(flag, format string, args ...any)) {
	if s.SQLListen != "" {
		if _, _, err := net.SplitHostPort(s.SQLListen); err != nil {
			add("sql-listen", "%q is not HOST:PORT", s.SQLListen)
		}
	}
	if (s.SQLTLSCert == "") != (s.SQLTLSKey == "") {
		add("sql-tls-cert", "it and --sql-tls-key are given together or not at all")
	}
	for flag, below := range map[string]bool{
		"sql-max-memory": s.SQLMaxMemory < 0, "sql-timeout": s.SQLTimeout < 0, "sql-max-rows": s.SQLMaxRows < 0, "sql-concurrency": s.SQLConcurrency < 0,
	} {
		if below {
			add(flag, "it is less than 0")
		}
	}
}
