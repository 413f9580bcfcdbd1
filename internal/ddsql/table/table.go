// Package table is what the SQL engine asks of the places that rows come from:
// a table says what it looks like, what parts of a query it can do by itself,
// and gives rows in batches. Memory is a table over rows that are at hand, and
// Catalog finds tables by name.
//
// It leaves to the engine whatever a table does not accept, and to each table
// where its rows are kept and which of them the caller may see.
package table

import (
	"context"

	"foureyes/internal/ddsql/value"
)

// Column is one column of a table.
type Column struct {
	Name    string
	Type    value.Type
	NotNull bool
	// Directory is the type as a data directory shows it, such as hstore_csv, and
	// Comment what the column means; both are for people and may be empty.
	Directory, Comment string
}

// Index is an order in which a table can be read without sorting.
type Index struct {
	Name    string
	Columns []int // positions in Meta.Columns
	Unique  bool
}

// Meta is what is known of a table without reading it.
type Meta struct {
	Schema, Name   string
	Title, Summary string // for people
	Columns        []Column
	// System are columns that queries can name, but that * does not give and no
	// catalogue shows, such as tableoid. Their positions follow those of Columns.
	System  []Column
	Key     []int // positions of the primary key's columns, none without one
	Indexes []Index
	// View marks a table that catalogues show as a view.
	View bool
	// Rows is a guess of how many there are, 0 for unknown; the planner chooses
	// by it which side of a join is kept in memory.
	Rows int64
}

// At is the column at a position, a system column's too.
func (m *Meta) At(position int) *Column {
	if position >= len(m.Columns) {
		return &m.System[position-len(m.Columns)]
	}
	return &m.Columns[position]
}

// Column finds a column's position by its name.
func (m *Meta) Column(name string) (int, bool) {
	for i := range m.Columns {
		if m.Columns[i].Name == name {
			return i, true
		}
	}
	return 0, false
}

// Table is a source of rows. It may be asked by several goroutines at once.
type Table interface {
	// Meta says what the table looks like. It is not changed, and always the same.
	Meta() *Meta
	// Accept says which parts of a request Scan would do, without reading rows.
	// What the engine then asks Scan is what was accepted, and no more.
	Accept(r Request) Accepted
	// Scan begins to read. It ends soon after the context does.
	Scan(ctx context.Context, r Request) (Rows, error)
}

// Request is what a query would have a table do.
type Request struct {
	// Columns are the positions wanted, in the order of the batch's width. With
	// Group it is empty: the batch holds the keys, then the aggregates.
	Columns []int
	Filter  []Condition // all of them must hold
	Order   []Order
	Limit   int64 // rows at most after filter, order and group; below 0 for all
	Group   *Group
}

// Accepted says what a table does wholly by itself. Whatever is not accepted is
// left out of the request that Scan gets, and done by the engine.
type Accepted struct {
	Filter []bool // one for each condition
	Order  bool   // counts only when every condition is accepted as well
	Limit  bool   // counts only when every condition and the order are accepted
	Group  bool   // counts only when every condition is accepted as well
	// Rows is a guess of how many rows will come, 0 for unknown.
	Rows int64
}

// Rows is a running scan, for one goroutine.
type Rows interface {
	// Next fills the batch anew, at least one row, or returns io.EOF. The batch's
	// values stay good after the next call; its slice does not.
	Next(b *Batch) error
	// Close ends the scan and frees what it holds. It may be called twice.
	Close() error
}

// BatchRows is how many rows a batch should hold at most.
const BatchRows = 1024

// Batch is some rows, one after the other in one slice. A batch without columns
// still counts its rows.
type Batch struct {
	Width  int
	Count  int
	Values []value.Value // Width * Count
}

// Reset empties the batch and sets its width; the room it has is kept.
func (b *Batch) Reset(width int) {
	b.Width, b.Count, b.Values = width, 0, b.Values[:0]
}

// Append adds a row of the batch's width.
func (b *Batch) Append(row ...value.Value) {
	b.Values = append(b.Values, row...)
	b.Count++
}

// Row is the i-th row, which lives as long as the batch is not filled again.
func (b *Batch) Row(i int) []value.Value {
	return b.Values[i*b.Width : (i+1)*b.Width : (i+1)*b.Width]
}
