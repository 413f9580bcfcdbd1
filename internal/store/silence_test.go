package store

import (
	"errors"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"
)

// Who is silent for too long loses the connection; who says something in time keeps it,
// however long nobody has listened.
func TestSilentServerLosesItsConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here, there := net.Pipe()
		h := newHearing(here, time.Minute)
		for range 2 {
			time.Sleep(time.Hour) //nolint:forbidigo // inside a synctest bubble, where it costs nothing
			go func() {
				time.Sleep(time.Minute - 1) //nolint:forbidigo // as above
				_, _ = there.Write([]byte("a"))
			}()
			if n, err := h.Read(make([]byte, 1)); n != 1 || err != nil {
				t.Fatal(n, err)
			}
		}
		listened := time.Now()
		if _, err := h.Read(make([]byte, 1)); !errors.Is(err, io.ErrClosedPipe) || time.Since(listened) != time.Minute {
			t.Error(err, time.Since(listened))
		}
	})
}
