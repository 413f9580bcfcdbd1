// Package folder keeps the files of the audit log in a folder.
//
// It owns how a file becomes durable there. What is in the files is said by package chain;
// the same for a store of objects is package object/remote.
package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// partial begins the names of files that are being made; one that a crash has left behind
// is no file of the chain.
const partial = ".partial-"

// abandoned is the age at which nobody can be making a file any more.
const abandoned = time.Hour

// Folder is a folder of files. It need not be there before the first of them.
type Folder string

// String is the folder's path.
func (f Folder) String() string { return string(f) }

// Names lists all files, in order of their names; folders among them too, which do not
// belong there.
func (f Folder) Names(context.Context) ([]string, error) {
	there, err := os.ReadDir(string(f))
	if err != nil {
		return nil, fmt.Errorf("read the folder: %w", err)
	}
	names := make([]string, 0, len(there))
	for _, file := range there {
		if !strings.HasPrefix(file.Name(), partial) {
			names = append(names, file.Name())
		}
	}
	return names, nil
}

// Read gives a whole file; false when there is none.
func (f Folder) Read(_ context.Context, name string) ([]byte, bool, error) {
	body, err := os.ReadFile(filepath.Join(string(f), name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read the file: %w", err)
	}
	return body, true, nil
}

// Keep makes a file that nobody can write to, durably: its bytes are on the disk before
// its name is, and the name is before Keep returns.
func (f Folder) Keep(_ context.Context, name string, body []byte) error {
	if err := f.begin(); err != nil {
		return err
	}
	made, err := f.write(body)
	if err == nil {
		err = os.Rename(made, filepath.Join(string(f), name))
	}
	if err == nil {
		err = syncFolder(string(f))
	} else if made != "" {
		err = errors.Join(err, os.Remove(made))
	}
	if err != nil {
		return fmt.Errorf("make the file: %w", err)
	}
	return f.clear(name)
}

// begin makes the folder where it is missing.
func (f Folder) begin() error {
	if _, err := os.Stat(string(f)); err == nil {
		return nil
	}
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	if err := syncFolder(filepath.Dir(string(f))); err != nil {
		return fmt.Errorf("make the folder durable: %w", err)
	}
	return nil
}

// write makes a file without a name of the chain, and tells which even if it fails.
func (f Folder) write(body []byte) (path string, err error) {
	file, err := os.CreateTemp(string(f), partial+"*")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := file.Write(body); err != nil {
		return file.Name(), err
	}
	return file.Name(), errors.Join(file.Chmod(0o400), file.Sync())
}

// clear removes what crashes have left behind long before a file was made. Younger ones
// may be of another server that is at it.
func (f Folder) clear(made string) error {
	there, err := os.ReadDir(string(f))
	if err != nil {
		return fmt.Errorf("read the folder: %w", err)
	}
	now, err := os.Stat(filepath.Join(string(f), made))
	if err != nil {
		return fmt.Errorf("see when the file was made: %w", err)
	}
	for _, file := range there {
		if !strings.HasPrefix(file.Name(), partial) {
			continue
		}
		if info, err := file.Info(); err != nil || now.ModTime().Sub(info.ModTime()) < abandoned {
			continue // or it has become a file meanwhile
		}
		if err := os.Remove(filepath.Join(string(f), file.Name())); err != nil {
			return fmt.Errorf("remove what was left behind: %w", err)
		}
	}
	return nil
}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) (err error) {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	return folder.Sync()
}
