package portal

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/humanloop"
)

// Assignment is a task that the worker holds or has held.
type Assignment struct {
	ID                 string          `json:"id"`
	Status             string          `json:"status" enum:"Accepted,Paused,Submitted,Released,Declined,Expired,Withdrawn"`
	JobID              string          `json:"jobId"`
	HumanLoopName      string          `json:"humanLoopName"`
	FlowDefinitionName string          `json:"flowDefinitionName"`
	TaskTitle          string          `json:"taskTitle"`
	TaskDescription    string          `json:"taskDescription"`
	AcceptedAt         time.Time       `json:"acceptedAt"`
	ExpiresAt          time.Time       `json:"expiresAt" doc:"When the task goes back to the others unless it is submitted."`
	Draft              json.RawMessage `json:"draft,omitempty" doc:"What was filled in so far."`
}

func assignmentOf(t humanloop.Task) Assignment {
	return Assignment{
		ID: t.Assignment.ID, Status: string(t.Assignment.Status), JobID: t.Flow.ID,
		HumanLoopName: t.LoopName, FlowDefinitionName: t.Flow.Name,
		TaskTitle: t.Flow.TaskTitle, TaskDescription: t.Flow.TaskDescription,
		AcceptedAt: t.Assignment.AcceptedAt, ExpiresAt: t.Assignment.ExpiresAt,
	}
}

// AssignmentPath names an assignment. It is exported because huma binds only
// exported embedded structs.
type AssignmentPath struct {
	ID string `path:"id" maxLength:"64"`
}

type assignmentOutput struct{ Body Assignment }

type assignmentsOutput struct {
	Body struct {
		Assignments []Assignment `json:"assignments" nullable:"false"`
	}
}

type draftInput struct {
	AssignmentPath
	Body struct {
		Draft json.RawMessage `json:"draft" doc:"Any JSON."`
	}
}

type submitInput struct {
	AssignmentPath
	Body struct {
		AnswerContent json.RawMessage `json:"answerContent" doc:"A JSON object; it stands in output.json as it is."`
		Draft         json.RawMessage `json:"draft,omitempty" doc:"What is filled in, any JSON. It is kept so that the answer can be opened again as it was given."`
		AcceptNext    bool            `json:"acceptNext,omitempty" doc:"Also take the job's next task."`
	}
}

type submitOutput struct {
	Body struct {
		Assignment Assignment  `json:"assignment"`
		Next       *Assignment `json:"next,omitempty" doc:"The next task, when acceptNext asked for it and one waits."`
	}
}

type declineInput struct {
	AssignmentPath
	Body *struct {
		Reason string `json:"reason,omitempty" maxLength:"1000"`
	} `required:"false"`
}

func (a *api) assignmentRoutes() {
	const one = "/assignments/{id}"
	huma.Register(a, jsonapi.Operation("listAssignments", http.MethodGet, "/assignments", "Tasks that you hold", a.forWorkers), a.held)
	huma.Register(a, jsonapi.Operation("getAssignment", http.MethodGet, one, "One task of yours, with its draft", a.forWorkers), a.assignment)
	huma.Register(a, jsonapi.Operation("saveDraft", http.MethodPut, one+"/draft", "Keep what is filled in so far", a.forWorkers, large, holding, jsonapi.Untold), a.saveDraft)
	huma.Register(a, jsonapi.Operation("submit", http.MethodPost, one+"/submit", "Hand in the answer", a.forWorkers, twice, holding), a.submit)
	huma.Register(a, jsonapi.Operation("release", http.MethodPost, one+"/release", "Give the task back", a.forWorkers, holding), a.release)
	huma.Register(a, jsonapi.Operation("decline", http.MethodPost, one+"/decline", "Give the task back for good", a.forWorkers, holding), a.decline)
	huma.Register(a, jsonapi.Operation("pause", http.MethodPost, one+"/pause", "Stop and resume later", a.forWorkers, holding), a.pause)
	huma.Register(a, jsonapi.Operation("resume", http.MethodPost, one+"/resume", "Go on with a paused task", a.forWorkers, holding), a.resume)
	huma.Register(a, jsonapi.Operation("getContent", http.MethodGet, one+"/content", "The rendered task", a.forWorkers, html), a.content)
	huma.Register(a, jsonapi.Operation("getBlank", http.MethodGet, one+"/blank", "An empty page for the job's next task", a.forWorkers, blank), a.blank)
}

