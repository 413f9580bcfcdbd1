package store

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"foureyes/internal/live"
)

const (
	// hearAgain is the pause before a connection is made again.
	hearAgain = time.Second
	// silence is how long a quiet connection is believed to be there.
	silence = 30 * time.Second
	// hearWait bounds one question on the connection.
	hearWait = 5 * time.Second
)

// Listener is told of what other servers on the same database have changed. Its
// functions must not block.
type Listener struct {
	Heard  func([]live.Note)
	Missed func()          // there were notes that nobody here has heard
	Broken func(err error) // they cannot be heard just now
}

// Share exchanges notes with the other servers on the same database until ctx ends.
// On SQLite there is none. Notes are hints, also between servers: one that is lost
// makes whoever looks on read anew, a little later.
func (s *Store) Share(ctx context.Context, to Listener) {
	if s.neighbours == nil {
		return
	}
	var both sync.WaitGroup
	both.Go(func() { s.neighbours.send(ctx) })
	both.Go(func() { s.neighbours.listen(ctx, to) })
	both.Wait()
}

// listen hears others until ctx ends, over as many connections as that takes.
func (n *neighbours) listen(ctx context.Context, to Listener) {
	for {
		err := n.hear(ctx, to)
		if ctx.Err() != nil {
			return
		}
		to.Broken(err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(hearAgain):
		}
	}
}

// hear hears others over one connection, until that breaks. What was said before it
// stood is missed.
func (n *neighbours) hear(ctx context.Context, to Listener) error {
	conn, err := pgx.ConnectConfig(ctx, n.config.Copy())
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, `LISTEN `+noteChannel); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	to.Missed()
	for {
		if err := n.next(ctx, conn, to); err != nil {
			return err
		}
	}
}

// next waits for one message, or makes sure that there is still somebody to wait for.
func (n *neighbours) next(ctx context.Context, conn *pgx.Conn, to Listener) error {
	quiet, cancel := context.WithTimeout(ctx, silence)
	defer cancel()
	said, err := conn.WaitForNotification(quiet)
	switch {
	case err == nil:
		n.pass(said.Payload, to)
		return nil
	case ctx.Err() != nil || quiet.Err() == nil:
		return fmt.Errorf("wait for notes: %w", err)
	}
	asking, cancel := context.WithTimeout(ctx, hearWait)
	defer cancel()
	if err := conn.Ping(asking); err != nil {
		return fmt.Errorf("ask whether the server is there: %w", err)
	}
	return nil
}

// pass gives on what others have said. A text that cannot be read is a newer server's.
func (n *neighbours) pass(text string, to Listener) {
	var m message
	err := json.Unmarshal([]byte(text), &m)
	switch {
	case err == nil && m.From == n.self:
	case err != nil || m.Lost:
		to.Missed()
	default:
		to.Heard(m.Notes)
	}
}
