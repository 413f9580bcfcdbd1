package limit

import (
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var (
	noon  = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)
	start = Key{"000000000042", "eu-west-1", "sagemaker:StartHumanLoop"}
)

// take takes as many as there are.
func take(r *Rates, k Key, now time.Time) int {
	for n := range 10_000 {
		if !r.Take(k, now) {
			return n
		}
	}
	return 10_000
}

func TestBucketHoldsOneSecondAndFillsEvenly(t *testing.T) {
	r := NewRates(10)
	for _, step := range []struct {
		after time.Duration
		want  int
	}{
		{0, 10},
		{0, 0},
		{99 * time.Millisecond, 0},
		{100 * time.Millisecond, 1},
		{350 * time.Millisecond, 2},
		{400 * time.Millisecond, 1},
		{time.Hour, 10},
	} {
		if got := take(r, start, noon.Add(step.after)); got != step.want {
			t.Errorf("after %v: %d calls, want %d", step.after, got, step.want)
		}
	}
}

func TestEachAccountRegionAndOperationHasItsOwn(t *testing.T) {
	r := NewRates(2)
	take(r, start, noon)
	for _, k := range []Key{{"x", start.Region, start.Operation}, {start.Account, "x", start.Operation}, {start.Account, start.Region, "x"}} {
		if got := take(r, k, noon); got != 2 {
			t.Errorf("%v: %d", k, got)
		}
	}
}

func TestZeroIsNoLimit(t *testing.T) {
	r := NewRates(0)
	if got := take(r, start, noon); got != 10_000 || len(r.buckets) != 0 {
		t.Errorf("%d calls, %d buckets", got, len(r.buckets))
	}
}

func TestClockThatIsSetBackDoesNotStopTheFilling(t *testing.T) {
	r := NewRates(10)
	take(r, start, noon)
	// Requests overtake each other: no second bucketful.
	if got := take(r, start, noon.Add(-time.Second)); got != 0 {
		t.Errorf("a second earlier: %d", got)
	}
	before := noon.Add(-time.Hour)
	take(r, start, before)
	if got := take(r, start, before.Add(time.Second)); got != 10 {
		t.Errorf("a second after the clock was set back: %d", got)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	r := NewRates(1)
	now := noon
	for i := range 3 * maxBuckets {
		k := start
		k.Region = strconv.Itoa(i)
		r.Take(k, now)
		if len(r.buckets) > maxBuckets {
			t.Fatalf("%d buckets", len(r.buckets))
		}
	}
	// Buckets that are full again are the first to go.
	r = NewRates(1)
	for i := range maxBuckets {
		r.Take(Key{Region: strconv.Itoa(i)}, noon)
	}
	now = noon.Add(2 * time.Second)
	r.Take(Key{Region: "0"}, now)
	r.Take(start, now)
	if _, kept := r.buckets[Key{Region: "0"}]; len(r.buckets) != 2 || !kept {
		t.Errorf("%d buckets are left, the one in use among them: %v", len(r.buckets), kept)
	}
}

func TestCallersAtOnceShareOneBucket(t *testing.T) {
	r := NewRates(100)
	var taken atomic.Int64
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() { taken.Add(int64(take(r, start, noon))) })
	}
	wait.Wait()
	if taken.Load() != 100 {
		t.Errorf("%d calls", taken.Load())
	}
}

// However calls come in, no stretch of time lets more through than a bucketful and
// what fills in meanwhile.
func TestNoStretchLetsMoreThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		perSecond := rapid.IntRange(1, 50).Draw(t, "rate")
		r := NewRates(perSecond)
		gaps := rapid.SliceOfN(rapid.IntRange(0, 200), 1, 200).Draw(t, "gaps in ms")
		now, let := noon, []time.Time{}
		for _, gap := range gaps {
			now = now.Add(time.Duration(gap) * time.Millisecond)
			if r.Take(start, now) {
				let = append(let, now)
			}
		}
		for i := range let {
			for j := i; j < len(let); j++ {
				most := float64(perSecond)*(1+let[j].Sub(let[i]).Seconds()) + 1e-6
				if n := float64(j - i + 1); n > most {
					t.Fatalf("%v calls in %v at %d a second", n, let[j].Sub(let[i]), perSecond)
				}
			}
		}
	})
}

func BenchmarkTake(b *testing.B) {
	r := NewRates(10_000)
	now := noon
	for b.Loop() {
		now = now.Add(time.Millisecond)
		if !r.Take(start, now) {
			b.Fatal("refused")
		}
	}
}
