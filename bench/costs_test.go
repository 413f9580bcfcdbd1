package bench_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
)

// costs are what a database has and has done.
type costs struct {
	bytes map[string]int64 // of each table and index
	// commits and wal are PostgreSQL's: transactions, and bytes of its log.
	commits, wal int64
}

// costs reads them. On PostgreSQL they are after a VACUUM, which leaves the rooms that it
// has made to rows that come.
func (s *stage) costs(b *testing.B) costs {
	b.Helper()
	c := costs{bytes: map[string]int64{}}
	query := `SELECT name, SUM(pgsize) FROM dbstat WHERE aggregate = FALSE GROUP BY name`
	if isPostgres(s.db) {
		query = `SELECT relname, pg_relation_size(oid) + COALESCE(pg_relation_size(NULLIF(reltoastrelid, 0)), 0) FROM pg_class
			WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace`
		if err := s.db.QueryRowContext(b.Context(), `SELECT xact_commit + xact_rollback, (pg_current_wal_lsn() - '0/0')::BIGINT
			FROM pg_stat_database WHERE datname = current_database()`).Scan(&c.commits, &c.wal); err != nil {
			b.Fatal(err)
		}
	}
	rows, err := s.db.QueryContext(b.Context(), query)
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
		c.bytes[name] = bytes
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return c
}

// printCosts tells what each of so many loops has added since before.
func (s *stage) printCosts(b *testing.B, before costs, loops int) {
	b.Helper()
	after := s.costs(b)
	var names []string
	sum := int64(0)
	for name, bytes := range after.bytes {
		if grown := bytes - before.bytes[name]; grown > 0 {
			names = append(names, name)
			sum += grown
		}
	}
	grown := func(name string) int64 { return after.bytes[name] - before.bytes[name] }
	slices.SortFunc(names, func(a, b string) int { return int(grown(b) - grown(a)) })
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(out, "\nof each of %d loops\tbytes\t\n", loops)
	for _, name := range names {
		if each := grown(name) / int64(loops); each > 0 {
			fmt.Fprintf(out, "%s\t%d\t\n", strings.TrimPrefix(name, "sqlite_autoindex_"), each)
		}
	}
	fmt.Fprintf(out, "all\t%d\t\n", sum/int64(loops))
	if isPostgres(s.db) {
		fmt.Fprintf(out, "write-ahead log\t%d\t\n", (after.wal-before.wal)/int64(loops))
		fmt.Fprintf(out, "transactions\t%.1f\t\n", float64(after.commits-before.commits)/float64(loops))
	}
	_ = out.Flush() // to the terminal
}
