package imports_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"foureyes/internal/auth"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports"
	"foureyes/internal/imports/rows"
	"foureyes/internal/limit"
	"foureyes/internal/page"
	"foureyes/internal/store"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

const (
	account = "000000000042"
	region  = "eu-west-1"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// house is the room over a real database, with a flow definition "check", whose template
// cannot be rendered with an input that says so.
type house struct {
	*imports.Service

	db    *store.Store
	flow  flow.Definition
	loops *loops
	now   time.Time
	ids   func(time.Time) string
}

func newHouse(t testing.TB, maxOpen, perSecond int) *house {
	t.Helper()
	db, err := store.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	h := &house{db: db, now: noon, ids: ids()}
	h.loops = &loops{Loops: humanloop.NewService(humanloop.Parts{
		Store: db, Flows: db, Templates: db, Renderer: h, NewID: h.ids, MaxOpen: maxOpen,
	})}
	h.Service = imports.NewService(imports.Parts{
		Store: db, Loops: h.loops, Rates: limit.NewRates(perSecond), NewID: h.ids,
	})
	h.makeFlow(t)
	return h
}

func ids() func(time.Time) string {
	entropy := &ulid.LockedMonotonicReader{MonotonicReader: ulid.Monotonic(strings.NewReader(strings.Repeat("0123456789", 1000)), 0)}
	return func(at time.Time) string { return ulid.MustNew(ulid.Timestamp(at), entropy).String() }
}

func (h *house) makeFlow(t testing.TB) {
	t.Helper()
	must(t, h.db.CreateAccessKey(t.Context(), auth.AccessKey{ID: "AKIA", Account: account, Principal: "ines", SealedSecret: []byte{1}, CreatedAt: noon}))
	ui := taskui.UI{ID: "ui", Account: account, Region: region, Name: "form", Content: "form", SHA256: "x", CreatedBy: "ines", CreatedAt: noon}
	must(t, h.db.CreateHumanTaskUI(t.Context(), ui, nil, nil))
	team := workforce.Workteam{
		ID: "team", Account: account, Region: region, Name: workforce.EveryoneTeam, WorkforceID: "force", WorkforceName: workforce.DefaultName,
		CreatedAt: noon, UpdatedAt: noon, Members: []workforce.Member{{Cognito: &workforce.CognitoGroup{Group: workforce.EveryoneTeam}}},
	}
	h.flow = flow.Definition{
		ID: "flow", Account: account, Region: region, Name: "check", Status: flow.Active, HumanTaskUIID: ui.ID, HumanTaskUIARN: ui.ARN(),
		TaskCount: 1, TimeLimit: time.Hour, Availability: 24 * time.Hour, OutputPath: "s3://out", CreatedBy: "ines", CreatedAt: noon,
	}
	must(t, h.db.CreateFlowDefinition(t.Context(), h.flow, team, nil, nil))
}

// Render fails for inputs that say so.
func (*house) Render(_ context.Context, r taskui.Request) (string, error) {
	if strings.Contains(string(r.Input), "unrenderable") {
		return "", &taskui.RenderError{Message: "this cannot be shown"}
	}
	return "<p>", nil
}

// create begins an import of a text, and uploads it.
func (h *house) create(t testing.TB, text string, l rows.Layout) imports.Import {
	t.Helper()
	i, err := h.Create(t.Context(), h.request(text, l), h.now)
	must(t, err)
	for offset := 0; offset < len(text); offset += imports.ChunkSize {
		i, err = h.Upload(t.Context(), i, int64(offset), []byte(text[offset:min(len(text), offset+imports.ChunkSize)]), h.now)
		must(t, err)
	}
	return i
}

func (h *house) request(text string, l rows.Layout) imports.Request {
	return imports.Request{
		Account: account, Region: region, Flow: "check", Principal: "ines", FileName: "file", Size: int64(len(text)), Fingerprint: "sum", Layout: l,
	}
}

// work runs the jobs of imports as the runner does, until none is due.
func (h *house) work(t testing.TB) {
	t.Helper()
	for n := 1; n > 0; {
		n = h.step(t)
	}
}

// step runs the jobs that are due, once, and reports how many there were. A job that
// fails stays due.
func (h *house) step(t testing.TB) int {
	t.Helper()
	jobs := h.db.ImportJobs()
	claimed, err := jobs.ClaimJobs(t.Context(), h.now, h.now.Add(time.Minute), 10)
	must(t, err)
	for _, row := range claimed {
		end := endOf(row, h.Handlers()[row.Kind](t.Context(), row.Payload, h.now), h.now)
		must(t, jobs.FinishJobs(t.Context(), end))
	}
	return len(claimed)
}

func (h *house) find(t testing.TB, id string) imports.Import {
	t.Helper()
	i, err := h.Find(t.Context(), account, region, "check", id)
	must(t, err)
	return i
}

func (h *house) problems(t testing.TB, i imports.Import) []imports.Problem {
	t.Helper()
	all, err := h.Problems(t.Context(), i, 0, 100)
	must(t, err)
	return all
}

// started are the loops of the flow definition: their inputs by name.
func (h *house) started(t testing.TB) map[string]string {
	t.Helper()
	all := map[string]string{}
	for q := (page.Query{Limit: 1000}); ; {
		found, err := h.db.ListLoops(t.Context(), h.flow.ID, q)
		must(t, err)
		kept, last := page.More(found, q.Limit)
		for _, l := range kept {
			if all[l.Name], err = h.db.LoopInput(t.Context(), l.ID); err != nil {
				t.Fatal(err)
			}
		}
		if last == nil {
			return all
		}
		q.After = &page.Key{CreatedAt: last.CreatedAt, ID: last.ID}
	}
}

// loops are the real ones, with a hook around each start.
type loops struct {
	imports.Loops

	mu    sync.Mutex
	begun []string // names of the loops that were made, again if they were made again
	after func(name string) error
}

var errBroken = errors.New("the line is broken")

// Start starts a loop; what after says may hide that it has.
func (l *loops) Start(ctx context.Context, r humanloop.StartRequest, now time.Time) (humanloop.Begun, error) {
	b, err := l.Loops.Start(ctx, r, now)
	l.mu.Lock()
	defer l.mu.Unlock()
	if err == nil {
		l.begun = append(l.begun, r.Name)
	}
	if err == nil && l.after != nil {
		err = l.after(r.Name)
	}
	return b, err
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// jsonLines writes rows as JSON Lines.
func jsonLines(n int, row func(i int) any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	for i := range n {
		_ = e.Encode(row(i)) // texts and numbers can always be encoded
	}
	return b.String()
}
