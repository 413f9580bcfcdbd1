package preview

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"foureyes/internal/app"
	"foureyes/internal/taskui"
	"foureyes/internal/taskui/lint"
	"foureyes/web"
)

// The preview's own page may do what the portal's may, and a task's page what it
// may in the portal: so what works here works there.
const (
	pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
		"frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
	taskPolicy = "sandbox allow-scripts allow-forms allow-modals allow-popups allow-downloads; frame-ancestors 'self'"
)

// Server serves one preview.
type Server struct {
	author Author
	engine *taskui.Engine
	now    func() time.Time
	log    *slog.Logger
	files  fs.FS
	assets taskui.Assets

	mu      sync.Mutex
	version int
	changed chan struct{} // closed at the next change
}

// NewServer makes a Server. now is the clock.
func NewServer(a Author, now func() time.Time, log *slog.Logger) *Server {
	return &Server{
		author: a, engine: taskui.New(taskui.Limits{}), now: now, log: log, files: web.Files(),
		assets:  taskui.Assets{CrowdScript: web.Asset(web.CrowdScript)},
		changed: make(chan struct{}),
	}
}

// Handler serves the preview's page, the task's page, and what both load.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /assets/", app.Assets(s.files))
	mux.HandleFunc("GET /{$}", s.page)
	mux.HandleFunc("GET /task", s.task)
	mux.HandleFunc("GET /report", s.report)
	mux.HandleFunc("GET /changes", s.changes)
	mux.HandleFunc("GET "+objectsPath+"{object...}", s.object)
	return mux
}

// Changed tells pages that are open to look again.
func (s *Server) Changed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.version++
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Server) current() (version int, changed <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.version, s.changed
}

func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	head(w, "text/html; charset=utf-8", pagePolicy)
	content, err := fs.ReadFile(s.files, "preview.html")
	if err != nil {
		http.Error(w, "The preview is not in this binary. Build it with its web parts: make build", http.StatusServiceUnavailable)
		return
	}
	s.write(r.Context(), w, content)
}

// task serves the rendered page as a worker's frame would get it.
func (s *Server) task(w http.ResponseWriter, r *http.Request) {
	head(w, "text/html; charset=utf-8", taskPolicy)
	result, err := s.author.Look(r.Context(), s.engine, s.now)
	page := taskui.Page(result.Rendered, s.assets)
	switch {
	case err != nil:
		page = taskui.Unavailable("The files cannot be read", err.Error(), s.assets)
	case result.Rendered == "" && lint.Failed(result.Findings):
		page = taskui.Unavailable("The template cannot be rendered", cause(result.Findings), s.assets)
	}
	s.write(r.Context(), w, []byte(page))
}

// cause is why there is no page: what rendering found, which comes last.
func cause(found []lint.Finding) string {
	f := found[len(found)-1]
	if f.Line == 0 {
		return f.Message
	}
	return fmt.Sprintf("Line %d: %s", f.Line, f.Message)
}

// Report is what the preview's page shows beside the task.
type Report struct {
	File     string         `json:"file"`
	Version  int            `json:"version"`
	TookMS   float64        `json:"tookMs"`
	Bytes    int            `json:"bytes"` // of the rendered page
	Findings []lint.Finding `json:"findings"`
}

func (s *Server) report(w http.ResponseWriter, r *http.Request) {
	version, _ := s.current()
	result, err := s.author.Look(r.Context(), s.engine, s.now)
	if err != nil {
		result.Findings = []lint.Finding{{Severity: lint.Error, Message: err.Error()}}
	}
	body, err := json.Marshal(Report{
		File: s.author.Template, Version: version, Bytes: len(result.Rendered),
		TookMS: float64(result.Took.Microseconds()) / 1000, Findings: append([]lint.Finding{}, result.Findings...),
	})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	head(w, "application/json", pagePolicy)
	s.write(r.Context(), w, body)
}

// changes answers when the files are no longer those of ?since=, or after a while.
func (s *Server) changes(w http.ResponseWriter, r *http.Request) {
	const patience = 25 * time.Second
	since, _ := strconv.Atoi(r.URL.Query().Get("since"))
	version, changed := s.current()
	if version == since {
		timer := time.NewTimer(patience)
		defer timer.Stop()
		select {
		case <-changed:
		case <-timer.C:
		case <-r.Context().Done():
			return
		}
		version, _ = s.current()
	}
	head(w, "application/json", pagePolicy)
	s.write(r.Context(), w, fmt.Appendf(nil, `{"version":%d}`, version))
}

// object serves a file that stands for one in S3, as /media does for workers.
func (s *Server) object(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Access-Control-Expose-Headers", "Accept-Ranges, Content-Encoding, Content-Length, Content-Range, ETag")
	w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	f, err := s.author.open(r.PathValue("object"))
	if err != nil {
		http.Error(w, "No such object. Start the preview with --objects DIR, where DIR holds bucket/key, or key.", http.StatusNotFound)
		return
	}
	defer f.Close() //nolint:errcheck // it was only read from
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		http.Error(w, "No such object.", http.StatusNotFound)
		return
	}
	http.ServeContent(w, r, info.Name(), info.ModTime(), f)
}

func head(w http.ResponseWriter, contentType, policy string) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
}

func (s *Server) write(ctx context.Context, w http.ResponseWriter, body []byte) {
	if _, err := w.Write(body); err != nil {
		s.log.DebugContext(ctx, "the browser hung up", "error", err)
	}
}
