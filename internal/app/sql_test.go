package app_test

import (
	"io"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"foureyes/internal/app"
	"foureyes/internal/config"
)

func TestSQLIsServedWhereTheGreetingSays(t *testing.T) {
	c := settings(t)
	c.SQLListen = "127.0.0.1:0"
	a, out := start(t, c)
	defer stop(t, a)
	_, port, err := net.SplitHostPort(a.SQLAddress().String())
	if err != nil || !strings.Contains(out.String(), "psql -h 127.0.0.1 -p "+port+" ") {
		t.Errorf("%s is not in the greeting, %v: %s", port, err, out)
	}
}

func TestSQLCanBeOff(t *testing.T) {
	a, out := start(t, settings(t))
	defer stop(t, a)
	if a.SQLAddress() != nil || strings.Contains(out.String(), "psql") {
		t.Errorf("at %v: %s", a.SQLAddress(), out)
	}
}

// Only the usual address may be somebody else's: a second server on a laptop starts
// all the same, and an address that was chosen must not be missing silently.
func TestAddressOfSQLThatIsTaken(t *testing.T) {
	taken, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	c := settings(t)
	c.SQLListen = taken.Addr().String()
	around := app.Surroundings{Now: time.Now, Log: slog.New(slog.DiscardHandler), Out: io.Discard, Version: "test"}
	if a, err := app.Start(t.Context(), c, around); err == nil || !strings.Contains(err.Error(), "listen for SQL on "+c.SQLListen) {
		t.Errorf("got %v, %v", a, err)
	}
	c = settings(t)
	c.SQLListen = config.DefaultSQLListen
	first, _ := start(t, c) // or another program of this machine has it
	defer stop(t, first)
	c.Data = t.TempDir()
	second, _ := start(t, c)
	defer stop(t, second)
	if second.SQLAddress() != nil {
		t.Error("both have the port")
	}
}
