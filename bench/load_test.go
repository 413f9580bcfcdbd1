package bench_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// run is what one measurement has seen.
type run struct {
	done      int
	elapsed   time.Duration
	latencies []time.Duration // sorted
}

// rate is the number of calls in a second.
func (r run) rate() float64 { return float64(r.done) / r.elapsed.Seconds() }

// quantile is the latency that the part q of all calls stayed below.
func (r run) quantile(q float64) time.Duration {
	if len(r.latencies) == 0 {
		return 0
	}
	return r.latencies[min(len(r.latencies)-1, int(q*float64(len(r.latencies))))]
}

// loader makes callers call for some time.
type loader func(length time.Duration, callers []func() error) (run, error)

// load makes all callers call, each again and again, until the time is over. The
// first error of any caller ends that caller and is returned.
func load(length time.Duration, callers []func() error) (run, error) {
	return gather(callers, func(began, now time.Time) (time.Time, bool) { return now, now.Sub(began) < length })
}

// paced makes callers call at a steady rate, whoever is free: a call that begins late
// since all were busy has waited from its turn on.
func paced(rate float64) loader {
	return func(length time.Duration, callers []func() error) (run, error) {
		var turns atomic.Int64
		return gather(callers, func(began, _ time.Time) (time.Time, bool) {
			after := time.Duration(float64(turns.Add(1)) / rate * float64(time.Second))
			return began.Add(after), after < length
		})
	}
}

// gather makes all callers call, each again and again, while turn says when to begin the
// next call. Latencies are counted from there.
func gather(callers []func() error, turn func(began, now time.Time) (time.Time, bool)) (run, error) {
	var wg sync.WaitGroup
	latencies := make([][]time.Duration, len(callers))
	errs := make(chan error, len(callers))
	began := time.Now()
	for i, call := range callers {
		latencies[i] = make([]time.Duration, 0, 1<<14)
		wg.Go(func() {
			for at, more := turn(began, began); more; at, more = turn(began, time.Now()) {
				if early := time.Until(at); early > 0 {
					<-time.After(early)
				}
				if err := call(); err != nil {
					errs <- err
					return
				}
				latencies[i] = append(latencies[i], time.Since(at))
			}
		})
	}
	wg.Wait()
	r := run{elapsed: time.Since(began), latencies: slices.Concat(latencies...)}
	r.done = len(r.latencies)
	slices.Sort(r.latencies)
	select {
	case err := <-errs:
		return r, err
	default:
		return r, nil
	}
}
