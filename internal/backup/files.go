package backup

import (
	"context"
	"crypto/md5" //nolint:gosec // what ETags are made of
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"foureyes/internal/object"
	"foureyes/internal/store"
)

// copied is what became of the objects of a database.
type copied struct {
	objects, bytes   int64
	missing, damaged []string
}

// copyObjects copies all objects that a copy of a database refers to.
func copyObjects(ctx context.Context, file, from, to string) (all copied, err error) {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return all, fmt.Errorf("make the folder of objects: %w", err)
	}
	folders := map[string]bool{to: true, filepath.Dir(to): true}
	err = store.EachBlob(ctx, file, func(b store.Blob) error {
		all.objects++
		all.bytes += b.Size
		whole, err := copyBlob(b, object.File(from, b.Name), object.File(to, b.Name))
		switch {
		case errors.Is(err, os.ErrNotExist):
			all.missing = append(all.missing, b.Of+" is missing")
			return nil
		case err == nil && !whole:
			all.damaged = append(all.damaged, b.Of+" is damaged")
		}
		folders[filepath.Dir(object.File(to, b.Name))] = true
		return errors.Join(err, ctx.Err())
	})
	for folder := range folders {
		if err == nil {
			err = syncFolder(folder)
		}
	}
	return all, err
}

// copyBlob copies a blob durably and reports whether it is what its row says.
func copyBlob(b store.Blob, from, to string) (whole bool, err error) {
	source, err := os.Open(from)
	if err != nil {
		return false, fmt.Errorf("open an object: %w", err)
	}
	defer func() { _ = source.Close() }()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return false, fmt.Errorf("make a folder of objects: %w", err)
	}
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return false, fmt.Errorf("make an object: %w", err)
	}
	e := newETag(b.PartSizes)
	size, err := io.Copy(io.MultiWriter(target, e), source)
	if err == nil {
		err = target.Sync()
	}
	if err = errors.Join(err, target.Close()); err != nil {
		return false, errors.Join(fmt.Errorf("copy an object: %w", err), os.Remove(to))
	}
	return size == b.Size && e.String() == b.ETag, nil
}

// etag computes an ETag: the MD5 of all, or of the MD5s of parts with their number.
type etag struct {
	parts []int64 // sizes of those that are not complete
	count int
	all   hash.Hash // of parts
	part  hash.Hash
	left  int64 // of the part
}

func newETag(parts []int64) *etag {
	e := &etag{parts: parts, count: len(parts), all: md5.New(), part: md5.New()} //nolint:gosec // ETags are MD5s
	e.turn()
	return e
}

// turn begins the next part.
func (e *etag) turn() {
	e.left = 1<<63 - 1
	if len(e.parts) == 0 {
		return
	}
	e.left, e.parts = e.parts[0], e.parts[1:]
	if e.left == 0 {
		e.end()
		e.turn()
	}
}

// Write takes in bytes.
func (e *etag) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		now := p[:min(int64(len(p)), e.left)]
		_, _ = e.part.Write(now) // a hash never fails
		p = p[len(now):]
		if e.left -= int64(len(now)); e.left == 0 {
			e.end()
			e.turn()
		}
	}
	return n, nil
}

func (e *etag) end() {
	_, _ = e.all.Write(e.part.Sum(nil))
	e.part.Reset()
}

// String gives the ETag of what was written.
func (e *etag) String() string {
	if e.count == 0 {
		return hex.EncodeToString(e.part.Sum(nil))
	}
	return fmt.Sprintf("%x-%d", e.all.Sum(nil), e.count)
}

func sha256Of(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", fmt.Errorf("open the database: %w", err)
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read the database: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// copyDatabase gives the copy its name once it is whole.
func copyDatabase(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	defer func() { _ = source.Close() }()
	return writeFile(to, func(w io.Writer) error {
		_, err := io.Copy(w, source)
		return err
	})
}

func writeDurably(name string, text []byte) error {
	return writeFile(name, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// writeFile makes a file durably, under another name first.
func writeFile(name string, fill func(io.Writer) error) error {
	part := name + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("make %s: %w", part, err)
	}
	err = fill(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", part, err)
	}
	if err := os.Rename(part, name); err != nil {
		return fmt.Errorf("name %s: %w", name, err)
	}
	return syncFolder(filepath.Dir(name))
}

// syncFolder makes the names in a folder durable.
func syncFolder(name string) error {
	d, err := os.Open(name)
	if err == nil {
		err = errors.Join(d.Sync(), d.Close())
	}
	if err != nil {
		return fmt.Errorf("make the names in %s durable: %w", name, err)
	}
	return nil
}
