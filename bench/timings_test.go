package bench_test

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"text/tabwriter"
	"time"
)

// timings are how long operations took, each done many times.
type timings struct {
	order []string
	took  map[string][]time.Duration
}

func newTimings() *timings { return &timings{took: map[string][]time.Duration{}} }

// timed measures one call.
func (t *timings) timed(b *testing.B, operation string, call func() error) {
	b.Helper()
	began := time.Now()
	err := call()
	took := time.Since(began)
	if err != nil {
		b.Fatalf("%s: %v", operation, err)
	}
	if _, ok := t.took[operation]; !ok {
		t.order = append(t.order, operation)
	}
	t.took[operation] = append(t.took[operation], took)
}

// quantiles gives the median and the slowest hundredth, in microseconds.
func (t *timings) quantiles(operation string) (p50, p99 float64) {
	sorted := slices.Sorted(slices.Values(t.took[operation]))
	at := func(q float64) float64 {
		return float64(sorted[min(len(sorted)-1, int(q*float64(len(sorted))))].Nanoseconds()) / 1000
	}
	return at(0.5), at(0.99)
}

// printSizes writes medians, the slowest hundredth, and how often the median of the
// first size goes into the others'.
func printSizes(towns []*town, of func(*town) *timings) {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(out, "\n\t")
	for _, w := range towns {
		fmt.Fprintf(out, "%s: p50 us\tp99 us\tratio\t", w.size)
	}
	for _, operation := range of(towns[0]).order {
		fmt.Fprintf(out, "\n%s\t", operation)
		least, _ := of(towns[0]).quantiles(operation)
		for _, w := range towns {
			p50, p99 := of(w).quantiles(operation)
			fmt.Fprintf(out, "%.0f\t%.0f\t%.2f\t", p50, p99, p50/least)
		}
	}
	fmt.Fprintln(out)
	_ = out.Flush() // to the terminal
}
