package trace_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/job"
	"foureyes/internal/leaktest"
	"foureyes/internal/trace"
	"foureyes/internal/trace/tracetest"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// desk is a tracer and where its spans go.
type desk struct {
	*trace.Tracer
	collector      *tracetest.Collector
	log            *bytes.Buffer // read it after stop
	recorded, sent atomic.Int64
}

func newDesk(t *testing.T, ratio float64) *desk {
	t.Helper()
	d := &desk{collector: tracetest.New(), log: &bytes.Buffer{}}
	t.Cleanup(d.collector.Close)
	var err error
	d.Tracer, err = trace.New(t.Context(), trace.Parts{
		URL: d.collector.URL(), Ratio: ratio, Version: "test", Database: "sqlite", Log: slog.New(slog.NewTextHandler(d.log, nil)),
		Recorded: func(n int) { d.recorded.Add(int64(n)) }, Sent: func(n int) { d.sent.Add(int64(n)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) stop(t *testing.T) {
	t.Helper()
	if err := d.Stop(t.Context()); err != nil {
		t.Error(err)
	}
}

// ask sends a request to a door, and gives its status.
func (d *desk) ask(t *testing.T, handler http.HandlerFunc, traceparent string) {
	t.Helper()
	r := httptest.NewRequestWithContext(aws.WithRequest(t.Context(), "id-1", noon), http.MethodPost, "/secret?secret", nil)
	if traceparent != "" {
		r.Header.Set("Traceparent", traceparent)
	}
	defer func() { _ = recover() }()
	d.Door("s3", handler).ServeHTTP(httptest.NewRecorder(), r)
}

const (
	sampled   = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	unsampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
)

func TestRequestsAreSpansOfTheirOperation(t *testing.T) {
	d := newDesk(t, 1)
	d.ask(t, func(_ http.ResponseWriter, r *http.Request) {
		aws.NameOperation(r.Context(), "GetObject")
		aws.NameAccount(r.Context(), "111122223333", "eu-west-1")
	}, "")
	d.ask(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, "")
	d.ask(t, func(http.ResponseWriter, *http.Request) { panic("boom") }, "")
	d.stop(t)
	var got []string
	for _, s := range d.collector.Spans() {
		got = append(got, strings.Join([]string{
			s.Name, s.Attributes["foureyes.door"], s.Attributes["http.response.status_code"], s.Attributes["cloud.account.id"], s.Attributes["aws.request_id"],
			map[bool]string{true: "failed"}[s.Failed],
		}, " "))
	}
	want := "GetObject s3 200 111122223333 id-1 |s3 s3 403  id-1 |s3 s3 500  id-1 failed"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
	if d.recorded.Load() != 3 || d.sent.Load() != 3 {
		t.Errorf("%d recorded, %d sent", d.recorded.Load(), d.sent.Load())
	}
}

func TestWhichTracesAreRecorded(t *testing.T) {
	for name, c := range map[string]struct {
		ratio       float64
		traceparent string
		want        bool
	}{
		"all":                     {1, "", true},
		"none":                    {0, "", false},
		"the caller's":            {0, sampled, true},
		"not the caller's":        {1, unsampled, false},
		"what is no traceparent":  {1, "00-0-0-01", true},
		"of ours, one that isn't": {0, "00-0-0-01", false},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, c.ratio)
			var kept string
			d.ask(t, func(_ http.ResponseWriter, r *http.Request) { kept = trace.Of(r.Context()) }, c.traceparent)
			d.stop(t)
			if got := len(d.collector.Spans()) == 1; got != c.want || (kept != "") != c.want {
				t.Errorf("recorded %v, kept %q, want %v", got, kept, c.want)
			}
		})
	}
}

func TestJobsGoOnFromWhatWasKept(t *testing.T) {
	d := newDesk(t, 1)
	boom := errors.New("ann@example.com does not answer")
	run := func(kept string, handler job.Handler) {
		s := &oneJob{row: job.Row{ID: "send:1", Kind: "send", Trace: kept, Attempts: 2, DueAt: noon.Add(time.Hour)}}
		r := job.NewRunner(s, d.Handlers(map[string]job.Handler{"send": handler}), func() time.Time { return noon }, slog.New(slog.DiscardHandler))
		if _, err := r.RunDue(t.Context()); err != nil {
			t.Error(err)
		}
	}
	header := http.Header{}
	run(sampled, func(ctx context.Context, _ string, _ time.Time) error {
		trace.Carry(ctx, header)
		trace.About(ctx, "arn:loop", "00-11111111111111111111111111111111-2222222222222222-01")
		return nil
	})
	run(sampled+" 00-33333333333333333333333333333333-4444444444444444-01", func(context.Context, string, time.Time) error { return boom })
	run(sampled, func(context.Context, string, time.Time) error { panic("boom") })
	run("", func(ctx context.Context, _ string, _ time.Time) error {
		if trace.Of(ctx) != "" {
			t.Error("a job without a trace has one")
		}
		return nil
	})
	run("nonsense", func(context.Context, string, time.Time) error { return nil })
	d.stop(t)
	spans := d.collector.Spans()
	if len(spans) != 3 {
		t.Fatalf("%+v", spans)
	}
	for i, want := range []struct {
		link   string
		failed bool
	}{{"2222222222222222", false}, {"4444444444444444", true}, {"", true}} {
		s := spans[i]
		if s.Name != "send" || s.Trace != "0af7651916cd43dd8448eb211c80319c" || s.Parent != "b7ad6b7169203331" || s.Attributes["foureyes.job.id"] != "send:1" ||
			s.Attributes["foureyes.job.attempt"] != "2" || strings.Join(s.Links, " ") != want.link || s.Failed != want.failed {
			t.Errorf("%d: %+v", i, s)
		}
	}
	if got, want := header.Get("Traceparent"), "00-"+spans[0].Trace+"-"+spans[0].ID+"-01"; got != want {
		t.Errorf("carried %q, want %q", got, want)
	}
}

// oneJob is a store with one job.
type oneJob struct{ row job.Row }

func (s *oneJob) ClaimJobs(context.Context, time.Time, time.Time, int) ([]job.Row, error) {
	return []job.Row{s.row}, nil
}
func (s *oneJob) FinishJobs(context.Context, []job.End) error { return nil }
func (s *oneJob) JobsSaved() <-chan struct{}                  { return nil }

func TestChangesAreSpansOfWhoAsksForThem(t *testing.T) {
	d := newDesk(t, 1)
	d.Write(t.Context())(nil)
	d.ask(t, func(_ http.ResponseWriter, r *http.Request) {
		d.Write(r.Context())(nil)
		d.Write(r.Context())(fault.New(fault.Conflict, fault.HumanLoop, "Taken."))
		d.Write(r.Context())(errors.New("the disk is gone"))
	}, "")
	d.stop(t)
	spans := d.collector.Spans()
	if len(spans) != 4 {
		t.Fatalf("%+v", spans)
	}
	for i, s := range spans[:3] {
		if s.Name != "commit" || s.Parent != spans[3].ID || s.Failed != (i == 2) || s.Attributes["db.system.name"] != "sqlite" {
			t.Errorf("%d: %+v", i, s)
		}
	}
}

// shelf is where outputs are put.
type shelf struct{ err error }

func (s shelf) PutObject(context.Context, flow.Access, string, string, string, []byte) error {
	return s.err
}

func TestOutputsAreSpansOfWhoWritesThem(t *testing.T) {
	d := newDesk(t, 1)
	full := errors.New("full")
	put := func(ctx context.Context, on shelf) {
		if err := d.Outputs(on).PutObject(ctx, flow.Access{}, "reviews", "out/output.json", "application/json", nil); !errors.Is(err, on.err) {
			t.Errorf("got %v, want %v", err, on.err)
		}
	}
	put(t.Context(), shelf{})
	d.ask(t, func(_ http.ResponseWriter, r *http.Request) {
		put(r.Context(), shelf{})
		put(r.Context(), shelf{full})
	}, "")
	d.stop(t)
	spans := d.collector.Spans()
	if len(spans) != 3 {
		t.Fatalf("%+v", spans)
	}
	for i, s := range spans[:2] {
		if s.Name != "PutObject" || s.Parent != spans[2].ID || s.Failed != (i == 1) || s.Attributes["aws.s3.bucket"]+s.Attributes["aws.s3.key"] != "reviewsout/output.json" {
			t.Errorf("%d: %+v", i, s)
		}
	}
}

func TestOnward(t *testing.T) {
	const (
		start = "00-11111111111111111111111111111111-1111111111111111-01"
		later = "00-11111111111111111111111111111111-2222222222222222-01"
		other = "00-33333333333333333333333333333333-3333333333333333-01"
	)
	for _, c := range []struct{ change, start, want string }{
		{"", "", ""},
		{"", start, start},
		{other, "", other},
		{later, start, later},
		{other, start, start + " " + other},
	} {
		if got := trace.Onward(c.change, c.start); got != c.want {
			t.Errorf("Onward(%q, %q) = %q, want %q", c.change, c.start, got, c.want)
		}
	}
}

// A collector that is not well costs nothing but its spans.
func TestACollectorInTrouble(t *testing.T) {
	d := newDesk(t, 1)
	d.collector.Answer(http.StatusBadRequest) // which nobody sends again
	d.ask(t, func(http.ResponseWriter, *http.Request) {}, "")
	<-d.collector.Tried()
	d.collector.Answer(http.StatusOK)
	d.ask(t, func(http.ResponseWriter, *http.Request) {}, "")
	d.stop(t)
	if d.recorded.Load() != 2 || d.sent.Load() != 1 || len(d.collector.Spans()) != 1 {
		t.Errorf("%d recorded, %d sent", d.recorded.Load(), d.sent.Load())
	}
	if log := d.log.String(); strings.Count(log, "level=WARN") != 1 || strings.Count(log, "level=INFO") != 1 || !strings.Contains(log, "--traces-url") {
		t.Error(log)
	}
}

func TestStoppingDoesNotWaitForACollectorThatIsAway(t *testing.T) {
	for name, away := range map[string]func(*desk){
		"closed": func(d *desk) { d.collector.Close() },
		"busy":   func(d *desk) { d.collector.Answer(http.StatusServiceUnavailable) }, // which is sent again, for a while
	} {
		t.Run(name, func(t *testing.T) {
			defer leaktest.None(t, goleak.IgnoreCurrent(), goleak.IgnoreAnyFunction("net/http.(*persistConn).readLoop"), goleak.IgnoreAnyFunction("net/http.(*persistConn).writeLoop"))
			d := newDesk(t, 1)
			away(d)
			d.ask(t, func(http.ResponseWriter, *http.Request) {}, "")
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if err := d.Stop(ctx); err != nil {
				t.Error(err)
			}
			d.collector.Close()
		})
	}
}

func TestNoTracer(t *testing.T) {
	var none *trace.Tracer
	h := http.NewServeMux()
	if none.Door("s3", h) != http.Handler(h) || none.Handlers(nil) != nil || none.Outputs(nil) != nil || none.Stop(t.Context()) != nil {
		t.Error("a tracer that is not there stands in front of something")
	}
	none.Write(t.Context())(nil)
}
