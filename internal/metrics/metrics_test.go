package metrics

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/job"
	"foureyes/internal/live"
	"foureyes/internal/store"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// watch is a clock that a test moves.
type watch struct{ at time.Time }

func (w *watch) now() time.Time { return w.at }

func newMetrics(w *watch, read func(context.Context) (store.Figures, error)) *Metrics {
	return New(Parts{
		Version: "1.2.3", Database: "SQLite", Now: w.now, Figures: read,
		Pool: func() store.Connections { return store.Connections{Open: 3} }, Leads: func() bool { return true }, Jump: func() time.Duration { return 0 },
		Standby: func() store.StandbyFigures { return store.StandbyFigures{Lag: time.Second, Answered: 2, Passed: 1} },
	})
}

func nothing(context.Context) (store.Figures, error) { return store.Figures{}, nil }

// value finds a series by its name and label values, in the order of labels' names;
// of a histogram, the number of observations.
func value(t *testing.T, m *Metrics, name string, labels ...string) (float64, bool) {
	t.Helper()
	families, err := m.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		for _, one := range f.GetMetric() {
			var has []string
			for _, l := range one.GetLabel() {
				has = append(has, l.GetValue())
			}
			if f.GetName() == name && slices.Equal(has, labels) {
				return number64(one), true
			}
		}
	}
	return 0, false
}

func number64(m *dto.Metric) float64 {
	switch {
	case m.GetCounter() != nil:
		return m.GetCounter().GetValue()
	case m.GetGauge() != nil:
		return m.GetGauge().GetValue()
	}
	return float64(m.GetHistogram().GetSampleCount())
}

func expect(t *testing.T, m *Metrics, want float64, name string, labels ...string) {
	t.Helper()
	if got, known := value(t, m, name, labels...); !known || got != want {
		t.Errorf("%s%q is %v (%v), want %v", name, labels, got, known, want)
	}
}

func TestRequestsAreCountedByOperationAndStatus(t *testing.T) {
	m := newMetrics(&watch{noon}, nothing)
	door := m.Door("s3", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/put":
			aws.NameOperation(r.Context(), "PutObject")
			w.WriteHeader(http.StatusContinue)
			w.WriteHeader(http.StatusNoContent)
		case "/panic":
			panic("boom")
		case "/gone":
		default:
			if _, err := io.Copy(w, strings.NewReader("hello")); err != nil {
				t.Error(err)
			}
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Errorf("flush: %v", err)
			}
		}
	}))
	ask := func(ctx context.Context, path string) {
		defer func() { _ = recover() }()
		r := httptest.NewRequestWithContext(aws.WithRequest(ctx, "id", noon), http.MethodGet, path, nil)
		door.ServeHTTP(httptest.NewRecorder(), r)
	}
	gone, hangUp := context.WithCancel(t.Context())
	hangUp()
	ask(t.Context(), "/put")
	ask(t.Context(), "/panic")
	ask(t.Context(), "/else")
	ask(gone, "/gone")
	expect(t, m, 1, "foureyes_requests_total", "204", "s3", "PutObject")
	expect(t, m, 1, "foureyes_requests_total", "500", "s3", "other")
	expect(t, m, 1, "foureyes_requests_total", "200", "s3", "other")
	expect(t, m, 1, "foureyes_requests_total", "499", "s3", "other")
	expect(t, m, 3, "foureyes_request_seconds", "s3", "other")
	expect(t, m, 0, "foureyes_requests_in_flight", "s3")
}

func TestJobsAreTimedHoweverTheyEnd(t *testing.T) {
	m := newMetrics(&watch{noon}, nothing)
	timed := m.Handlers(map[string]job.Handler{
		"good":      func(context.Context, string, time.Time) error { return nil },
		"bad":       func(context.Context, string, time.Time) error { return io.ErrUnexpectedEOF },
		"panicking": func(context.Context, string, time.Time) error { panic("boom") },
	})
	for _, h := range timed {
		func() {
			defer func() { _ = recover() }()
			_ = h(t.Context(), "", noon)
		}()
	}
	expect(t, m, 1, "foureyes_job_seconds", "good", "done")
	expect(t, m, 1, "foureyes_job_seconds", "bad", "failed")
	expect(t, m, 1, "foureyes_job_seconds", "panicking", "failed")
}

func TestRefusalsAreNoFailuresOfTheDatabase(t *testing.T) {
	m := newMetrics(&watch{noon}, nothing)
	for _, err := range []error{
		nil, fault.New(fault.NotFound, fault.HumanLoop, "none"), fmt.Errorf("wait: %w", context.Canceled),
		io.ErrUnexpectedEOF, &fault.Error{Kind: fault.Full},
	} {
		m.Write(t.Context())(err)
	}
	expect(t, m, 1, "foureyes_database_write_seconds", "done")
	expect(t, m, 2, "foureyes_database_write_seconds", "refused")
	expect(t, m, 2, "foureyes_database_write_seconds", "failed")
}

func TestChangesAreCounted(t *testing.T) {
	m := newMetrics(&watch{noon}, nothing)
	m.Note([]live.Note{{Loop: &live.Loop{Status: "Completed"}}, {Task: &live.Task{Status: "Submitted"}}, {Waiting: true}})
	m.Looking(1)
	m.Looking(1)
	m.Looking(-1)
	expect(t, m, 1, "foureyes_human_loops_total", "Completed")
	expect(t, m, 1, "foureyes_assignments_total", "Submitted")
	expect(t, m, 1, "foureyes_event_streams")
}

