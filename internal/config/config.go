// Package config is everything that an operator can set, as one struct: flags,
// their environment twins FOUREYES_<FLAG>, and a file in YAML or JSON. Flags win over the
// environment, which wins over the file. It checks values once, at start; what
// they mean is the business of app, which alone reads them.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Serve are the settings of the server.
type Serve struct {
	Listen      string `default:"127.0.0.1:8080" help:"One address for everything over HTTP." placeholder:"HOST:PORT"`
	Data        string `default:"./data" help:"Folder of the embedded state: database, objects, credentials." type:"path"`
	DatabaseURL string `help:"A PostgreSQL database instead of SQLite in --data, as postgres://user@host/name; --master-key-file is required then." placeholder:"URL"`

	DatabaseConnections      int           `help:"With --database-url: greatest number of connections, at least 2; SQL queries have up to eight more. Default: pool_max_conns of the URL, or four for each processor and at least 16." placeholder:"N"`
	DatabaseStatementTimeout time.Duration `default:"30s" help:"With --database-url: time that PostgreSQL may take for one statement of ours. Default: ${default}." placeholder:"TIME"`
	DatabaseLockTimeout      time.Duration `default:"10s" help:"With --database-url: time that a statement may wait for what others have locked. Default: ${default}." placeholder:"TIME"`
	DatabaseIdleTimeout      time.Duration `default:"5s" help:"With --database-url: time after which PostgreSQL undoes a transaction that stands still, as those of a frozen server do. Default: ${default}." placeholder:"TIME"`

	ObjectsURL        string        `help:"An S3 store instead of files in --data/objects: s3://?region=… for Amazon's, s3://?endpoint=https://…&region=… for another; with the credentials that AWS's default chain finds." placeholder:"URL"`
	ObjectsAssumeRole bool          `help:"Reach the objects of each flow definition in its execution role (RoleArn), which the server's credentials must be allowed to assume. With --objects-url."`
	SQLListen         string        `name:"sql-listen" default:"127.0.0.1:5433" help:"Address of the SQL tables for psql and other PostgreSQL clients; empty turns it off. Default: ${default}, unless that is taken." placeholder:"HOST:PORT"`
	SQLDatabaseURL    string        `name:"sql-database-url" help:"With --database-url: a PostgreSQL that follows it by streaming replication, which SQL queries are asked of. Default: --database-url." placeholder:"URL"`
	SQLMaxLag         time.Duration `name:"sql-max-lag" default:"10s" help:"With --sql-database-url: how far that may be behind; farther, and SQL queries are asked of --database-url. Default: ${default}." placeholder:"TIME"`
	SQLTLSCert        string        `name:"sql-tls-cert" help:"Certificate of the SQL tables, PEM with its chain; read again when it changes. Default: no TLS." type:"path" placeholder:"FILE"`
	SQLTLSKey         string        `name:"sql-tls-key" help:"Key of --sql-tls-cert, PEM." type:"path" placeholder:"FILE"`
	SQLMaxMemory      int           `name:"sql-max-memory" default:"256" help:"Memory that one SQL query may use, in MiB; all together may use four times as much. Default: ${default}." placeholder:"MIB"`
	SQLTimeout        time.Duration `name:"sql-timeout" default:"60s" help:"Time that one SQL query may take. Default: ${default}." placeholder:"TIME"`
	SQLMaxRows        int64         `name:"sql-max-rows" default:"10000000" help:"Rows that one SQL query may give. Default: ${default}." placeholder:"N"`
	SQLConcurrency    int           `name:"sql-concurrency" default:"16" help:"SQL queries that run at once; others wait up to 10 s. Default: ${default}." placeholder:"N"`
	PublicURL         string        `help:"How people and programs reach the server; links and presigned URLs use it. Default: from --listen." placeholder:"URL"`
	AccountID         string        `default:"000000000000" help:"Account of the first access key, 12 digits." placeholder:"ID"`
	AccessKeyID       string        `help:"Id of the first access key. Default: generated." placeholder:"ID"`
	SecretAccessKey   string        `help:"Secret of the first access key. Default: generated." placeholder:"SECRET"`
	MasterKeyFile     string        `help:"Key that encrypts secrets at rest and signs links. Default: generated in --data." type:"path" placeholder:"FILE"`
	TrustedProxies    []string      `help:"Addresses or CIDR ranges whose X-Forwarded-For counts." placeholder:"CIDR"`
	AdminEmail        string        `default:"admin@localhost" help:"E-mail address of the first administrator."`
	AdminPassword     string        `help:"Password of the first administrator. Default: generated." placeholder:"PASSWORD"`
	MailURL           string        `help:"A mail server, as smtp://user:password@host:587?from=reviews@example.org, or smtps:// for TLS from the first byte: people who have forgotten their passwords are mailed a link. Default: none; operators make the links." placeholder:"URL"`
	RequireTOTP       string        `name:"require-totp" default:"none" enum:"none,administrators,everybody" help:"Who must set up an authenticator app before anything else: none, administrators or everybody; people whom an OpenID Connect provider lets in are never asked. Default: ${default}."`
	MaxWorkteams      int           `default:"25" help:"Greatest number of work teams in an account and region. Default: ${default}." placeholder:"N"`

	MaxFlowDefinitions   int `default:"5000" help:"Greatest number of flow definitions in an account and region; 0 for no limit. Default: ${default}." placeholder:"N"`
	MaxHumanTaskUis      int `default:"5000" help:"Greatest number of human task UIs in an account and region; 0 for no limit. Default: ${default}." placeholder:"N"`
	MaxHumanLoops        int `default:"0" help:"Greatest number of human loops in progress in an account and region; 0 for no limit. Default: ${default}." placeholder:"N"`
	MaxRequestsPerSecond int `default:"10000" help:"Greatest number of calls of one operation in a second, by account and region; 0 for no limit. Default: ${default}." placeholder:"N"`

	RetentionDays      int `default:"30" help:"Days after its end, or its deletion, when a human loop or a flow definition leaves the database; objects in S3 stay. 0 keeps all. Default: ${default}." placeholder:"N"`
	AuditRetentionDays int `default:"365" help:"Days after which entries of the audit leave the database; 0 keeps all. Default: ${default}." placeholder:"N"`

	AuditLog string `help:"Where the audit is also written, as JSON Lines in a chain of files: a folder, or s3://bucket/prefix in the store of --objects-url, which servers can share. Entries leave the database only once they are there. Default: nowhere." placeholder:"PLACE"`

	ExternalScripts string `default:"allow" enum:"allow,block" help:"Whether the pages of tasks may load scripts and anything else from outside, where their flow definition has no tag foureyes:external-scripts: allow, as at Amazon, or block. Default: ${default}."`

	MetricsToken  string `help:"Whoever sends it as Authorization: Bearer TOKEN may read /metrics. Default: nobody may." placeholder:"TOKEN"`
	MetricsListen string `help:"An address of their own for the metrics, without a token: keep it where only Prometheus can reach it. Default: none." placeholder:"HOST:PORT"`

	TracesURL   string  `help:"An OpenTelemetry collector, as http://host:4318, that is sent a trace of each call and of what came of it (OTLP over HTTP). Default: none." placeholder:"URL"`
	TracesRatio float64 `default:"1" help:"With --traces-url: part of the traces that begin here, 0 to 1, which is sent. Default: ${default}." placeholder:"RATIO"`

	LogFormat string `default:"text" enum:"text,json" help:"Form of the log on standard error: text or json."`
	LogLevel  string `default:"info" enum:"debug,info,warn,error" help:"Least severe level that is logged."`
}

