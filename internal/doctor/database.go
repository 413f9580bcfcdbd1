package doctor

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"foureyes/internal/store"
)

// database asks how far the tables are, and changes nothing.
func (e *examination) database(ctx context.Context) {
	began := e.Now()
	schema, err := store.ReadSchema(ctx, store.Place{Folder: e.Settings.Data, URL: e.Settings.DatabaseURL})
	took := e.Now().Sub(began).Round(time.Millisecond)
	newest, waiting := schema.Newest, schema.Waiting()
	switch {
	case err != nil && e.Settings.DatabaseURL != "":
		e.add("database", Failure, err.Error(), "Is PostgreSQL there, and are user, password and name in --database-url right? Try them with psql.")
	case err != nil:
		e.add("database", Failure, err.Error(), e.mendFile())
	case schema.Floor > newest:
		e.add("database", Failure, fmt.Sprintf("it needs a version that knows step %d of its tables; this one knows %d", schema.Floor, newest), "Run the newer version again.")
	case waiting == len(schema.Steps):
		e.good("database", schema.Engine+", empty; the first start makes the tables")
	case waiting > 0:
		e.add("database", Warning, fmt.Sprintf("%s, %d of %d steps wait", schema.Engine, waiting, len(schema.Steps)), "They are applied when the server starts, or by foureyes migrate up.")
	default:
		e.good("database", fmt.Sprintf("%s, at step %d of its tables; it answered in %s", schema.Engine, newest, took))
	}
}

// mendFile says what to do about a SQLite database that cannot be read.
func (e *examination) mendFile() string {
	file := filepath.Join(e.Settings.Data, store.SQLiteFile)
	if free, err := freeBytes(existing(e.Settings.Data)); err == nil && free < mib {
		return "Make room: a database that has none cannot be opened, and is most likely whole."
	}
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return "Let the server's user read and write " + file + " and the folder around it."
	}
	_ = f.Close() // nothing was written
	return "Bring it back from a backup, if the file is damaged."
}

// standby asks how far the one that answers SQL queries is behind.
func (e *examination) standby(ctx context.Context) {
	c := e.Settings
	if c.DatabaseURL == "" || c.SQLDatabaseURL == "" {
		return
	}
	const check = "--sql-database-url"
	switch lag, follows, err := store.ReadStandby(ctx, c.DatabaseURL, c.SQLDatabaseURL); {
	case err != nil:
		e.add(check, Warning, err.Error(), "SQL queries are asked of --database-url until it answers.")
	case !follows:
		e.add(check, Warning, "it follows nobody", "Make it a streaming standby of --database-url (pg_basebackup -R); until then SQL queries are asked of that.")
	case lag > c.SQLMaxLag:
		e.add(check, Warning, fmt.Sprintf("it is %s behind, more than --sql-max-lag", lag.Round(time.Millisecond)),
			"SQL queries are asked of --database-url until it is nearer; look at the standby's load and at pg_stat_replication.")
	default:
		e.good(check, fmt.Sprintf("it is %s behind at most", lag.Round(time.Millisecond)))
	}
}

// released is a time before which no clock can be: this check was written then.
var released = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// clock asks whether the time can be right, which signatures and deadlines go by.
func (e *examination) clock(context.Context) {
	now := e.Now()
	yes, known := synchronised()
	switch {
	case now.Before(released):
		e.add("clock", Failure, now.UTC().Format(time.RFC3339)+" is in the past", "Set the clock: AWS clients are refused when theirs is 5 minutes away.")
	case known && !yes:
		e.add("clock", Warning, "nothing keeps it right", "Run chrony or systemd-timesyncd; in a container, on its host.")
	default:
		e.good("clock", now.UTC().Format(time.RFC3339))
	}
}
