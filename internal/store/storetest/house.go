package storetest

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

const (
	account = "000000000042"
	region  = "eu-west-1"
)

// noon is when the suite takes place, to the millisecond.
var noon = time.Date(2026, 2, 3, 12, 0, 0, 123_000_000, time.UTC)

// house is an open database in which an account exists, with the template "form".
type house struct {
	Store

	open func() Store
	ui   taskui.UI
	ids  int
}

func newHouse(t *testing.T, open func() Store) *house {
	t.Helper()
	h := &house{Store: open(), open: open}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	key := auth.AccessKey{ID: "AKIA", Account: account, Principal: "ines", SealedSecret: []byte{0, 1}, CreatedAt: noon}
	must(t, h.CreateAccessKey(t.Context(), key))
	h.ui = h.template(t, "form", noon)
	return h
}

// reopen closes the database and opens it again.
func (h *house) reopen(t *testing.T) {
	t.Helper()
	must(t, h.Close())
	h.Store = h.open()
}

// id makes an id; later ones are greater.
func (h *house) id() string {
	h.ids++
	return fmt.Sprintf("%06d", h.ids)
}

func (h *house) person(t *testing.T, name string, memberships ...auth.Membership) auth.Person {
	t.Helper()
	m := auth.Membership{Account: account, Region: auth.EveryRegion, Group: workforce.EveryoneTeam}
	if len(memberships) > 0 {
		m = memberships[0]
	}
	id := h.id()
	p := auth.Person{ID: id, Email: name + "@example.com", Name: name, WorkerID: "worker-" + id, CreatedAt: noon}
	must(t, h.CreatePerson(t.Context(), p, "hash of "+name, m))
	return p
}

func (h *house) template(t *testing.T, name string, at time.Time) taskui.UI {
	t.Helper()
	u := taskui.UI{
		ID: h.id(), Account: account, Region: region, Name: name, Content: "<p>" + name, SHA256: "digest of " + name,
		CreatedBy: "ines", CreatedAt: at,
	}
	must(t, h.CreateHumanTaskUI(t.Context(), u, nil, nil))
	return u
}

// everyone is the team that exists before it is stored.
func (h *house) everyone() workforce.Workteam {
	return workforce.Workteam{
		ID: h.id(), Account: account, Region: region, Name: workforce.EveryoneTeam,
		WorkforceID: h.id(), WorkforceName: workforce.DefaultName, CreatedAt: noon, UpdatedAt: noon,
		Members: []workforce.Member{{Cognito: &workforce.CognitoGroup{Group: workforce.EveryoneTeam}}},
	}
}

// flow makes a flow definition for two workers, each for at most an hour, within a
// day, changed as asked.
func (h *house) flow(t *testing.T, name string, changes ...func(*flow.Definition)) flow.Definition {
	t.Helper()
	d := flow.Definition{
		ID: h.id(), Account: account, Region: region, Name: name, Status: flow.Active,
		HumanTaskUIID: h.ui.ID, HumanTaskUIARN: h.ui.ARN(), TaskTitle: "Check", TaskDescription: "Check it.",
		TaskCount: 2, TimeLimit: time.Hour, Availability: 24 * time.Hour, OutputPath: "s3://out", CreatedBy: "ines", CreatedAt: noon,
	}
	for _, change := range changes {
		change(&d)
	}
	must(t, h.CreateFlowDefinition(t.Context(), d, h.everyone(), nil, nil))
	saved, err := h.FlowDefinitionByID(t.Context(), d.ID)
	must(t, err)
	return saved
}

// newLoop is a loop that could be started.
func (h *house) newLoop(d flow.Definition, name string, at time.Time) humanloop.Loop {
	return humanloop.Loop{
		ID: h.id(), Account: account, Region: region, Name: name, FlowID: d.ID, Status: humanloop.InProgress,
		TaskCount: d.TaskCount, InputSHA256: []byte{1, 2, 3}, CreatedBy: "ines", CreatedAt: at, DueAt: at.Add(d.Availability),
	}
}

