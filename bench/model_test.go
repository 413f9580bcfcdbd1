package bench_test

import (
	"fmt"
	"io"
	"runtime"
	"text/tabwriter"

	"foureyes/bench/model"
)

// commits is how many durable changes a caller of a life waits for: start, take, answer.
const commits = 3

// life is what the rows of so many callers say that a loop costs. oneWriter says that
// changes stand in line.
func (t *table) life(callers int, oneWriter bool) model.Life {
	l := model.Life{
		CPU: t.row("http", callers).of(cpuPerCall) / 1e6, Commits: commits, Sync: t.row("probe", 0).of(p50) / 1e3,
	}
	if oneWriter {
		l.Writer = t.row("raw life", callers).of(cpuPerCall) / 1e6
	}
	return l
}

// cores is how many cores others have left to it.
func cores(s sample) float64 {
	return float64(runtime.NumCPU()) - s.others
}

// printModel holds what the model says of each number of callers against what was
// measured. It knows what a loop costs, and not how fast it went.
func (t *table) printModel(out io.Writer, oneWriter bool) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "\ncallers\tcores left\tCPU ms\twriter ms\tsync ms\tpredicted/s\tmeasured/s\tratio\t\n")
	for _, n := range livesOf {
		r := t.row("http", n)
		l := t.life(n, oneWriter)
		p := l.Predict(r.of(cores), n)
		fmt.Fprintf(w, "%d\t%.2f\t%.2f\t%.2f\t%.2f\t%.0f\t%.0f\t%.2f\t\n",
			n, r.of(cores), l.CPU*1e3, l.Writer*1e3, l.Sync*1e3, p.Rate, r.of(rate), r.of(rate)/p.Rate)
	}
	_ = w.Flush() // to the terminal
}
