package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"foureyes/internal/auth"
)

// ReadAnyAccessKey reads the id and the sealed secret of one access key, whichever, without
// opening the store; false when there is none.
func ReadAnyAccessKey(ctx context.Context, at Place) (k auth.AccessKey, there bool, err error) {
	schema, err := ReadSchema(ctx, at)
	if err != nil || schema.Waiting() == len(schema.Steps) {
		return k, false, err
	}
	db, err := Raw(at)
	if err != nil {
		return k, false, err
	}
	defer func() { _ = db.Close() }()
	err = db.QueryRowContext(ctx, `SELECT id, sealed_secret FROM access_key ORDER BY id LIMIT 1`).Scan(&k.ID, &k.SealedSecret)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return k, false, nil
	case err != nil:
		return k, false, fmt.Errorf("read an access key: %w", err)
	}
	return k, true, nil
}