var accountPattern = regexp.MustCompile(`^[0-9]{12}$`)

// Check refuses settings that cannot work, naming the flag and what would be right.
func (s *Serve) Check() error {
	var problems []error
	add := func(flag, format string, args ...any) {
		problems = append(problems, fmt.Errorf("--%s: "+format, append([]any{flag}, args...)...))
	}
	if _, _, err := net.SplitHostPort(s.Listen); err != nil {
		add("listen", "%q is not HOST:PORT", s.Listen)
	}
	s.checkSQL(add)
	s.checkMetrics(add)
	s.checkTraces(add)
	s.checkDatabase(add)
	if s.ObjectsAssumeRole && s.ObjectsURL == "" {
		add("objects-assume-role", "it needs --objects-url: files know of no roles")
	}
	if _, err := s.ObjectStore(); err != nil {
		add("objects-url", "%w", err)
	}
	if _, err := s.AuditPlace(); err != nil {
		add("audit-log", "%w", err)
	}
	if !accountPattern.MatchString(s.AccountID) {
		add("account-id", "%q does not have 12 digits", s.AccountID)
	}
	if (s.AccessKeyID == "") != (s.SecretAccessKey == "") {
		add("access-key-id", "it and --secret-access-key are given together or not at all")
	}
	if !strings.Contains(s.AdminEmail, "@") {
		add("admin-email", "%q is not an e-mail address", s.AdminEmail)
	}
	if err := checkPublicURL(s.PublicURL); err != nil {
		add("public-url", "%w", err)
	}
	if _, err := s.Mailer(); err != nil {
		add("mail-url", "%w", err)
	}
	s.checkLimits(add)
	if _, err := s.Proxies(); err != nil {
		add("trusted-proxies", "%w", err)
	}
	return errors.Join(problems...)
}

