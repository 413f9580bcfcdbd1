package exec

import (
	"sync/atomic"

	"foureyes/internal/ddsql/sqlerr"
)

// Pool is the memory that all queries may use together.
type Pool struct {
	limit int64
	used  atomic.Int64
}

// NewPool makes a pool of so many bytes; 0 sets no limit.
func NewPool(limit int64) *Pool { return &Pool{limit: limit} }

// Used is how many bytes queries have taken.
func (p *Pool) Used() int64 { return p.used.Load() }

// Budget is the memory that one query may use. It counts the values that
// operators keep with their texts; it is for one goroutine.
type Budget struct {
	limit, used, peak int64
	pool              *Pool
	taken             int64 // from the pool
}

// NewBudget makes a budget of so many bytes out of a pool; a limit of 0 is none,
// and so is a nil pool.
func NewBudget(limit int64, pool *Pool) *Budget { return &Budget{limit: limit, pool: pool} }

// Peak is the most that was in use at once, in bytes.
func (b *Budget) Peak() int64 { return b.peak }

// step is how many bytes are taken from the pool at a time, so that queries do not
// meet there for each row.
const step = 1 << 20

// grow takes bytes, or says that there are none left.
func (b *Budget) grow(bytes int64) error {
	b.used += bytes
	if b.limit > 0 && b.used > b.limit {
		return sqlerr.New(sqlerr.OutOfMemory, "out of memory").
			WithDetail("A query may keep %d bytes.", b.limit).
			WithHint("Ask for fewer rows or columns, or for groups instead of rows.")
	}
	b.peak = max(b.peak, b.used)
	if b.used > b.taken {
		return b.draw()
	}
	return nil
}

// draw takes the next part from the pool.
func (b *Budget) draw() error {
	if b.pool == nil {
		return nil
	}
	want := (b.used - b.taken + step - 1) / step * step
	if total := b.pool.used.Add(want); b.pool.limit > 0 && total > b.pool.limit {
		b.pool.used.Add(-want)
		return sqlerr.New(sqlerr.OutOfMemory, "out of memory").
			WithDetail("All queries together may keep %d bytes.", b.pool.limit).
			WithHint("Try again when others have ended.")
	}
	b.taken += want
	return nil
}

// shrink gives bytes back to the query.
func (b *Budget) shrink(bytes int64) { b.used -= bytes }

// release gives everything back to the pool.
func (b *Budget) release() {
	if b.pool != nil {
		b.pool.used.Add(-b.taken)
	}
	b.used, b.taken = 0, 0
}
