package endurance

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

const (
	// leastStall and mostStall are how long the disk stands still each time.
	leastStall, mostStall = 200 * time.Millisecond, 2 * time.Second
	// slow is the bound, in seconds, behind which a commit has stood still with the disk.
	slow = "0.1"
)

// A disk that stands still again and again makes requests slow. None fails, and nothing
// is lost or there twice.
func TestSlowDiskLosesNothing(t *testing.T) {
	stalls := 6
	if long() {
		stalls = 200
	}
	d, err := newStallingDisk(t)
	if err != nil {
		t.Logf("NO DISK THAT STANDS STILL CAN BE MADE HERE: %v. It takes root, a loop device and ext4", err)
		return
	}
	seed := newSeed(t)
	random := rand.New(rand.NewPCG(seed, 6))
	s := newServer(t, filepath.Join(d.folder, "data"), "")
	s.flags = append(s.flags, "--metrics-token", metricsToken)
	w := newWorld(t, s)
	w.rise(t)
	drain := w.live(t, seed, w.furnish(t, seed))
	usual := w.timeAcks(t, 300)
	slowBefore, acksBefore, began := w.slowCommits(t), w.count(), time.Now()
	for range stalls {
		d.stall(t, leastStall+time.Duration(random.Int64N(int64(mostStall-leastStall))))
		w.awaitReady(t, http.StatusOK)
	}
	lasted, acks := time.Since(began), w.count()-acksBefore
	over := time.Now()
	w.awaitAcks(t, 1)
	recovered := time.Since(over)
	if n := w.slowCommits(t) - slowBefore; n == 0 {
		t.Error("the metrics tell of no commit that took long")
	}
	again := w.timeAcks(t, 300)
	t.Logf("while the disk stood still %d times, %d requests succeeded in %v; 300 took %v before and %v after; one succeeded %v after the last time",
		stalls, acks, lasted.Round(time.Millisecond), usual.Round(time.Millisecond), again.Round(time.Millisecond), recovered.Round(time.Millisecond))
	drain()
	w.stopRest(t)
	w.finish(t, true)
	w.check(t)
	w.server.stop(t)
	w.events.judge(t, checkDatabase(t, w.server, openDatabase(t, w.server, ""), true))
}

// slowCommits counts the commits that took long, from the server's metrics.
func (w *world) slowCommits(t *testing.T) float64 {
	t.Helper()
	name := `foureyes_database_write_seconds_`
	return w.metric(t, name+`count{outcome="done"}`) - w.metric(t, name+`bucket{outcome="done",le="`+slow+`"}`)
}

// stallingDisk is a file system of its own. A child makes it stand still, and lets it go
// on even if the test dies meanwhile.
type stallingDisk struct {
	folder string
	orders io.Writer
	said   *bufio.Scanner
}

// freezer keeps a file system frozen for each number of seconds that it reads: who
// writes to it, or waits for an fsync, waits so long.
const freezer = `while read -r seconds; do fsfreeze --freeze "$1" && sleep "$seconds"; fsfreeze --unfreeze "$1" && echo well; done`

func newStallingDisk(t *testing.T) (stallingDisk, error) {
	t.Helper()
	image := filepath.Join(t.TempDir(), "image")
	d := stallingDisk{folder: t.TempDir()}
	if err := os.WriteFile(image, nil, 0o600); err != nil {
		return d, err
	}
	if err := os.Truncate(image, diskSize); err != nil {
		return d, err
	}
	for _, command := range [][]string{{"mkfs.ext4", "-q", "-F", image}, {"mount", "-o", "loop", image, d.folder}} {
		if out, err := exec.CommandContext(t.Context(), command[0], command[1:]...).CombinedOutput(); err != nil {
			return d, fmt.Errorf("%s: %w %s", command[0], err, out)
		}
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", d.folder).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	child := exec.Command("/bin/sh", "-c", freezer, "freezer", d.folder)
	orders, err1 := child.StdinPipe()
	said, err2 := child.StdoutPipe()
	if err := errors.Join(err1, err2); err != nil {
		return d, err
	}
	if err := child.Start(); err != nil {
		return d, err
	}
	t.Cleanup(func() {
		if err := errors.Join(orders.Close(), child.Wait()); err != nil {
			t.Error(err)
		}
	})
	d.orders, d.said = orders, bufio.NewScanner(said)
	return d, d.stand(0)
}

// stall lets the disk stand still for a time.
func (d stallingDisk) stall(t *testing.T, length time.Duration) {
	t.Helper()
	if err := d.stand(length); err != nil {
		t.Fatal(err)
	}
}

func (d stallingDisk) stand(length time.Duration) error {
	if _, err := fmt.Fprintf(d.orders, "%.3f\n", length.Seconds()); err != nil {
		return fmt.Errorf("order the disk to stand still: %w", err)
	}
	if !d.said.Scan() {
		return errors.New("the file system cannot be frozen")
	}
	return nil
}
