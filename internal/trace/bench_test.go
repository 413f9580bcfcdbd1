package trace_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"foureyes/internal/aws"
	"foureyes/internal/job"
	"foureyes/internal/trace"
	"foureyes/internal/trace/tracetest"
)

// BenchmarkStart is what tracing adds to one StartHumanLoop, and to the job that
// follows: with no tracer, with one that records one start in a hundred, and with one
// that records all. The collector runs beside it.
func BenchmarkStart(b *testing.B) {
	b.Run("off", func(b *testing.B) { starts(b, nil) })
	for name, ratio := range map[string]float64{"hundredth": 0.01, "all": 1} {
		b.Run(name, func(b *testing.B) {
			c := tracetest.New()
			defer c.Close()
			t, err := trace.New(b.Context(), trace.Parts{
				URL: c.URL(), Ratio: ratio, Log: slog.New(slog.DiscardHandler), Recorded: func(int) {}, Sent: func(int) {},
			})
			if err != nil {
				b.Fatal(err)
			}
			starts(b, t)
			if err := t.Stop(b.Context()); err != nil {
				b.Error(err)
			}
		})
	}
}

func starts(b *testing.B, t *trace.Tracer) {
	b.Helper()
	var kept string
	door := t.Door("a2i-runtime", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		aws.NameOperation(r.Context(), "StartHumanLoop")
		end := t.Write(r.Context())
		kept = trace.Of(r.Context())
		trace.About(r.Context(), "arn:aws:sagemaker:eu-west-1:000000000000:human-loop/one", kept)
		end(nil)
	}))
	claims := &oneJob{}
	runner := job.NewRunner(claims, t.Handlers(map[string]job.Handler{"try-render": func(context.Context, string, time.Time) error { return nil }}),
		func() time.Time { return noon }, slog.New(slog.DiscardHandler))
	r := httptest.NewRequestWithContext(aws.WithRequest(b.Context(), "id", noon), http.MethodPost, "/human-loops", nil)
	w := httptest.NewRecorder()
	b.ReportAllocs()
	for b.Loop() {
		door.ServeHTTP(w, r)
		claims.row = job.Row{ID: "try-render:1", Kind: "try-render", Trace: kept, DueAt: noon.Add(time.Hour)}
		if _, err := runner.RunDue(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
