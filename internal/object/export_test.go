package object

import (
	"io"
	"os"
	"path/filepath"
	"time"
)

// Disk stands in for the file system in a test: each step asks the function first.
type Disk struct {
	Step func(name, path string) error
}

// OpenOn opens a store of objects on a file system that can fail.
func OpenOn(folder string, d *Disk, index Index, now func() time.Time) (*Service, error) {
	return open(folder, d, index, now)
}

// SetLimit makes objects too large from so many bytes on.
func (s *Service) SetLimit(bytes int64) { s.limit = bytes }

// Files names the files of the store.
func (s *Service) Files() ([]string, error) {
	return filepath.Glob(filepath.Join(s.blobs.root, "*", "*"))
}

// RemoveBlob removes the file of an object behind the index's back.
func (s *Service) RemoveBlob(name string) error { return os.Remove(s.blobs.path(name)) }

func (d *Disk) mkdir(path string) error {
	if err := d.Step("mkdir", path); err != nil {
		return err
	}
	return osDisk{}.mkdir(path)
}

func (d *Disk) create(path string) (file, error) {
	if err := d.Step("create", path); err != nil {
		return nil, err
	}
	f, err := osDisk{}.create(path)
	return &diskFile{f, d, path}, err
}

func (d *Disk) syncDir(path string) error {
	if err := d.Step("sync folder", path); err != nil {
		return err
	}
	return osDisk{}.syncDir(path)
}

func (d *Disk) remove(path string) error {
	if err := d.Step("remove", path); err != nil {
		return err
	}
	return osDisk{}.remove(path)
}

type diskFile struct {
	io.WriteCloser
	disk *Disk
	path string
}

func (f *diskFile) Write(p []byte) (int, error) {
	if err := f.disk.Step("write", f.path); err != nil {
		// A process can die in the middle of a write.
		n, _ := f.WriteCloser.Write(p[:len(p)/2])
		return n, err
	}
	return f.WriteCloser.Write(p)
}

func (f *diskFile) Sync() error {
	if err := f.disk.Step("sync file", f.path); err != nil {
		return err
	}
	return f.WriteCloser.(file).Sync()
}
