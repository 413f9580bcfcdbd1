package app

import (
	"log/slog"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"github.com/google/uuid"

	"foureyes/internal/aws"
	"foureyes/internal/aws/sigv2"
	"foureyes/internal/aws/sigv4"
)

// router tells the requests of the one port apart. Object keys may hold anything,
// so this happens before any ServeMux, which would clean paths.
type router struct {
	sagemaker http.Handler
	// json are the other doors of AWS JSON, by the service of their signatures.
	json    map[string]jsonDoor
	runtime http.Handler
	s3      http.Handler
	sts     http.Handler
	links   http.Handler
	pages   http.Handler

	address address
	now     func() time.Time
	log     *slog.Logger
}

// ServeHTTP reads the clock once and gives the request its id.
func (o *router) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, now := uuid.NewString(), o.now()
	r = r.WithContext(aws.WithRequest(r.Context(), id, now))
	r.RemoteAddr = o.address.of(r)
	w.Header().Set("X-Amzn-Requestid", id)
	defer o.survive(w, r, id)
	o.pick(r).ServeHTTP(w, r)
}

// survive keeps a panic of one request from ending the others.
func (o *router) survive(w http.ResponseWriter, r *http.Request, id string) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler { //nolint:errorlint // net/http compares it the same way
		panic(cause)
	}
	o.log.ErrorContext(r.Context(), "a request panicked", "request_id", id, "panic", cause, "stack", string(debug.Stack()))
	w.WriteHeader(http.StatusInternalServerError)
}

// pick finds the door of a request. The order matters: a bucket may be called
// human-loops, and a signed request may ask for the JSON API.
func (o *router) pick(r *http.Request) http.Handler {
	service := ""
	if s, err := sigv4.Parse(r); err == nil {
		service = s.Service
	}
	path := r.URL.EscapedPath()
	switch {
	case service == "s3" || service == "" && sigv2.Signed(r):
		return o.s3
	case strings.HasPrefix(path, "/api/"):
		return o.pages
	case r.Header.Get("X-Amz-Target") != "":
		return o.target(r, service)
	case service == "sagemaker":
		return o.runtime
	case service == "sts":
		return o.sts
	case o.json[service].Handler != nil:
		return o.json[service]
	case service != "":
		return http.HandlerFunc(otherService)
	case r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "":
		return o.preflight(r, path)
	case path == "/human-loops" || strings.HasPrefix(path, "/human-loops/"):
		return o.runtime
	case strings.HasPrefix(path, "/media/") || strings.HasPrefix(path, "/templates/"):
		return o.links
	}
	return o.pages
}

// jsonDoor is the door of a service of AWS JSON.
type jsonDoor struct {
	http.Handler

	prefix string // of its targets, with the dot
}

// target finds the door of AWS JSON that X-Amz-Target names. A target that no door
// has goes to that of the signature.
func (o *router) target(r *http.Request, service string) http.Handler {
	for _, door := range o.json {
		if strings.HasPrefix(r.Header.Get("X-Amz-Target"), door.prefix) {
			return door
		}
	}
	if door, known := o.json[service]; known {
		return door
	}
	return o.sagemaker
}

// preflight answers a browser that asks before it sends a signed request. The
// headers that it is going to send tell which kind that will be.
func (o *router) preflight(r *http.Request, path string) http.Handler {
	headers := strings.ToLower(r.Header.Get("Access-Control-Request-Headers"))
	switch {
	case strings.Contains(headers, "x-amz-target"):
		return o.sagemaker
	case path == "/human-loops" || strings.HasPrefix(path, "/human-loops/"):
		return o.runtime
	case strings.Contains(headers, "x-amz-content-sha256"):
		return o.s3
	case strings.HasPrefix(path, "/media/"):
		return o.links
	}
	return o.pages
}

// address finds out from where a request comes.
type address struct{ trusted []netip.Prefix }

// of gives the address and port of the caller: the last address in X-Forwarded-For
// that is not a trusted proxy, or the connection's own when that is none.
func (a address) of(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || len(a.trusted) == 0 {
		return r.RemoteAddr
	}
	ip := at.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && a.trusts(ip); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		ip = hop.Unmap()
	}
	return netip.AddrPortFrom(ip, at.Port()).String()
}

func (a address) trusts(ip netip.Addr) bool {
	for _, p := range a.trusted {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}
