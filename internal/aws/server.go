package aws

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"
)

// Server answers operations in any protocol: it asks who calls, runs the
// operation, writes the answer and one line of log. All fields but Gate are needed.
type Server struct {
	// Authenticate checks the signature and gives the call and the plain body. An
	// error that is a *Fault goes to the caller, any other is our own failure.
	Authenticate func(*http.Request) (Call, []byte, error)
	// Gate is asked about every call; nil lets all of them through.
	Gate Gate
	// Fault translates what an operation returns, unless that is a *Fault already.
	Fault func(error) *Fault
	Log   *slog.Logger
	// Now is the clock, for the durations in the log.
	Now func() time.Time
}

// Protocol is how one language writes its answers.
type Protocol struct {
	// ContentType is that of every answer.
	ContentType string
	// Internal is the code for failures of our own.
	Internal string
	// Statuses gives the HTTP status of faults that leave it to the protocol; 400
	// for a code that is not there.
	Statuses map[string]int
	// Body writes the body of a fault.
	Body func(f *Fault, requestID string) []byte
}

// Operation is one operation as a Server runs it: from the caller and the plain
// body to the body of the answer.
type Operation struct {
	Name string
	// Status is the HTTP status of success.
	Status int
	Run    func(ctx context.Context, c Call, body []byte) ([]byte, error)
}

// exchange is one request on its way.
type exchange struct {
	server   *Server
	protocol *Protocol
	call     Call
	entered  context.Context //nolint:containedctx // the gate's, from Enter to Leave; nil before
	id       string
	status   int
	body     []byte
	headers  http.Header // SetAnswerHeader's
	fault    *Fault      // nil when it succeeded
	cause    error       // what the fault was made of, for the log
	stack    []byte      // of a panic
}

func newExchange(s *Server, p *Protocol, r *http.Request) *exchange {
	id, _ := RequestFrom(r.Context())
	return &exchange{server: s, protocol: p, id: id}
}

// Serve answers one operation.
func (s *Server) Serve(w http.ResponseWriter, r *http.Request, p *Protocol, o Operation) {
	started := s.Now()
	NameOperation(r.Context(), o.Name)
	x := newExchange(s, p, r)
	x.run(r, o)
	if x.entered != nil {
		s.Gate.Leave(x.entered, x.fault) //nolint:contextcheck // what the gate made of the request's context
	}
	if !x.gone(r.Context()) {
		x.write(w)
	}
	x.log(r, o.Name, s.Now().Sub(started))
}

// Refuse answers a request that names no operation, or names it in a way that
// the protocol does not allow. The caller may set headers before.
func (s *Server) Refuse(w http.ResponseWriter, r *http.Request, p *Protocol, f *Fault) {
	started := s.Now()
	x := newExchange(s, p, r)
	x.fail(f)
	x.write(w)
	x.log(r, "", s.Now().Sub(started))
}

// run authenticates and runs the operation. A panic becomes a failure of ours.
func (x *exchange) run(r *http.Request, o Operation) {
	defer func() {
		switch cause := recover(); cause {
		case nil:
		case http.ErrAbortHandler:
			panic(cause)
		default:
			x.stack = debug.Stack()
			x.fail(&panicked{cause})
		}
	}()
	call, body, err := x.server.Authenticate(r)
	if err != nil {
		x.fail(err)
		return
	}
	x.call = call
	NameAccount(r.Context(), call.Account, call.Region)
	answer, err := x.operate(r.Context(), o, body)
	if err != nil {
		x.fail(err)
		return
	}
	x.status, x.body = o.Status, answer
}

// operate passes the gate and runs the operation.
func (x *exchange) operate(ctx context.Context, o Operation, body []byte) ([]byte, error) {
	if x.server.Gate != nil {
		entered, err := x.server.Gate.Enter(ctx, x.call, o.Name)
		x.entered, ctx = entered, entered
		if err != nil {
			return nil, err
		}
	}
	ctx, x.headers = withAnswerHeaders(ctx)
	return o.Run(ctx, x.call, body)
}

// panicked is a panic as an error.
type panicked struct{ value any }

func (p *panicked) Error() string {
	if err, ok := p.value.(error); ok {
		return "panic: " + err.Error()
	}
	if text, ok := p.value.(string); ok {
		return "panic: " + text
	}
	return "panic"
}

// fail turns an error into the fault that goes out. The door's own translation
// is not asked about a panic, which may have come from there.
func (x *exchange) fail(err error) {
	x.cause = err
	var fault *Fault
	var panicked *panicked
	switch {
	case errors.As(err, &fault):
	case errors.As(err, &panicked):
		fault = &Fault{Code: x.protocol.Internal, Status: http.StatusInternalServerError, Message: "An internal error occurred"}
	default:
		fault = x.server.Fault(err)
	}
	x.fault = fault
	x.status = fault.Status
	if x.status == 0 {
		x.status = http.StatusBadRequest
		if status, ok := x.protocol.Statuses[fault.Code]; ok {
			x.status = status
		}
	}
	x.body = x.protocol.Body(fault, x.id)
}

// statusGone is what the log has for a client that hung up: nginx's number.
const statusGone = 499

// gone reports whether the failure is only that the client hung up, which is
// nobody's error.
func (x *exchange) gone(ctx context.Context) bool {
	if x.fault == nil || x.stack != nil || !errors.Is(ctx.Err(), context.Canceled) {
		return false
	}
	x.status, x.fault = statusGone, nil
	return true
}

func (x *exchange) write(w http.ResponseWriter) {
	h := w.Header()
	allowOrigins(h)
	h.Set("Content-Type", x.protocol.ContentType)
	h.Set("Content-Length", strconv.Itoa(len(x.body)))
	if x.id != "" {
		h.Set("X-Amzn-Requestid", x.id)
	}
	if x.fault == nil {
		expose(h, x.headers)
	} else {
		h.Set("X-Amzn-Errortype", x.fault.Code)
		x.fault.retryAfter(h)
	}
	w.WriteHeader(x.status)
	_, _ = w.Write(x.body) // a client that hung up now is nobody's error
}

// log writes one line, with no word of bodies or secrets. Failures of our own
// tell their cause.
func (x *exchange) log(r *http.Request, operation string, took time.Duration) {
	attributes := []slog.Attr{
		slog.String("operation", operation), slog.Int("status", x.status),
		slog.Duration("duration", took), slog.String("request_id", x.id),
	}
	if x.call.Account != "" {
		attributes = append(attributes, slog.String("account", x.call.Account), slog.String("access_key_id", x.call.AccessKeyID))
	}
	level := slog.LevelInfo
	if x.fault != nil {
		attributes = append(attributes, slog.String("code", x.fault.Code))
	}
	if x.status >= http.StatusInternalServerError {
		level = slog.LevelError
		attributes = append(attributes, slog.String("cause", x.cause.Error()))
	}
	if x.stack != nil {
		attributes = append(attributes, slog.String("stack", string(x.stack)))
	}
	x.server.Log.LogAttrs(r.Context(), level, "request", attributes...)
}
