package store_test

import (
	"testing"

	"foureyes/internal/store"
	"foureyes/internal/store/storetest"
)

func TestSQLiteIsAStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) (open func() storetest.Store) {
		folder := t.TempDir()
		return func() storetest.Store {
			s, err := store.OpenSQLite(t.Context(), folder)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	})
}
