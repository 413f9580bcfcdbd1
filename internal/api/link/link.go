// Package link is the door behind signed links: /media/{bucket}/{key} opens one
// object for the page of one task, /templates/{id} the content of one worker task
// template. A link is all that is needed, so each opens one thing for a short
// time, and nothing it serves can run with anybody's session.
package link

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/object"
	"foureyes/internal/taskui"
)

// Checker tells whether a link was signed by us and is still good.
type Checker interface {
	MediaToken(account, bucket, key, assignmentID string, end time.Time) string
	CheckMedia(token, bucket, key string, now time.Time) (account, assignmentID string, err error)
	TemplateToken(id string, end time.Time) string
	CheckTemplate(token, id string, now time.Time) error
}

// Objects opens objects.
type Objects interface {
	// OpenMedia opens an object of an account's for the page of an assignment, or for a
	// preview, which is no assignment.
	OpenMedia(ctx context.Context, account, assignmentID, bucket, key string) (*object.Object, error)
}

// Templates finds worker task templates.
type Templates interface {
	HumanTaskUIByID(ctx context.Context, id string) (taskui.UI, error)
}

// templateLife is how long the Url of DescribeHumanTaskUi can be used.
const templateLife = 15 * time.Minute

// previewLife is how long the links in a preview can be used.
const previewLife = time.Hour

// Links makes signed links and serves what they open.
type Links struct {
	public    string // the public URL, without a slash at its end
	checker   Checker
	objects   Objects
	templates Templates
	log       *slog.Logger
}

// New makes Links under a public URL.
func New(public string, c Checker, o Objects, t Templates, log *slog.Logger) *Links {
	return &Links{public: strings.TrimRight(public, "/"), checker: c, objects: o, templates: t, log: log}
}

// MediaLink is the link by which the page of an assignment reads one object until
// end. It is a path alone, so that it works under whatever name a worker reaches us.
func (l *Links) MediaLink(account, bucket, key, assignmentID string, end time.Time) string {
	return "/media/" + url.PathEscape(bucket) + "/" + escapeKey(key) +
		"?token=" + url.QueryEscape(l.checker.MediaToken(account, bucket, key, assignmentID, end))
}

// PreviewLink is the link by which the preview of a template reads one object. It
// is a whole URL, because previews are opened from anywhere.
func (l *Links) PreviewLink(account, bucket, key string, now time.Time) string {
	return l.public + l.MediaLink(account, bucket, key, "preview", now.Add(previewLife))
}

// TemplateLink is the Url of DescribeHumanTaskUi.
func (l *Links) TemplateLink(id string, now time.Time) string {
	return l.public + "/templates/" + url.PathEscape(id) + "?token=" + url.QueryEscape(l.checker.TemplateToken(id, now.Add(templateLife)))
}

// escapeKey escapes each part of a key and keeps the slashes between them. Parts
// that a browser would resolve away (. and ..) are escaped as well.
func escapeKey(key string) string {
	parts := strings.Split(key, "/")
	for i, p := range parts {
		switch p {
		case ".", "..":
			// Browsers treat %2e like a dot, so such keys travel as one escaped text.
			return url.PathEscape(key)
		}
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

// ServeHTTP serves both kinds of link. It reads the escaped path itself, because
// a ServeMux would clean keys such as a//b.
func (l *Links) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	harden(w.Header())
	if r.Method == http.MethodOptions {
		allow(w.Header())
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD, OPTIONS")
		http.Error(w, "Only GET and HEAD are allowed here.", http.StatusMethodNotAllowed)
		return
	}
	path := r.URL.EscapedPath()
	if rest, ok := strings.CutPrefix(path, "/media/"); ok {
		l.serveMedia(w, r, rest)
		return
	}
	l.serveTemplate(w, r, strings.TrimPrefix(path, "/templates/"))
}

// allow answers a browser that asks before it sends a request. Pages read parts of
// documents, and some browsers ask before they send Range.
func allow(h http.Header) {
	h.Set("Access-Control-Allow-Methods", "GET, HEAD")
	h.Set("Access-Control-Allow-Headers", "Range, If-Range")
	h.Set("Access-Control-Max-Age", "86400")
}

// harden sets the headers of everything foreign that is served: never run, never
// sniffed, readable by canvases of the opaque origin, in parts too.
func harden(h http.Header) {
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Accept-Ranges, Content-Encoding, Content-Length, Content-Range, ETag")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Referrer-Policy", "no-referrer")
}

func (l *Links) serveMedia(w http.ResponseWriter, r *http.Request, rest string) {
	escapedBucket, escapedKey, _ := strings.Cut(rest, "/")
	bucket, err1 := url.PathUnescape(escapedBucket)
	key, err2 := url.PathUnescape(escapedKey)
	_, now := aws.RequestFrom(r.Context())
	account, assignment, err := l.checker.CheckMedia(r.URL.Query().Get("token"), bucket, key, now)
	if err = errors.Join(err1, err2, err); err != nil {
		l.refuse(w, r, err)
		return
	}
	o, err := l.objects.OpenMedia(r.Context(), account, assignment, bucket, key)
	if err != nil {
		l.refuse(w, r, err)
		return
	}
	defer func() { _ = o.Close() }()
	w.Header().Set("Content-Type", o.ContentType)
	w.Header().Set("ETag", `"`+strings.Trim(o.ETag, `"`)+`"`)
	w.Header().Set("Cache-Control", "private, max-age=3600")
	http.ServeContent(w, r, "", o.ModifiedAt, o)
}

func (l *Links) serveTemplate(w http.ResponseWriter, r *http.Request, id string) {
	_, now := aws.RequestFrom(r.Context())
	if err := l.checker.CheckTemplate(r.URL.Query().Get("token"), id, now); err != nil {
		l.refuse(w, r, err)
		return
	}
	ui, err := l.templates.HumanTaskUIByID(r.Context(), id)
	if err != nil {
		l.refuse(w, r, err)
		return
	}
	// Plain text: this is a source to read, not a page to open.
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-store")
	_, _ = io.WriteString(w, ui.Content) // a client that hung up is nobody's error
}

// refuse answers the same for a bad link and for what is not there, so that links
// cannot be used to find out what exists.
func (l *Links) refuse(w http.ResponseWriter, r *http.Request, err error) {
	w.Header().Set("Cache-Control", "no-store")
	switch fault.Of(err).Kind {
	case fault.Internal:
		l.log.ErrorContext(r.Context(), "a signed link could not be served", "error", err)
		http.Error(w, "Something went wrong on the server.", http.StatusInternalServerError)
	default:
		http.Error(w, "This link is not valid, has expired, or what it pointed to is not there.", http.StatusForbidden)
	}
}
