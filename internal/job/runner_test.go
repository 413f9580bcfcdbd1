package job

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

var errS3Down = errors.New("s3 is down")

func succeed(context.Context, string, time.Time) error { return nil }

func fail(context.Context, string, time.Time) error { return errS3Down }

func TestHandlerGetsPayloadTimeAndADeadline(t *testing.T) {
	r := newRows(numbered("write", 1)...)
	handler := func(ctx context.Context, payload string, now time.Time) error {
		if _, limited := ctx.Deadline(); payload != "0" || !now.Equal(noon) || !limited {
			t.Errorf("payload %q at %v, with a deadline: %v", payload, now, limited)
		}
		return nil
	}
	n, err := r.runner(map[string]Handler{"write": handler}).RunDue(t.Context())
	if n != 1 || err != nil {
		t.Fatal(n, err)
	}
	want := End{Row: Row{ID: "write:0", Kind: "write", Payload: "0", DueAt: noon.Add(lease), Attempts: 1, CreatedAt: noon}}
	if diff := cmp.Diff(want, r.finished()["write:0"]); diff != "" {
		t.Error(diff)
	}
	if !r.until.Equal(noon.Add(lease)) {
		t.Errorf("claimed until %v", r.until)
	}
}

func TestNothingDue(t *testing.T) {
	r := newRows(Row{ID: "later", DueAt: noon.Add(time.Millisecond)})
	if n, err := r.runner(nil).RunDue(t.Context()); n != 0 || err != nil || r.ends != nil {
		t.Error(n, err, r.ends)
	}
}

func TestEachJobOfABatchEndsForItself(t *testing.T) {
	r := newRows(slices.Concat(numbered("good", 2), numbered("bad", 1), numbered("panicking", 1), numbered("unknown", 1))...)
	n, err := r.runner(map[string]Handler{
		"good": succeed, "bad": fail,
		"panicking": func(context.Context, string, time.Time) error { panic("boom") },
	}).RunDue(t.Context())
	if n != 5 || err != nil {
		t.Fatal(n, err)
	}
	got := map[string]string{}
	for id, e := range r.finished() {
		got[id] = e.Error
		if failed := e.Error != ""; failed == e.Retry.IsZero() {
			t.Errorf("%s: error %q, again at %v", id, e.Error, e.Retry)
		}
	}
	want := map[string]string{
		"good:0": "", "good:1": "", "bad:0": "s3 is down", "panicking:0": "panic: boom", "unknown:0": "no handler for this kind of job",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFailedJobIsTriedAgainLaterAndLater(t *testing.T) {
	for attempts, wait := range map[int]time.Duration{0: time.Second, 1: 2 * time.Second, 5: 32 * time.Second, 98: 15 * time.Minute} {
		row := numbered("bad", 1)[0]
		row.Attempts = attempts // before this one
		r := newRows(row)
		if _, err := r.runner(map[string]Handler{"bad": fail}).RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		retry := r.finished()["bad:0"].Retry
		if retry.Before(noon.Add(wait/2)) || retry.After(noon.Add(wait)) {
			t.Errorf("attempt %d: again at %v, want %v to %v later", attempts+1, retry, wait/2, wait)
		}
	}
}

func TestJobIsTriedAgainNoSoonerThanItsHandlerSays(t *testing.T) {
	for wait, want := range map[time.Duration]time.Duration{time.Hour: time.Hour, time.Nanosecond: 0} {
		r := newRows(numbered("busy", 1)...)
		busy := func(_ context.Context, _ string, now time.Time) error {
			return fmt.Errorf("deliver: %w", &Later{Until: now.Add(wait), Cause: errS3Down})
		}
		if _, err := r.runner(map[string]Handler{"busy": busy}).RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		end := r.finished()["busy:0"]
		if end.Error != "deliver: s3 is down" || want > 0 && !end.Retry.Equal(noon.Add(want)) || want == 0 && end.Retry.Before(noon.Add(time.Second/2)) {
			t.Errorf("%v: %+v", wait, end)
		}
	}
}

func TestJobThatFailsForeverIsPutAside(t *testing.T) {
	row := numbered("bad", 1)[0]
	row.Attempts = maxAttempts - 1
	r := newRows(row)
	if _, err := r.runner(map[string]Handler{"bad": fail}).RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e := r.finished()["bad:0"]; e.Error != "s3 is down" || !e.Retry.IsZero() {
		t.Errorf("%+v", e)
	}
}

func TestTroubleWithTheDatabaseIsTold(t *testing.T) {
	gone := errors.New("the disk is gone")
	r := newRows(numbered("good", 1)...)
	r.claimErr = gone
	if _, err := r.runner(nil).RunDue(t.Context()); !errors.Is(err, gone) {
		t.Errorf("claim: %v", err)
	}
	r.finishErr = gone
	if _, err := r.runner(map[string]Handler{"good": succeed}).RunDue(t.Context()); !errors.Is(err, gone) {
		t.Errorf("finish: %v", err)
	}
}

func TestBackoffDoublesUpToItsLongestWait(t *testing.T) {
	for _, c := range []struct {
		attempt int
		jitter  float64
		want    time.Duration
	}{
		{0, 0, time.Second},
		{1, 0, time.Second},
		{2, 0, 2 * time.Second},
		{10, 0, 512 * time.Second},
		{11, 0, 15 * time.Minute},
		{100, 0, 15 * time.Minute},
		{1 << 40, 0, 15 * time.Minute},
		{1, 1, 500 * time.Millisecond},
		{11, 0.5, 15 * time.Minute * 3 / 4},
		{-1, 1, 500 * time.Millisecond},
	} {
		if got := Backoff(c.attempt, c.jitter); got != c.want {
			t.Errorf("attempt %d, jitter %v: %v, want %v", c.attempt, c.jitter, got, c.want)
		}
	}
	var sum time.Duration
	for attempt := 1; attempt < maxAttempts; attempt++ {
		sum += Backoff(attempt, 0.5)
	}
	if sum < 12*time.Hour || sum > 36*time.Hour {
		t.Errorf("all attempts together take %v, not about a day", sum)
	}
}

// run starts a runner in a synctest bubble and gives what stops it and what tells
// that it has ended.
func run(t *testing.T, r *rows, handlers map[string]Handler) (stop func(), ended <-chan struct{}) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.runner(handlers).Run(ctx)
	}()
	return cancel, done
}

