// Package s3 is the door for S3's REST protocol: buckets, objects, lists and
// multipart uploads over the embedded object store, for unmodified SDKs.
//
// It owns paths, queries, headers, XML and the names of errors. Who calls is
// decided by the function it is given; ownership, conditions and everything that
// happens to objects are decided by package object. The handler must see requests
// as they came: a mux in front of it would clean paths, and "a//b" is a key.
//
// It is written by hand and not on gofakes3: that library keeps unfinished
// uploads in memory, cannot give a multipart object the ETag that SDKs expect,
// checks conditional writes apart from the write, and stops reading a body
// before its trailing signature. What S3 has and this door has not (versions,
// tags, policies, object lock, ACLs) answers as a bucket does on which it was
// never set up, and NotImplemented to whoever wants to set it up. Encryption with
// Amazon's keys (SSE-S3, SSE-KMS) is accepted and left to the disk.
package s3

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"foureyes/internal/api/gate"
	"foureyes/internal/aws"
	"foureyes/internal/object"
)

// Authenticate says who calls, and gives the body as the client meant it, with
// chunk signatures removed and checked while it is read. hostBucket is the bucket
// that the host names, or empty; some signatures cover it. Headers that a signed
// URL carries are set on the request. Its errors, and the body's, are *aws.Fault
// or wrap one.
type Authenticate func(r *http.Request, hostBucket string) (aws.Call, io.ReadCloser, error)

// Option changes a handler.
type Option func(*handler)

// PublicHost makes <bucket>.<host> mean the bucket, as in virtual-hosted-style
// addresses. A port in host is ignored.
func PublicHost(host string) Option {
	return func(h *handler) { h.publicHost = withoutPort(host) }
}

type handler struct {
	objects      *object.Service
	authenticate Authenticate
	log          *slog.Logger
	now          func() time.Time
	publicHost   string
	before       *gate.Gate
	elsewhere    string // where objects are, if not here
}

// Elsewhere makes the handler refuse all that is signed well: objects are in the S3 store
// at this URL, and requests for them go there.
func Elsewhere(url string) Option {
	return func(h *handler) { h.elsewhere = url }
}

// New makes the handler; objects may be nil where they are Elsewhere. The clock now is for the durations in the log alone.
func New(objects *object.Service, authenticate Authenticate, log *slog.Logger, now func() time.Time, options ...Option) http.Handler {
	h := &handler{objects: objects, authenticate: authenticate, log: log, now: now}
	for _, option := range options {
		option(h)
	}
	return h
}

// exchange is one request on its way.
type exchange struct {
	target
	objects *object.Service
	before  *gate.Gate // nil lets all through
	w       http.ResponseWriter
	r       *http.Request
	query   url.Values
	call    aws.Call
	body    counted
	status  int // sent already; 0 before
	// requestID goes out with the answer and into the log.
	requestID string
}

// ServeHTTP answers one request and writes one line of log.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	started := h.now()
	continueEmpty(w, r)
	x := &exchange{objects: h.objects, before: h.before, w: w, r: r, query: r.URL.Query()}
	x.requestID, _ = aws.RequestFrom(r.Context())
	x.common()
	if r.Method == http.MethodOptions {
		aws.Preflight(w, http.MethodGet, http.MethodHead, http.MethodPut, http.MethodPost, http.MethodDelete)
		return
	}
	name, err := h.run(x) //nolint:contextcheck // the exchange carries its request, and that its context
	var refused problem
	if err != nil {
		refused = x.fail(err)
	}
	x.leave(refused.Code) //nolint:contextcheck // as above
	h.write(r.Context(), x, entry{operation: name, code: refused.Code, err: err, took: h.now().Sub(started)})
}

// continueEmpty sends the "100 Continue" that net/http leaves out where there is
// nothing to continue with. boto3 asks for it before empty objects too, and when
// the last status comes in its place, takes it for that of its next request.
func continueEmpty(w http.ResponseWriter, r *http.Request) {
	if r.ProtoMajor == 1 && r.ContentLength == 0 && strings.EqualFold(r.Header.Get("Expect"), "100-continue") {
		w.WriteHeader(http.StatusContinue)
	}
}

