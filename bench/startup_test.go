package bench_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"text/tabwriter"
	"time"
)

const (
	// settleFor is how long a server is left alone before it is watched.
	settleFor = 2 * time.Second
	// restFor is how long it is watched then, while it has nothing to do.
	restFor = 5 * time.Second
)

// BenchmarkStartUp tells how long the real binary takes from its start to the first yes
// of /readyz, on a database that is not there yet and on the same again; and what it holds
// and uses while nobody asks it anything. With BENCH_STREAMS, also with so many streams
// of events open. BenchmarkScale does the same where there are very many loops.
func BenchmarkStartUp(b *testing.B) {
	for b.Loop() {
		out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprint(out, "\n\tready after ms: median\tmost\tat rest: MB\tcores\t\n")
		for _, engine := range []string{"SQLite", "PostgreSQL"} {
			startUps(b, engine, out)
		}
		_ = out.Flush() // to the terminal
		b.ReportMetric(0, "ns/op")
	}
}

func startUps(b *testing.B, engine string, out *tabwriter.Writer) {
	b.Helper()
	var fresh starting
	for range *rounds {
		fresh.start(b, engines[engine](b))
	}
	fresh.print(out, engine+", nothing there yet")
	empty := engines[engine](b)
	prepared(b, empty.settings, prepare)
	again := starting{}
	for range *rounds {
		again.start(b, empty)
	}
	again.rest(b, empty)
	again.print(out, engine+", no loops")
	if text := os.Getenv("BENCH_STREAMS"); text != "" {
		streams, err := strconv.Atoi(text)
		if err != nil || streams%streamsOf != 0 {
			b.Fatalf("BENCH_STREAMS: %q is not a number of streams, %d for each person", text, streamsOf)
		}
		looked := starting{}
		looked.watched(b, empty, streams)
		looked.print(out, fmt.Sprintf("%s, %d streams open", engine, streams))
	}
}

// starting is what was seen of a server that is started again and again.
type starting struct {
	took           []float64 // milliseconds
	resident, idle float64   // bytes, cores
}

func (s *starting) start(b *testing.B, d database) {
	b.Helper()
	r := startBinary(b, d.settings)
	s.took = append(s.took, milliseconds(r.took))
	r.stop(b)
}

// rest looks at a server to which nothing happens.
func (s *starting) rest(b *testing.B, d database) {
	b.Helper()
	r := startBinary(b, d.settings)
	s.watch(r)
	r.stop(b)
}

// watched is rest for a server with streams of events.
func (s *starting) watched(b *testing.B, d database, streams int) {
	b.Helper()
	r := startBinary(b, d.settings)
	s.took = append(s.took, milliseconds(r.took))
	people := signIn(b, r.host, streams/streamsOf)
	w := watchers{b: b, host: r.host}
	for range streamsOf {
		w.open(people)
	}
	s.watch(r)
	w.close()
	r.stop(b)
}

func (s *starting) watch(r *released) {
	<-time.After(settleFor)
	began, cpu := time.Now(), r.cpu()
	<-time.After(restFor)
	s.idle = (r.cpu() - cpu) / time.Since(began).Seconds()
	s.resident = r.resident()
}

func (s *starting) print(out *tabwriter.Writer, what string) {
	most := 0.0
	for _, ms := range s.took {
		most = max(most, ms)
	}
	fmt.Fprintf(out, "%s\t%.0f\t%.0f\t", what, median(s.took), most)
	if s.resident > 0 {
		fmt.Fprintf(out, "%.0f\t%.3f\t\n", s.resident/1e6, s.idle)
		return
	}
	fmt.Fprint(out, "\t\t\n")
}
