package object_test

import (
	"path/filepath"
	"testing"

	"foureyes/internal/object"
	"foureyes/internal/object/objecttest"
)

func TestFilesDoWhatEveryStoreMust(t *testing.T) {
	objecttest.Suite(t, func(t *testing.T) objecttest.Store {
		s, err := object.New(filepath.Join(t.TempDir(), "objects"), openStore(t), clock)
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
