package endurance

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
)

const (
	// diskSize is large enough for a few minutes of load.
	diskSize = 96 << 20
	// inNamespace tells this test binary that it may mount what it likes.
	inNamespace = "FOUREYES_TEST_NAMESPACE"
)

// A disk that is full refuses what is new, clearly, and keeps what was acknowledged;
// once there is room the server goes on by itself.
func TestFullDiskLosesNothing(t *testing.T) {
	if os.Geteuid() != 0 && os.Getenv(inNamespace) == "" {
		runInNamespace(t)
		return
	}
	disk, err := smallDisk(t)
	if err != nil {
		t.Logf("NO SMALL DISK CAN BE MADE HERE: %v. That a full disk loses nothing was shown only by tests that "+
			"make writes fail: go test ./internal/store ./internal/object", err)
		return
	}
	fillUnderLoad(t, disk)
}

// runInNamespace runs this test once more where a user may mount file systems.
func runInNamespace(t *testing.T) {
	t.Helper()
	again := exec.CommandContext(t.Context(), "unshare", "--map-root-user", "--mount", os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	again.Env = append(os.Environ(), inNamespace+"=1", "FOUREYES_BIN="+binary)
	out, err := again.CombinedOutput()
	t.Logf("in a namespace of its own:\n%s", out)
	if err != nil && strings.Contains(string(out), "--- FAIL") {
		t.Error(err)
	} else if err != nil {
		t.Logf("NO SMALL DISK CAN BE MADE HERE: %v. Run this test as root", err)
	}
}

func smallDisk(t *testing.T) (string, error) {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, fmt.Sprintf("size=%d,mode=0700", diskSize)); err != nil {
		return "", fmt.Errorf("mount a tmpfs: %w", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder, nil
}

func fillUnderLoad(t *testing.T, disk string) {
	seed := newSeed(t)
	w := newWorld(t, newServer(t, filepath.Join(disk, "data"), ""))
	w.rise(t)
	drain := w.live(t, seed, w.furnish(t, seed))
	w.awaitAcks(t, 300)
	for range 2 {
		w.failing.Store(true)
		filler := fill(t, disk)
		w.awaitFailures(t, 30)
		w.checkRefusals(t)
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		w.awaitReady(t, http.StatusOK)
		w.awaitAcks(t, 300)
	}
	drain()
	w.failing.Store(false)
	w.stopRest(t)
	w.finish(t, true)
	t.Logf("%d requests succeeded, %d were refused for want of room", w.acks, w.failed.Load())
	w.server.stop(t)
	w.server.start(t) // which sweeps up what uncertain writes have left
	w.check(t)
	w.server.stop(t)
	w.events.judge(t, checkDatabase(t, w.server, openDatabase(t, w.server, ""), true))
}

// fill takes all the room that is left.
func fill(t *testing.T, disk string) (file string) {
	t.Helper()
	f, err := os.Create(filepath.Join(disk, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 20; size > 0; {
		_, err := f.Write(make([]byte, size))
		if errors.Is(err, syscall.ENOSPC) {
			size /= 2
		} else if err != nil {
			t.Fatal(err)
		}
	}
	return f.Name()
}

// checkRefusals asks for what needs room, and for what needs none.
func (w *world) checkRefusals(t *testing.T) {
	t.Helper()
	w.awaitReady(t, http.StatusServiceUnavailable)
	if status := w.ask(t, "/healthz"); status != http.StatusOK {
		t.Errorf("the process lives, and /healthz answers %d", status)
	}
	large := strings.Repeat("much ", 200_000)
	_, err := w.s3().PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String(bucket), Key: aws.String("large"), Body: strings.NewReader(large)})
	var refusal smithy.APIError
	if !errors.As(err, &refusal) || refusal.ErrorCode() != "InsufficientStorage" {
		t.Errorf("PutObject: %v", err)
	}
	a := w.operator.call(t, "POST", "/human-loops", map[string]any{
		"HumanLoopName": "no-room", "FlowDefinitionArn": w.flows[0].arn(),
		"HumanLoopInput": map[string]any{"InputContent": `{"text":"` + large + `"}`},
	})
	if a.status != http.StatusInternalServerError || a.header.Get("X-Amzn-Errortype") != "InternalServerException" {
		t.Errorf("StartHumanLoop: %d %s %s", a.status, a.header.Get("X-Amzn-Errortype"), a.body)
	}
	a = w.operator.call(t, "POST", "/api/v1/users", map[string]any{"email": "late@localhost", "name": large[:190]})
	if !a.ok() && (a.status != http.StatusServiceUnavailable || !strings.Contains(string(a.body), "disk of this server is full")) {
		t.Errorf("the worker API: %d %s", a.status, a.body)
	}
	if a := w.operator.call(t, "GET", "/human-loops?FlowDefinitionArn="+w.flows[0].arn(), nil); !a.ok() {
		t.Errorf("reading needs no room: %d %s", a.status, a.body)
	}
}
