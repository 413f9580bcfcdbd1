package humanloop_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
	"foureyes/internal/taskui"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// office is the room over a database in memory, with the flows "one" and "two" and
// the parts around it in the test's hands.
type office struct {
	*humanloop.Service

	db      *memory
	outputs *shelf
	render  func(taskui.Request) (string, error)
	links   []string
	ids     int
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{db: newMemory(), outputs: &shelf{}}
	o.render = func(r taskui.Request) (string, error) { return "<p>" + string(r.Input), nil }
	o.Service = humanloop.NewService(humanloop.Parts{
		Store: o.db, Flows: o.db, Templates: o, Renderer: o, Objects: o.outputs, Links: o,
		NewID: func(time.Time) string { return o.newID() },
	})
	o.flow(t, "one", region)
	o.flow(t, "two", region)
	return o
}

func (o *office) newID() string {
	o.ids++
	return fmt.Sprintf("%06d", o.ids)
}

func (o *office) flow(t *testing.T, name, region string) flow.Definition {
	t.Helper()
	d := flow.Definition{
		ID: o.newID(), Account: account, Region: region, Name: name, Status: flow.Active, TaskCount: 2,
		TimeLimit: time.Hour, Availability: 24 * time.Hour, OutputPath: "s3://out/x/", CreatedAt: noon,
	}
	if err := o.db.CreateFlowDefinition(t.Context(), d, teamless, nil, nil); err != nil {
		t.Fatal(err)
	}
	return d
}

func (o *office) start(t *testing.T, flowName, name string) humanloop.Loop {
	t.Helper()
	b, err := o.Start(t.Context(), request(flow.ARN(account, region, flowName), name), noon)
	if err != nil {
		t.Fatal(err)
	}
	return b.Loop
}

func request(flowARN, name string) humanloop.StartRequest {
	return humanloop.StartRequest{Account: account, Region: region, Name: name, FlowDefinitionARN: flowARN, InputContent: `{"n":1}`}
}

func (o *office) take(t *testing.T, person string) *humanloop.Task {
	t.Helper()
	task, err := o.Next(t.Context(), person, "", noon)
	if err != nil || task == nil {
		t.Fatalf("%s got %v, %v", person, task, err)
	}
	return task
}

func (o *office) TaskSource(ctx context.Context, loopID string) (humanloop.TaskSource, error) {
	l, err := o.db.LoopByID(ctx, loopID)
	return humanloop.TaskSource{Status: l.Status, Template: "template", Input: o.db.inputs[loopID]}, err
}

func (*office) FlowTemplate(context.Context, string) (string, error) { return "template", nil }

func (o *office) Render(_ context.Context, r taskui.Request) (string, error) { return o.render(r) }

func (o *office) MediaLink(account, bucket, key, assignmentID string, end time.Time) string {
	link := strings.Join([]string{account, bucket, key, assignmentID, end.Format(time.TimeOnly)}, " ")
	o.links = append(o.links, link)
	return link
}

func TestStartNamesTheFlowThatItDoesNotFind(t *testing.T) {
	o := newOffice(t)
	one := flow.ARN(account, region, "one")
	for _, arn := range []string{
		flow.ARN(account, region, "three"), flow.ARN("000000000043", region, "one"), flow.ARN(account, "us-east-1", "one"),
		strings.Replace(one, "flow-definition", "human-task-ui", 1), strings.Replace(one, "/one", "/two/one", 1), "one", "",
	} {
		_, err := o.Start(t.Context(), request(arn, "a"), noon)
		if f := fault.Of(err); f.Kind != fault.Invalid || f.Subject != fault.FlowDefinition || f.Message != "Flow definition "+arn+" does not exist." {
			t.Errorf("%s: %v", arn, err)
		}
	}
	bad := request(one, "a")
	bad.InputContent = "{"
	if _, err := o.Start(t.Context(), bad, noon); !fault.Is(err, fault.Invalid) {
		t.Errorf("no JSON: %v", err)
	}
	if len(o.db.loops) != 0 || len(o.db.jobs) != 0 {
		t.Errorf("refused requests left %v and %v", o.db.loops, o.db.jobs)
	}
}

