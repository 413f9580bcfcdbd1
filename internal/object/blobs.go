package object

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
)

// blobs is the folder of files. A file is written once, under a random name of
// capital letters and digits (so case-folding disks cannot mix two up), and lies
// in a subfolder named by the first two of them. It has its name from the start:
// nobody reads a blob that no row names, so nobody sees it half written, and a
// rename would be one more change that the disk has to sync.
type blobs struct {
	root string
	disk disk

	troubled atomic.Bool // the disk has failed a write, and none was tried since

	mu      sync.Mutex
	fresh   map[string]struct{} // written, or being written, and not settled yet
	shelves map[string]struct{} // subfolders whose own names are durable
}

func openBlobs(root string, d disk) (*blobs, error) {
	if err := os.MkdirAll(root, 0o700); err != nil {
		return nil, err
	}
	if err := d.syncDir(filepath.Dir(root)); err != nil {
		return nil, err
	}
	return &blobs{root: root, disk: d, fresh: map[string]struct{}{}, shelves: map[string]struct{}{}}, nil
}

func (b *blobs) shelf(name string) string { return filepath.Join(b.root, name[:2]) }
func (b *blobs) path(name string) string  { return File(b.root, name) }

// File is where a blob lies in the folder of objects.
func File(folder, blob string) string { return filepath.Join(folder, blob[:2], blob) }

// write makes a blob with what fill writes, and returns once it is durable. The
// blob is safe from the sweep until settle is called with its name. When write
// fails, nothing is left of it.
func (b *blobs) write(fill func(io.Writer) error) (string, error) {
	name := rand.Text()
	b.mu.Lock()
	b.fresh[name] = struct{}{}
	b.mu.Unlock()
	if err := b.place(name, fill); err != nil {
		_ = b.disk.remove(b.path(name))
		b.settle(name)
		return "", b.watched(full(err))
	}
	return name, nil
}

// watched remembers whether the disk has failed a write. The bodies of requests may
// fail too, but not in these ways.
func (b *blobs) watched(err error) error {
	if errors.Is(err, ErrFull) || errors.Is(err, syscall.EIO) || errors.Is(err, syscall.EROFS) {
		b.troubled.Store(true)
	}
	return err
}

// probeSize is how many bytes are written to see whether the disk works again.
const probeSize = 1 << 20

// ready answers whether files can be written. It tries when one could not.
func (b *blobs) ready() error {
	if !b.troubled.Load() {
		return nil
	}
	name, err := b.write(func(w io.Writer) error {
		_, err := w.Write(make([]byte, probeSize))
		return err
	})
	if err != nil {
		return err
	}
	defer b.settle(name)
	b.troubled.Store(false)
	return b.remove(name)
}

// place writes the file and makes it, and its name, durable.
func (b *blobs) place(name string, fill func(io.Writer) error) error {
	if err := b.makeShelf(b.shelf(name)); err != nil {
		return err
	}
	f, err := b.disk.create(b.path(name))
	if err != nil {
		return fmt.Errorf("create blob: %w", err)
	}
	err = fill(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write blob: %w", err)
	}
	if err := b.disk.syncDir(b.shelf(name)); err != nil {
		return fmt.Errorf("sync folder of blobs: %w", err)
	}
	return nil
}

// makeShelf makes a subfolder durably. Nobody counts on a subfolder that another
// write has made and perhaps not synced yet.
func (b *blobs) makeShelf(path string) error {
	b.mu.Lock()
	_, ok := b.shelves[path]
	b.mu.Unlock()
	if ok {
		return nil
	}
	if err := b.disk.mkdir(path); err != nil {
		return fmt.Errorf("make folder of blobs: %w", err)
	}
	if err := b.disk.syncDir(b.root); err != nil {
		return fmt.Errorf("sync objects folder: %w", err)
	}
	b.mu.Lock()
	b.shelves[path] = struct{}{}
	b.mu.Unlock()
	return nil
}

// settle ends the protection from the sweep: the index knows the blob now, or
// nobody needs it.
func (b *blobs) settle(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.fresh, name)
}

// settled leaves out the names that writes in flight will need.
func (b *blobs) settled(names []string) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var old []string
	for _, name := range names {
		if _, ok := b.fresh[name]; !ok {
			old = append(old, name)
		}
	}
	return old
}

func (b *blobs) open(name string) (*os.File, error) { return os.Open(b.path(name)) }

// remove leaves a blob that must stay to the sweep of a later start.
func (b *blobs) remove(name string) error {
	if b.held() {
		return nil
	}
	return b.disk.remove(b.path(name))
}

// removeAll removes blobs that no row refers to. An error is not told: the write
// that made them useless has succeeded, and the sweep comes back to them.
func (b *blobs) removeAll(names []string) {
	for _, name := range names {
		_ = b.remove(name)
	}
}
