package bench_test

import (
	"fmt"
	"os"
	"testing"
	"text/tabwriter"
)

// halfConnections are how many connections there are for half of what they could do.
const halfConnections = 64

// BenchmarkStartAtHalfLoad tells how long StartHumanLoop takes when half as many loops are
// started as the server can take: in each round the disk's syncs (probe) come first, then
// as many starts as go, then half of that rate, at equal distances. What is wanted is a p99
// below ten times the probe's.
func BenchmarkStartAtHalfLoad(b *testing.B) {
	for name, make := range engines {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				halve(b, newStage(b, make(b)))
			}
		})
	}
}

func halve(b *testing.B, s *stage) {
	b.Helper()
	t := table{kinds: []string{"probe", "full", "half"}}
	for round := range *rounds + 1 {
		if round == 1 {
			t.rows = nil // the round before was to warm up
		}
		t.add("probe", 0, s.measure(b, s.probe.write))
		full := s.measureStarts(b, halfConnections, load)
		t.add("full", halfConnections, full)
		t.add("half", halfConnections, s.measureStarts(b, halfConnections, paced(full.run.rate()/2)))
	}
	s.checkNothingLost(b, "InProgress")
	t.printHalf(b)
}

func (t *table) printHalf(b *testing.B) {
	b.Helper()
	b.ReportMetric(0, "ns/op")
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(out, "\n\tcalls/s\tp50 ms\tp99 ms\tp99 x probe's\t\n")
	probe := t.row("probe", 0)
	for _, r := range t.rows {
		times := make([]float64, 0, len(r.samples))
		for i, s := range r.samples {
			times = append(times, p99(s)/p99(probe.samples[i]))
		}
		fmt.Fprintf(out, "%s\t%.0f\t%.2f\t%.2f\t%.1f\t\n", r.kind, r.of(rate), r.of(p50), r.of(p99), median(times))
		b.ReportMetric(median(times), r.kind+"-p99/probe")
	}
	_ = out.Flush() // to the terminal
}
