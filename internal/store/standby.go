package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync/atomic"
	"time"
)

const (
	// standbyWait is how long a standby may take to say how far it is.
	standbyWait = 2 * time.Second
	// standbyRest is for how long nobody asks one that did not answer.
	standbyRest = 10 * time.Second
)

// standby is a copy of the database that follows by streaming replication, and answers
// SQL queries as long as it is near enough.
type standby struct {
	db   *sql.DB
	most time.Duration // how far it may be behind

	resting          atomic.Bool
	lag              atomic.Int64 // as it was last seen
	answered, passed atomic.Int64
}

// StandbyFigures tell of a standby since the start.
type StandbyFigures struct {
	// Lag is how far it was behind, at most, when it was last asked.
	Lag time.Duration
	// Answered are the SQL queries that went to it, Passed those that went past it to
	// the database itself.
	Answered, Passed int64
}

// UseStandby makes SQL queries ask a standby, by a URL as OpenPostgres takes it. A query
// that would miss what was saved longer ago than most, or finds no standby, asks
// the database itself. The standby need not be there yet. It is called before the store is used.
func (s *Store) UseStandby(url string, most time.Duration) error {
	config, err := Place{URL: url}.postgres()
	if err != nil {
		return fmt.Errorf("the standby: %w", err)
	}
	config.ConnectTimeout = standbyWait
	// One more than answer queries, to ask how far it is.
	s.standby = &standby{db: openQueries(*config, mostQueries+1), most: most}
	return nil
}

// Standby tells of the standby; false when there is none.
func (s *Store) Standby() (StandbyFigures, bool) {
	b := s.standby
	if b == nil {
		return StandbyFigures{}, false
	}
	return StandbyFigures{time.Duration(b.lag.Load()), b.answered.Load(), b.passed.Load()}, true
}

// forQueries gives the connections that a SQL query shall use.
func (s *Store) forQueries(ctx context.Context) *sql.DB {
	if s.standby == nil {
		return s.queries
	}
	if !s.standby.near(ctx, s.reader) {
		s.standby.passed.Add(1)
		return s.queries
	}
	s.standby.answered.Add(1)
	return s.standby.db
}

// whereItIs asks a database for its place in the log.
const whereItIs = `SELECT pg_current_wal_lsn()::TEXT`

// behind asks a standby how many seconds it is behind a place in the log, at most. One
// that has come as far as that has everything. Else it lacks nothing that is older than
// the last commit that it has seen. NULL means that it follows nobody, or has seen none.
const behind = `SELECT CASE
	WHEN NOT pg_is_in_recovery() THEN NULL
	WHEN pg_last_wal_replay_lsn() >= CAST($1 AS TEXT)::pg_lsn THEN 0
	ELSE GREATEST(0, extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())) END::DOUBLE PRECISION`

// near reports whether the standby is near enough to the database.
func (b *standby) near(ctx context.Context, database *sql.DB) bool {
	if b.resting.Load() {
		return false
	}
	within, cancel := context.WithTimeout(ctx, standbyWait)
	defer cancel()
	var place string
	if database.QueryRowContext(within, whereItIs).Scan(&place) != nil {
		return false // the database itself will say why
	}
	lag, follows, err := lagOf(within, b.db, place)
	if err != nil {
		if ctx.Err() == nil { // else whoever asked has given up
			b.rest()
		}
		return false
	}
	b.lag.Store(int64(lag))
	return follows && lag <= b.most
}

func lagOf(ctx context.Context, standby *sql.DB, place string) (lag time.Duration, follows bool, err error) {
	var seconds sql.NullFloat64
	err = standby.QueryRowContext(ctx, behind, place).Scan(&seconds)
	return time.Duration(seconds.Float64 * float64(time.Second)), seconds.Valid, err
}

// ReadStandby looks at a database and at what is to follow it: how far that is behind,
// at most, and whether it follows anybody at all.
func ReadStandby(ctx context.Context, databaseURL, standbyURL string) (lag time.Duration, follows bool, err error) {
	database, err := Raw(Place{URL: databaseURL})
	if err != nil {
		return 0, false, err
	}
	defer func() { _ = database.Close() }()
	standby, err := Raw(Place{URL: standbyURL})
	if err != nil {
		return 0, false, err
	}
	defer func() { _ = standby.Close() }()
	var place string
	if err := database.QueryRowContext(ctx, whereItIs).Scan(&place); err != nil {
		return 0, false, fmt.Errorf("ask the database where it is: %w", err)
	}
	if lag, follows, err = lagOf(ctx, standby, place); err != nil {
		return 0, false, fmt.Errorf("ask the standby where it is: %w", err)
	}
	return lag, follows, nil
}

// rest keeps queries from waiting for a standby that is not there.
func (b *standby) rest() {
	if b.resting.CompareAndSwap(false, true) {
		time.AfterFunc(standbyRest, func() { b.resting.Store(false) })
	}
}

func (b *standby) close() error {
	if b == nil {
		return nil
	}
	return b.db.Close()
}
