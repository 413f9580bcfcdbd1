package store

import (
	"context"
	"net"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// answerMargin is how much longer than the longest statement an answer may be on its way.
const answerMargin = 5 * time.Second

// hearing is a connection whose other end must say something within a time whenever it is
// listened to. A server that is frozen, or behind a line that swallows what is sent,
// breaks nothing by itself: who waits for it would wait for ever.
type hearing struct {
	net.Conn

	patience time.Duration
	timer    *time.Timer // closes the connection
}

// newHearing gives a connection that breaks where it is silent for longer.
func newHearing(conn net.Conn, patience time.Duration) *hearing {
	h := &hearing{Conn: conn, patience: patience}
	h.timer = time.AfterFunc(patience, func() { _ = conn.Close() })
	h.timer.Stop()
	return h
}

// Read closes the connection if nothing comes in time. Its deadlines are the driver's.
func (h *hearing) Read(b []byte) (int, error) {
	h.timer.Reset(h.patience)
	defer h.timer.Stop()
	return h.Conn.Read(b) //nolint:wrapcheck // the driver knows these errors
}

// hearingWithin makes connections that break where the server is silent for longer.
func hearingWithin(patience time.Duration, dial pgconn.DialFunc) pgconn.DialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return newHearing(conn, patience), nil
	}
}