func TestDescribeTellsTheFlowAndTheOutputFromTheStartOn(t *testing.T) {
	o := newOffice(t)
	l := o.start(t, "one", "inv-1")
	got, err := o.Describe(t.Context(), account, region, "inv-1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(l, got.Loop); diff != "" || got.Flow.Name != "one" {
		t.Errorf("%+v %s", got.Flow, diff)
	}
	if want := "s3://out/x/one/2026/02/03/12/00/00/inv-1/output.json"; got.OutputURI != want {
		t.Errorf("got %s, want %s", got.OutputURI, want)
	}
	if _, err := o.Describe(t.Context(), account, region, "inv-2"); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown one: %v", err)
	}
}

func TestListGivesTheLoopsOfOneFlow(t *testing.T) {
	o := newOffice(t)
	a := o.start(t, "one", "a")
	o.start(t, "two", "b")
	loops, err := o.List(t.Context(), account, region, flow.ARN(account, region, "one"), page.Query{Limit: 9})
	if diff := cmp.Diff([]humanloop.Loop{a}, loops); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if _, err := o.List(t.Context(), account, region, flow.ARN(account, region, "three"), page.Query{Limit: 9}); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown flow: %v", err)
	}
}

func TestJobIsNamedByIDOrByAnUnambiguousName(t *testing.T) {
	o := newOffice(t)
	other := o.flow(t, "one", "us-east-1")
	o.start(t, "two", "a")
	two, err := o.db.FlowDefinition(t.Context(), account, region, "two")
	if err != nil {
		t.Fatal(err)
	}
	for person, jobID := range map[string]string{"ann": "two", "bob": two.ID} {
		if task, err := o.Next(t.Context(), person, jobID, noon); err != nil || task == nil || task.LoopName != "a" || task.Flow.Name != "two" {
			t.Errorf("%s: %+v, %v", jobID, task, err)
		}
	}
	if task, err := o.Next(t.Context(), "cem", other.ID, noon); err != nil || task != nil {
		t.Errorf("a job without tasks: %+v, %v", task, err)
	}
	for jobID, want := range map[string]*fault.Error{
		"one":   fault.New(fault.Conflict, fault.FlowDefinition, `More than one of your jobs is called "one". Use the jobId from the list of jobs.`),
		"three": fault.New(fault.NotFound, fault.FlowDefinition, `There is no job "three" for you.`),
	} {
		_, err := o.Next(t.Context(), "cem", jobID, noon)
		if diff := cmp.Diff(want, fault.Of(err)); diff != "" {
			t.Errorf("%s: %s", jobID, diff)
		}
	}
	if jobs, err := o.Jobs(t.Context(), "cem"); err != nil || len(jobs) != 3 {
		t.Errorf("%+v, %v", jobs, err)
	}
}

