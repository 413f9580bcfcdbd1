package conformance

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"

	"foureyes/internal/config"
)

// dsn is the address for PostgreSQL's clients.
func (s *server) dsn(settings string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword(keyID, secretKey), Host: s.sql, Path: "/foureyes", RawQuery: "sslmode=disable" + settings}
	return u.String()
}

// connect opens a session with pgx.
func (s *server) connect(t *testing.T, settings string) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(t.Context(), s.dsn(settings))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(context.WithoutCancel(t.Context())) })
	return c
}

// flowRow is a row of aws.sagemaker_flow_definition as a Go program reads it.
type flowRow struct {
	Key, ARN, Name, Status string
	Created                time.Time
	Config                 struct{ WorkteamArn, TaskTitle string }
	Env                    *string
}

const flowQuery = `SELECT _key, flow_definition_arn, flow_definition_name, flow_definition_status, creation_time, human_loop_config, tags->'env'
	FROM aws.sagemaker_flow_definition WHERE flow_definition_name = $1`

func readFlow(t *testing.T, c *pgx.Conn, name string, mode pgx.QueryExecMode) (r flowRow) {
	t.Helper()
	err := c.QueryRow(t.Context(), flowQuery, mode, name).Scan(&r.Key, &r.ARN, &r.Name, &r.Status, &r.Created, &r.Config, &r.Env)
	if err != nil {
		t.Fatalf("read the row of %s: %v", name, err)
	}
	return r
}

// A row is there when the call that made it has returned, in every way that pgx asks.
func TestFlowDefinitionIsARowAtOnce(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	conn := s.connect(t, "")
	name := "invoices"
	arn := c.plainFlow(t, name)
	described, err := c.sagemaker.DescribeFlowDefinition(t.Context(), &sagemaker.DescribeFlowDefinitionInput{FlowDefinitionName: &name})
	if err != nil {
		t.Fatal(err)
	}
	for _, mode := range []pgx.QueryExecMode{
		pgx.QueryExecModeCacheStatement, pgx.QueryExecModeCacheDescribe, pgx.QueryExecModeDescribeExec, pgx.QueryExecModeExec, pgx.QueryExecModeSimpleProtocol,
	} {
		r := readFlow(t, conn, name, mode)
		if r.Key != arn || r.ARN != arn || r.Name != name || r.Status != "Active" || r.Env != nil {
			t.Errorf("%s: got %+v", mode, r)
		}
		if !r.Created.Equal(aws.ToTime(described.CreationTime)) {
			t.Errorf("%s: created at %s, described as %s", mode, r.Created, described.CreationTime)
		}
		if r.Config.WorkteamArn != everyone(home) || r.Config.TaskTitle != "Check the total" {
			t.Errorf("%s: the configuration is %+v", mode, r.Config)
		}
	}
	if _, err := c.sagemaker.DeleteFlowDefinition(t.Context(), &sagemaker.DeleteFlowDefinitionInput{FlowDefinitionName: &name}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the row is gone with its flow definition", func() bool {
		var n int
		if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM aws.sagemaker_flow_definition").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n == 0
	})
}

func TestSessionsOfPgx(t *testing.T) {
	s := start(t)
	conn := s.connect(t, "&application_name=report&search_path=foureyes")
	var user, database, application, path string
	err := conn.QueryRow(t.Context(), "SELECT current_user, current_database(), current_setting('application_name'), current_setting('search_path')").
		Scan(&user, &database, &application, &path)
	if user != keyID || database != "foureyes" || application != "report" || path != "foureyes" || err != nil {
		t.Errorf("got %q, %q, %q, %q, %v", user, database, application, path, err)
	}
	batch := &pgx.Batch{}
	for i := range 3 {
		batch.Queue("SELECT $1::bigint * 2", i)
	}
	results := conn.SendBatch(t.Context(), batch)
	for i := range 3 {
		var n int
		if err := results.QueryRow().Scan(&n); n != 2*i || err != nil {
			t.Errorf("%d: got %d, %v", i, n, err)
		}
	}
	if err := results.Close(); err != nil {
		t.Error(err)
	}
	tx, err := conn.BeginTx(t.Context(), pgx.TxOptions{AccessMode: pgx.ReadOnly})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), "CREATE TABLE x (a int)"); sqlState(err) != "25006" {
		t.Errorf("a write: %v", err)
	}
	if _, err := tx.Exec(t.Context(), "SELECT 1"); sqlState(err) != "25P02" {
		t.Errorf("after a failure: %v", err)
	}
	if err := tx.Rollback(t.Context()); err != nil {
		t.Error(err)
	}
}

func sqlState(err error) string {
	if e, ok := err.(*pgconn.PgError); ok { //nolint:errorlint // pgx gives it as it is
		return e.Code
	}
	return ""
}

func TestQueryOfPgxIsCanceled(t *testing.T) {
	s := start(t)
	conn := s.connect(t, "")
	ctx, cancel := context.WithCancel(t.Context())
	rows, err := conn.Query(ctx, "SELECT a FROM generate_series(1, 1000000000) a")
	if err != nil {
		t.Fatal(err)
	}
	if !rows.Next() {
		t.Fatal(rows.Err())
	}
	cancel()
	for rows.Next() {
	}
	if rows.Err() == nil {
		t.Error("it went on")
	}
	if err := s.connect(t, "").Ping(t.Context()); err != nil {
		t.Errorf("another session: %v", err)
	}
}

func TestStatementTimeoutOfASession(t *testing.T) {
	s := startWith(t, func(c *config.Serve) { c.SQLTimeout = time.Hour })
	conn := s.connect(t, "&statement_timeout=100")
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	_, err := conn.Exec(ctx, "SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b WHERE a + b = 7")
	if sqlState(err) != "57014" {
		t.Error(err)
	}
}

