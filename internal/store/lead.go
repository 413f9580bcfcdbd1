package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// LeadLock is the number of the advisory lock that the one sweeping server holds. Who
// has it can be sure that no server sweeps.
const LeadLock = 0x73776565706572

// leadWait bounds one question on the connection that holds the lock.
const leadWait = 5 * time.Second

// leadSettings let PostgreSQL end the session of a server that cannot be reached,
// and with it its lock, within a minute or so. A server asks every second.
var leadSettings = map[string]string{
	"application_name": "foureyes sweeper", "tcp_keepalives_idle": "20", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3",
}

// frozen ends the session of a server that is there and does not ask any more.
// PostgreSQL knows the setting from version 14 on.
const frozen = `SELECT set_config(name, '60000', false) FROM pg_settings WHERE name = 'idle_session_timeout'`

// leadership is a lock that lives as long as one connection: whatever ends that
// ends the leadership, and another server takes it.
type leadership struct {
	db *sql.DB // of this one connection

	mu   sync.Mutex
	conn *sql.Conn
	held bool
	// giveBack frees the lock, which the end of the session does some time later.
	giveBack func()
}

func newLeadership(config pgx.ConnConfig) *leadership {
	settings := maps.Clone(sessionSettings)
	maps.Copy(settings, leadSettings)
	db := openPool(config, settings)
	db.SetMaxOpenConns(1)
	db.SetMaxIdleConns(0) // closing gives the lock back
	return &leadership{db: db}
}

// Lead reports whether this server is the one that does what is due by time. On
// SQLite there is no other. On PostgreSQL it takes the lead if nobody has it, and
// finds out if it has lost it.
func (s *Store) Lead(ctx context.Context) (bool, error) {
	if s.leader == nil {
		return true, nil
	}
	return s.leader.lead(ctx)
}

func (l *leadership) lead(ctx context.Context) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, leadWait)
	defer cancel()
	if err := l.ask(ctx); err != nil {
		return false, errors.Join(fmt.Errorf("ask for the lead: %w", err), l.drop())
	}
	return l.held, nil
}

// ask takes the lock or, when it is held, makes sure that its session lives.
func (l *leadership) ask(ctx context.Context) (err error) {
	if l.conn == nil {
		if l.conn, err = l.db.Conn(ctx); err != nil {
			return fmt.Errorf("connect: %w", err)
		}
		if _, err := l.conn.ExecContext(ctx, frozen); err != nil {
			return fmt.Errorf("limit the session: %w", err)
		}
		l.giveBack = func() {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), leadWait)
			defer cancel()
			_, _ = l.conn.ExecContext(ctx, `SELECT pg_advisory_unlock($1)`, int64(LeadLock))
		}
	}
	query, args := `SELECT pg_try_advisory_lock($1)`, []any{int64(LeadLock)}
	if l.held {
		query, args = `SELECT true`, nil
	}
	return l.conn.QueryRowContext(ctx, query, args...).Scan(&l.held)
}

// drop ends the session, and the leadership with it.
func (l *leadership) drop() error {
	conn := l.conn
	l.conn, l.held = nil, false
	if conn == nil {
		return nil
	}
	if err := conn.Close(); err != nil && !errors.Is(err, sql.ErrConnDone) {
		return fmt.Errorf("end the session: %w", err)
	}
	return nil
}

// close gives the lead to whoever asks next. PostgreSQL takes a while to notice that a
// session has ended, so the lock is given back first; if that fails, it goes then.
func (l *leadership) close() error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held {
		l.giveBack()
	}
	return errors.Join(l.drop(), l.db.Close())
}

// ServerTime asks PostgreSQL what time it is; zero on SQLite, which has no clock of
// its own.
func (s *Store) ServerTime(ctx context.Context) (time.Time, error) {
	if s.leader == nil {
		return time.Time{}, nil
	}
	at, err := one(s.read(ctx), value[int64], `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::BIGINT`)
	return time.UnixMilli(at).UTC(), err
}
