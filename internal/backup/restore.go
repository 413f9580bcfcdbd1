package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"foureyes/internal/store"
)

// Restore puts a backup into a data folder that has neither a database nor objects, and
// that no server uses. The database comes last: until then a server would start anew.
func Restore(ctx context.Context, from, data string) (Manifest, error) {
	m, err := readManifest(from)
	if err != nil {
		return m, err
	}
	for _, name := range []string{store.SQLiteFile, objectsFolder} {
		if _, err := os.Stat(filepath.Join(data, name)); !errors.Is(err, os.ErrNotExist) {
			return m, errors.Join(err, fmt.Errorf("%s has %s already; name a folder that is new, or move it away", data, name))
		}
	}
	file := filepath.Join(from, store.SQLiteFile)
	sum, err := sha256Of(file)
	if err != nil {
		return m, err
	}
	if sum != m.Database {
		return m, fmt.Errorf("the backup is damaged: the checksum of its database is %s instead of %s", sum, m.Database)
	}
	all, err := copyObjects(ctx, file, filepath.Join(from, objectsFolder), filepath.Join(data, objectsFolder))
	if err != nil {
		return m, err
	}
	if problems := append(all.missing, all.damaged...); len(problems) > len(m.Problems) {
		return m, fmt.Errorf("the backup is damaged: %s. Remove %s before you try another one",
			strings.Join(problems, "; "), filepath.Join(data, objectsFolder))
	}
	return m, copyDatabase(file, filepath.Join(data, store.SQLiteFile))
}
