package bench_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	_ "modernc.org/sqlite" // the driver "sqlite", the same as the store's
)

// pragmas are those of the store.
const pragmas = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
	"&_pragma=foreign_keys(1)&_pragma=temp_store(MEMORY)"

// principal is who starts loops.
const principal = "arn:aws:iam::" + account + ":user/admin"

// rawGroup is how many starts share a commit at most, as in the store.
const rawGroup = 256

// raw is the limit that StartHumanLoop is held against: the rows of a start,
// written through the same driver with the same durability and shared commits,
// but without requests, rules, savepoints and the work that follows.
type raw struct {
	conn     *sql.Conn
	simple   map[string]*sql.Stmt
	inserts  [4]*sql.Stmt
	flowID   string
	input    string
	inputSum [sha256.Size]byte
	audits   bool // whether a start leaves a row of audit too
	queue    chan *rawStart
}

type rawStart struct {
	id, name string
	done     chan error
}

// newRaw opens a copy of a database in which one loop was started.
func newRaw(b *testing.B, folder, input string) *raw {
	b.Helper()
	db := openRaw(b, filepath.Join(folder, "raw.db"))
	conn, err := db.Conn(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close() })
	w := &raw{conn: conn, input: input, inputSum: sha256.Sum256([]byte(input)), queue: make(chan *rawStart, rawGroup)}
	if err := conn.QueryRowContext(b.Context(), `SELECT id FROM flow_definition`).Scan(&w.flowID); err != nil {
		b.Fatal(err)
	}
	if err := conn.QueryRowContext(b.Context(), `SELECT EXISTS (SELECT 1 FROM audit WHERE action = 'sagemaker:StartHumanLoop')`).Scan(&w.audits); err != nil {
		b.Fatal(err)
	}
	w.prepare(b)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.run()
	}()
	b.Cleanup(func() {
		close(w.queue)
		<-ended
	})
	return w
}

func openRaw(b *testing.B, file string) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+file+pragmas)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	return db
}

func (w *raw) prepare(b *testing.B) {
	b.Helper()
	prepare := func(query string) *sql.Stmt {
		stmt, err := w.conn.PrepareContext(b.Context(), query)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { stmt.Close() })
		return stmt
	}
	w.simple = map[string]*sql.Stmt{}
	for _, statement := range []string{"BEGIN IMMEDIATE", "COMMIT"} {
		w.simple[statement] = prepare(statement)
	}
	w.inserts = [4]*sql.Stmt{
		prepare(`INSERT INTO human_loop (
			id, account_id, region, name, flow_id, status, failure_code, failure_reason,
			task_count, holders, answers, open_slots, input_sha256, classifiers,
			created_by, created_at, due_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`),
		prepare(`INSERT INTO human_loop_input (loop_id, content) VALUES ($1, $2)`),
		prepare(`INSERT INTO job (id, kind, payload, due_at, attempts, last_error, created_at)
			VALUES ($1, $2, $3, $4, 0, '', $5)`),
		prepare(`INSERT INTO audit (
			at, request_id, account_id, region, principal, access_key_id, person_id,
			action, resource, outcome, source_ip)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`),
	}
}

// start returns once its rows are durable.
func (w *raw) start() error {
	s := &rawStart{id: newID(), name: newName(), done: make(chan error, 1)}
	w.queue <- s
	return <-s.done
}

func (w *raw) run() {
	group := make([]*rawStart, 0, rawGroup)
	for s := range w.queue {
		group = append(group[:0], s)
		for more := true; more && len(group) < rawGroup; {
			select {
			case s, more = <-w.queue:
				if more {
					group = append(group, s)
				}
			default:
				more = false
			}
		}
		err := w.commit(group)
		for _, s := range group {
			s.done <- err
		}
	}
}

func (w *raw) commit(group []*rawStart) error {
	ctx := context.Background()
	if _, err := w.simple["BEGIN IMMEDIATE"].ExecContext(ctx); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	for _, s := range group {
		if err := w.insert(ctx, s); err != nil {
			return fmt.Errorf("insert: %w", err)
		}
	}
	if _, err := w.simple["COMMIT"].ExecContext(ctx); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (w *raw) insert(ctx context.Context, s *rawStart) error {
	now := time.Now().UnixMilli()
	if _, err := w.inserts[0].ExecContext(ctx,
		s.id, account, region, s.name, w.flowID, "InProgress", "", "",
		1, 0, 0, 1, w.inputSum[:], "null",
		principal, now, now+3_600_000); err != nil {
		return err
	}
	if _, err := w.inserts[1].ExecContext(ctx, s.id, w.input); err != nil {
		return err
	}
	if _, err := w.inserts[2].ExecContext(ctx, "try-render:"+s.id, "try-render", s.id, now, now); err != nil {
		return err
	}
	if !w.audits {
		return nil
	}
	_, err := w.inserts[3].ExecContext(ctx, now, s.name, account, region, principal, keyID, "",
		"sagemaker:StartHumanLoop", "arn:aws:sagemaker:"+region+":"+account+":human-loop/"+s.name, "Success", "127.0.0.1")
	return err
}

// newID makes ids as the server does.
func newID() string { return ulid.MustNew(ulid.Now(), rand.Reader).String() }

// newName makes a loop's name of the length and the order of a random UUID, which
// is what most programs take.
func newName() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // it never fails
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
