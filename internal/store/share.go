package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"foureyes/internal/live"
)

const (
	// noteChannel is where servers on one database tell each other what has changed.
	noteChannel = "foureyes_notes"
	// shareEvery is how often notes are sent at most. Commits that notify stand in one
	// line in all of PostgreSQL, so they are few, and no change of anybody is among them.
	shareEvery = 100 * time.Millisecond
	// sendAgain is the pause after notes that could not be sent.
	sendAgain = time.Second
	// sendWait is how long sending may take. A server that is silent breaks nothing by
	// itself, and its connection is given up then.
	sendWait = 10 * time.Second
	// mostShared is how many notes wait to be sent at most; others keep no more either.
	mostShared = 4096
	// longestMessage is what PostgreSQL takes, in bytes (NOTIFY), less what surrounds it.
	longestMessage = 7900
)

// shareSettings are those of the two connections for notes. What is lost costs others
// a moment, so nothing waits for the disk.
var shareSettings = map[string]string{
	"application_name": "foureyes notes", "synchronous_commit": "off", "statement_timeout": "5s",
	"tcp_keepalives_idle": "20", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3",
}

// message is what goes from server to server.
type message struct {
	From  string      `json:"from"`
	Notes []live.Note `json:"notes,omitempty"`
	// Lost says that there were notes which did not go out.
	Lost bool `json:"lost,omitempty"`
}

// neighbours are the other servers on the same PostgreSQL.
type neighbours struct {
	config pgx.ConnConfig
	db     *sql.DB // of one connection, to send on
	self   string  // tells our messages from theirs
	poke   chan struct{}

	mu    sync.Mutex
	notes []live.Note
	lost  bool
}

func newNeighbours(config pgx.ConnConfig) *neighbours {
	db := openPool(config, shareSettings)
	db.SetMaxOpenConns(1)
	return &neighbours{config: withSettings(config, shareSettings), db: db, self: rand.Text(), poke: make(chan struct{}, 1)}
}

func (n *neighbours) close() error {
	if n == nil {
		return nil
	}
	return n.db.Close()
}

// tell puts notes down to be sent. It never blocks.
func (n *neighbours) tell(notes []live.Note) {
	n.mu.Lock()
	if len(n.notes)+len(notes) > mostShared {
		n.notes, n.lost = nil, true
	} else {
		n.notes = append(n.notes, notes...)
	}
	n.mu.Unlock()
	n.prod()
}

// prod tells send that there is something to say.
func (n *neighbours) prod() {
	select {
	case n.poke <- struct{}{}:
	default:
	}
}

// send passes on what was put down, until ctx ends. Notes that cannot be sent are
// given up; that there were some is said as soon as anything can be.
func (n *neighbours) send(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-n.poke:
		}
		notes, lost := n.take()
		pause := shareEvery
		if err := n.notify(ctx, messages(n.self, notes, lost)); err != nil {
			n.giveUp()
			pause = sendAgain
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

func (n *neighbours) take() (notes []live.Note, lost bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	notes, lost = n.notes, n.lost
	n.notes, n.lost = nil, false
	return notes, lost
}

func (n *neighbours) giveUp() {
	n.mu.Lock()
	n.lost = true
	n.mu.Unlock()
	n.prod()
}

func (n *neighbours) notify(ctx context.Context, texts []string) error {
	ctx, cancel := context.WithTimeout(ctx, sendWait)
	defer cancel()
	_, err := n.db.ExecContext(ctx, `SELECT pg_notify($1, m) FROM unnest($2::text[]) AS m`, noteChannel, texts)
	if err != nil {
		return fmt.Errorf("notify: %w", err)
	}
	return nil
}

// messages divides notes into texts that PostgreSQL takes.
func messages(from string, notes []live.Note, lost bool) []string {
	if lost {
		return []string{written(message{From: from, Lost: true})}
	}
	whole := written(message{From: from, Notes: notes})
	if len(whole) <= longestMessage || len(notes) < 2 {
		return []string{whole}
	}
	half := len(notes) / 2
	return append(messages(from, notes[:half], false), messages(from, notes[half:], false)...)
}

func written(m message) string {
	text, err := json.Marshal(m)
	if err != nil {
		panic(err) // plain strings and numbers always have a text
	}
	return string(text)
}
