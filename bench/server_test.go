package bench_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"runtime/pprof"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"foureyes/internal/app"
	"foureyes/internal/config"
)

// What the server's process is told by its environment: its settings as JSON, and,
// from whoever runs the benchmark, a file for a CPU profile.
const (
	serveSettings = "FOUREYES_BENCH_SERVE"
	serveProfile  = "FOUREYES_BENCH_PROFILE"
)

// The credentials that server and load share.
const (
	account    = "111122223333"
	region     = "us-east-1"
	keyID      = "AKIABENCHBENCHBENCH1"
	adminEmail = "admin@localhost"
	keySecret  = "bench/only/secret/that/guards/nothing000"
)

// serve is the server's process. It prints its URL, then answers the words cpu and
// memory on its input with what it has used, and ends with its input.
func serve(text string) error {
	var c config.Serve
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return fmt.Errorf("read the settings: %w", err)
	}
	if file := os.Getenv(serveProfile); file != "" {
		stop, err := profile(file)
		if err != nil {
			return err
		}
		defer stop()
	}
	debug.SetGCPercent(400) // as foureyes serve
	ctx := context.Background()
	a, err := startApp(ctx, c, slog.NewTextHandler(os.Stderr, nil))
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stdout, a.URL())
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		if lines.Text() == "memory" {
			fmt.Fprintln(os.Stdout, inUse())
			continue
		}
		fmt.Fprintln(os.Stdout, cpuSeconds())
	}
	return a.Stop(ctx)
}

func startApp(ctx context.Context, c config.Serve, log slog.Handler) (*app.App, error) {
	return app.Start(ctx, c, app.Surroundings{Now: time.Now, Log: slog.New(log), Out: io.Discard, Version: "bench"})
}

func profile(file string) (stop func(), err error) {
	f, err := os.Create(file)
	if err != nil {
		return nil, fmt.Errorf("make the profile: %w", err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, fmt.Errorf("start the profile: %w", err)
	}
	return func() {
		pprof.StopCPUProfile()
		_ = f.Close()
	}, nil
}

// cpuSeconds is the CPU time of this process so far.
func cpuSeconds() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// server is a running server's process, as the load sees it.
type server struct {
	host string // host:port

	ask     io.Writer
	answers *bufio.Scanner
}

// startServer starts a server with its log in a file, as an operator would. It ends
// with the benchmark. environment is added to the benchmark's own.
func startServer(b *testing.B, c config.Serve, environment ...string) *server {
	b.Helper()
	text, err := json.Marshal(c)
	if err != nil {
		b.Fatal(err)
	}
	log, err := os.Create(filepath.Join(b.TempDir(), "server.log"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { log.Close() })
	command := exec.CommandContext(context.WithoutCancel(b.Context()), os.Args[0])
	command.Env = append(append(os.Environ(), serveSettings+"="+string(text)), environment...)
	command.Stderr = log
	stdin, err := command.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		stdin.Close()
		if err := command.Wait(); err != nil {
			b.Errorf("the server did not end well: %v\n%s", err, tail(log.Name()))
		}
	})
	s := &server{ask: stdin, answers: bufio.NewScanner(stdout)}
	if !s.answers.Scan() {
		b.Fatalf("the server did not start:\n%s", tail(log.Name()))
	}
	s.host = strings.TrimPrefix(s.answers.Text(), "http://")
	return s
}

// cpu is the CPU time, in seconds, that the server has used so far.
func (s *server) cpu(b *testing.B) float64 { return s.used(b, "cpu") }

// memory is what the server's heap and stacks hold, in bytes.
func (s *server) memory(b *testing.B) float64 { return s.used(b, "memory") }

func (s *server) used(b *testing.B, what string) float64 {
	b.Helper()
	if _, err := io.WriteString(s.ask, what+"\n"); err != nil {
		b.Fatal(err)
	}
	if !s.answers.Scan() {
		b.Fatal("the server has ended")
	}
	number, err := strconv.ParseFloat(s.answers.Text(), 64)
	if err != nil {
		b.Fatal(err)
	}
	return number
}

// tail is the end of a log.
func tail(file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return err.Error()
	}
	return string(text[max(0, len(text)-4000):])
}
