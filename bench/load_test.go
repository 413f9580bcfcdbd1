package bench_test

import (
	"slices"
	"sync"
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

// load makes all callers call, each again and again, until the time is over. The
// first error of any caller ends that caller and is returned.
func load(length time.Duration, callers []func() error) (run, error) {
	var wg sync.WaitGroup
	latencies := make([][]time.Duration, len(callers))
	errs := make(chan error, len(callers))
	started := time.Now()
	for i, call := range callers {
		latencies[i] = make([]time.Duration, 0, 1<<14)
		wg.Go(func() {
			for at := started; at.Sub(started) < length; {
				if err := call(); err != nil {
					errs <- err
					return
				}
				end := time.Now()
				latencies[i] = append(latencies[i], end.Sub(at))
				at = end
			}
		})
	}
	wg.Wait()
	r := run{elapsed: time.Since(started), latencies: slices.Concat(latencies...)}
	r.done = len(r.latencies)
	slices.Sort(r.latencies)
	select {
	case err := <-errs:
		return r, err
	default:
		return r, nil
	}
}
