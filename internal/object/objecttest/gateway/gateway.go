// Package gateway gives tests an S3 store that is not ours: a versitygw of their own, on a
// folder of their own, which they can take down and bring up again at the same address.
//
// It owns the server's life and nothing of what is stored, and the choice of a port that stays
// free while a server is down.
package gateway

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// AccessKeyID, Secret and Region are what requests to every gateway are signed with.
const (
	AccessKeyID = "GATEWAYTESTKEY"
	Secret      = "the secret of the S3 store in tests"
	Region      = "eu-west-1"
)

// startWithin is long, because it only matters when something is broken.
const startWithin = time.Minute

// health is a path that nothing else has which may have taken the port.
const health = "/versitygw-is-well"

// script ends the server once its standard input is closed, which happens by itself when
// the test binary ends, even by SIGKILL.
const script = `log=$1; shift
"$@" </dev/null >>"$log" 2>&1 &
cat >/dev/null
kill -KILL $!
wait $! 2>/dev/null
true
`

// Server is a store that can be down.
type Server struct {
	// URL is where it is asked, whether it is up or not.
	URL string

	binary, folder, address string
	running                 *exec.Cmd
	life                    io.Closer
}

// Run gives a test a store that is up, and ends it with the test.
func Run(t testing.TB) *Server {
	t.Helper()
	s, err := New(t.TempDir())
	if err == nil {
		err = s.Start(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// New chooses an address for a store that keeps all in the folder. It is down until Start.
func New(folder string) (*Server, error) {
	binary, err := find()
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"buckets", "attributes"} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o700); err != nil {
			return nil, fmt.Errorf("make a folder of the S3 store: %w", err)
		}
	}
	address, err := FreeAddress()
	if err != nil {
		return nil, err
	}
	return &Server{URL: "http://" + address, binary: binary, folder: folder, address: address}, nil
}

// The ports of FreeAddress lie below those that Linux and macOS give to whoever asks for
// any, and to clients.
const firstPort, lastPort = 10_000, 32_767

// FreeAddress chooses an address of this machine where a server of a test can come and go:
// nobody gets its port by chance while it is down.
func FreeAddress() (string, error) {
	for range 100 {
		address := fmt.Sprintf("127.0.0.1:%d", firstPort+rand.IntN(lastPort-firstPort+1)) //nolint:gosec // it is no secret
		if l, err := net.Listen("tcp", address); err == nil {                             //nolint:noctx // it ends at once
			return address, l.Close()
		}
	}
	return "", errors.New("choose a port: a hundred were taken")
}

// find looks for the program that `make .cache/bin/versitygw` builds, in the folder of
// go.mod or wherever VERSITYGW says.
func find() (string, error) {
	if named := os.Getenv("VERSITYGW"); named != "" {
		return named, nil
	}
	folder, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the folder of go.mod: %w", err)
	}
	for at := folder; at != filepath.Dir(at); at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err != nil {
			continue
		}
		binary := filepath.Join(at, ".cache", "bin", "versitygw")
		if _, err := os.Stat(binary); err != nil {
			return "", errors.New("this test needs an S3 store of others; build it with: make .cache/bin/versitygw")
		}
		return binary, nil
	}
	return "", fmt.Errorf("no folder above %s has a go.mod", folder)
}

// Start brings the store up, with all that it held.
func (s *Server) Start(ctx context.Context) error {
	s.running = exec.Command("/bin/sh", "-c", script, "gateway", filepath.Join(s.folder, "log"), //nolint:gosec,noctx // our own program
		s.binary, "--access", AccessKeyID, "--secret", Secret, "--region", Region, "--port", s.address, "--health", health, "--quiet",
		"posix", "--sidecar", filepath.Join(s.folder, "attributes"), filepath.Join(s.folder, "buckets"))
	// A group of its own: Ctrl-C is for the test binary.
	s.running.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var err error
	if s.life, err = s.running.StdinPipe(); err != nil {
		return fmt.Errorf("start the S3 store: %w", err)
	}
	if err := s.running.Start(); err != nil {
		return fmt.Errorf("start the S3 store: %w", err)
	}
	return s.untilReady(ctx)
}

func (s *Server) untilReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !s.well(ctx) {
		select {
		case <-again.C:
		case <-ctx.Done():
			said, _ := os.ReadFile(filepath.Join(s.folder, "log"))
			return errors.Join(fmt.Errorf("the S3 store is not ready: %w\n%s", ctx.Err(), said), s.Stop())
		}
	}
	return nil
}

func (s *Server) well(ctx context.Context) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+health, nil)
	if err != nil {
		return false
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	_ = answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

// Stop takes the store down, as a power cut would. A store that is down stays so.
func (s *Server) Stop() error {
	if s.running == nil {
		return nil
	}
	err := errors.Join(s.life.Close(), s.running.Wait())
	s.running = nil
	return err
}