// starting is the request to start a loop whose name may not be taken.
func starting(l humanloop.Loop, d flow.Definition, jobs ...job.Row) humanloop.Started {
	return humanloop.Started{
		Loop: l, Input: `{"n":1}`, Jobs: jobs, Flow: d,
		Again:  func(humanloop.Loop, humanloop.Loop) error { return errTaken },
		Usable: func(flow.Definition, flow.Status, bool) error { return nil },
	}
}

var (
	errTaken   = fault.New(fault.Conflict, fault.HumanLoop, "the name is taken")
	errRefused = fault.New(fault.Invalid, fault.HumanLoop, "the rule refuses")
)

func (h *house) start(t *testing.T, d flow.Definition, name string, at time.Time) humanloop.Loop {
	t.Helper()
	l, err := h.StartLoop(t.Context(), starting(h.newLoop(d, name, at), d))
	must(t, err)
	return l
}

// accepting is a rule that gives the task to a person.
func accepting(id, personID string, at time.Time) humanloop.Rule {
	return func(s humanloop.State) (humanloop.Change, error) {
		s.Loop.Holders++
		return humanloop.Change{Loop: s.Loop, Assignments: []humanloop.Assignment{{
			ID: id, LoopID: s.Loop.ID, FlowID: s.Loop.FlowID, PersonID: personID, Status: humanloop.Accepted,
			AcceptedAt: at, ExpiresAt: at.Add(time.Hour),
		}}}, nil
	}
}

// ending is a rule that ends the assignment it is about.
func ending(status humanloop.AssignmentStatus, answer string, at time.Time) humanloop.Rule {
	return func(s humanloop.State) (humanloop.Change, error) {
		s.Loop.Holders--
		s.Own.Status, s.Own.EndedAt = status, at
		c := humanloop.Change{Loop: s.Loop, Assignments: []humanloop.Assignment{s.Own}}
		if answer != "" {
			c.Loop.Answers++
			c.Answer = []byte(answer)
		}
		return c, nil
	}
}

// setting is a rule that changes the loop.
func setting(change func(*humanloop.Loop), jobs ...job.Row) humanloop.Rule {
	return func(s humanloop.State) (humanloop.Change, error) {
		change(&s.Loop)
		return humanloop.Change{Loop: s.Loop, Jobs: jobs}, nil
	}
}

// over ends a loop.
func over(at time.Time) func(*humanloop.Loop) {
	return func(l *humanloop.Loop) { l.Status, l.EndedAt, l.DueAt = humanloop.Stopped, at, time.Time{} }
}

// take lets a person take the oldest task of some flows; nil when there is none.
func (h *house) take(t *testing.T, p auth.Person, at time.Time, flows ...flow.Definition) *humanloop.Assignment {
	t.Helper()
	ids := make([]string, 0, len(flows))
	for _, d := range flows {
		ids = append(ids, d.ID)
	}
	a, err := h.Take(t.Context(), p.ID, ids, at, accepting(h.id(), p.ID, at))
	must(t, err)
	return a
}

// deleting makes a flow Deleting.
func (h *house) deleting(t *testing.T, d flow.Definition) {
	t.Helper()
	must(t, h.ChangeFlowDefinition(t.Context(), account, region, d.Name, func(d flow.Definition) (flow.Definition, []job.Row, error) {
		d.Status = flow.Deleting
		return d, nil, nil
	}))
}

// aJob is due at a time.
func aJob(id string, at time.Time) job.Row {
	return job.Row{ID: id, Kind: "kind of " + id, Payload: "payload of " + id, DueAt: at, CreatedAt: at}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks that err is a fault of this kind.
func refused(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%s: got %v, want a refusal of kind %q", what, err, kind)
	}
}

// same checks a call's result.
func same[T any](t *testing.T, what string, want, got T, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	if !reflect.DeepEqual(want, got) {
		t.Errorf("%s: got\n%+v\nwant\n%+v", what, got, want)
	}
}

// column gives one value of each row.
func column[T, V any](rows []T, value func(T) V) []V {
	var values []V
	for _, row := range rows {
		values = append(values, value(row))
	}
	return values
}
