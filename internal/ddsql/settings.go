package ddsql

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// usual are the parameters that are known, with what they are at first. What is
// not explained below is taken and shown, and changes nothing: clients set it as a
// matter of course.
var usual = map[string]string{
	"application_name": "", "bytea_output": "hex", "client_encoding": "UTF8", "client_min_messages": "notice",
	"datestyle": "ISO, MDY", "default_tablespace": "", "default_transaction_isolation": "read committed",
	"default_transaction_deferrable": "off", "default_table_access_method": "heap", "array_nulls": "on", "backslash_quote": "safe_encoding", "check_function_bodies": "on", "quote_all_identifiers": "off", "enable_seqscan": "on", "enable_nestloop": "on", "enable_hashjoin": "on",
	"escape_string_warning": "on", "extra_float_digits": "1", "geqo": "on", "idle_in_transaction_session_timeout": "0",
	"idle_session_timeout": "0", "intervalstyle": "postgres", "jit": "off", "lc_collate": "C", "lc_ctype": "C.UTF-8",
	"lc_messages": "C", "lc_monetary": "C", "lc_numeric": "C", "lc_time": "C", "lock_timeout": "0",
	"max_parallel_workers_per_gather": "0", "role": "none", "row_security": "on",
	"ssl_renegotiation_limit": "0", "standard_conforming_strings": "on", "statement_timeout": "0",
	"synchronous_commit": "on", "synchronize_seqscans": "on", "temp_buffers": "8MB", "timezone": "UTC", "transaction_deferrable": "off",
	"transaction_isolation": "read committed", "work_mem": "4MB", "xmloption": "content",
}

// fixed are the parameters that cannot be changed.
var fixed = map[string]string{
	"block_size": "8192", "default_transaction_read_only": "on", "in_hot_standby": "off", "integer_datetimes": "on", "is_superuser": "off",
	"max_identifier_length": "63", "max_index_keys": "32", "max_connections": "100", "server_encoding": "UTF8",
	"transaction_read_only": "on", "wal_segment_size": "16MB",
}

// settings are a session's parameters (fn.Settings).
type settings struct {
	first  map[string]string // when the session began
	now    map[string]string
	before map[string]string // when the transaction began; nil outside of one
	local  map[string]string // until the transaction ends
	fixed  map[string]string
}

func newSettings(o Owner) *settings {
	s := &settings{first: maps.Clone(usual), fixed: maps.Clone(fixed)}
	quoted := make([]string, len(o.Path))
	for i, name := range o.Path {
		quoted[i] = syntax.QuoteName(name)
	}
	s.first["search_path"] = strings.Join(quoted, ", ")
	s.fixed["server_version"], s.fixed["server_version_num"] = o.Server, versionNumber(o.Server)
	s.fixed["session_authorization"] = o.User
	s.now = maps.Clone(s.first)
	return s
}

// versionNumber makes 150004 of 15.4.
func versionNumber(server string) string {
	word, _, _ := strings.Cut(server, " ")
	major, minor, _ := strings.Cut(word, ".")
	a, _ := strconv.Atoi(major)
	b, _ := strconv.Atoi(minor)
	return strconv.Itoa(a*10000 + b)
}

// Setting finds a parameter by its name in lower case.
func (s *settings) Setting(name string) (string, bool) {
	for _, from := range []map[string]string{s.fixed, s.local, s.now} {
		if text, ok := from[name]; ok {
			return text, true
		}
	}
	return "", false
}

// SetSetting changes a parameter, until the end of the transaction when local.
func (s *settings) SetSetting(name, text string, local bool) error {
	name = strings.ToLower(name)
	text, err := s.checked(name, text)
	if err != nil {
		return err
	}
	switch {
	case local && s.before == nil: // it would end with this statement
	case local:
		s.local[name] = text
	default:
		s.now[name] = text
		delete(s.local, name)
	}
	return nil
}

// checked refuses what is unknown, fixed, or would not be honoured.
func (s *settings) checked(name, text string) (string, error) {
	if have, ok := s.fixed[name]; ok {
		if strings.EqualFold(have, text) || strings.HasSuffix(name, "read_only") {
			return have, nil
		}
		return "", sqlerr.New("55P02", "parameter \"%s\" cannot be changed", name)
	}
	if _, known := s.first[name]; !known && !strings.Contains(name, ".") {
		return "", sqlerr.New(sqlerr.UndefinedObject, "unrecognized configuration parameter \"%s\"", name)
	}
	invalid := sqlerr.New(sqlerr.InvalidParameterValue, "invalid value for parameter \"%s\": \"%s\"", name, text)
	switch name {
	case "client_encoding":
		if word := lettersAndDigits(strings.ToUpper(text)); word != "UTF8" && word != "UNICODE" && word != "SQLASCII" {
			return "", invalid.WithHint("Only UTF8 is spoken here.")
		}
		return "UTF8", nil
	case "datestyle":
		if !strings.HasPrefix(strings.ToUpper(text), "ISO") {
			return "", invalid.WithHint("Only ISO is written here.")
		}
		return "ISO, MDY", nil
	case "intervalstyle":
		if !strings.EqualFold(text, "postgres") {
			return "", invalid.WithHint("Only the style postgres is written here.")
		}
	case "timezone":
		// Times are written in UTC with their offset, whatever a client asks for.
		return "UTC", nil
	case "statement_timeout":
		if _, err := milliseconds(text); err != nil {
			return "", invalid
		}
	}
	return text, nil
}

