package store

import (
	"context"
	"database/sql"
	"fmt"
)

const (
	// copyAfter is how many changes the log takes before they are copied into the
	// database beside the writing: about as many pages as SQLite would stop for.
	copyAfter = 256
	// mostLogPages is when the writing connection copies what is left itself, which lets
	// the log begin anew: 16 MiB. While writes come without end, copying beside them
	// never reaches the log's end.
	mostLogPages = 4000
)

// checkpointer copies the log of SQLite into the database, so that the writer seldom
// stops for that: a copy takes as long as dozens of commits. It is of no consequence
// when it fails. The log stays then, and the next copy begins where the last one that
// succeeded ended.
type checkpointer struct {
	db   *sql.DB
	due  chan struct{} // closed when no more will come
	gone chan struct{} // closed when run has ended

	changes int // since the last signal; the writer's own
}

func newCheckpointer(ctx context.Context, file string) (*checkpointer, error) {
	db, err := sql.Open("sqlite", dsn(file))
	if err != nil {
		return nil, fmt.Errorf("open %s for checkpoints: %w", file, err)
	}
	db.SetMaxOpenConns(1)
	c := &checkpointer{db: db, due: make(chan struct{}, 1), gone: make(chan struct{})}
	go c.run(context.WithoutCancel(ctx))
	return c, nil
}

func (c *checkpointer) run(ctx context.Context) {
	defer close(c.gone)
	for range c.due {
		_ = c.copy(ctx)
	}
}

// copy copies as much of the log as no reader needs, and keeps no writer waiting.
func (c *checkpointer) copy(ctx context.Context) error {
	if _, err := c.db.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)"); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	return nil
}

// committed is told by the writer of each commit. It never blocks.
func (c *checkpointer) committed(changes int) {
	c.changes += changes
	if c.changes < copyAfter {
		return
	}
	c.changes = 0
	select {
	case c.due <- struct{}{}:
	default: // it is behind already
	}
}

// close waits for a copy in flight. The writer must have ended.
func (c *checkpointer) close() error {
	close(c.due)
	<-c.gone
	return c.db.Close()
}
