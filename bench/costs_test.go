package bench_test

import (
	"cmp"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
)

// costs are what loops leave in a database, and what they make it do.
type costs struct {
	bytes map[string]int64 // of each table and index
	work
}

// work is what a PostgreSQL has done; nothing is known of SQLite's.
type work struct {
	transactions int64
	// Of all its databases: transactions that changed something, and bytes of the
	// write-ahead log.
	changes, wal int64
}

func readWork(b *testing.B, db *sql.DB) work {
	b.Helper()
	var w work
	if !isPostgres(db) {
		return w
	}
	if err := db.QueryRowContext(b.Context(), `SELECT xact_commit + xact_rollback, pg_snapshot_xmax(pg_current_snapshot())::TEXT::BIGINT,
		(pg_current_wal_lsn() - '0/0')::BIGINT
		FROM pg_stat_database WHERE datname = current_database()`).Scan(&w.transactions, &w.changes, &w.wal); err != nil {
		b.Fatal(err)
	}
	return w
}

// since is what has been done from an earlier time on.
func (w work) since(before work) work {
	return work{w.transactions - before.transactions, w.changes - before.changes, w.wal - before.wal}
}

func (w work) plus(more work) work {
	return work{w.transactions + more.transactions, w.changes + more.changes, w.wal + more.wal}
}

// readSizes reads how large tables and indexes are.
func readSizes(b *testing.B, db *sql.DB) map[string]int64 {
	b.Helper()
	query := `SELECT name, SUM(pgsize) FROM dbstat WHERE aggregate = FALSE GROUP BY name`
	if isPostgres(db) {
		query = `SELECT relname, pg_relation_size(oid) + COALESCE(pg_relation_size(NULLIF(reltoastrelid, 0)), 0) FROM pg_class
			WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace`
	}
	sizes := map[string]int64{}
	rows, err := db.QueryContext(b.Context(), query)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var bytes int64
		if err := rows.Scan(&name, &bytes); err != nil {
			b.Fatal(err)
		}
		sizes[name] = bytes
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return sizes
}

// grown is what has come on top of earlier sizes.
func grown(sizes, before map[string]int64) map[string]int64 {
	more := map[string]int64{}
	for name, bytes := range sizes {
		more[name] = bytes - before[name]
	}
	return more
}

func sum(sizes map[string]int64) int64 {
	all := int64(0)
	for _, bytes := range sizes {
		all += bytes
	}
	return all
}

// printEach tells what each of so many loops has cost.
func (c costs) printEach(loops int) {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	each := func(what string, n int64) { fmt.Fprintf(out, "%s\t%.1f\t\n", what, float64(n)/float64(loops)) }
	fmt.Fprintf(out, "\nfor each of %d loops\tbytes\t\n", loops)
	for _, name := range slices.SortedFunc(maps.Keys(c.bytes), func(a, b string) int { return cmp.Compare(c.bytes[b], c.bytes[a]) }) {
		if c.bytes[name] >= int64(loops) {
			each(strings.TrimPrefix(name, "sqlite_autoindex_"), c.bytes[name])
		}
	}
	each("all tables and indexes", sum(c.bytes))
	if c.transactions > 0 {
		each("write-ahead log", c.wal)
		each("transactions (number)", c.transactions)
		each("those that changed something", c.changes)
	}
	_ = out.Flush() // to the terminal
}
