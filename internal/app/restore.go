package app

import (
	"context"
	"errors"
	"fmt"
	"os"

	"foureyes/internal/backup"
)

// Restore puts a backup into a data folder, which no server may use meanwhile.
func Restore(ctx context.Context, from, data string) (m backup.Manifest, err error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return m, fmt.Errorf("make the data folder: %w", err)
	}
	lock, err := lockFolder(data)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	return backup.Restore(ctx, from, data)
}