func TestScrapersShareOneQuestion(t *testing.T) {
	w, asked, down := &watch{noon}, 0, false
	m := newMetrics(w, func(ctx context.Context) (store.Figures, error) {
		if _, limited := ctx.Deadline(); !limited {
			t.Error("the question has no end")
		}
		asked++
		if down {
			return store.Figures{}, errors.New("down")
		}
		return store.Figures{
			AuditLog:        &store.QueueFigures{Due: 3, Overdue: time.Second},
			LoopsInProgress: 7, PutAside: 1, Deliveries: store.QueueFigures{Due: 2, Overdue: time.Minute},
			Waiting: []store.Waiting{{Account: "1", Region: "r", Flow: "f", Age: time.Hour}},
		}, nil
	})
	expect(t, m, 7, "foureyes_human_loops_in_progress")
	expect(t, m, 3600, "foureyes_oldest_task_age_seconds", "1", "f", "r")
	expect(t, m, 60, "foureyes_jobs_overdue_seconds", "deliveries")
	expect(t, m, 3, "foureyes_audit_log_waiting")
	expect(t, m, 1, "foureyes_audit_log_waiting_seconds")
	if asked != 1 {
		t.Errorf("the database was asked %d times within 10 seconds", asked)
	}
	w.at, down = w.at.Add(fresh), true
	expect(t, m, 0, "foureyes_database_answers")
	if _, known := value(t, m, "foureyes_human_loops_in_progress"); known {
		t.Error("a figure of a database that does not answer")
	}
	expect(t, m, 3, "foureyes_database_connections") // the rest goes on
}

func TestPageIsForThoseWhoKnowTheToken(t *testing.T) {
	m := newMetrics(&watch{noon}, nothing)
	for _, test := range []struct {
		token, sent string
		want        int
	}{
		{"", "", http.StatusNotFound},
		{"", "Bearer ", http.StatusNotFound},
		{"secret", "", http.StatusUnauthorized},
		{"secret", "Bearer secre", http.StatusUnauthorized},
		{"secret", "Bearer secret", http.StatusOK},
	} {
		r, w := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil), httptest.NewRecorder()
		r.Header.Set("Authorization", test.sent)
		if Guarded(test.token, m.Page()).ServeHTTP(w, r); w.Code != test.want {
			t.Errorf("%q against %q: %d, want %d", test.sent, test.token, w.Code, test.want)
		}
		if shown := strings.Contains(w.Body.String(), "foureyes_build_info"); shown != (test.want == http.StatusOK) {
			t.Errorf("%q against %q: shown is %v", test.sent, test.token, shown)
		}
	}
}

var (
	nameOfDesc = regexp.MustCompile(`fqName: "([a-z0-9_]+)", help: "([^"]+)`)
	nameInText = regexp.MustCompile(`\bfoureyes_[a-z0-9_]+`)
	// parts are what Prometheus adds to the name of a histogram.
	parts = regexp.MustCompile(`_(bucket|sum|count)$`)
)

// names are all metrics of ours. Each must have a help text.
func names(t *testing.T) map[string]bool {
	t.Helper()
	descs, all := make(chan *prometheus.Desc, 1000), map[string]bool{}
	newMetrics(&watch{noon}, nothing).registry.Describe(descs)
	close(descs)
	for d := range descs {
		found := nameOfDesc.FindStringSubmatch(d.String())
		if found == nil {
			t.Errorf("no name or no help: %s", d)
			continue
		}
		if strings.HasPrefix(found[1], namespace+"_") {
			all[found[1]] = true
		}
	}
	return all
}

func TestEveryMetricIsDocumentedAndNoOtherIsUsed(t *testing.T) {
	all := names(t)
	for _, file := range []string{"docs/operations.md", "deploy/prometheus/alerts.yaml", "deploy/grafana/foureyes.json"} {
		text, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		used := map[string]bool{}
		for _, name := range nameInText.FindAllString(string(text), -1) {
			if !all[name] {
				name = parts.ReplaceAllString(name, "")
			}
			if used[name] = true; !all[name] {
				t.Errorf("%s names %s, which does not exist", file, name)
			}
		}
		for name := range all {
			if strings.HasSuffix(file, ".md") && !used[name] {
				t.Errorf("%s does not explain %s", file, name)
			}
		}
	}
}

// A client chooses paths, methods, keys and headers; none of that may become a label.
func TestClientsCannotMakeSeries(t *testing.T) {
	m := newMetrics(&watch{noon}, nothing)
	door := m.Door("web", http.NotFoundHandler())
	series := func() (n int) {
		families, err := m.registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range families {
			if strings.HasPrefix(f.GetName(), namespace) {
				n += len(f.GetMetric())
			}
		}
		return n
	}
	ask := func(i int) {
		r := httptest.NewRequestWithContext(aws.WithRequest(t.Context(), "id", noon), fmt.Sprintf("VERB%d", i), fmt.Sprintf("/%d?x=%d", i, i), nil)
		r.Header.Set("X-Amz-Target", fmt.Sprintf("SageMaker.Do%d", i))
		door.ServeHTTP(httptest.NewRecorder(), r)
	}
	ask(0)
	before := series()
	for i := range 500 {
		ask(i)
	}
	if after := series(); after != before {
		t.Errorf("%d series became %d", before, after)
	}
}
