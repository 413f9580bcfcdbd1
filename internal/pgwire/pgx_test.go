package pgwire_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"

	"foureyes/internal/pgwire"
)

// address is the URL of a server for the test's user.
func address(addr string) *url.URL {
	return &url.URL{Scheme: "postgres", User: url.UserPassword(user, password), Host: addr, Path: "/foureyes", RawQuery: "sslmode=disable"}
}

func connect(t *testing.T, u *url.URL, mode pgx.QueryExecMode) *pgx.Conn {
	t.Helper()
	c, err := pgx.ParseConfig(u.String())
	if err != nil {
		t.Fatal(err)
	}
	c.DefaultQueryExecMode = mode
	conn, err := pgx.ConnectConfig(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
	return conn
}

// code is the SQLSTATE of an error.
func code(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return fmt.Sprint(err)
}

var modes = []pgx.QueryExecMode{
	pgx.QueryExecModeCacheStatement, pgx.QueryExecModeCacheDescribe, pgx.QueryExecModeDescribeExec, pgx.QueryExecModeExec, pgx.QueryExecModeSimpleProtocol,
}

func TestPgxReadsRowsInEveryMode(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	for _, mode := range modes {
		t.Run(mode.String(), func(t *testing.T) {
			conn := connect(t, address(addr), mode)
			for range 2 { // the second time from the cache, if there is one
				rows, err := conn.Query(t.Context(), "rows 10000")
				if err != nil {
					t.Fatal(err)
				}
				n := int64(0)
				for rows.Next() {
					n++
					var number int64
					var text *string
					if err := rows.Scan(&number, &text); err != nil {
						t.Fatal(err)
					}
					if number != n || (text == nil) != (n%3 == 0) || text != nil && *text != fmt.Sprintf("row %d", n) {
						t.Fatalf("row %d is %d, %v", n, number, text)
					}
				}
				if rows.Err() != nil || n != 10000 || rows.CommandTag().String() != "SELECT 10000" {
					t.Errorf("%d rows, %s, %v", n, rows.CommandTag(), rows.Err())
				}
			}
			if got := conn.PgConn().ParameterStatus("server_version"); got != "15.0" {
				t.Errorf("the version is %s", got)
			}
			if err := conn.Ping(t.Context()); err != nil {
				t.Errorf("an empty query: %v", err)
			}
		})
	}
}

func TestPgxSendsParametersAndReadsThemBack(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	for _, mode := range modes[:3] { // the others write parameters into the text, or guess types
		t.Run(mode.String(), func(t *testing.T) {
			conn := connect(t, address(addr), mode)
			for _, want := range []*string{new("x"), new(""), new(strings.Repeat("é", 100_000)), nil} {
				var text *string
				var number int64
				if err := conn.QueryRow(t.Context(), "echo $1 $2", want, int64(-5)).Scan(&text, &number); err != nil {
					t.Fatal(err)
				}
				if (text == nil) != (want == nil) || text != nil && *text != *want || number != -5 {
					t.Errorf("got %v, %d", text, number)
				}
			}
		})
	}
}

func TestPgxBatchAndPipeline(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	conn := connect(t, address(addr), pgx.QueryExecModeCacheStatement)
	batch := &pgx.Batch{}
	for i := range 50 {
		batch.Queue(fmt.Sprintf("rows %d", i))
	}
	results := conn.SendBatch(t.Context(), batch)
	for i := range 50 {
		tag, err := results.Exec()
		if err != nil || tag.RowsAffected() != int64(i) {
			t.Fatalf("%d: %s, %v", i, tag, err)
		}
	}
	if err := results.Close(); err != nil {
		t.Fatal(err)
	}
	// What comes after an error, up to Sync, is skipped; the next is not.
	p := conn.PgConn().StartPipeline(t.Context())
	p.SendQueryParams("rows 1", nil, nil, nil, nil)
	p.SendQueryParams("bad", nil, nil, nil, nil)
	p.SendQueryParams("rows 2", nil, nil, nil, nil)
	if err := p.Sync(); err != nil {
		t.Fatal(err)
	}
	p.SendQueryParams("rows 3", nil, nil, nil, nil)
	if err := p.Sync(); err != nil {
		t.Fatal(err)
	}
	var said []string
	for {
		r, err := p.GetResults()
		if r == nil && err == nil {
			break
		}
		switch r := r.(type) {
		case *pgconn.ResultReader:
			tag, err := r.Close()
			if err == nil {
				said = append(said, tag.String())
			} else {
				said = append(said, code(err))
			}
		case *pgconn.PipelineSync:
			said = append(said, "sync")
		default:
			said = append(said, code(err))
		}
	}
	if got := strings.Join(said, " "); got != "SELECT 1 42601 sync SELECT 3 sync" {
		t.Errorf("got %s", got)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

func TestErrorsAreToldAndTheConnectionGoesOn(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	for _, mode := range modes {
		conn := connect(t, address(addr), mode)
		_, err := conn.Exec(t.Context(), "bad")
		var e *pgconn.PgError
		if !errors.As(err, &e) || e.Code != "42601" || e.Position != 1 || e.Hint != "h" || e.Detail != `d\0` || e.Severity != "ERROR" {
			t.Errorf("%v: %+v", mode, e)
		}
		if _, err = conn.Exec(t.Context(), "odd"); code(err) != "XX000" || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v: %v", mode, err)
		}
		if _, err = conn.Exec(t.Context(), "failing 20000"); code(err) != "22012" {
			t.Errorf("%v: %v", mode, err)
		}
		if _, err = conn.Exec(t.Context(), "\xff"); code(err) != "22021" {
			t.Errorf("%v: %v", mode, err)
		}
		if tag, err := conn.Exec(t.Context(), "rows 1"); tag.String() != "SELECT 1" || err != nil {
			t.Errorf("%v: after the errors: %s, %v", mode, tag, err)
		}
	}
}

func TestSeveralStatementsInOneText(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	conn := connect(t, address(addr), pgx.QueryExecModeSimpleProtocol).PgConn()
	results, err := conn.Exec(t.Context(), "rows 1; begin; ; rows 2; bad; rows 3").ReadAll()
	var tags []string
	for _, r := range results {
		tags = append(tags, r.CommandTag.String())
	}
	if got := strings.Join(tags, ","); got != "SELECT 1,BEGIN,SELECT 2" || code(err) != "42601" {
		t.Errorf("%s, %v", got, err)
	}
	if conn.TxStatus() != 'E' {
		t.Errorf("the transaction is %c", conn.TxStatus())
	}
	if _, err := conn.Exec(t.Context(), "commit; set").ReadAll(); err != nil || conn.TxStatus() != 'I' {
		t.Errorf("%c, %v", conn.TxStatus(), err)
	}
	if got := conn.ParameterStatus("application_name"); got != "changed" {
		t.Errorf("application_name is %q", got)
	}
}

func TestPgxCancelsWhenItsContextEnds(t *testing.T) {
	f := newFake()
	_, addr := serve(t, f, nil)
	for _, version := range []string{"3.0", "3.2"} {
		u := address(addr)
		u.RawQuery += "&max_protocol_version=" + version
		conn := connect(t, u, pgx.QueryExecModeExec).PgConn()
		done := make(chan error, 1)
		go func() { done <- conn.ExecParams(t.Context(), "block", nil, nil, nil, nil).Read().Err }()
		<-f.started
		if err := conn.CancelRequest(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := <-done; code(err) != "57014" {
			t.Errorf("%s: the client was told %v", version, err)
		}
		<-f.ended
		if tag, err := conn.Exec(t.Context(), "rows 1").ReadAll(); err != nil || len(tag) != 1 {
			t.Errorf("%s: after it: %v, %v", version, tag, err)
		}
	}
}

func TestWrongKeyCancelsNothing(t *testing.T) {
	f := newFake()
	_, addr := serve(t, f, nil)
	conn := connect(t, address(addr), pgx.QueryExecModeExec).PgConn()
	done := make(chan error, 1)
	go func() { done <- conn.ExecParams(t.Context(), "block", nil, nil, nil, nil).Read().Err }()
	<-f.started
	for _, key := range [][]byte{{0, 0, 0, 0}, {1}, make([]byte, 32)} {
		w := dial(t, addr)
		w.packet(80877102, append([]byte{0, 0, 0, byte(conn.PID())}, key...))
		w.closed() // without a word
	}
	select {
	case end := <-f.ended:
		t.Errorf("the query ended: %v", end.why)
	default:
	}
	if err := conn.CancelRequest(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-done; code(err) != "57014" {
		t.Errorf("with the right key: %v", err)
	}
}

func TestClientThatVanishesEndsItsQuery(t *testing.T) {
	f := newFake()
	_, addr := serve(t, f, nil)
	w := signedIn(t, addr)
	w.send(&pgproto3.Query{String: "block"})
	<-f.started
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if end := <-f.ended; end.why == nil || errors.Is(end.why, context.Canceled) {
		t.Errorf("the query ended with %v", end.why)
	}
	<-f.closed
}

func TestPanicEndsOneConnection(t *testing.T) {
	f := newFake()
	_, addr := serve(t, f, nil)
	other := connect(t, address(addr), pgx.QueryExecModeExec)
	conn := connect(t, address(addr), pgx.QueryExecModeExec)
	if _, err := conn.Exec(t.Context(), "panic"); code(err) != "XX000" {
		t.Errorf("got %v", err)
	}
	<-f.closed
	if _, err := other.Exec(t.Context(), "rows 1"); err != nil {
		t.Errorf("another connection: %v", err)
	}
}

func TestPreparedStatementsAreLimited(t *testing.T) {
	_, addr := serve(t, newFake(), func(c *pgwire.Config) { c.MaxPrepared = 2 })
	conn := connect(t, address(addr), pgx.QueryExecModeSimpleProtocol)
	for i, want := range []string{"<nil>", "<nil>", "53400"} {
		if _, err := conn.Prepare(t.Context(), fmt.Sprint("s", i), "rows 1"); code(err) != want {
			t.Errorf("%d: %v", i, err)
		}
	}
	if err := conn.Deallocate(t.Context(), "s0"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Prepare(t.Context(), "s2", "rows 1"); err != nil {
		t.Errorf("after one was closed: %v", err)
	}
}
