package datadog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/table"
)

// run is a query that runs or has ended.
type run struct {
	id     string
	caller auth.SQLCaller
	cancel context.CancelFunc
	done   chan struct{} // closed at the end; what follows is not read before

	columns  []column
	warnings []string
	err      error
	size     int // bytes of the columns

	// Guarded by the door's mutex:
	expiry   *time.Timer // of one that is kept
	held     int         // bytes that count
	released bool        // nobody will ask for the result
}

// begin starts a query.
func (d *Door) begin(c auth.SQLCaller, a executeAttributes) *run {
	q := &run{id: d.p.NewID(d.p.Now()), caller: c, done: make(chan struct{})}
	ctx, cancel := context.WithCancel(d.ctx)
	q.cancel = cancel
	d.work.Go(func() {
		defer cancel()
		q.err = d.run(ctx, q, a)
		close(q.done)
	})
	return q
}

// settingTime is how the ends of the window are written, to be cast to TIMESTAMP.
const settingTime = "2006-01-02 15:04:05.999"

// run reads all of a result.
func (d *Door) run(ctx context.Context, q *run, a executeAttributes) error {
	s := d.p.Open(q.caller)
	defer s.Close()
	for name, at := range map[string]int64{"dd.time_frame_start": *a.Time.From, "dd.time_frame_end": *a.Time.To} {
		if err := s.Set(name, time.UnixMilli(at).UTC().Format(settingTime)); err != nil {
			return fmt.Errorf("set the time window: %w", err)
		}
	}
	st, err := s.Prepare(ctx, *a.Query, nil)
	if err != nil {
		return err
	}
	rows, err := s.Run(ctx, st, nil)
	if err != nil {
		return err
	}
	defer rows.Close()
	return d.collect(q, rows, a.limit())
}

// collect turns rows into columns, no more than limit.
func (d *Door) collect(q *run, rows *ddsql.Rows, limit int64) error {
	q.columns = columnsOf(rows.Columns)
	var b table.Batch
	for given := int64(0); ; {
		err := rows.Next(&b)
		if errors.Is(err, io.EOF) {
			q.close()
			return nil
		}
		if err != nil {
			return err
		}
		for i := range b.Count {
			if given == limit {
				q.warnings = append(q.warnings, fmt.Sprintf("The result was cut to %d rows.", limit))
				q.close()
				return nil
			}
			given++
			q.add(b.Row(i))
		}
		if err := d.grow(q); err != nil {
			return err
		}
	}
}

// wait waits for the end of a query, for a while.
func (d *Door) wait(ctx context.Context, q *run) error {
	t := time.NewTimer(d.p.Wait)
	defer t.Stop()
	select {
	case <-q.done:
	case <-t.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}
