package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// Each engine has the same steps, under the same names.
//
//go:embed migrations
var migrations embed.FS

// migrateSQLite runs the numbered steps that this database has not seen yet.
func migrateSQLite(ctx context.Context, file string) error {
	db, err := sql.Open("sqlite", dsn(file, "_txlock=immediate"))
	if err != nil {
		return fmt.Errorf("open %s: %w", file, err)
	}
	defer func() { _ = db.Close() }()
	if err := migrate(ctx, db, goose.DialectSQLite3, "migrations/sqlite", nil); err != nil {
		return fmt.Errorf("migrate %s: %w", file, err)
	}
	return nil
}

// migrateLock is the number of the advisory lock under which PostgreSQL's tables
// are changed; any number does that nobody else uses in the same database.
const migrateLock = 0x666f757265796573

// migratePostgres runs the numbered steps that this database has not seen yet.
// Several servers may start at once: one changes the tables, the others wait for it
// and find nothing left to do.
func migratePostgres(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	// Closing gives the connection back to db, which ends with its lock soon after.
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock($1)`, int64(migrateLock)); err != nil {
		return fmt.Errorf("wait for other servers that change the tables: %w", err)
	}
	if err := migrate(ctx, db, goose.DialectPostgres, "migrations/postgres", dropViews); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// migrate runs before first, if there is a step left to run.
func migrate(ctx context.Context, db *sql.DB, d goose.Dialect, folder string, before func(context.Context, *sql.DB) error) error {
	steps, err := fs.Sub(migrations, folder)
	if err != nil {
		return fmt.Errorf("read the steps: %w", err)
	}
	provider, err := goose.NewProvider(d, db, steps)
	if err != nil {
		return fmt.Errorf("prepare the steps: %w", err)
	}
	if before != nil {
		if pending, err := provider.HasPending(ctx); err != nil {
			return err
		} else if pending {
			if err := before(ctx, db); err != nil {
				return err
			}
		}
	}
	if _, err := provider.Up(ctx); err != nil {
		return err
	}
	return fillOutputs(ctx, db)
}
