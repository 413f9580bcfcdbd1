package bench_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

// sample is one measurement.
type sample struct {
	run       run
	loadCPU   float64 // seconds, of this process
	serverCPU float64 // seconds
	backlog   int     // jobs that waited at the end
	drain     time.Duration
}

// row collects the samples of one kind, one for each round.
type row struct {
	kind    string
	callers int
	samples []sample
}

// table is all that was measured.
type table struct{ rows []*row }

func (t *table) add(kind string, callers int, s sample) {
	r := t.row(kind, callers)
	if r == nil {
		r = &row{kind: kind, callers: callers}
		t.rows = append(t.rows, r)
	}
	r.samples = append(r.samples, s)
}

func (t *table) row(kind string, callers int) *row {
	for _, r := range t.rows {
		if r.kind == kind && r.callers == callers {
			return r
		}
	}
	return nil
}

// of is the median of something over the rounds.
func (r *row) of(what func(sample) float64) float64 {
	values := make([]float64, 0, len(r.samples))
	for _, s := range r.samples {
		values = append(values, what(s))
	}
	return median(values)
}

// The figures that the table has of a sample.
func rate(s sample) float64      { return s.run.rate() }
func p50(s sample) float64       { return milliseconds(s.run.quantile(0.50)) }
func p99(s sample) float64       { return milliseconds(s.run.quantile(0.99)) }
func loadCPU(s sample) float64   { return s.loadCPU / s.run.elapsed.Seconds() }
func serverCPU(s sample) float64 { return s.serverCPU / s.run.elapsed.Seconds() }
func cpuPerCall(s sample) float64 {
	return (s.loadCPU + s.serverCPU) / float64(s.run.done) * 1e6
}
func backlog(s sample) float64 { return float64(s.backlog) }
func drain(s sample) float64   { return milliseconds(s.drain) }

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// against is the median of the ratios of two rows, each taken within its round.
func (r *row) against(o *row) float64 {
	ratios := make([]float64, 0, len(r.samples))
	for i, s := range r.samples {
		ratios = append(ratios, rate(s)/rate(o.samples[i]))
	}
	return median(ratios)
}

// print writes the medians for people.
func (t *table) print(out io.Writer) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\n\t\tcalls/s\tleast..most\tp50 ms\tp99 ms\tx probe\tx raw\tCPU load\tCPU server\tus/call\tbacklog\tdrain ms\t\n")
	for _, r := range t.rows {
		fmt.Fprintf(w, "%s\t%s\t%.0f\t%s\t%.2f\t%.2f\t%s\t%s\t%.2f\t%s\t\n", r.kind, r.who(), r.of(rate), r.spread(),
			r.of(p50), r.of(p99), r.ratio(t.row("probe", 0)), r.ratio(t.raw(r)), r.of(loadCPU), r.serverFigures())
	}
	_ = w.Flush() // to the terminal
}

func (r *row) who() string {
	if r.callers == 0 {
		return ""
	}
	return fmt.Sprint(r.callers)
}

func (r *row) spread() string {
	least, most := rate(r.samples[0]), rate(r.samples[0])
	for _, s := range r.samples {
		least, most = min(least, rate(s)), max(most, rate(s))
	}
	return fmt.Sprintf("%.0f..%.0f", least, most)
}

// raw is the row that an HTTP row is held against.
func (t *table) raw(r *row) *row {
	if r.kind != "http" {
		return nil
	}
	return t.row("raw", r.callers)
}

func (r *row) ratio(o *row) string {
	if o == nil || o == r {
		return ""
	}
	return fmt.Sprintf("%.2f", r.against(o))
}

func (r *row) serverFigures() string {
	if r.kind != "http" {
		return "\t" + fmt.Sprintf("%.0f", r.of(cpuPerCall)) + strings.Repeat("\t", 2)
	}
	return fmt.Sprintf("%.2f\t%.0f\t%.0f\t%.0f", r.of(serverCPU), r.of(cpuPerCall), r.of(backlog), r.of(drain))
}

// report gives the medians to the go command, for benchstat and its like.
func (t *table) report(b *testing.B) {
	b.Helper()
	b.ReportMetric(0, "ns/op") // one operation is the whole comparison
	probe := t.row("probe", 0)
	b.ReportMetric(probe.of(rate), "probe-syncs/s")
	for _, n := range connections {
		raw, http := t.row("raw", n), t.row("http", n)
		b.ReportMetric(raw.of(rate), fmt.Sprintf("raw%d-starts/s", n))
		b.ReportMetric(http.of(rate), fmt.Sprintf("http%d-starts/s", n))
		b.ReportMetric(http.of(p50), fmt.Sprintf("http%d-p50-ms", n))
		b.ReportMetric(http.of(p99), fmt.Sprintf("http%d-p99-ms", n))
		b.ReportMetric(http.against(raw), fmt.Sprintf("http%d/raw", n))
		b.ReportMetric(raw.against(probe), fmt.Sprintf("raw%d/probe", n))
	}
}
