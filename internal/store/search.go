package store

import (
	"database/sql"
	"errors"
	"strconv"

	"foureyes/internal/page"
)

// mostLooked is how many rows one search looks at when it goes by something that no
// index has, so that it costs the same with ten thousand and with ten million. The next
// page goes on behind the last of them.
const mostLooked = 20_000

// found gives the rows of a page, of which one more may have been read, and where the
// next page begins: behind the last of these, or behind the last row that was looked
// at; nil when there is nothing behind.
func found[T any](rows []T, limit int, key func(T) page.Key, horizon *page.Key) ([]T, *page.Key) {
	kept, last := page.More(rows, limit)
	if last == nil {
		return kept, horizon
	}
	k := key(*last)
	return kept, &k
}

// lookedTo finds the last row that a search looks at, by a query for the keys of all
// rows from the beginning of its page on; nil when the search comes to the end.
func (t *tx) lookedTo(most int, keys string, args []any) (*page.Key, error) {
	k, err := one(t, func(row scanner) (k page.Key, err error) {
		var at sql.NullInt64
		err = row.Scan(&at, &k.ID)
		k.CreatedAt = moment(at)
		return k, err
	}, keys+" LIMIT 1 OFFSET "+strconv.Itoa(most-1), args...)
	if errors.Is(err, errNoRow) {
		return nil, nil //nolint:nilnil // no row is a good answer
	}
	return &k, err
}
