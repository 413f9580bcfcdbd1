package scenarios

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/rogpeppe/go-internal/testscript"

	"foureyes/internal/object/objecttest/gateway"
)

type storyKey struct{}

// story is what the commands of one script share.
type story struct {
	folder  string
	flags   []string // of every start
	address string   // chosen at the first start and kept
	url     string
	process *exec.Cmd
	log     strings.Builder
	session *workerSession
	inbox   *inbox
	stream  jetstream.Stream
	post    *office
	outside *gateway.Server
	// environment is the server's beside that of the test.
	environment []string
}

func storyOf(ts *testscript.TestScript) *story { return ts.Value(storyKey{}).(*story) }

// patience bounds every wait of a story. It is long, because it only matters when
// something is broken.
const patience = 30 * time.Second

// foureyes runs the command to its end, which must come: foureyes user list.
func foureyes(ts *testscript.TestScript, neg bool, args []string) {
	// A server that starts where a refusal was expected would run for ever.
	err := ts.Exec("timeout", append([]string{"--signal=KILL", "30", binary}, args...)...)
	if neg == (err == nil) {
		ts.Fatalf("foureyes %s: %v", strings.Join(args, " "), err)
	}
}

// server start [flag…] | stop | kill: the server of the story. Its data folder is
// $WORK/data. What it prints to standard output goes to the file $WORK/greeting.
func server(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: server start [flag…] | stop | kill")
	}
	s := storyOf(ts)
	switch args[0] {
	case "start":
		ts.Check(s.start(ts, args[1:]))
	case "stop":
		ts.Check(s.process.Process.Signal(syscall.SIGTERM))
		ts.Check(s.process.Wait())
		s.process = nil
	case "kill":
		s.kill()
	default:
		ts.Fatalf("server %s: no such thing", args[0])
	}
}

func (s *story) start(ts *testscript.TestScript, flags []string) error {
	if s.address == "" {
		var err error
		s.address, err = gateway.FreeAddress()
		ts.Check(err)
		s.url = "http://" + s.address
		ts.Setenv("URL", s.url)
	}
	args := append([]string{"serve", "--listen", s.address, "--sql-listen=", "--data", filepath.Join(s.folder, "data")}, slices.Concat(s.flags, flags)...)
	s.process = exec.Command(binary, args...)
	s.process.Dir = s.folder
	s.process.Env = append(os.Environ(), s.environment...)
	s.process.Stderr = &s.log
	out, err := s.process.StdoutPipe()
	if err != nil {
		return err
	}
	if err := s.process.Start(); err != nil {
		return err
	}
	greeting, err := readGreeting(out)
	if err != nil {
		s.kill()
		ts.Fatalf("the server did not start: %v\n%s", err, s.log.String())
	}
	return writeFile(filepath.Join(s.folder, "greeting"), greeting)
}

// readGreeting reads what the server prints when it is ready, which ends with the
// line about AWS_CONFIG_FILE.
func readGreeting(out io.Reader) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		var b strings.Builder
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			b.WriteString(lines.Text() + "\n")
			if strings.Contains(lines.Text(), "AWS_CONFIG_FILE") {
				done <- result{b.String(), nil}
				_, _ = io.Copy(io.Discard, out)
				return
			}
		}
		done <- result{b.String(), io.ErrUnexpectedEOF}
	}()
	select {
	case r := <-done:
		return r.text, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (s *story) kill() {
	if s.process == nil {
		return
	}
	_ = s.process.Process.Kill()
	_ = s.process.Wait()
	s.process = nil
}
