package auth

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// MasterKeyFile is the name of the master key inside the data folder, when no
// other file is given.
const MasterKeyFile = "master.key"

// ErrMasterKeyShown is a master key that others than its owner may read or change.
var ErrMasterKeyShown = errors.New("can be read or changed by others")

// ReadMasterKey reads a master key from a file that nobody but its owner may
// read. The error wraps fs.ErrNotExist when there is no such file, ErrMasterKeyShown
// when others may read it.
func ReadMasterKey(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("open the master key: %w", err)
	}
	defer func() { _ = f.Close() }()
	// The open file is asked, not the name, so the answer is about what is read.
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("look at the master key: %w", err)
	}
	if open := info.Mode().Perm() & 0o077; open != 0 {
		return nil, fmt.Errorf("the master key %s %w (mode %04o): run chmod 600 on it", file, ErrMasterKeyShown, info.Mode().Perm())
	}
	text, err := io.ReadAll(io.LimitReader(f, 1024))
	if err != nil {
		return nil, fmt.Errorf("read the master key: %w", err)
	}
	key, err := ParseMasterKey(text)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return key, nil
}

// ReadOrMakeMasterKey reads the master key of a file, or makes a random one when
// the file is missing. Of several processes that make it at once, all get the
// same. Call it only where a new key cannot orphan secrets sealed under a lost
// one: on a data folder that is new.
func ReadOrMakeMasterKey(file string) ([]byte, error) {
	key, err := ReadMasterKey(file)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	text := base64.StdEncoding.EncodeToString(randomBytes(MasterKeySize)) + "\n"
	err = writeNew(file, []byte(text))
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("make the master key: %w", err)
	}
	return ReadMasterKey(file)
}

// ParseMasterKey understands the forms in which people keep 32 bytes: as they
// are, as 64 hexadecimal digits, or in base64; with or without a line end.
func ParseMasterKey(text []byte) ([]byte, error) {
	// 32 random bytes are never all text; 32 letters are a shorter key, or a weak one.
	if len(text) == MasterKeySize && bytes.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
		return bytes.Clone(text), nil
	}
	line := string(bytes.TrimSpace(text))
	if key, err := hex.DecodeString(line); err == nil && len(key) == MasterKeySize {
		return key, nil
	}
	if key, err := base64.StdEncoding.DecodeString(line); err == nil && len(key) == MasterKeySize {
		return key, nil
	}
	// The content stays out of the message: it may be a mistyped key.
	return nil, fmt.Errorf("a master key is %d bytes, plain, hexadecimal or base64; this is none of them", MasterKeySize)
}