// lettersAndDigits is what counts in the name of an encoding: some clients write
// 'utf-8', quotes and all.
func lettersAndDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// statementTimeout is the session's own time limit, 0 for none.
func (s *settings) statementTimeout() time.Duration {
	text, _ := s.Setting("statement_timeout")
	limit, _ := milliseconds(text) // checked when it was set
	return limit
}

// milliseconds reads a time as PostgreSQL's parameters have it: a number of
// milliseconds, or one with a unit.
func milliseconds(text string) (time.Duration, error) {
	text = strings.TrimSpace(text)
	if n, err := strconv.ParseInt(text, 10, 32); err == nil && n >= 0 {
		return time.Duration(n) * time.Millisecond, nil
	}
	return time.ParseDuration(strings.NewReplacer(" ", "", "min", "m").Replace(text)) //nolint:wrapcheck // reworded by the caller
}

// path is the schemas of the search path.
func (s *settings) path() []string {
	text, _ := s.Setting("search_path")
	var path []string
	for name := range strings.SplitSeq(text, ",") {
		name = strings.TrimSpace(name)
		if unquoted, ok := strings.CutPrefix(name, `"`); ok {
			name = strings.ReplaceAll(strings.TrimSuffix(unquoted, `"`), `""`, `"`)
		}
		if name != "" {
			path = append(path, name)
		}
	}
	return path
}

func (s *settings) begin() { s.before, s.local = maps.Clone(s.now), map[string]string{} }

func (s *settings) end(commit bool) {
	if !commit && s.before != nil {
		s.now = s.before
	}
	s.before, s.local = nil, nil
}

func (s *settings) reset(name string) error {
	if name == "all" {
		s.now = maps.Clone(s.first)
		return nil
	}
	text, ok := s.first[name]
	if !ok {
		if _, known := s.Setting(name); !known {
			return sqlerr.New(sqlerr.UndefinedObject, "unrecognized configuration parameter \"%s\"", name)
		}
		delete(s.now, name)
		return nil
	}
	return s.SetSetting(name, text, false)
}

// set does SET. The modes of transactions have no effect on what only reads.
func (s *Session) set(t *syntax.Set) (*Rows, error) {
	switch {
	case t.Name == "transaction" || t.Name == "session characteristics":
		return done("SET"), nil
	case t.Name == "session_authorization" || t.Name == "role":
		if len(t.Values) == 1 && t.Values[0] != "none" && t.Values[0] != s.owner.User {
			return nil, sqlerr.New(sqlerr.InsufficientPrivilege, "permission denied to set role \"%s\"", t.Values[0])
		}
		return done("SET"), nil
	case t.Default:
		return done("SET"), s.settings.reset(t.Name)
	}
	text := strings.Join(t.Values, ", ")
	if t.Name == "search_path" {
		quoted := make([]string, len(t.Values))
		for i, v := range t.Values {
			quoted[i] = syntax.QuoteName(v)
		}
		text = strings.Join(quoted, ", ")
	}
	return done("SET"), s.settings.SetSetting(t.Name, text, t.Scope == syntax.SetLocal)
}

func showColumns(t *syntax.Show) []Column {
	if t.Name == "all" {
		return textColumns("name", "setting", "description")
	}
	return textColumns(t.Name)
}

func (s *Session) show(t *syntax.Show) (*Rows, error) {
	if t.Name != "all" {
		text, ok := s.settings.Setting(t.Name)
		if !ok {
			return nil, sqlerr.New(sqlerr.UndefinedObject, "unrecognized configuration parameter \"%s\"", t.Name)
		}
		return told("SHOW", showColumns(t), [][]value.Value{{value.OfText(text)}}), nil
	}
	var rows [][]value.Value
	for _, name := range s.settings.names() {
		text, _ := s.settings.Setting(name)
		rows = append(rows, []value.Value{value.OfText(name), value.OfText(text), value.OfText("")})
	}
	return told("SHOW", showColumns(t), rows), nil
}

// names are all parameters, sorted.
func (s *settings) names() []string {
	all := slices.Concat(slices.Collect(maps.Keys(s.fixed)), slices.Collect(maps.Keys(s.now)), slices.Collect(maps.Keys(s.local)))
	slices.Sort(all)
	return slices.Compact(all)
}
