package app_test

import (
	"database/sql"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"foureyes/internal/config"
	"foureyes/internal/trace/tracetest"
)

// reviewed is one human loop from its start to the event of its end, and the headers
// with which that was delivered.
func reviewed(t *testing.T, h *house, headers ...string) (delivered http.Header) {
	t.Helper()
	received := make(chan http.Header, 1)
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { received <- r.Header }))
	t.Cleanup(receiver.Close)
	h.flow()
	must(t, h.operator().console(http.MethodPost, "/event-targets", `{"name": "desk", "kind": "webhook", "address": "`+receiver.URL+`?key=hidden"}`, nil))
	ann := h.worker("ann")
	must(t, h.operator().send("sagemaker", http.MethodPost, "/human-loops",
		`{"HumanLoopName": "one", "FlowDefinitionArn": "arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check", "HumanLoopInput": {"InputContent": "{\"secret\": \"input\"}"}}`,
		append([]string{"Content-Type", "application/json"}, headers...)...))
	var task struct{ ID string }
	if r := ann.call(http.MethodPost, "/next", ""); json.Unmarshal(r.body, &task) != nil || task.ID == "" {
		t.Fatalf("next: %d %s", r.status, r.body)
	}
	must(t, ann.call(http.MethodPost, "/assignments/"+task.ID+"/submit", `{"answerContent": {"secret": "answer"}}`))
	return <-received
}

func traced(c *tracetest.Collector) func(*config.Serve) {
	return func(s *config.Serve) {
		withAdmin(s)
		s.TracesURL, s.TracesRatio = c.URL(), 1
	}
}

func TestATraceLeadsFromTheStartOfALoopToItsEvent(t *testing.T) {
	c := tracetest.New()
	defer c.Close()
	h := newHouse(t, traced(c))
	const trace, caller = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
	delivered := reviewed(t, h, "Traceparent", "00-"+trace+"-"+caller+"-01")
	h.stop() // sends what is left

	one := func(name string, parent tracetest.Span, links ...tracetest.Span) tracetest.Span {
		t.Helper()
		found := c.Named(name)
		if len(found) != 1 {
			t.Fatalf("%d spans %s, want 1, of %+v", len(found), name, c.Spans())
		}
		var ids []string
		for _, l := range links {
			ids = append(ids, l.ID)
		}
		if s := found[0]; s.Parent != parent.ID || parent.Trace != "" && s.Trace != parent.Trace || !slices.Equal(s.Links, ids) || s.Failed {
			t.Errorf("%+v\nis not in %+v\nwith links to %q", s, parent, ids)
		}
		return found[0]
	}
	begun := one("StartHumanLoop", tracetest.Span{ID: caller, Trace: trace})
	one("try-render", begun)
	accepted := one("next", tracetest.Span{}, begun)
	submitted := one("submit", tracetest.Span{}, begun)
	output := one("write-output", begun, submitted)
	put := one("PutObject", output)
	sent := one("send-event", output)
	delivery := one("deliver-event", sent)
	if got, want := delivered.Get("Traceparent"), "00-"+trace+"-"+delivery.ID+"-01"; got != want {
		t.Errorf("the receiver is told %q, want %q", got, want)
	}
	for _, s := range []tracetest.Span{begun, accepted, submitted, output} {
		if s.Attributes["foureyes.human_loop.arn"] != "arn:aws:sagemaker:eu-west-1:000000000000:human-loop/one" {
			t.Errorf("which loop %s is about: %q", s.Name, s.Attributes)
		}
		if !slices.ContainsFunc(c.Named("commit"), func(w tracetest.Span) bool { return w.Parent == s.ID }) {
			t.Errorf("no commit in %s", s.Name)
		}
	}
	if a := begun.Attributes; a["cloud.account.id"] != "000000000000" || a["cloud.region"] != "eu-west-1" || a["http.response.status_code"] != "200" || a["foureyes.door"] != "a2i-runtime" || len(a["aws.request_id"]) != 36 {
		t.Errorf("%q", a)
	}
	if put.Attributes["aws.s3.bucket"] != "reviews" || put.Resource["service.name"] != "foureyes" || put.Resource["service.version"] != "test" {
		t.Errorf("%+v", put)
	}
}

// Spans go to a system that more people read than this one.
func TestTracesTellNothingPersonalAndNoSecrets(t *testing.T) {
	c := tracetest.New()
	defer c.Close()
	h := newHouse(t, traced(c))
	reviewed(t, h)
	h.stop()
	all, err := json.Marshal(c.Spans())
	if err != nil || len(c.Spans()) < 10 {
		t.Fatalf("%s %v", all, err)
	}
	for _, never := range []string{"ann@example.com", "secret", "hidden", "127.0.0.1", operatorsID, operatorsSecret} {
		if strings.Contains(string(all), never) {
			t.Errorf("%s is told in %s", never, all)
		}
	}
}

func TestNothingIsTracedUnlessAskedFor(t *testing.T) {
	h := newHouse(t, withAdmin)
	delivered := reviewed(t, h, "Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	if got := delivered.Get("Traceparent"); got != "" {
		t.Errorf("the receiver is told %q", got)
	}
	stacks := make([]byte, 1<<20)
	if all := string(stacks[:runtime.Stack(stacks, true)]); strings.Contains(all, "go.opentelemetry.io") {
		t.Errorf("OpenTelemetry runs:\n%s", all)
	}
	h.stop()
	db, err := sql.Open("sqlite", filepath.Join(h.data, "foureyes.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var loops, kept int
	err = db.QueryRowContext(t.Context(), `SELECT (SELECT COUNT(*) FROM human_loop), (SELECT COUNT(trace) FROM human_loop) + (SELECT COUNT(trace) FROM job)`).Scan(&loops, &kept)
	if err != nil || loops != 1 || kept != 0 {
		t.Errorf("%d loops, %d kept traces, %v", loops, kept, err)
	}
}