func TestWorkersSeeTheirOwnTasksOnly(t *testing.T) {
	o := newOffice(t)
	o.start(t, "one", "a")
	o.start(t, "one", "b")
	first, second := o.take(t, "ann"), o.take(t, "ann")
	held, err := o.Held(t.Context(), "ann")
	if diff := cmp.Diff([]humanloop.Task{*first, *second}, held); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if held, err := o.Held(t.Context(), "bob"); err != nil || len(held) != 0 {
		t.Errorf("bob holds %+v, %v", held, err)
	}
	id := first.Assignment.ID
	got, err := o.Task(t.Context(), "ann", id)
	if diff := cmp.Diff(first, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	steps := map[string]error{}
	_, steps["task"] = o.Task(t.Context(), "bob", id)
	_, steps["content"] = o.Content(t.Context(), "bob", id, noon)
	_, steps["submit"] = o.Submit(t.Context(), "bob", id, json.RawMessage(`{}`), nil, noon)
	_, steps["release"] = o.Release(t.Context(), "bob", id, noon)
	_, steps["decline"] = o.Decline(t.Context(), "bob", id, "", noon)
	_, steps["pause"] = o.Pause(t.Context(), "bob", id, noon)
	_, steps["resume"] = o.Resume(t.Context(), "bob", id, noon)
	steps["draft"] = o.SaveDraft(t.Context(), "bob", id, json.RawMessage(`{}`), noon)
	for step, err := range steps {
		if f := fault.Of(err); f.Kind != fault.NotFound || f.Message != fmt.Sprintf("You have no task %q.", id) {
			t.Errorf("%s: %v", step, err)
		}
	}
}

func TestDraftsAreJSONOfBoundedSize(t *testing.T) {
	o := newOffice(t)
	o.start(t, "one", "a")
	id := o.take(t, "ann").Assignment.ID
	if err := o.SaveDraft(t.Context(), "ann", id, json.RawMessage(`{"a":[1]}`), noon); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "{", "\"\xff\"", `"` + strings.Repeat("x", humanloop.MaxDraft-1) + `"`} {
		err := o.SaveDraft(t.Context(), "ann", id, json.RawMessage(bad), noon)
		if f := fault.Of(err); f.Kind != fault.Invalid || f.Message != "draft must be JSON of at most 16777216 bytes." {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
	if got, err := o.Draft(t.Context(), id); err != nil || string(got) != `{"a":[1]}` {
		t.Errorf("%s, %v", got, err)
	}
}

func TestTaskIsRenderedWithLinksThatEndWithIt(t *testing.T) {
	o := newOffice(t)
	o.start(t, "one", "a")
	id := o.take(t, "ann").Assignment.ID
	o.render = func(r taskui.Request) (string, error) {
		link, err := r.GrantReadAccess("in", "photo.png")
		return string(r.Template) + string(r.Input) + link, err
	}
	got, err := o.Content(t.Context(), "ann", id, noon)
	if want := `template{"n":1}000000000042 in photo.png ` + id + " 13:00:00"; err != nil || got.HTML != want {
		t.Errorf("%s, %v", got.HTML, err)
	}
	if _, err := o.Content(t.Context(), "ann", id, noon.Add(time.Hour)); !fault.Is(err, fault.Gone) {
		t.Errorf("after its time: %v", err)
	}
}

func TestTroubleAroundATemplateDoesNotFailTheLoop(t *testing.T) {
	o := newOffice(t)
	l := o.start(t, "one", "a")
	id := o.take(t, "ann").Assignment.ID
	slow := errors.New("the object store is slow")
	o.render = func(taskui.Request) (string, error) { return "", slow }
	if _, err := o.Content(t.Context(), "ann", id, noon); !errors.Is(err, slow) {
		t.Errorf("opened: %v", err)
	}
	if err := o.Handlers()[humanloop.TryRenderKind](t.Context(), l.ID, noon); !errors.Is(err, slow) {
		t.Errorf("tried: %v", err)
	}
	if l := o.db.loops[l.ID]; l.Status != humanloop.InProgress || l.Holders != 1 {
		t.Errorf("%+v", l)
	}
	o.render = func(taskui.Request) (string, error) { return "", &taskui.RenderError{Message: "no such filter"} }
	_, err := o.Content(t.Context(), "ann", id, noon)
	if f := fault.Of(err); f.Kind != fault.Gone || !strings.HasPrefix(f.Message, "This task cannot be shown, so it was withdrawn. ") {
		t.Errorf("broken: %v", err)
	}
	if l := o.db.loops[l.ID]; l.Status != humanloop.Failed || l.FailureCode != humanloop.ValidationError || !strings.Contains(l.FailureReason, "No such filter.") {
		t.Errorf("%+v", l)
	}
}

func TestSweepTakesBoundedSteps(t *testing.T) {
	o := newOffice(t)
	for _, name := range []string{"a", "b", "c"} {
		o.start(t, "one", name)
		o.take(t, "ann")
	}
	counts := []int{}
	for {
		n, err := o.Sweep(t.Context(), 2, noon.Add(24*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
		counts = append(counts, n)
	}
	if diff := cmp.Diff([]int{2, 2, 2}, counts); diff != "" {
		t.Error(diff)
	}
	for _, l := range o.db.loops {
		if l.Status != humanloop.Failed || l.Holders != 0 {
			t.Errorf("%+v", l)
		}
	}
}

func TestDeletionOfAFlowEndsMoreLoopsThanFitInOneStep(t *testing.T) {
	o := newOffice(t)
	for i := range 1001 {
		o.start(t, "one", fmt.Sprint("loop-", i))
	}
	one, err := o.db.FlowDefinition(t.Context(), account, region, "one")
	if err != nil {
		t.Fatal(err)
	}
	if err := flow.NewService(o.db, nil, nil, nil, nil, 0).Delete(t.Context(), account, region, "one", noon); err != nil {
		t.Fatal(err)
	}
	if err := o.Handlers()[flow.WindUpKind](t.Context(), one.ID, noon); err != nil {
		t.Fatal(err)
	}
	for _, l := range o.db.loops {
		if l.Status != humanloop.Stopped || l.DeletedAt.IsZero() {
			t.Fatalf("%+v", l)
		}
	}
	if !o.db.gone[one.ID] {
		t.Error("the flow is still there")
	}
}
