package portal

import (
	"context"
	"net/http"
	"reflect"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
	"foureyes/internal/live"
)

const (
	// heartbeat is how often something is sent although nothing happens: proxies end
	// connections that are silent for half a minute or more.
	heartbeat = 20 * time.Second
	// recheck is how often it is asked whether the session still stands.
	recheck = time.Minute
	// patience is how long a client may take to receive what is sent.
	patience = 10 * time.Second
	// streamsEach is how many streams one person may have. Browsers open at most six
	// connections to a host over HTTP/1.1, and the portal needs some for its calls.
	streamsEach = 4
	// streamsAll is how many there may be on one server.
	streamsAll = 20_000
)

// streams counts who looks on. The zero value is ready.
type streams struct {
	told func(change int) // nil tells nobody

	mu  sync.Mutex
	of  map[string]int // by person
	all int
}

func (s *streams) enter(personID string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.all >= streamsAll:
		return fault.New(fault.Throttled, live.Subject, "Too many look on. Ask for the lists instead.")
	case s.of[personID] >= streamsEach:
		return fault.New(fault.Throttled, live.Subject, "You look on %d times already. Ask for the lists instead.", streamsEach)
	case s.of == nil:
		s.of = map[string]int{}
	}
	s.of[personID]++
	s.change(1)
	return nil
}

func (s *streams) leave(personID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.change(-1)
	if s.of[personID]--; s.of[personID] == 0 {
		delete(s.of, personID)
	}
}

func (s *streams) change(by int) {
	s.all += by
	if s.told != nil {
		s.told(by)
	}
}

type eventsInput struct {
	LastEventID string `header:"Last-Event-ID" maxLength:"64" doc:"The id of the last event that was got: the stream goes on after it."`
}

func (a *api) eventRoutes() {
	huma.Register(a, jsonapi.Operation("streamEvents", http.MethodGet, "/events", "What happens now, as it happens", a.forWorkers,
		jsonapi.Errors(http.StatusTooManyRequests), a.streamed), a.events)
}

// streamed describes the stream.
func (a *api) streamed(o *huma.Operation) {
	o.Description = "Server-sent events, which are hints to read anew: `jobs` tells that another number of tasks waits in some of your jobs, " +
		"`assignment` that a task of yours has come into another state, `loop` (to administrators) that a human loop has, and `reset` that something " +
		"may have been missed: reload everything. After a pause, Last-Event-ID goes on where the stream ended, as far as that is known. " +
		"Without events a comment comes every 20 seconds. One person may have 4 streams."
	one := func(v any) *huma.Schema {
		return huma.SchemaFromType(a.OpenAPI().Components.Schemas, reflect.TypeOf(v))
	}
	o.Responses = map[string]*huma.Response{"200": {Description: "The stream; each event's data is one of these.", Content: map[string]*huma.MediaType{
		"text/event-stream": {Schema: &huma.Schema{OneOf: []*huma.Schema{one(JobsEvent{}), one(AssignmentEvent{}), one(LoopEvent{})}}},
	}}}
}

func (a *api) events(ctx context.Context, in *eventsInput) (*huma.StreamResponse, error) {
	c := jsonapi.CallerOf(ctx)
	if err := a.streams.enter(c.Person.ID); err != nil {
		return nil, a.Problem(ctx, err)
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		defer a.streams.leave(c.Person.ID)
		_, w := humago.Unwrap(h)
		s := &stream{
			api: a, loops: a.work(ctx), out: http.NewResponseController(w), w: w, token: c.Token, address: c.Address,
			looking: looking{personID: c.Person.ID, administrator: c.Person.Administrator, others: map[string]bool{}, unknown: map[string]bool{}},
		}
		h.SetHeader("Content-Type", "text/event-stream")
		h.SetHeader("X-Accel-Buffering", "no") // nginx keeps events back otherwise
		s.run(ctx, in.LastEventID)
	}}, nil
}