func (a *api) held(ctx context.Context, _ *struct{}) (*assignmentsOutput, error) {
	tasks, err := a.work(ctx).Held(ctx, person(ctx))
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &assignmentsOutput{}
	out.Body.Assignments = make([]Assignment, 0, len(tasks))
	for _, t := range tasks {
		out.Body.Assignments = append(out.Body.Assignments, assignmentOf(t))
	}
	return out, nil
}

func (a *api) assignment(ctx context.Context, in *AssignmentPath) (*assignmentOutput, error) {
	t, err := a.work(ctx).Task(ctx, person(ctx), in.ID)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &assignmentOutput{assignmentOf(*t)}
	out.Body.Draft, err = a.work(ctx).Draft(ctx, in.ID)
	return jsonapi.Answer(ctx, a.API, out, err)
}

func (a *api) saveDraft(ctx context.Context, in *draftInput) (*struct{}, error) {
	return jsonapi.Answer(ctx, a.API, &struct{}{}, a.work(ctx).SaveDraft(ctx, person(ctx), in.ID, in.Body.Draft, jsonapi.Now(ctx)))
}

func (a *api) submit(ctx context.Context, in *submitInput) (*submitOutput, error) {
	t, err := a.work(ctx).Submit(ctx, person(ctx), in.ID, in.Body.AnswerContent, in.Body.Draft, jsonapi.Now(ctx))
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &submitOutput{}
	out.Body.Assignment = assignmentOf(*t)
	if in.Body.AcceptNext {
		out.Body.Next = a.after(ctx, *t)
	}
	return out, nil
}

// after takes the next task of the same job. The answer is safe already, so that
// not finding a next task must not look like a failure.
func (a *api) after(ctx context.Context, t humanloop.Task) *Assignment {
	next, err := a.work(ctx).Next(ctx, person(ctx), t.Flow.ID, jsonapi.Now(ctx))
	if err != nil {
		a.Log.WarnContext(ctx, "no next task after a submit", "job", t.Flow.ID, "error", err)
		return nil
	}
	if next == nil {
		return nil
	}
	out := assignmentOf(*next)
	return &out
}

func (a *api) release(ctx context.Context, in *AssignmentPath) (*assignmentOutput, error) {
	t, err := a.work(ctx).Release(ctx, person(ctx), in.ID, jsonapi.Now(ctx))
	return a.changed(ctx, t, err)
}

func (a *api) decline(ctx context.Context, in *declineInput) (*assignmentOutput, error) {
	reason := ""
	if in.Body != nil {
		reason = in.Body.Reason
	}
	t, err := a.work(ctx).Decline(ctx, person(ctx), in.ID, reason, jsonapi.Now(ctx))
	return a.changed(ctx, t, err)
}

func (a *api) pause(ctx context.Context, in *AssignmentPath) (*assignmentOutput, error) {
	t, err := a.work(ctx).Pause(ctx, person(ctx), in.ID, jsonapi.Now(ctx))
	return a.changed(ctx, t, err)
}

func (a *api) resume(ctx context.Context, in *AssignmentPath) (*assignmentOutput, error) {
	t, err := a.work(ctx).Resume(ctx, person(ctx), in.ID, jsonapi.Now(ctx))
	return a.changed(ctx, t, err)
}

func (a *api) changed(ctx context.Context, t *humanloop.Task, err error) (*assignmentOutput, error) {
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	return &assignmentOutput{assignmentOf(*t)}, nil
}