func TestWhatIsDueAtTheStartRunsBatchAfterBatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRows(numbered("good", 2*batch+5)...)
		stop, ended := run(t, r, map[string]Handler{"good": succeed})
		synctest.Wait()
		if diff := cmp.Diff([]int{batch, batch, 5}, r.claims); diff != "" || len(r.finished()) != 2*batch+5 {
			t.Errorf("%d jobs finished, claims %s", len(r.finished()), diff)
		}
		stop()
		<-ended
	})
}

func TestSignalWakesTheRunnerAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRows()
		stop, ended := run(t, r, map[string]Handler{"good": succeed})
		synctest.Wait()
		r.add(numbered("good", 1)[0], true)
		synctest.Wait() // no time passes while it waits
		if len(r.finished()) != 1 {
			t.Error("the job waited for the clock")
		}
		stop()
		<-ended
	})
}

func TestJobThatBecomesDueByTimeNeedsNoSignal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, ran := newRows(), make(chan struct{})
		stop, ended := run(t, r, map[string]Handler{"good": func(context.Context, string, time.Time) error {
			close(ran)
			return nil
		}})
		synctest.Wait()
		r.add(numbered("good", 1)[0], false)
		synctest.Wait()
		if len(r.finished()) != 0 {
			t.Error("the job ran before the runner looked again")
		}
		<-ran // the bubble's clock moves on while everybody waits
		stop()
		<-ended
		if len(r.finished()) != 1 {
			t.Error("the job's end was not saved")
		}
	})
}

func TestRunnerOutlivesTroubleWithTheDatabase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, ran := newRows(numbered("good", 1)...), make(chan struct{})
		r.claimErr = errors.New("the disk is busy")
		stop, ended := run(t, r, map[string]Handler{"good": func(context.Context, string, time.Time) error {
			close(ran)
			return nil
		}})
		<-ran
		stop()
		<-ended
	})
}