// psql runs psql with commands, and gives what it printed.
func (s *server) psql(t *testing.T, commands ...string) string {
	t.Helper()
	host, port, err := net.SplitHostPort(s.sql)
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", host, "-p", port, "-U", keyID, "-d", "foureyes"}
	for _, c := range commands {
		args = append(args, "-c", c)
	}
	cmd := exec.CommandContext(t.Context(), "psql", args...)
	cmd.Env = append(os.Environ(), "PGPASSWORD="+secretKey, "LC_ALL=C.UTF-8", "PGSSLMODE=disable")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("psql %q: %v: %s", commands, err, out)
	}
	return string(out)
}

func TestPsql(t *testing.T) {
	s := start(t)
	s.in(t, home).plainFlow(t, "invoices")
	if got := s.psql(t, "SELECT flow_definition_name, flow_definition_status FROM aws.sagemaker_flow_definition"); got != "invoices|Active\n" {
		t.Errorf("got %q", got)
	}
	for command, want := range map[string]string{
		`\dt`: "aws|sagemaker_flow_definition|table|", `\dt foureyes.*`: "foureyes|audit|table|", `\dn`: "aws|", `\l`: "foureyes|",
		`\d aws.sagemaker_flow_definition`: "human_loop_config|json|", `\d+ sagemaker_human_loop`: "creation_time|timestamp without time zone|",
		`\du`: keyID, `\dx`: "hstore|", `\df lower`: "pg_catalog|lower|text|text|func", `\dT+ hstore`: "hstore", `\dv`: "", `\di`: "", `\dm`: "", `\ds`: "",
		`\conninfo`: keyID, `\dp`: "", `\ddp`: "", `\dD`: "", `\do ~`: "", `\dC`: "", `\dE`: "", `\db`: "", `\dO`: "", `\dy`: "", `\des`: "", `\drds`: "", `\dRp`: "",
		`\dRs`: "", `\dF`: "", `\dAc`: "", `\dA`: "", `\dL`: "", `\dX`: "", `\dconfig work_mem`: "work_mem",
	} {
		if got := s.psql(t, command); !strings.Contains(got, want) {
			t.Errorf("%s: got %q", command, got)
		}
	}
}

// A client of one account sees nothing of another's, in no table and no catalogue.
func TestAccountsAreApartInSQL(t *testing.T) {
	s := start(t)
	s.in(t, home).plainFlow(t, "invoices")
	other := s.otherKey(t, "999999999999")
	u := url.URL{Scheme: "postgres", User: url.UserPassword(other.ID, other.Secret), Host: s.sql, Path: "/foureyes", RawQuery: "sslmode=disable"}
	conn, err := pgx.Connect(t.Context(), u.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	for _, table := range []string{
		"aws.sagemaker_flow_definition", "aws.sagemaker_human_task_ui", "aws.sagemaker_workteam", "aws.sagemaker_human_loop", "foureyes.answer", "foureyes.event",
	} {
		var n int
		if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); n != 0 || err != nil {
			t.Errorf("%s: %d rows, %v", table, n, err)
		}
		if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM "+table+" WHERE account_id = '"+account+"' OR true").Scan(&n); n != 0 || err != nil {
			t.Errorf("%s with a condition: %d rows, %v", table, n, err)
		}
	}
}

// newKey is the answer of the console API to a new key.
type newKey struct {
	AccessKey       struct{ ID string }
	SecretAccessKey string
}

type credentials struct{ ID, Secret string }

// otherKey makes a key of another account.
func (s *server) otherKey(t *testing.T, account string) credentials {
	t.Helper()
	return s.makeKey(t, `{"account":"`+account+`","user":"b","policies":[{"name":"ReadOnlyAccess"}]}`)
}

// keyWith makes a key of our account with a policy.
func (s *server) keyWith(t *testing.T, policy string) credentials {
	t.Helper()
	return s.makeKey(t, `{"user":"b","policies":[{"name":"`+policy+`"}]}`)
}

func (s *server) makeKey(t *testing.T, body string) credentials {
	t.Helper()
	var k newKey
	a := s.send(t, post("/api/v1/access-keys", body))
	if err := json.Unmarshal(a.body, &k); err != nil || a.status != http.StatusCreated {
		t.Fatalf("make a key: %d %s", a.status, a.body)
	}
	return credentials{k.AccessKey.ID, k.SecretAccessKey}
}

// Rows that are fetched in pieces come in several requests of the protocol, of which
// each has an end.
func TestPortalGoesOnAfterItWasSuspended(t *testing.T) {
	s := start(t)
	conn := s.connect(t, "")
	if _, err := conn.Exec(t.Context(), "BEGIN"); err != nil { // else the portal ends with its request
		t.Fatal(err)
	}
	f := conn.PgConn().Frontend()
	f.SendParse(&pgproto3.Parse{Query: "SELECT x FROM generate_series(1, 100000) x"})
	f.SendBind(&pgproto3.Bind{})
	rows := 0
	for suspended := true; suspended; {
		f.SendExecute(&pgproto3.Execute{MaxRows: 999})
		f.SendSync(&pgproto3.Sync{})
		if err := f.Flush(); err != nil {
			t.Fatal(err)
		}
		for more := true; more; {
			m, err := f.Receive()
			if err != nil {
				t.Fatal(err)
			}
			switch m := m.(type) {
			case *pgproto3.DataRow:
				rows++
			case *pgproto3.CommandComplete:
				suspended = false
			case *pgproto3.ReadyForQuery:
				more = false
			case *pgproto3.ErrorResponse:
				t.Fatalf("after %d rows: %s", rows, m.Message)
			}
		}
	}
	if rows != 100_000 {
		t.Errorf("got %d rows", rows)
	}
}
