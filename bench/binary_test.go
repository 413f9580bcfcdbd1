package bench_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"foureyes/internal/config"
)

// patience bounds waits for the binary, since it only matters when something is broken.
const patience = 2 * time.Minute

// binary is foureyes as it is released: the one that FOUREYES_BIN names, or one built for
// the benchmarks.
var binary = sync.OnceValues(func() (string, error) {
	if named := os.Getenv("FOUREYES_BIN"); named != "" {
		return filepath.Abs(named)
	}
	file := filepath.Join(os.TempDir(), fmt.Sprintf("foureyes-bench-%d", os.Getpid()))
	build := exec.Command("go", "build", "-buildvcs=false", "-trimpath", "-ldflags", "-s -w", "-o", file, "foureyes/cmd/foureyes")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build foureyes: %w\n%s", err, out)
	}
	return file, nil
})

// removeBinary removes what was built here.
func removeBinary() {
	_ = os.Remove(filepath.Join(os.TempDir(), fmt.Sprintf("foureyes-bench-%d", os.Getpid())))
}

// released is the binary at work, in a process of its own.
type released struct {
	host    string
	took    time.Duration // from its start to the first yes of /readyz
	process *exec.Cmd
}

// startBinary starts the binary and waits until it is ready for requests.
func startBinary(b *testing.B, c config.Serve) *released {
	b.Helper()
	file, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	log, err := os.Create(filepath.Join(b.TempDir(), "server.log"))
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	r := &released{host: freeHost(b)}
	args := []string{
		"serve", "--listen", r.host, "--sql-listen=", "--data", c.Data, "--account-id", c.AccountID,
		"--access-key-id", c.AccessKeyID, "--secret-access-key", c.SecretAccessKey, "--admin-email", c.AdminEmail,
		"--retention-days", strconv.Itoa(c.RetentionDays),
	}
	if c.DatabaseURL != "" {
		args = append(args, "--database-url", c.DatabaseURL, "--master-key-file", c.MasterKeyFile)
	}
	r.process = exec.CommandContext(context.WithoutCancel(b.Context()), file, args...)
	r.process.Stderr = log
	began := time.Now()
	if err := r.process.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { r.stop(b) })
	if !r.ready(b.Context()) {
		b.Fatalf("the server is not ready after %v:\n%s", patience, tail(log.Name()))
	}
	r.took = time.Since(began)
	return r
}

// ready asks until the answer is yes.
func (r *released) ready(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	again := time.NewTicker(time.Millisecond)
	defer again.Stop()
	for {
		if request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+r.host+"/readyz", nil); err == nil {
			if answer, err := http.DefaultClient.Do(request); err == nil {
				_ = answer.Body.Close()
				if answer.StatusCode == http.StatusOK {
					return true
				}
			}
		}
		select {
		case <-ctx.Done():
			return false
		case <-again.C:
		}
	}
}

// stop ends it as an operator would; once is enough.
func (r *released) stop(b *testing.B) {
	b.Helper()
	if r.process == nil {
		return
	}
	if err := r.process.Process.Signal(syscall.SIGTERM); err != nil {
		b.Error(err)
	}
	if err := r.process.Wait(); err != nil {
		b.Errorf("the server did not end well: %v", err)
	}
	r.process = nil
}

var residentLine = regexp.MustCompile(`VmRSS:\s+(\d+) kB`)

// resident is the memory of the process, in bytes, its shared pages included; zero where
// there is no /proc.
func (r *released) resident() float64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.process.Process.Pid))
	found := residentLine.FindSubmatch(text)
	if found == nil {
		return 0
	}
	kilobytes, _ := strconv.Atoi(string(found[1]))
	return float64(kilobytes) * 1024
}

// cpu is the CPU time of the process, in seconds.
func (r *released) cpu() float64 { return familyCPU(processes(), r.process.Process.Pid) }

func freeHost(b *testing.B) string {
	b.Helper()
	l, err := (&net.ListenConfig{}).Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
