package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"strings"

	"foureyes/internal/inventory"
)

// ShowViews makes the tables of SQL on PostgreSQL as views, in the schemas aws and
// foureyes, for work that PostgreSQL does by itself; on SQLite it does nothing. host is
// that of inventory.New. Whoever opened the database must be allowed to make schemas
// and the extension hstore.
//
// A view shows the rows of one account: the one that sql_role has for the role that
// asks, and none to others. Being barriers, views run no function of a query on rows
// that they do not show.
func (s *Store) ShowViews(ctx context.Context, host string) error {
	if !s.postgres {
		return nil
	}
	views, fingerprint := viewsFor(host)
	t, err := s.reader.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = t.Rollback() }()
	if _, err := t.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, int64(migrateLock)); err != nil {
		return fmt.Errorf("wait for other servers that change the tables: %w", err)
	}
	var known sql.NullString
	if err := t.QueryRowContext(ctx, `
		SELECT (SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'foureyes')`).Scan(&known); err != nil {
		return fmt.Errorf("look for the views: %w", err)
	}
	if known.String == fingerprint {
		return nil
	}
	for _, query := range append(views, "COMMENT ON SCHEMA foureyes IS '"+fingerprint+"'") {
		if _, err := t.ExecContext(ctx, query); err != nil {
			return fmt.Errorf("make the views: %w", err)
		}
	}
	if err := grantAll(ctx, t); err != nil {
		return err
	}
	return t.Commit()
}

// viewsFor gives the statements that make all views, and a text that is another one
// when they are.
func viewsFor(host string) (statements []string, fingerprint string) {
	statements = []string{
		`CREATE EXTENSION IF NOT EXISTS hstore`,
		`CREATE SCHEMA IF NOT EXISTS aws`,
		`CREATE SCHEMA IF NOT EXISTS foureyes`,
	}
	for _, d := range inventory.Definitions {
		statements = append(statements, `DROP VIEW IF EXISTS `+d.String(), viewOf(d, host))
		statements = append(statements, commentsOf(d)...)
	}
	sum := sha256.Sum256([]byte(strings.Join(statements, "\n")))
	return statements, "Made by Foureyes, " + hex.EncodeToString(sum[:8])
}

// dropViews lets a migration change the columns that views show; they are made anew at
// the next ShowViews.
func dropViews(ctx context.Context, db *sql.DB) error {
	var there bool
	if err := db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'foureyes')`).Scan(&there); err != nil || !there {
		return err
	}
	for _, d := range inventory.Definitions {
		if _, err := db.ExecContext(ctx, `DROP VIEW IF EXISTS `+d.String()); err != nil {
			return fmt.Errorf("drop the view %s, which others of your own must not rest on during an update: %w", d, err)
		}
	}
	_, err := db.ExecContext(ctx, `COMMENT ON SCHEMA foureyes IS NULL`)
	return err
}

// viewOf writes a table as a view, from the same relation that scans are written from.
func viewOf(d *inventory.Definition, host string) string {
	r := relations[d.String()]
	fill := strings.NewReplacer("{account}", r.account, "{host}", literal(host)+"::text")
	var cells []string
	for _, c := range d.Columns {
		cells = append(cells, typed(c.Kind, fill.Replace(r.columns[c.Name].postgres))+" AS "+c.Name)
	}
	query := "SELECT " + strings.Join(cells, ",\n  ") + "\nFROM " + r.rows.postgres
	for _, j := range r.joins {
		if strings.Contains(query, j.alias+".") {
			query += "\n" + j.clause
		}
	}
	query += "\nWHERE " + r.account + " = (SELECT account_id FROM sql_role WHERE role = current_user::text)"
	if r.where != "" {
		query += " AND " + r.where
	}
	return "CREATE VIEW " + d.String() + " WITH (security_barrier = true) AS\n" + query
}

// typed gives a cell the type that its column has in SQL.
func typed(kind inventory.Kind, cell string) string {
	switch kind {
	case inventory.Text:
		return "CAST(" + cell + " AS text)"
	case inventory.Number:
		return "CAST(" + cell + " AS bigint)"
	case inventory.Real:
		return "CAST(" + cell + " AS double precision)"
	case inventory.Moment:
		return "timestamp 'epoch' + " + cell + " * interval '1 millisecond'"
	case inventory.JSON:
		return "CAST(" + cell + " AS json)"
	case inventory.Tags:
		return "COALESCE((SELECT hstore(array_agg(x.key), array_agg(x.value)) FROM tag x WHERE x.resource_id = " + cell + "), '')"
	}
	return "CASE WHEN " + cell + " IS NOT NULL THEN ARRAY(SELECT json_array_elements_text(CAST(" + cell + " AS json))) END"
}

// commentsOf describes a view and its columns to whoever asks PostgreSQL.
func commentsOf(d *inventory.Definition) []string {
	all := []string{"COMMENT ON VIEW " + d.String() + " IS " + literal(d.Summary)}
	for _, c := range d.Columns {
		all = append(all, "COMMENT ON COLUMN "+d.String()+"."+c.Name+" IS "+literal(c.Description))
	}
	return all
}

// literal writes a text into SQL; standard_conforming_strings is on in every version
// that is supported.
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
