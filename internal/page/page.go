// Package page says which part of a list is wanted: its order, its filters and
// where the last page ended. Pages are keyset pages, so rows that come and go
// meanwhile cause neither a gap nor a repeat.
//
// It also seals the opaque NextToken that callers hand back. It does not know
// what is listed. It is a leaf: every package may import it.
package page

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Key is the place of one row in a list ordered by creation time, then id, or in
// a short list ordered by name.
type Key struct {
	CreatedAt time.Time // UTC, whole milliseconds
	ID        string
	Name      string // empty where names do not order
}

// Query is one page of a list.
type Query struct {
	// Limit is the greatest number of rows wanted; at least 1.
	Limit int
	// Descending lists the newest first.
	Descending bool
	// From keeps rows created at this time or later (inclusive); zero is no bound.
	From time.Time
	// Until keeps rows created before this time (exclusive); zero is no bound.
	Until time.Time
	// NameContains keeps rows whose name holds this text; empty keeps all.
	NameContains string
	// After is the last row of the page before; nil on the first page.
	After *Key
}

// More returns the first limit of rows and, when rows holds more than that, the
// last one kept, which is where the next page starts.
func More[T any](rows []T, limit int) (kept []T, last *T) {
	if len(rows) <= limit {
		return rows, nil
	}
	return rows[:limit], &rows[limit-1]
}

// ErrToken says that a token was not made by us for this list.
var ErrToken = errors.New("the token was not issued for this list")

const macSize = 16

// Tokens seals and opens page tokens. A token is bound to a scope (operation,
// account, region and filters), so it cannot be used on another list.
type Tokens struct{ key []byte }

// NewTokens makes Tokens from a secret key.
func NewTokens(key []byte) *Tokens { return &Tokens{key: key} }

// Seal turns a key into an opaque token for this scope.
func (t *Tokens) Seal(scope string, k Key) string {
	body := binary.BigEndian.AppendUint64(nil, uint64(k.CreatedAt.UnixMilli())) //nolint:gosec // bits are kept, not the number
	body = append(append(append(body, k.ID...), 0), k.Name...)
	return base64.RawURLEncoding.EncodeToString(append(t.mac(scope, body), body...))
}

// Open reads a token back; ErrToken when it was changed or made for another scope.
func (t *Tokens) Open(scope, token string) (Key, error) {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) < macSize+8 {
		return Key{}, ErrToken
	}
	mac, body := raw[:macSize], raw[macSize:]
	if !hmac.Equal(mac, t.mac(scope, body)) {
		return Key{}, ErrToken
	}
	at := time.UnixMilli(int64(binary.BigEndian.Uint64(body))).UTC() //nolint:gosec // as in Seal
	id, name, whole := strings.Cut(string(body[8:]), "\x00")
	if !whole {
		return Key{}, ErrToken
	}
	return Key{CreatedAt: at, ID: id, Name: name}, nil
}

// mac covers the scope's length too, so that no byte can pass from scope to row.
func (t *Tokens) mac(scope string, body []byte) []byte {
	h := hmac.New(sha256.New, t.key)
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(scope))))
	h.Write([]byte(scope))
	h.Write(body)
	return h.Sum(nil)[:macSize]
}

// DefaultLimit is the page size when a request names none. Amazon does not
// document its own for A2I.
const DefaultLimit = 100

// Request is how AWS list operations ask for a page.
type Request struct {
	MaxResults    *int
	NextToken     *string
	Descending    bool
	CreatedAfter  *time.Time // inclusive
	CreatedBefore *time.Time // exclusive
	NameContains  *string
}

// Query opens the request's token, which must have been sealed for the same list
// (operation, account, region) with the same filters; ErrToken if not.
func (t *Tokens) Query(list string, r Request) (Query, error) {
	q := Query{Limit: DefaultLimit, Descending: r.Descending}
	if r.MaxResults != nil {
		q.Limit = *r.MaxResults
	}
	if r.CreatedAfter != nil {
		q.From = ceilMillis(*r.CreatedAfter)
	}
	if r.CreatedBefore != nil {
		q.Until = ceilMillis(*r.CreatedBefore)
	}
	if r.NameContains != nil {
		q.NameContains = *r.NameContains
	}
	if r.NextToken == nil || *r.NextToken == "" {
		return q, nil
	}
	k, err := t.Open(q.scope(list), *r.NextToken)
	q.After = &k
	return q, err
}

// Next seals the token of the page after last; nil when there is no such page.
func (t *Tokens) Next(list string, q Query, last *Key) *string {
	if last == nil {
		return nil
	}
	token := t.Seal(q.scope(list), *last)
	return &token
}

// scope names a list with its filters.
func (q Query) scope(list string) string {
	return fmt.Sprintf("%s\x00%t\x00%d\x00%d\x00%s", list, q.Descending, unix(q.From), unix(q.Until), q.NameContains)
}

func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// ceilMillis rounds up to the precision that creation times are stored in, so
// that both an inclusive lower and an exclusive upper bound keep their meaning.
func ceilMillis(t time.Time) time.Time {
	down := t.Truncate(time.Millisecond)
	if down.Equal(t) {
		return down
	}
	return down.Add(time.Millisecond)
}
