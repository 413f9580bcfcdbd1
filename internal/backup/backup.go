// Package backup copies a data folder while its server runs, and puts such a copy into
// a new data folder.
//
// It owns the order in which database and objects are copied, and the proof that a copy
// is whole: each object is held against its ETag, the database against its checksum. A
// backup is a folder with a database, objects and a manifest; it has no keys. How a
// database is copied is the store's business, what databases on PostgreSQL need is
// PostgreSQL's.
package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"foureyes/internal/object"
	"foureyes/internal/store"
)

const (
	// objectsFolder is the name of the folder of objects, here and in data folders.
	objectsFolder = "objects"
	// manifestFile is written last: a folder without it is no backup.
	manifestFile = "backup.json"
)

// Manifest says what a backup holds.
type Manifest struct {
	MadeAt time.Time `json:"madeAt"`
	// Database is the SHA-256 of the database's file, in hex.
	Database string `json:"databaseSha256"`
	Objects  int64  `json:"objects"`
	// Bytes are those of all objects.
	Bytes int64 `json:"bytes"`
	// Problems are objects that were damaged or missing already where they were copied.
	Problems []string `json:"problems,omitempty"`
}

// Make copies a data folder to a folder that is empty or not there yet. Everything that
// was acknowledged before it began is in the copy.
func Make(ctx context.Context, data, to string, now time.Time) (m Manifest, err error) {
	if err := makeEmpty(to); err != nil {
		return m, err
	}
	// Objects are copied after the rows that refer to them, and must not go in between.
	objects := filepath.Join(data, objectsFolder)
	if err := os.MkdirAll(objects, 0o700); err != nil {
		return m, fmt.Errorf("find the objects: %w", err)
	}
	release, err := object.Hold(objects)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, release()) }()
	file := filepath.Join(to, store.SQLiteFile)
	if err := store.BackUp(ctx, store.Place{Folder: data}, file); err != nil {
		return m, err
	}
	all, err := copyObjects(ctx, file, objects, filepath.Join(to, objectsFolder))
	if err != nil {
		return m, err
	}
	if err := store.CheckCopy(ctx, file); err != nil {
		return m, err
	}
	m = Manifest{MadeAt: now.UTC(), Objects: all.objects, Bytes: all.bytes, Problems: append(all.missing, all.damaged...)}
	if m.Database, err = sha256Of(file); err != nil {
		return m, err
	}
	return m, m.write(to)
}

// makeEmpty makes a folder, which may be there if it is empty.
func makeEmpty(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	some, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("look into the folder: %w", err)
	}
	if len(some) > 0 {
		return fmt.Errorf("%s is not empty; name a folder that is new", folder)
	}
	return nil
}

func (m Manifest) write(folder string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the manifest: %w", err)
	}
	return writeDurably(filepath.Join(folder, manifestFile), append(text, '\n'))
}

func readManifest(folder string) (m Manifest, err error) {
	text, err := os.ReadFile(filepath.Join(folder, manifestFile))
	if errors.Is(err, os.ErrNotExist) {
		return m, fmt.Errorf("%s is no backup, or one that was not finished: it has no %s", folder, manifestFile)
	}
	if err != nil {
		return m, fmt.Errorf("read the manifest: %w", err)
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("read the manifest: %w", err)
	}
	return m, nil
}
