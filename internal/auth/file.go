package auth

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// writeNew makes a file of mode 0600 that is there with all its content or not
// at all. The error wraps fs.ErrExist when the name is taken.
func writeNew(file string, content []byte) error {
	return place(file, content, os.Link)
}

// replace is writeNew for a file that may exist already.
func replace(file string, content []byte) error {
	return place(file, content, os.Rename)
}

// place writes content beside file, makes it durable, and moves it to its name.
func place(file string, content []byte, move func(from, to string) error) error {
	folder := filepath.Dir(file)
	temp, err := writeTemp(folder, content)
	if err != nil {
		return err
	}
	err = move(temp, file)
	// After a rename there is nothing left to remove; after a link there is.
	_ = os.Remove(temp)
	if err != nil {
		return fmt.Errorf("put %s in place: %w", filepath.Base(file), err)
	}
	return syncFolder(folder)
}

// writeTemp writes a durable file with a random name; CreateTemp gives it 0600.
func writeTemp(folder string, content []byte) (string, error) {
	f, err := os.CreateTemp(folder, ".new-*")
	if err != nil {
		return "", fmt.Errorf("make a file in %s: %w", folder, err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		_ = os.Remove(f.Name())
		return "", fmt.Errorf("write %s: %w", f.Name(), err)
	}
	return f.Name(), nil
}

func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("open %s: %w", folder, err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("make %s durable: %w", folder, err)
	}
	return nil
}
