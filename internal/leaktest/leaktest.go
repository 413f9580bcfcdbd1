// Package leaktest tells tests of goroutines that are left behind.
//
// It owns how long they may take to end, which goleak itself puts at less than half a second:
// too little on a busy machine. What a goroutine is waiting for is goleak's to say.
package leaktest

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// tries is how often goleak looks, each time with pauses of its own.
const tries = 50

// Main runs a package's tests as its TestMain, and fails where goroutines are left.
func Main(m *testing.M) {
	code := m.Run()
	if code == 0 {
		if err := find(); err != nil {
			_, _ = fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// None fails a test that has left goroutines besides those.
func None(t testing.TB, besides ...goleak.Option) {
	t.Helper()
	if err := find(besides...); err != nil {
		t.Error(err)
	}
}

func find(besides ...goleak.Option) (err error) {
	for range tries {
		if err = goleak.Find(besides...); err == nil {
			return nil
		}
	}
	return fmt.Errorf("goroutines are left: %w", err)
}
