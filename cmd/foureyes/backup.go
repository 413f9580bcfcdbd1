package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"foureyes/internal/app"
	"foureyes/internal/backup"
)

type backupCommand struct {
	output

	To   string `arg:"" name:"dir" help:"A new folder for the backup." type:"path"`
	Data string `default:"./data" help:"Data folder; its server may go on working." type:"path"`
}

// Help tells what is in a backup.
func (backupCommand) Help() string {
	return `Copies the SQLite database and the objects of a data folder, and checks the copy. The master key and other secrets in the folder
are not in it: keep them in another safe place. For a server on PostgreSQL use its own tools; docs/operations.md says how.`
}

// Run makes a backup.
func (c *backupCommand) Run(ctx context.Context, w io.Writer) error {
	m, err := backup.Make(ctx, c.Data, c.To, time.Now())
	if err != nil {
		return err
	}
	text := fmt.Sprintf(`%s has the database and %d objects (%d bytes), checked.
It has no master key. Keep a copy of %s elsewhere: nothing else opens the secrets in the database.
`, c.To, m.Objects, m.Bytes, filepath.Join(c.Data, "master.key"))
	if err := c.print(w, m, text); err != nil {
		return err
	}
	if len(m.Problems) > 0 {
		return fmt.Errorf("the backup was made, but %d objects are not right in %s either: %s", len(m.Problems), c.Data, strings.Join(m.Problems, "; "))
	}
	return nil
}

type restoreCommand struct {
	From string `arg:"" name:"dir" help:"The folder of the backup." type:"path"`
	Data string `required:"" help:"The data folder to be made." type:"path" placeholder:"DIR"`
}

// Run puts a backup into a data folder.
func (c *restoreCommand) Run(ctx context.Context, w io.Writer) error {
	m, err := app.Restore(ctx, c.From, c.Data)
	if err != nil {
		return err
	}
	return say(w, fmt.Sprintf(`%[1]s is as it was at %[2]s, with %[3]d objects.
Put the master key of that time to %[4]s before you start: foureyes serve --data %[1]s
`, c.Data, m.MadeAt.Local().Format(time.DateTime), m.Objects, filepath.Join(c.Data, "master.key")))
}
