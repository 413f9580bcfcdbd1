package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
)

// BackUp writes the SQLite database at a place, as it is at one moment, to a file that
// must not be there yet. A server may use the database meanwhile.
func BackUp(ctx context.Context, at Place, file string) error {
	if at.missing() {
		return fmt.Errorf("there is no SQLite database in %s; for a server on PostgreSQL use PostgreSQL's own tools", at.Folder)
	}
	if err := emptyFile(file); err != nil {
		return err
	}
	db, err := Raw(at)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(ctx, `VACUUM INTO $1`, file); err != nil {
		return fmt.Errorf("copy the database: %w", err)
	}
	return syncFile(file)
}

// emptyFile makes a file for SQLite to fill, which it would itself let everybody read.
func emptyFile(name string) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return fmt.Errorf("make the copy: %w", err)
	}
	return nil
}

// syncFile makes what others have written to a file durable.
func syncFile(name string) (err error) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err == nil {
		err = f.Sync()
		_ = f.Close()
	}
	if err != nil {
		return fmt.Errorf("make the copy durable: %w", err)
	}
	return nil
}

// openCopy opens a file that BackUp wrote, and leaves it and its folder as they are.
func openCopy(file string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: file}).EscapedPath()+"?mode=ro&immutable=1")
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file, err)
	}
	return db, nil
}

// CheckCopy asks SQLite whether a file that BackUp wrote is whole.
func CheckCopy(ctx context.Context, file string) error {
	db, err := openCopy(file)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	var found string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&found); err != nil {
		return fmt.Errorf("check %s: %w", file, err)
	}
	if found != "ok" {
		return fmt.Errorf("%s is damaged: %s", file, found)
	}
	return nil
}

// Blob is a file of objects that a row refers to.
type Blob struct {
	Name string
	// Of tells people what it is: bucket and key, or an upload.
	Of string
	// Size is in bytes.
	Size int64
	// ETag is object.Entry's.
	ETag string
	// PartSizes are object.Entry's.
	PartSizes []int64
}

// EachBlob tells of all blobs to which a file that BackUp wrote refers.
func EachBlob(ctx context.Context, file string, tell func(Blob) error) error {
	db, err := openCopy(file)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(ctx, `
		SELECT o.blob, b.name || '/' || CAST(o.key AS TEXT), o.size, o.etag, o.part_sizes FROM object o JOIN bucket b ON b.id = o.bucket_id
		UNION ALL SELECT blob, 'part ' || number || ' of the upload ' || upload_id, size, etag, '' FROM multipart_part`)
	if err != nil {
		return fmt.Errorf("list the blobs: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var b Blob
		var parts string
		err := rows.Scan(&b.Name, &b.Of, &b.Size, &b.ETag, &parts)
		if err == nil && parts != "" {
			err = json.Unmarshal([]byte(parts), &b.PartSizes)
		}
		if err != nil {
			return fmt.Errorf("read a blob's row: %w", err)
		}
		if err := tell(b); err != nil {
			return err
		}
	}
	return rows.Err()
}