// run authenticates, finds the operation and runs it.
func (h *handler) run(x *exchange) (name string, err error) {
	defer func() {
		switch cause := recover(); cause {
		case nil:
		case http.ErrAbortHandler:
			panic(cause)
		default:
			err = &panicked{value: cause, stack: string(debug.Stack())}
		}
	}()
	hostBucket, _ := h.hostBucket(x.r.Host)
	call, body, err := h.authenticate(x.r, hostBucket)
	if err != nil {
		return "", err
	}
	// The server closes the body. Closing it here would wait for bytes that a
	// client with "Expect: 100-continue" does not send before it is told to.
	x.call, x.body.from = call, body
	aws.NameAccount(x.r.Context(), call.Account, call.Region)
	if h.elsewhere != "" {
		return "", steppedAside(h.elsewhere)
	}
	if x.target, err = h.target(x.r); err != nil {
		return "", err
	}
	o, err := x.operation()
	if err != nil {
		return "", err
	}
	aws.NameOperation(x.r.Context(), o.name)
	if err := x.enter(o); err != nil {
		return o.name, err
	}
	if err := errors.Join(x.checkOwner(), x.checkVersion()); err != nil {
		return o.name, err
	}
	return o.name, o.run(x)
}

// counted is the body, and how many bytes of it were read.
type counted struct {
	from io.Reader
	read int64
}

// Read reads on.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.read += int64(n)
	return n, err
}

// common sets what every answer carries, errors included: an uploaded page must
// never run as one of the portal's, whatever content type it claims.
func (x *exchange) common() {
	h := x.w.Header()
	h.Set("X-Amz-Request-Id", x.requestID)
	h.Set("X-Amzn-Requestid", x.requestID)
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	// Only who can sign gets an answer, and cookies play no part, so scripts of
	// any page may read it. Task pages draw presigned images on canvases.
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "*")
}

// target is what a request is about.
type target struct{ bucket, key string }

// target reads bucket and key from the path as it was sent, or the bucket from
// the host. Nothing in a key has a meaning: not "..", not "//", not "%2F".
func (h *handler) target(r *http.Request) (target, error) {
	path := strings.TrimPrefix(r.URL.EscapedPath(), "/")
	bucket, ok := h.hostBucket(r.Host)
	if !ok {
		bucket, path, _ = strings.Cut(path, "/")
	}
	bucket, err := url.PathUnescape(bucket)
	if err != nil {
		return target{}, invalidURI
	}
	key, err := url.PathUnescape(path)
	if err != nil {
		return target{}, invalidURI
	}
	return target{bucket, key}, nil
}

// hostBucket gives the bucket that a host names, and whether it names one.
func (h *handler) hostBucket(host string) (string, bool) {
	if h.publicHost == "" {
		return "", false
	}
	bucket, ok := strings.CutSuffix(withoutPort(host), "."+h.publicHost)
	if !ok || bucket == "" {
		return "", false
	}
	return bucket, true
}

func withoutPort(host string) string {
	name, _, _ := strings.Cut(host, ":")
	return strings.ToLower(name)
}

// checkOwner refuses a request for a bucket that the caller thinks somebody else
// owns.
func (x *exchange) checkOwner() error {
	for _, name := range []string{"X-Amz-Expected-Bucket-Owner", "X-Amz-Source-Expected-Bucket-Owner"} {
		if want := x.r.Header.Get(name); want != "" && want != x.call.Account {
			return accessDenied
		}
	}
	return nil
}

// checkVersion refuses versions: every object has one, and its name is null.
func (x *exchange) checkVersion() error {
	if id := x.query.Get("versionId"); id != "" && id != noVersion {
		return invalidArgument("versionId", id, "Invalid version id specified: buckets have no versions here.")
	}
	return nil
}