// stream is one connection. It keeps nothing for its client but a place in the ring
// of notes, so a client that is slow costs as much as one that is idle.
type stream struct {
	looking

	api     *api
	loops   *humanloop.Service // as the worker may see it
	out     *http.ResponseController
	w       http.ResponseWriter
	token   string
	address string // from where
	at      live.Cursor
	ended   bool
}

// run sends until the client leaves or is too slow, the session ends, or the server
// stops.
func (s *stream) run(ctx context.Context, last string) {
	hub := s.api.live
	s.at = hub.Now()
	if last != "" {
		if place, mine := hub.Place(last); mine {
			s.at = place
		} else {
			s.send(event("reset", struct{}{}))
		}
	}
	s.ask(ctx)
	s.beat()
	// Tickers, since what others do may keep the loop going all the time.
	beats, checks, asking := time.NewTicker(heartbeat), time.NewTicker(recheck), time.NewTimer(heartbeat)
	defer beats.Stop()
	defer checks.Stop()
	defer asking.Stop()
	for !s.ended {
		notes, after, lost, more := hub.Since(s.at)
		s.at = after
		if lost {
			s.send(event("reset", struct{}{}))
		}
		out := s.tell(notes)
		s.send(out.text())
		if due := s.wantsToAsk(); !due.IsZero() && !s.api.now().Before(due) {
			s.ask(ctx)
		}
		asking.Reset(s.pause())
		select {
		case <-more:
		case <-asking.C:
		case <-beats.C:
			s.beat()
		case <-checks.C:
			s.check(ctx)
		case <-ctx.Done():
			return
		case <-hub.Closed():
			return
		}
	}
}

// pause is how long to wait, at most, before looking whether it is time to ask.
func (s *stream) pause() time.Duration {
	if due := s.wantsToAsk(); !due.IsZero() {
		return min(heartbeat, max(0, due.Sub(s.api.now())))
	}
	return heartbeat
}

// ask learns which jobs are the worker's.
func (s *stream) ask(ctx context.Context) {
	mine, err := s.loops.JobIDs(ctx, s.personID)
	if err != nil {
		s.end(ctx, err)
		return
	}
	out := s.learn(mine, s.api.now())
	s.send(out.text())
}

// check ends the stream with its session, and where the worker may not work any more.
func (s *stream) check(ctx context.Context) {
	s.forget()
	if _, err := s.api.Sessions.Find(ctx, s.token, s.api.now()); err != nil {
		s.end(ctx, err)
		return
	}
	f, err := s.api.workforces.Fence(ctx, s.personID, s.address)
	s.loops, s.ended = s.api.loops.Without(f.Teams), s.ended || f.Whole
	if err != nil {
		s.end(ctx, err)
	}
}

func (s *stream) end(ctx context.Context, err error) {
	s.ended = true
	if ctx.Err() == nil && !fault.Is(err, fault.Unauthenticated) {
		s.api.Log.WarnContext(ctx, "a stream of events was ended", "error", err)
	}
}

// beat sends a comment, with the place where the stream is.
func (s *stream) beat() { s.write([]byte(":\n")) }

// send sends events, if there are any.
func (s *stream) send(events []byte) {
	if len(events) > 0 {
		s.write(events)
	}
}

// write sends a text, and then the id of the place after it, which the client keeps
// once it has got everything before. One that does not take it in time is cut: by a
// timer, since a deadline would go by the machine's clock, which may not be ours.
func (s *stream) write(text []byte) {
	if s.ended {
		return
	}
	cut := time.AfterFunc(patience, func() { _ = s.out.SetWriteDeadline(time.Unix(1, 0)) })
	defer cut.Stop()
	_, err := s.w.Write(append(text, "id: "+s.api.live.Text(s.at)+"\n\n"...))
	if err == nil {
		err = s.out.Flush()
	}
	s.ended = err != nil
}
