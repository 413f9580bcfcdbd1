package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"foureyes/internal/flow"
)

// Figures are what an operator wants to see change over time.
type Figures struct {
	// LoopsInProgress are the human loops that are not over, of all accounts.
	LoopsInProgress int
	// Waiting are the flow definitions whose oldest task waits longest.
	Waiting []Waiting
	// Jobs and Deliveries are the two queues of saved jobs.
	Jobs, Deliveries QueueFigures
	// PutAside are the jobs that failed too often, counted up to mostCounted.
	PutAside int
	// AuditLog are the entries that are not in the audit log yet, as AuditWaits counts
	// them; nil, as Figures gives it, where that is not asked.
	AuditLog *QueueFigures
}

// Waiting is the oldest task of a flow definition that nobody has taken.
type Waiting struct {
	Account, Region, Flow string
	Age                   time.Duration
}

// QueueFigures tell of the jobs that are due and that nobody has taken.
type QueueFigures struct {
	// Due counts them, up to mostCounted in both queues together.
	Due int
	// Overdue is how long the oldest of them has been due.
	Overdue time.Duration
}

const (
	// mostCounted bounds what is counted row by row, so that a bad hour does not make
	// the question expensive.
	mostCounted = 10_000
	// mostWaiting is how many flow definitions are told of.
	mostWaiting = 20
)

// Figures reads them. What it costs grows with the number of flow definitions (two
// seeks in an index for each), and not with that of human loops.
func (s *Store) Figures(ctx context.Context, now time.Time) (Figures, error) {
	t := s.read(ctx)
	t.endless = ctx // whoever asks gives up after a while
	var f Figures
	var err error
	if f.LoopsInProgress, err = one(t, value[int], `SELECT CAST(COALESCE(SUM(loops), 0) AS BIGINT) FROM human_loop_tally`); err != nil {
		return f, err
	}
	if f.PutAside, err = one(t, value[int], `SELECT COUNT(*) FROM (SELECT 1 FROM job WHERE dead_at IS NOT NULL LIMIT $1) AS aside`, mostCounted); err != nil {
		return f, err
	}
	if f.Waiting, err = t.waitingLongest(now); err != nil {
		return f, err
	}
	return f, t.queueFigures(&f, now)
}

// waitingLongest seeks the oldest task in both queues of each flow definition.
func (t *tx) waitingLongest(now time.Time) ([]Waiting, error) {
	all, err := many(t, func(row scanner) (w Waiting, err error) {
		var untouched, returned sql.NullInt64
		err = row.Scan(&w.Account, &w.Region, &w.Flow, &untouched, &returned)
		for _, created := range []sql.NullInt64{untouched, returned} {
			if created.Valid {
				w.Age = max(w.Age, now.Sub(moment(created)))
			}
		}
		return w, err
	}, `
		SELECT account_id, region, name,
		  (SELECT l.created_at FROM human_loop l WHERE l.flow_id = flow_definition.id AND l.open_slots > 0 AND l.returned_at IS NULL
		    ORDER BY l.created_at, l.id LIMIT 1),
		  (SELECT l.created_at FROM human_loop l WHERE l.flow_id = flow_definition.id AND l.open_slots > 0 AND l.returned_at IS NOT NULL
		    ORDER BY l.returned_at, l.id LIMIT 1)
		FROM flow_definition WHERE deleted_at IS NULL AND status = $1`, flow.Active)
	all = slices.DeleteFunc(all, func(w Waiting) bool { return w.Age == 0 })
	slices.SortFunc(all, func(a, b Waiting) int { return cmp.Compare(b.Age, a.Age) })
	return all[:min(len(all), mostWaiting)], err
}

func (t *tx) queueFigures(f *Figures, now time.Time) error {
	type queue struct {
		deliveries bool
		QueueFigures
	}
	queues, err := many(t, func(row scanner) (q queue, err error) {
		var oldest sql.NullInt64
		err = row.Scan(&q.deliveries, &q.Due, &oldest)
		q.Overdue = now.Sub(moment(oldest))
		return q, err
	}, `
		SELECT deliveries, COUNT(*), MIN(due_at) FROM (
		  SELECT kind IN (`+deliveryKinds+`) AS deliveries, due_at FROM job WHERE dead_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $2) AS due
		GROUP BY deliveries`, millis(now), mostCounted)
	for _, q := range queues {
		if q.deliveries {
			f.Deliveries = q.QueueFigures
		} else {
			f.Jobs = q.QueueFigures
		}
	}
	return err
}

// Connections are those that requests and jobs share: for reading on SQLite, for
// everything but SQL queries on PostgreSQL.
type Connections struct {
	Open, InUse int
	// Limit is how many there may be; 0 for no limit.
	Limit int
	// Waited is the time that was spent waiting for one since the start.
	Waited time.Duration
}

// Connections tells of them.
func (s *Store) Connections() Connections {
	is := s.reader.Stats()
	return Connections{Open: is.OpenConnections, InUse: is.InUse, Limit: is.MaxOpenConnections, Waited: is.WaitDuration}
}

// Measure makes each f be called when a change is asked for, and what it gives once
// that is durable or has failed. They are set once, before the store is used.
func (s *Store) Measure(f ...func(context.Context) (end func(error))) { s.measure = f }