// checkLimits refuses limits and retentions below zero.
func (s *Serve) checkLimits(add func(flag, format string, args ...any)) {
	for _, limit := range []struct {
		flag string
		n    int
	}{
		{"max-workteams", s.MaxWorkteams},
		{"max-flow-definitions", s.MaxFlowDefinitions},
		{"max-human-task-uis", s.MaxHumanTaskUis},
		{"max-human-loops", s.MaxHumanLoops},
		{"max-requests-per-second", s.MaxRequestsPerSecond},
		{"retention-days", s.RetentionDays},
		{"audit-retention-days", s.AuditRetentionDays},
	} {
		if limit.n < 0 {
			add(limit.flag, "%d is less than 0", limit.n)
		}
	}
	for flag, days := range map[string]int{"retention-days": s.RetentionDays, "audit-retention-days": s.AuditRetentionDays} {
		if days > maxDays {
			add(flag, "%d is more than %d; 0 keeps all", days, maxDays)
		}
	}
}

// maxDays is a century, the longest retention that is not meant as "for ever".
const maxDays = 36500

// Retention is how long loops and flow definitions stay once they are over; zero
// for ever.
func (s *Serve) Retention() time.Duration { return time.Duration(s.RetentionDays) * 24 * time.Hour }

// AuditRetention is how long entries of the audit stay; zero for ever.
func (s *Serve) AuditRetention() time.Duration {
	return time.Duration(s.AuditRetentionDays) * 24 * time.Hour
}

func checkPublicURL(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.Trim(u.Path, "/") != "" {
		return fmt.Errorf("%q is not of the form https://host[:port]", text)
	}
	return nil
}

// Proxies are the trusted proxies as address ranges.
func (s *Serve) Proxies() ([]netip.Prefix, error) {
	prefixes := make([]netip.Prefix, 0, len(s.TrustedProxies))
	for _, text := range s.TrustedProxies {
		if a, err := netip.ParseAddr(text); err == nil {
			prefixes = append(prefixes, netip.PrefixFrom(a, a.BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("%q is neither an address nor a CIDR range", text)
		}
		prefixes = append(prefixes, p.Masked())
	}
	return prefixes, nil
}

// Public is the public URL without a slash at its end, made from the address that
// is listened on when none is set.
func (s *Serve) Public(listening net.Addr) string {
	if s.PublicURL != "" {
		return strings.TrimRight(s.PublicURL, "/")
	}
	host, port, err := net.SplitHostPort(listening.String())
	if err != nil {
		return "http://" + listening.String()
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// MasterKey is the file of the master key.
func (s *Serve) MasterKey() string {
	if s.MasterKeyFile != "" {
		return s.MasterKeyFile
	}
	return filepath.Join(s.Data, "master.key")
}
