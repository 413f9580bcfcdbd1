package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"foureyes/internal/store"
	"foureyes/internal/store/move"
)

// Move carries all rows of one database to another, while no server runs on either.
func Move(ctx context.Context, from, to store.Place, tell func(move.Progress)) (moved []move.Table, err error) {
	if from.URL == "" {
		if _, err := os.Stat(filepath.Join(from.Folder, store.SQLiteFile)); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no SQLite database in %s; name the data folder of a server that has one", from.Folder)
		}
	}
	for _, at := range []store.Place{from, to} {
		if at.URL != "" {
			continue
		}
		if at == to {
			if err := os.MkdirAll(at.Folder, 0o700); err != nil {
				return nil, fmt.Errorf("make the data folder: %w", err)
			}
		}
		lock, err := lockFolder(at.Folder)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, lock.Close()) }()
	}
	return move.Run(ctx, from, to, tell)
}
