//go:build unix

package object

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// holdFile, in the folder of objects, is locked while blobs must stay.
const holdFile = "hold"

// Hold makes all blobs in a folder of objects stay until release is called, or the
// process ends: also those whose rows go meanwhile, so that a copy of the rows finds
// them. A server leaves them where they are; the sweep after its next start removes
// them. One process at a time may hold.
func Hold(folder string) (release func() error, err error) {
	// Others must be able to see the lock, whoever makes the file.
	f, err := os.OpenFile(filepath.Join(folder, holdFile), os.O_CREATE|os.O_RDONLY, 0o644) //nolint:gosec // it is empty
	if err != nil {
		return nil, fmt.Errorf("open the lock of the objects: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(errors.New("another backup of the same data folder is being made"), f.Close())
	}
	return f.Close, nil
}

// held reports whether blobs must stay. Whoever asks has removed the row already, so
// that a copy of the rows which is made later does not ask for the blob.
func (b *blobs) held() bool {
	f, err := os.Open(filepath.Join(b.root, holdFile))
	if err != nil {
		return false // nobody has ever held
	}
	defer func() { _ = f.Close() }()
	return errors.Is(syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB), syscall.EWOULDBLOCK)
}
