package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pressly/goose/v3"
)

// Each engine has the same steps, under the same names.
//
//go:embed migrations
var migrations embed.FS

// Migrate brings the tables of a database up to date, as opening it does, and tells
// how far they are then.
func Migrate(ctx context.Context, at Place) (Schema, error) {
	if at.URL != "" {
		config, err := at.postgres()
		if err != nil {
			return Schema{}, err
		}
		if err := prepareDatabase(ctx, *config); err != nil {
			return Schema{}, fmt.Errorf("database %s on %s: %w", config.Database, config.Host, err)
		}
	} else if err := migrateSQLite(ctx, at.file()); err != nil {
		return Schema{}, err
	}
	return ReadSchema(ctx, at)
}

// migrateSQLite runs the numbered steps that this database has not seen yet.
func migrateSQLite(ctx context.Context, file string) error {
	if err := makeFile(file); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(file, "_txlock=immediate"))
	if err != nil {
		return fmt.Errorf("open %s: %w", file, err)
	}
	defer func() { _ = db.Close() }()
	if err := migrate(ctx, db, historyOf(sqliteEngine)); err != nil {
		return fmt.Errorf("migrate %s: %w", file, err)
	}
	return nil
}

// makeFile makes the file of the database, unless it is there, for nobody else to read.
// SQLite would let everybody; its log has the permissions of the file.
func makeFile(file string) error {
	f, err := os.OpenFile(filepath.Clean(file), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("make the database: %w", err)
	}
	return f.Close()
}

// migrateLock is the number of the advisory lock under which PostgreSQL's tables
// are changed; any number does that nobody else uses in the same database.
const migrateLock = 0x666f757265796573

// migratePostgres runs the numbered steps that this database has not seen yet.
// Several servers may start at once: one changes the tables, the others wait for it
// and find nothing left to do.
func migratePostgres(ctx context.Context, db *sql.DB, h history) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	// Closing gives the connection back to db, which ends with its lock soon after.
	defer func() { _ = conn.Close() }()
	if err := awaitLock(ctx, conn, migrateLock); err != nil {
		return fmt.Errorf("wait for other servers that change the tables: %w", err)
	}
	for attempt := 1; ; attempt++ {
		err := migrate(ctx, db, h)
		if err == nil || !isLocked(err) || attempt == lockAttempts {
			return describeLocked(err)
		}
		if err := pause(ctx, time.Second); err != nil {
			return err
		}
	}
}

// awaitLock asks for an advisory lock until it has it. A query that waits inside the
// server would hold a snapshot meanwhile, for which CREATE INDEX CONCURRENTLY of
// whoever holds the lock would wait in turn.
func awaitLock(ctx context.Context, conn *sql.Conn, number int64) error {
	for {
		var taken bool
		if err := conn.QueryRowContext(ctx, `SELECT pg_try_advisory_lock($1)`, number).Scan(&taken); err != nil || taken {
			return err
		}
		if err := pause(ctx, lockPause); err != nil {
			return err
		}
	}
}

const (
	// lockPause is how long a server waits, at most, before it asks for the lock again.
	lockPause = 200 * time.Millisecond
	// stepLockTimeout is how long a step waits for a table that others use, and lets
	// all that want it later wait behind it. Then it gives way, and tries again.
	stepLockTimeout = "2s"
	// lockAttempts is how often it tries, for two minutes or so in all.
	lockAttempts = 40
)

func describeLocked(err error) error {
	if !isLocked(err) {
		return err
	}
	return fmt.Errorf("a table is in use by a transaction that does not end; find it with "+
		"SELECT pid, query, xact_start FROM pg_stat_activity ORDER BY xact_start: %w", err)
}

// migrate runs the steps that are left to run, unless the database is too new for
// this version.
func migrate(ctx context.Context, db *sql.DB, h history) error {
	provider, err := goose.NewProvider(h.dialect, db, h.files)
	if err != nil {
		return fmt.Errorf("prepare the steps: %w", err)
	}
	schema, err := h.read(ctx, db)
	if err != nil {
		return err
	}
	if err := schema.refuse(); err != nil {
		return err
	}
	if h.before != nil && schema.Waiting() > 0 {
		if err := h.before(ctx, db); err != nil {
			return err
		}
	}
	if _, err := provider.Up(ctx); err != nil {
		return err
	}
	return fillOutputs(ctx, db)
}

// history is what an engine's tables are made by: numbered steps, in files.
type history struct {
	engine  engine
	dialect goose.Dialect
	files   fs.FS
	before  func(context.Context, *sql.DB) error // run first, if a step waits; nil for nothing
}

type engine string

const (
	sqliteEngine   engine = "sqlite"
	postgresEngine engine = "postgres"
)

func historyOf(e engine) history {
	files, err := fs.Sub(migrations, "migrations/"+string(e))
	if err != nil {
		panic(err) // the name is one of two, and valid
	}
	h := history{engine: e, dialect: goose.DialectSQLite3, files: files}
	if e == postgresEngine {
		h.dialect, h.before = goose.DialectPostgres, dropViews
	}
	return h
}

// isLocked reports whether err says that a table could not be locked in time.
func isLocked(err error) bool {
	code, _ := postgresCode(err)
	return code == "55P03" // lock_not_available
}
