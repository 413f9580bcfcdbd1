// Package bench_test holds the benchmarks that need more than one package: what
// a request costs over HTTP with everything behind it, and beside it what the
// disk and the database could do at best. docs/benchmarks.md tells how to read
// the figures.
//
// A server that is measured runs as a process of its own, so that its CPU time
// is told apart from that of the load. It is this test binary, started again.
package bench_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"
)

var (
	rounds = flag.Int("rounds", 5, "how often each measurement is repeated; the table has the medians")
	slot   = flag.Duration("slot", 2*time.Second, "how long one measurement takes")

	tracesURL = flag.String("traces-url", "", "a collector that the server sends traces of all requests to")
)

func TestMain(m *testing.M) {
	if text := os.Getenv(serveSettings); text != "" {
		if err := serve(text); err != nil {
			fmt.Fprintln(os.Stderr, "bench: server:", err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	removeBinary()
	os.Exit(code)
}

// median of an odd number of values is the one in the middle; of none, zero.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
