package pgwire_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"foureyes/internal/leaktest"
	"foureyes/internal/pgwire"
	"foureyes/internal/pgwire/scram"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// The user of the tests.
const (
	user     = "AKIATEST"
	password = "a secret/with+signs="
)

// fake is a backend with a language of its own, which is not SQL:
//
//	rows N       N rows of an int8 and a text
//	wide N       one text of N bytes
//	echo $1 $2   its parameters, a text and an int8
//	block        runs until its context ends
//	begin, commit, set, fail, panic, odd
type fake struct {
	mu       sync.Mutex
	failures []string
	opened   []pgwire.Startup
	refusal  error         // of Open
	started  chan struct{} // told when block runs
	ended    chan ending   // told why block ended
	closed   chan struct{} // told when a session was closed
	cursors  sync.WaitGroup
}

// ending is why a query ended.
type ending struct{ why error }

func newFake() *fake {
	return &fake{started: make(chan struct{}, 10), ended: make(chan ending, 10), closed: make(chan struct{}, 100)}
}

var verifier = sync.OnceValues(func() (scram.Verifier, error) { return scram.New(password) })

func (f *fake) Verifier(_ context.Context, s pgwire.Startup) (scram.Verifier, bool, error) {
	if s.User == "broken" {
		return scram.Verifier{}, false, errors.New("a secret of ours: the database is gone")
	}
	if s.User == "throttled" {
		return scram.Verifier{}, false, &pgwire.Error{Code: "28000", Message: "too many attempts"}
	}
	v, err := verifier()
	return v, strings.HasPrefix(s.User, user), err
}

func (f *fake) Failed(_ context.Context, s pgwire.Startup) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.failures = append(f.failures, s.User)
}

func (f *fake) Open(_ context.Context, s pgwire.Startup) (pgwire.Session, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.opened = append(f.opened, s)
	return &session{fake: f, status: pgwire.Idle, changed: []pgwire.Setting{{Name: "TimeZone", Value: "UTC"}}}, f.refusal
}

type session struct {
	fake    *fake
	status  pgwire.Status
	changed []pgwire.Setting
}

func (s *session) Status() pgwire.Status { return s.status }

func (s *session) Fail() {
	if s.status == pgwire.InTransaction {
		s.status = pgwire.Failed
	}
}

func (s *session) Settings() []pgwire.Setting {
	changed := s.changed
	s.changed = nil
	return changed
}

func (s *session) Close() { s.fake.closed <- struct{}{} }

func (s *session) Simple(ctx context.Context, sql string) iter.Seq2[pgwire.Cursor, error] {
	return func(yield func(pgwire.Cursor, error) bool) {
		for text := range strings.SplitSeq(sql, ";") {
			st, err := s.Parse(ctx, text, nil)
			if err != nil {
				yield(nil, err)
				return
			}
			if st.(*statement).words == nil {
				continue
			}
			c, err := st.Bind(ctx, nil)
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

func (s *session) Parse(_ context.Context, sql string, _ []uint32) (pgwire.Statement, error) {
	if before, _, comment := strings.Cut(sql, "--"); comment {
		sql = before
	}
	words := strings.Fields(sql)
	if len(words) == 0 {
		return &statement{session: s}, nil
	}
	if words[0] == "odd" {
		return nil, errors.New("a secret of ours")
	}
	if words[0] == "bad" {
		return nil, &pgwire.Error{Code: "42601", Message: "syntax error at or near \"bad\"", Detail: "d\x00", Hint: "h", Position: 1}
	}
	return &statement{session: s, words: words}, nil
}

type statement struct {
	session *session
	words   []string
}

func (s *statement) Params() []uint32 {
	if s.words != nil && s.words[0] == "echo" {
		return []uint32{25, 20}
	}
	return nil
}

func (s *statement) Columns() []pgwire.Column {
	if s.words == nil {
		return nil
	}
	number := pgwire.Column{Name: "n", OID: 20, Size: 8, Modifier: -1}
	text := pgwire.Column{Name: "t", OID: 25, Size: -1, Modifier: -1, Table: 7, Attribute: 2}
	switch s.words[0] {
	case "rows", "failing":
		return []pgwire.Column{number, text}
	case "echo":
		return []pgwire.Column{text, number}
	case "wide", "block":
		return []pgwire.Column{text}
	case "nothing":
		return []pgwire.Column{}
	}
	return nil
}

func (s *statement) Bind(_ context.Context, params []pgwire.Param) (pgwire.Cursor, error) {
	c := &cursor{statement: s, params: params}
	if len(s.words) > 1 && s.words[0] != "echo" {
		n, err := strconv.Atoi(s.words[1])
		if err != nil {
			return nil, &pgwire.Error{Code: "22P02", Message: err.Error()}
		}
		c.n = n
	}
	s.session.fake.cursors.Add(1)
	return c, nil
}

type cursor struct {
	*statement
	params []pgwire.Param
	n, at  int
}

func (c *cursor) Close() { c.session.fake.cursors.Done() }

func (c *cursor) Next(ctx context.Context) (bool, error) {
	if c.words == nil {
		return false, nil
	}
	c.at++
	switch c.words[0] {
	case "rows":
		return c.at <= c.n, ctx.Err()
	case "failing":
		if c.at > c.n {
			return false, &pgwire.Error{Code: "22012", Message: "division by zero"}
		}
		return true, nil
	case "wide", "echo", "nothing":
		return c.at == 1, nil
	case "block":
		c.session.fake.started <- struct{}{}
		<-ctx.Done()
		c.session.fake.ended <- ending{context.Cause(ctx)}
		return false, ctx.Err()
	case "begin":
		c.session.status = pgwire.InTransaction
	case "commit":
		c.session.status = pgwire.Idle
	case "set":
		c.session.changed = append(c.session.changed, pgwire.Setting{Name: "application_name", Value: "changed"})
	case "panic":
		panic("a fault in a session")
	default:
		return false, &pgwire.Error{Code: "42601", Message: "unknown word " + c.words[0]}
	}
	return false, nil
}

func (c *cursor) AppendColumn(dst []byte, column int, f pgwire.Format) ([]byte, bool, error) {
	switch c.words[0] {
	case "echo":
		p := c.params[column]
		return append(dst, p.Value...), p.Value == nil, nil
	case "wide":
		return append(dst, strings.Repeat("x", c.n)...), false, nil
	}
	switch {
	case column == 1 && c.at%3 == 0:
		return dst, true, nil
	case column == 1:
		return fmt.Appendf(dst, "row %d", c.at), false, nil
	case f == pgwire.Binary:
		return binary.BigEndian.AppendUint64(dst, uint64(c.at)), false, nil
	}
	return strconv.AppendInt(dst, int64(c.at), 10), false, nil
}

func (c *cursor) Tag(rows int64) string {
	switch {
	case c.words == nil:
		return ""
	case c.Columns() == nil:
		return strings.ToUpper(c.words[0])
	}
	return fmt.Sprintf("SELECT %d", rows)
}

// serve starts a server for a test, which ends with it, and gives its address.
func serve(t *testing.T, f *fake, set func(*pgwire.Config)) (*pgwire.Server, string) {
	t.Helper()
	c := pgwire.Config{Now: time.Now, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	if set != nil {
		set(&c)
	}
	s := pgwire.New(f, c)
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(context.WithoutCancel(t.Context()), l) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
		cancel() // by force: clients of the test may still be there
		_ = s.Shutdown(ctx)
		if err := <-done; err != nil {
			t.Errorf("Serve: %v", err)
		}
		f.cursors.Wait() // every cursor was closed, or this hangs
	})
	return s, l.Addr().String()
}
