// Package tracetest is an OpenTelemetry collector for tests: it takes spans by OTLP
// over HTTP, decodes them, and shows them in plain words.
package tracetest

import (
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"sync/atomic"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	wire "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// Span is one that was taken. Ids are in hexadecimal, as in a traceparent.
type Span struct {
	Name, Kind, Trace, ID, Parent string
	// Links are the ids of spans.
	Links      []string
	Attributes map[string]string
	Failed     bool
	// Resource is what the attributes of its server say.
	Resource map[string]string
}

// Collector takes spans. End it with Close.
type Collector struct {
	server *httptest.Server
	status atomic.Int64 // that it answers with; 200 for zero

	mu    sync.Mutex
	spans []Span
	tried chan struct{} // signalled by each request
}

// New starts a Collector.
func New() *Collector {
	c := &Collector{tried: make(chan struct{}, 1)}
	c.server = httptest.NewServer(http.HandlerFunc(c.take))
	return c
}

// URL is what spans are sent to, without the path.
func (c *Collector) URL() string { return c.server.URL }

// Close ends it.
func (c *Collector) Close() { c.server.Close() }

// Answer makes it answer with a status from now on; it takes spans only with 200.
func (c *Collector) Answer(status int) { c.status.Store(int64(status)) }

// Tried is signalled when it was asked, whatever it has answered.
func (c *Collector) Tried() <-chan struct{} { return c.tried }

// Spans are those that were taken so far.
func (c *Collector) Spans() []Span {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Span(nil), c.spans...)
}

// Named finds spans by their name.
func (c *Collector) Named(name string) (found []Span) {
	for _, s := range c.Spans() {
		if s.Name == name {
			found = append(found, s)
		}
	}
	return found
}

func (c *Collector) take(w http.ResponseWriter, r *http.Request) {
	defer func() {
		select {
		case c.tried <- struct{}{}:
		default:
		}
	}()
	if status := int(c.status.Load()); status > http.StatusOK {
		w.WriteHeader(status)
		return
	}
	spans, err := decode(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.spans = append(c.spans, spans...)
}

func decode(r *http.Request) ([]Span, error) {
	if r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/x-protobuf" {
		return nil, fmt.Errorf("%s with %s", r.URL.Path, r.Header.Get("Content-Type"))
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, fmt.Errorf("read the body: %w", err)
	}
	var request collector.ExportTraceServiceRequest
	if err := proto.Unmarshal(body, &request); err != nil {
		return nil, fmt.Errorf("decode the body: %w", err)
	}
	var spans []Span
	for _, of := range request.GetResourceSpans() {
		about := texts(of.GetResource().GetAttributes())
		for _, scope := range of.GetScopeSpans() {
			for _, s := range scope.GetSpans() {
				spans = append(spans, plain(s, about))
			}
		}
	}
	return spans, nil
}

func plain(s *wire.Span, about map[string]string) Span {
	p := Span{
		Name: s.GetName(), Kind: s.GetKind().String(), Trace: hex.EncodeToString(s.GetTraceId()), ID: hex.EncodeToString(s.GetSpanId()),
		Parent: hex.EncodeToString(s.GetParentSpanId()), Attributes: texts(s.GetAttributes()), Resource: about,
		Failed: s.GetStatus().GetCode() == wire.Status_STATUS_CODE_ERROR,
	}
	for _, l := range s.GetLinks() {
		p.Links = append(p.Links, hex.EncodeToString(l.GetSpanId()))
	}
	return p
}

func texts(attributes []*common.KeyValue) map[string]string {
	all := map[string]string{}
	for _, a := range attributes {
		all[a.GetKey()] = a.GetValue().GetStringValue()
		if _, number := a.GetValue().GetValue().(*common.AnyValue_IntValue); number {
			all[a.GetKey()] = strconv.FormatInt(a.GetValue().GetIntValue(), 10)
		}
	}
	return all
}
