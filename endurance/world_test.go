package endurance

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"foureyes/internal/object/objecttest/gateway"
)

const (
	bucket   = "endurance"
	template = `<crowd-form><p>{{ task.input.text }}</p><crowd-input name="note"></crowd-input></crowd-form>`

	requesters = 5
	workers    = 8
)

// reviewFlow is a flow definition.
type reviewFlow struct {
	name  string
	count int // how many workers answer
}

func (f *reviewFlow) arn() string {
	return "arn:aws:sagemaker:" + region + ":" + account + ":flow-definition/" + f.name
}

// world is a server that dies and comes back, its clients, and what these know.
type world struct {
	server   *server         // the only one, unless there are replicas
	url      string          // where clients find it, or them
	outside  *gateway.Server // has the buckets; nil where they are the server's
	ledger   *ledger
	flows    []*reviewFlow
	operator *client
	events   *receiver

	failing atomic.Bool  // the server may answer that it failed
	failed  atomic.Int64 // how often it did
	ahead   atomic.Int64 // how far clients believe to be ahead of the right time, in nanoseconds

	mu     sync.Mutex
	up     chan struct{} // closed while the server is there
	acks   int
	target int
	hit    chan struct{} // closed when acks reaches target
	ending chan struct{} // closed when requesters shall end
	last   chan struct{} // closed when workers shall do what is left
}

func newWorld(t *testing.T, s *server) *world {
	t.Helper()
	w := &world{
		server: s, url: s.url(), ledger: newLedger(), up: make(chan struct{}),
		ending: make(chan struct{}), last: make(chan struct{}),
	}
	w.operator = newClient(w, "")
	return w
}

// awaitServer waits while the server is down.
func (w *world) awaitServer() {
	w.mu.Lock()
	up := w.up
	w.mu.Unlock()
	<-up
}

// rise starts the server and lets its clients go on.
func (w *world) rise(t *testing.T) {
	t.Helper()
	w.server.start(t)
	w.open()
}

// open lets clients go on.
func (w *world) open() {
	w.mu.Lock()
	defer w.mu.Unlock()
	close(w.up)
}

// fall kills the server in whatever it is doing. Clients in the middle of a request
// see that; the others wait.
func (w *world) fall(t *testing.T) {
	t.Helper()
	w.mu.Lock()
	w.up = make(chan struct{})
	w.mu.Unlock()
	w.server.kill(t)
}

// acknowledged counts an answer of success.
func (w *world) acknowledged() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.acks++; w.acks == w.target {
		close(w.hit)
	}
}

// awaitAcks waits until so many more requests have succeeded.
func (w *world) awaitAcks(t *testing.T, n int) {
	t.Helper()
	w.mu.Lock()
	w.target, w.hit = w.acks+n, make(chan struct{})
	hit := w.hit
	w.mu.Unlock()
	if n == 0 {
		return
	}
	look, end := time.NewTicker(100*time.Millisecond), time.After(patience)
	defer look.Stop()
	for !t.Failed() {
		select {
		case <-hit:
			return
		case <-look.C: // whether a client has failed
		case <-end:
			t.Fatalf("%d requests did not succeed in %v", n, patience)
		}
	}
}

// endures tells whether an answer is right although it is no success: only while
// something is broken may the server say so.
func (w *world) endures(a answer) bool {
	if !a.broken() && !untimely(a) || !w.failing.Load() {
		return false
	}
	w.failed.Add(1)
	return true
}

func over(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// furnish makes what human loops need, and the people who answer.
func (w *world) furnish(t *testing.T, seed uint64) []*worker {
	t.Helper()
	w.makeBucket(t)
	w.events = newReceiver(t, w, seed)
	w.create(t, "CreateHumanTaskUi", map[string]any{"HumanTaskUiName": "note", "UiTemplate": map[string]any{"Content": template}})
	for count := 1; count <= 3; count++ {
		w.flows = append(w.flows, w.newFlow(t, count))
	}
	people := make([]*worker, workers)
	for i := range people {
		token, id := w.newPerson(t, fmt.Sprintf("worker-%d@localhost", i))
		people[i] = &worker{
			client: newClient(w, token), id: id,
			held: map[string]*hold{}, rand: rand.New(rand.NewPCG(seed, uint64(100+i))),
		}
	}
	return people
}

// newPerson invites a person, who signs in.
func (w *world) newPerson(t *testing.T, email string) (token, workerID string) {
	t.Helper()
	var invited struct {
		User       struct{ WorkerID string }
		SignInLink string
	}
	w.operator.must(t, "POST", "/api/v1/users", map[string]any{"email": email}, &invited)
	_, link, _ := strings.Cut(invited.SignInLink, "#sign-in=")
	var session struct{ Token string }
	w.operator.must(t, "POST", "/api/v1/session", map[string]any{"signInToken": link}, &session)
	return session.Token, invited.User.WorkerID
}

// create calls an operation of the SageMaker API.
func (w *world) create(t *testing.T, operation string, in map[string]any) {
	t.Helper()
	if a := w.operator.callOperation(t, "POST", "/", "SageMaker."+operation, in); !a.ok() {
		t.Fatalf("%s: %d %s", operation, a.status, a.body)
	}
}

func (w *world) newFlow(t *testing.T, count int) *reviewFlow {
	t.Helper()
	f := &reviewFlow{name: fmt.Sprintf("for-%d", count), count: count}
	w.create(t, "CreateFlowDefinition", map[string]any{
		"FlowDefinitionName": f.name,
		"RoleArn":            "arn:aws:iam::" + account + ":role/endurance",
		"OutputConfig":       map[string]any{"S3OutputPath": "s3://" + bucket + "/out"},
		"HumanLoopConfig": map[string]any{
			"WorkteamArn":     "arn:aws:sagemaker:" + region + ":" + account + ":workteam/private-crowd/Everyone-in-private-workforce",
			"HumanTaskUiArn":  "arn:aws:sagemaker:" + region + ":" + account + ":human-task-ui/note",
			"TaskTitle":       "Endurance",
			"TaskDescription": "One of many",
			"TaskCount":       count,
			// No clock that is an hour ahead or behind makes a difference then.
			"TaskTimeLimitInSeconds": 8 * 60 * 60,
		},
	})
	return f
}

// live runs requesters and workers until drain is called.
func (w *world) live(t *testing.T, seed uint64, people []*worker) (drain func()) {
	t.Helper()
	var asking, answering sync.WaitGroup
	for i := range requesters {
		r := &requester{client: newClient(w, ""), rand: rand.New(rand.NewPCG(seed, uint64(i))), number: i}
		asking.Go(func() { r.work(t) })
	}
	for _, p := range people {
		answering.Go(func() { p.work(t) })
	}
	return func() {
		close(w.ending)
		asking.Wait()
		close(w.last)
		answering.Wait()
	}
}
