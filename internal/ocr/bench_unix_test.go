//go:build unix

package ocr

import (
	"syscall"
	"testing"
	"time"
)

// BenchmarkAnalyze reads each sample. Beside the time it tells what processors were
// busy for, programs included, which other work on the machine changes less.
func BenchmarkAnalyze(b *testing.B) {
	r := found(b)
	for _, name := range []string{"invoice.jpg", "application.png", "delivery-note.png", "claim.pdf"} {
		b.Run(name, func(b *testing.B) {
			document, pages := read(b, name), 0
			before := busy(b)
			for b.Loop() {
				answer, err := r.Analyze(b.Context(), document, []string{Forms})
				if err != nil {
					b.Fatal(err)
				}
				pages += answer.DocumentMetadata.Pages
			}
			b.ReportMetric((busy(b)-before).Seconds()/float64(pages), "cpu-s/page")
			b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}

// busy is for how long this process and those that it waited for have been computing.
func busy(b *testing.B) time.Duration {
	b.Helper()
	var sum time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var used syscall.Rusage
		if err := syscall.Getrusage(who, &used); err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(used.Utime.Nano() + used.Stime.Nano())
	}
	return sum
}
