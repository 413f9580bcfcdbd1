package endurance

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"foureyes/internal/object/objecttest/gateway"
	"foureyes/internal/store"
)

// patience bounds every wait for the server. It is long, because it only matters
// when something is broken.
const patience = time.Minute

// server is the binary at work on one data folder and one address, through many
// lives.
type server struct {
	data    string
	address string
	flags   []string
	// environment is the server's beside that of the test.
	environment []string
	log         *os.File
	process     *exec.Cmd
}

// newServer prepares a server without starting it. databaseURL is empty for SQLite.
func newServer(t *testing.T, data, databaseURL string) *server {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "server.log"))
	if err != nil {
		t.Fatal(err)
	}
	address, err := gateway.FreeAddress()
	if err != nil {
		t.Fatal(err)
	}
	s := &server{data: data, address: address, log: log}
	s.flags = []string{
		"--access-key-id", keyID, "--secret-access-key", keySecret, "--account-id", account, "--log-level", "warn",
	}
	if databaseURL != "" {
		key := filepath.Join(t.TempDir(), "master.key")
		if err := os.WriteFile(key, []byte(strings.Repeat("0f", 32)), 0o600); err != nil {
			t.Fatal(err)
		}
		s.flags = append(s.flags, "--database-url", databaseURL, "--master-key-file", key)
	}
	t.Cleanup(func() {
		s.kill(t)
		if t.Failed() {
			t.Logf("the end of the server's log:\n%s", s.logTail())
		}
		log.Close()
	})
	return s
}

func (s *server) url() string { return "http://" + s.address }

// file is SQLite's database.
func (s *server) file() string { return filepath.Join(s.data, store.SQLiteFile) }

// launch starts a process, which answers requests some time later.
func (s *server) launch(t *testing.T) (greeting io.Reader) {
	t.Helper()
	s.process = exec.CommandContext(context.WithoutCancel(t.Context()), binary,
		append([]string{"serve", "--listen", s.address, "--sql-listen=", "--data", s.data}, s.flags...)...)
	s.process.Stderr = s.log
	s.process.Env = append(os.Environ(), s.environment...)
	out, err := s.process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.process.Start(); err != nil {
		t.Fatal(err)
	}
	return out
}

// start returns once the server answers requests.
func (s *server) start(t *testing.T) {
	t.Helper()
	if err := untilGreeted(t.Context(), s.launch(t)); err != nil {
		t.Fatalf("the server did not start: %v\n%s", err, s.logTail())
	}
}

// untilGreeted reads what the server prints once it listens, whose last line is
// about AWS_CONFIG_FILE.
func untilGreeted(ctx context.Context, out io.Reader) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if strings.Contains(lines.Text(), "AWS_CONFIG_FILE") {
				done <- nil
				_, _ = io.Copy(io.Discard, out)
				return
			}
		}
		done <- io.ErrUnexpectedEOF
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// kill ends the process with SIGKILL, in whatever it is doing.
func (s *server) kill(t *testing.T) {
	t.Helper()
	if s.process == nil {
		return
	}
	if err := s.process.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Error(err)
	}
	_ = s.process.Wait()
	s.process = nil
}

// stop ends the process as an operator would.
func (s *server) stop(t *testing.T) {
	t.Helper()
	s.signal(t, syscall.SIGTERM)
	s.ended(t)
}

// ended waits for the end of a process that was asked to stop.
func (s *server) ended(t *testing.T) {
	t.Helper()
	if err := s.process.Wait(); err != nil {
		t.Errorf("the server did not stop well: %v", err)
	}
	s.process = nil
}

func (s *server) logTail() string {
	text, err := os.ReadFile(s.log.Name())
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(text[max(0, len(text)-4000):])
}
