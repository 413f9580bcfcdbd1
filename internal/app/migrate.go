package app

import (
	"context"
	"errors"
	"fmt"
	"os"

	"foureyes/internal/store"
)

// Migrate brings the tables of a database up to date without a server. A data folder
// must not be in use; servers on PostgreSQL may go on meanwhile.
func Migrate(ctx context.Context, at store.Place) (schema store.Schema, err error) {
	if at.URL == "" {
		if err := os.MkdirAll(at.Folder, 0o700); err != nil {
			return schema, fmt.Errorf("make the data folder: %w", err)
		}
		lock, err := lockFolder(at.Folder)
		if err != nil {
			return schema, err
		}
		defer func() { err = errors.Join(err, lock.Close()) }()
	}
	return store.Migrate(ctx, at)
}
