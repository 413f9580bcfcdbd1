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
	run run
	// CPU seconds, of this process, of the server, and of PostgreSQL.
	loadCPU, serverCPU, databaseCPU float64
	// others is how many cores all other processes of the machine had meanwhile.
	others float64

	backlog int // jobs that waited at the end
	drain   time.Duration
}

// row collects the samples of one kind, one for each round.
type row struct {
	kind    string
	callers int
	samples []sample
}

// table is all that was measured. Of its kinds the last one is the server's; the others
// are limits that it and each other are held against.
type table struct {
	kinds []string
	rows  []*row
}

func (t *table) isServer(r *row) bool { return r.kind == t.kinds[len(t.kinds)-1] }

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
func databaseCPU(s sample) float64 {
	return s.databaseCPU / s.run.elapsed.Seconds()
}

func cpuPerCall(s sample) float64 {
	return (s.loadCPU + s.serverCPU + s.databaseCPU) / float64(s.run.done) * 1e6
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
	limits := t.kinds[:len(t.kinds)-1]
	fmt.Fprintf(w, "\n\t\tcalls/s\tleast..most\tp50 ms\tp99 ms\tx %s\tCPU load\tserver\tdatabase\tus/call\tbacklog\tdrain ms\t\n",
		strings.Join(limits, "\tx "))
	for _, r := range t.rows {
		fmt.Fprintf(w, "%s\t%s\t%.0f\t%s\t%.2f\t%.2f\t", r.kind, r.who(), r.of(rate), r.spread(), r.of(p50), r.of(p99))
		for _, kind := range limits {
			fmt.Fprintf(w, "%s\t", r.ratio(t.limit(r, kind)))
		}
		fmt.Fprintf(w, "%.2f\t%s\t%s\t%.0f\t", r.of(loadCPU), some(r.of(serverCPU)), some(r.of(databaseCPU)), r.of(cpuPerCall))
		if t.isServer(r) {
			fmt.Fprintf(w, "%.0f\t%.0f", r.of(backlog), r.of(drain))
		} else {
			fmt.Fprint(w, "\t")
		}
		fmt.Fprintln(w, "\t")
	}
	_ = w.Flush() // to the terminal
}

// some is a figure, or nothing for what was not there.
func some(figure float64) string {
	if figure == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", figure)
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

// limit is the row of a kind that a row is held against: that of as many callers, or
// of the only one.
func (t *table) limit(r *row, kind string) *row {
	if found := t.row(kind, r.callers); found != nil {
		return found
	}
	return t.row(kind, 0)
}

func (r *row) ratio(o *row) string {
	if o == nil || o == r {
		return ""
	}
	return fmt.Sprintf("%.2f", r.against(o))
}

// report gives the medians to the go command, for benchstat and its like.
func (t *table) report(b *testing.B) {
	b.Helper()
	b.ReportMetric(0, "ns/op") // one operation is the whole comparison
	for _, r := range t.rows {
		who := unit(r.kind) + r.who()
		b.ReportMetric(r.of(rate), who+"/s")
		if !t.isServer(r) {
			continue
		}
		b.ReportMetric(r.of(p50), who+"-p50-ms")
		b.ReportMetric(r.of(p99), who+"-p99-ms")
		for _, kind := range t.kinds[:len(t.kinds)-1] {
			b.ReportMetric(r.against(t.limit(r, kind)), who+"/"+unit(kind))
		}
	}
}

// unit is a kind as the go command takes it.
func unit(kind string) string { return strings.ReplaceAll(kind, " ", "-") }
