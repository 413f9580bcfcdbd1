package auth_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"foureyes/internal/auth"
)

func TestMasterKeyForms(t *testing.T) {
	key := bytes.Repeat([]byte{0xa7}, auth.MasterKeySize)
	digits, base := hex.EncodeToString(key), base64.StdEncoding.EncodeToString(key)
	for name, text := range map[string]string{
		"plain": string(key), "hexadecimal": digits, "hexadecimal line": digits + "\n",
		"upper case": strings.ToUpper(digits), "base64": base, "base64 line": base + "\r\n",
	} {
		got, err := auth.ParseMasterKey([]byte(text))
		if err != nil || !bytes.Equal(got, key) {
			t.Errorf("%s: got %x, %v", name, got, err)
		}
	}
	for name, text := range map[string]string{
		"empty": "", "short": base[:40], "one byte more": string(key) + "x", "16 bytes in hexadecimal": digits[:32], "words": "correct horse battery staple",
	} {
		_, err := auth.ParseMasterKey([]byte(text))
		if err == nil {
			t.Errorf("%s: accepted", name)
		} else if text != "" && strings.Contains(err.Error(), text) {
			t.Errorf("%s: the message shows the content: %v", name, err)
		}
	}
}

func TestMasterKeyIsMadeOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), auth.MasterKeyFile)
	if _, err := auth.ReadMasterKey(file); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("missing file: %v", err)
	}
	var wait sync.WaitGroup
	made := make([][]byte, 20)
	for i := range made {
		wait.Go(func() {
			key, err := auth.ReadOrMakeMasterKey(file)
			if err != nil {
				t.Error(err)
			}
			made[i] = key
		})
	}
	wait.Wait()
	for _, key := range made {
		if len(key) != auth.MasterKeySize || !bytes.Equal(key, made[0]) {
			t.Fatalf("two keys were made: %x and %x", made[0], key)
		}
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", info.Mode(), err)
	}
	left, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(left) != 1 {
		t.Fatalf("files left beside the key: %v, %v", left, err)
	}
}

func TestMasterKeyOthersCanReadIsRefused(t *testing.T) {
	for _, mode := range []fs.FileMode{0o640, 0o604, 0o660, 0o620, 0o610} {
		file := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(file, bytes.Repeat([]byte{1}, auth.MasterKeySize), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		_, err := auth.ReadOrMakeMasterKey(file)
		if err == nil || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
}

func TestBrokenMasterKeyIsNotReplaced(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte("half a k"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := auth.ReadOrMakeMasterKey(file); err == nil {
		t.Fatal("a broken key was accepted")
	}
	content, err := os.ReadFile(file)
	if err != nil || string(content) != "half a k" {
		t.Fatalf("the file was changed: %q, %v", content, err)
	}
}
