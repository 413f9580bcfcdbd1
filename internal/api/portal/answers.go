package portal

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
)

// Answer is an answer that the worker has given.
type Answer struct {
	ID                 string     `json:"id" doc:"The assignment's."`
	JobID              string     `json:"jobId"`
	HumanLoopName      string     `json:"humanLoopName"`
	HumanLoopStatus    string     `json:"humanLoopStatus" enum:"InProgress,Failed,Completed,Stopped,Stopping"`
	FlowDefinitionName string     `json:"flowDefinitionName"`
	TaskTitle          string     `json:"taskTitle"`
	AcceptedAt         time.Time  `json:"acceptedAt"`
	SubmittedAt        time.Time  `json:"submittedAt"`
	TimeSpentInSeconds float64    `json:"timeSpentInSeconds" doc:"Without pauses and corrections."`
	CorrectedAt        *time.Time `json:"correctedAt,omitempty"`
	Opens              bool       `json:"opens" doc:"Whether you may see the task again: its human loop is there, and you are in its work team."`
	Correctable        bool       `json:"correctable" doc:"Whether you may correct the answer now: the flow definition has the tag foureyes:corrections=on, and the human loop waits for others."`
}

// WholeAnswer is an answer with its content.
type WholeAnswer struct {
	Answer

	AnswerContent json.RawMessage `json:"answerContent"`
	Draft         json.RawMessage `json:"draft,omitempty" doc:"What was filled in, if that was submitted with the answer."`
}

func answerOf(a humanloop.Answered) Answer {
	out := Answer{
		ID: a.Assignment.ID, JobID: a.Flow.ID, HumanLoopName: a.Loop.Name, HumanLoopStatus: string(a.Loop.Status.Shown()),
		FlowDefinitionName: a.Flow.Name, TaskTitle: a.Flow.TaskTitle,
		AcceptedAt: a.Assignment.AcceptedAt, SubmittedAt: a.Assignment.EndedAt, TimeSpentInSeconds: a.Assignment.TimeSpent.Seconds(),
		Opens: a.Opens(), Correctable: a.Correctable(),
	}
	if !a.CorrectedAt.IsZero() {
		out.CorrectedAt = &a.CorrectedAt
	}
	return out
}

type answersInput struct {
	MaxResults int    `query:"maxResults" minimum:"1" maximum:"100" default:"25"`
	NextToken  string `query:"nextToken" maxLength:"8192"`
}

type answersOutput struct {
	Body struct {
		Answers   []Answer `json:"answers" nullable:"false"`
		NextToken string   `json:"nextToken,omitempty"`
	}
}

type answerOutput struct{ Body WholeAnswer }

type doneInput struct {
	Since time.Time `query:"since" required:"true" doc:"Since when."`
}

type doneOutput struct {
	Body struct {
		Answers            int     `json:"answers"`
		TimeSpentInSeconds float64 `json:"timeSpentInSeconds"`
	}
}

type correctInput struct {
	AssignmentPath

	Body struct {
		AnswerContent json.RawMessage `json:"answerContent" doc:"A JSON object."`
		Draft         json.RawMessage `json:"draft,omitempty" doc:"What is filled in, any JSON."`
	}
}

func (a *api) answerRoutes() {
	const one = "/answers/{id}"
	huma.Register(a, jsonapi.Operation("listAnswers", http.MethodGet, "/answers", "Your own answers, the last first", a.forWorkers), a.answers)
	huma.Register(a, jsonapi.Operation("getAnswered", http.MethodGet, "/answers/sum", "How many answers you gave, and in what time", a.forWorkers), a.done)
	huma.Register(a, jsonapi.Operation("getAnswer", http.MethodGet, one, "One answer of yours", a.forWorkers, holding), a.answer)
	huma.Register(a, jsonapi.Operation("correctAnswer", http.MethodPut, one, "Put another answer in its place", a.forWorkers, twice, holding, jsonapi.Errors(http.StatusForbidden)), a.correct)
	huma.Register(a, jsonapi.Operation("getAnswerContent", http.MethodGet, one+"/content", "The rendered task of an answer", a.forWorkers, html), a.answerContent)
}

func (a *api) answers(ctx context.Context, in *answersInput) (*answersOutput, error) {
	list := "answers " + person(ctx)
	q, err := a.tokens.Query(list, page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken})
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	found, last, err := a.work(ctx).History(ctx, person(ctx), q)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &answersOutput{}
	out.Body.Answers = make([]Answer, 0, len(found))
	for _, f := range found {
		out.Body.Answers = append(out.Body.Answers, answerOf(f))
	}
	if next := a.tokens.Next(list, q, last); next != nil {
		out.Body.NextToken = *next
	}
	return out, nil
}

func (a *api) done(ctx context.Context, in *doneInput) (*doneOutput, error) {
	d, err := a.work(ctx).Done(ctx, person(ctx), in.Since)
	out := &doneOutput{}
	out.Body.Answers, out.Body.TimeSpentInSeconds = d.Answers, d.TimeSpent.Seconds()
	return jsonapi.Answer(ctx, a.API, out, err)
}

func (a *api) answer(ctx context.Context, in *AssignmentPath) (*answerOutput, error) {
	found, err := a.work(ctx).Answered(ctx, person(ctx), in.ID)
	return a.whole(ctx, found, err)
}

func (a *api) correct(ctx context.Context, in *correctInput) (*answerOutput, error) {
	found, err := a.work(ctx).Correct(ctx, person(ctx), in.ID, in.Body.AnswerContent, in.Body.Draft, jsonapi.Now(ctx))
	return a.whole(ctx, found, err)
}

func (a *api) whole(ctx context.Context, found humanloop.Answered, err error) (*answerOutput, error) {
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &answerOutput{WholeAnswer{Answer: answerOf(found), AnswerContent: found.Content}}
	out.Body.Draft, err = a.work(ctx).Draft(ctx, found.Assignment.ID)
	return jsonapi.Answer(ctx, a.API, out, err)
}

func (a *api) answerContent(ctx context.Context, in *AssignmentPath) (*contentOutput, error) {
	rendered, err := a.work(ctx).AnsweredContent(ctx, person(ctx), in.ID, jsonapi.Now(ctx))
	return a.page(ctx, rendered, err)
}
