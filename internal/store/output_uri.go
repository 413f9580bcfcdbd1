package store

import (
	"context"
	"database/sql"
	"fmt"

	"foureyes/internal/flow"
)

// outputOf is an output path as s3://bucket/prefix, for SQL: behind it stands what
// humanloop.OutputKey adds. It is empty for a path that names no bucket.
func outputOf(path string) string {
	at, err := flow.ParseOutputPath(path)
	if err != nil {
		return ""
	}
	uri := "s3://" + at.Bucket
	if at.Prefix != "" {
		uri += "/" + at.Prefix
	}
	return uri
}

// fillOutputs completes the flow definitions of earlier versions: a part of the
// migration that SQL cannot do.
func fillOutputs(ctx context.Context, db *sql.DB) error {
	paths, err := unfilledOutputs(ctx, db)
	if err != nil {
		return fmt.Errorf("find flow definitions without an output URI: %w", err)
	}
	for _, path := range paths {
		if _, err := db.ExecContext(ctx, `UPDATE flow_definition SET output_uri = $2 WHERE output_path = $1 AND output_uri = ''`,
			path, outputOf(path)); err != nil {
			return fmt.Errorf("fill in the output URI of %s: %w", path, err)
		}
	}
	return nil
}

func unfilledOutputs(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT DISTINCT output_path FROM flow_definition WHERE output_uri = ''`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var paths []string
	for rows.Next() {
		var path string
		if err := rows.Scan(&path); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, rows.Err()
}