// A server that is told to stop in the middle of a claim has no trouble to tell of.
func TestClaimThatIsGivenUpAtTheEndIsNoTrouble(t *testing.T) {
	for _, c := range []struct {
		err  error
		told bool
	}{{fmt.Errorf("wait for a connection: %w", context.Canceled), false}, {errors.New("the disk is full"), true}} {
		ctx, stop := context.WithCancel(t.Context())
		r, log := newRows(), new(bytes.Buffer)
		r.claimErr = c.err
		runner := NewRunner(r, nil, func() time.Time { stop(); return noon }, slog.New(slog.NewTextHandler(log, nil)))
		if runner.drain(ctx); (log.Len() > 0) != c.told {
			t.Errorf("%v: %q", c.err, log)
		}
	}
}

func TestStopFinishesWhatWasClaimed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, goOn := newRows(numbered("slow", batch+1)...), make(chan struct{})
		stop, ended := run(t, r, map[string]Handler{"slow": func(ctx context.Context, _ string, _ time.Time) error {
			<-goOn
			return ctx.Err()
		}})
		synctest.Wait()
		stop()
		synctest.Wait()
		select {
		case <-ended:
			t.Error("the runner left its jobs alone")
		default:
		}
		close(goOn)
		<-ended
		if len(r.finished()) != batch || len(r.due) != 1 {
			t.Errorf("%d jobs finished, %d left; a batch is %d", len(r.finished()), len(r.due), batch)
		}
		for id, e := range r.finished() {
			if e.Error != "" {
				t.Errorf("%s was cut off: %s", id, e.Error)
			}
		}
	})
}

func TestFewJobsRunAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		running, most := 0, 0
		count := func(by int) {
			mu.Lock()
			defer mu.Unlock()
			running += by
			most = max(most, running)
		}
		r, goOn := newRows(numbered("slow", 3*AtOnce)...), make(chan struct{})
		stop, ended := run(t, r, map[string]Handler{"slow": func(context.Context, string, time.Time) error {
			count(1)
			<-goOn
			count(-1)
			return nil
		}})
		synctest.Wait()
		if running != AtOnce {
			t.Errorf("%d run while others wait, want %d", running, AtOnce)
		}
		close(goOn)
		synctest.Wait()
		if most != AtOnce || running != 0 || len(r.finished()) != 3*AtOnce {
			t.Errorf("at most %d ran at once, %d still run, %d finished", most, running, len(r.finished()))
		}
		stop()
		<-ended
	})
}

func TestStuckJobIsCutOffWithinItsLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRows(numbered("stuck", 1)...)
		if _, err := r.runner(map[string]Handler{"stuck": func(ctx context.Context, _ string, _ time.Time) error {
			<-ctx.Done()
			return ctx.Err()
		}}).RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if e := r.finished()["stuck:0"]; e.Error != context.DeadlineExceeded.Error() || e.Retry.IsZero() {
			t.Errorf("%+v", e)
		}
	})
}

// A batch of slow jobs takes longer than the lease: what could not begin in time is
// given back, and nothing runs when somebody else could claim it.
func TestSlowJobsEndWithinTheirLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const jobs, takes = 5 * AtOnce, 50 * time.Second
		r := newRows(numbered("slow", jobs)...)
		for i := range r.due {
			r.due[i].DueAt, r.due[i].CreatedAt = time.Now(), time.Now()
		}
		var begun, late atomic.Int64
		handlers := map[string]Handler{"slow": func(context.Context, string, time.Time) error {
			begun.Add(1)
			time.Sleep(takes) //nolint:forbidigo // the bubble's clock, which costs nothing
			if r.leaseEnd().Before(time.Now()) {
				late.Add(1)
			}
			return nil
		}}
		runner := NewRunner(r, handlers, time.Now, slog.New(slog.DiscardHandler))
		ctx, cancel := context.WithCancel(t.Context())
		var done sync.WaitGroup
		done.Go(func() { runner.Run(ctx) })
		time.Sleep(10 * takes) //nolint:forbidigo // as above
		cancel()
		done.Wait()
		if begun.Load() != jobs || late.Load() != 0 || len(r.finished()) != jobs {
			t.Errorf("%d runs began, %d ended after their lease, %d jobs are done", begun.Load(), late.Load(), len(r.finished()))
		}
		for id, e := range r.finished() {
			if e.Row.Attempts != 1 || e.Error != "" {
				t.Errorf("%s: %+v", id, e)
			}
		}
		if len(r.claims) < 3 {
			t.Errorf("claims %v: nothing was given back", r.claims)
		}
	})
}
