// Package inventory is what can be asked in SQL: the tables of review workflows, of
// their loops and of the people who answer, with a description of each column.
//
// It owns the registry of tables and columns, one file per table, from which scans,
// the data directory and the system catalogues are made, and what of a query is left
// to the database. Every scan reads the rows of one account; which one is the
// caller's, never the query's. The SQL that finds the rows is the store's, the
// dialect is ddsql's.
package inventory

import (
	"context"

	"foureyes/internal/ddsql/table"
)

// Source is what this door asks of the database.
type Source interface {
	// Snapshot gives the database as it is at the first Select, until ctx ends.
	Snapshot(ctx context.Context) Snapshot
}

// Snapshot is the database at one moment. Several selections may be read from it at
// the same time, also by several goroutines.
type Snapshot interface {
	Select(s Selection) (Cursor, error)
	// Close ends it; all its cursors are closed before.
	Close() error
}

// Cursor reads the rows of a selection, for one goroutine.
type Cursor interface {
	// Next gives the next row, which is good until the next call; io.EOF after the
	// last one. Its cells are nil, string, int64, float64 or bool: a moment is
	// milliseconds since 1970, and json, tags and lists are JSON text.
	Next() ([]any, error)
	Close() error
}

// Inventory makes the tables that an account's callers see.
type Inventory struct {
	source Source
	host   string
}

// New makes an Inventory over a source. host is the public host, which stands where
// Amazon has the subdomain of a labeling portal.
func New(source Source, host string) *Inventory { return &Inventory{source, host} }

// Tables gives the tables with the rows of one account.
func (i *Inventory) Tables(account string) []table.Table {
	all := make([]table.Table, 0, len(Definitions))
	for _, d := range Definitions {
		all = append(all, &source{inventory: i, account: account, definition: d})
	}
	return all
}

// Definitions are all tables, in the order of the directory.
var Definitions = []*Definition{
	flowDefinition, humanLoop, humanTaskUI, workforceTable, workteam,
	answer, assignment, auditTable, event, worker,
}
