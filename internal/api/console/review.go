package console

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/humanloop"
	"foureyes/internal/taskui"
)

// Review is all that there is to see about a human loop.
type Review struct {
	HumanLoop

	TaskCount int             `json:"taskCount" doc:"Answers wanted."`
	DueTime   *time.Time      `json:"dueTime,omitempty" doc:"When it expires; absent once it is over."`
	EndTime   *time.Time      `json:"endTime,omitempty"`
	CreatedBy string          `json:"createdBy" doc:"The principal that started it."`
	Carried   bool            `json:"carried" doc:"It has ended at another service and was carried here: its answers are in its output alone, and endTime is when it came."`
	HasInput  bool            `json:"hasInput" doc:"Its input is here; one that was carried may lack it."`
	Input     json.RawMessage `json:"input" doc:"What the task was rendered from; null if it is not here."`
	Work      []Work          `json:"work" nullable:"false" doc:"Everybody's part, in the order of taking the task."`
}

// Work is one worker's part in a human loop.
type Work struct {
	AssignmentID       string          `json:"assignmentId"`
	WorkerID           string          `json:"workerId"`
	WorkerName         string          `json:"workerName"`
	WorkerEmail        string          `json:"workerEmail"`
	Status             string          `json:"status" enum:"Accepted,Paused,Submitted,Released,Declined,Expired,Withdrawn"`
	Reason             string          `json:"reason,omitempty" doc:"Why it was declined, in the worker's words."`
	AcceptanceTime     time.Time       `json:"acceptanceTime"`
	EndTime            *time.Time      `json:"endTime,omitempty" doc:"When it was submitted or given up."`
	TimeSpentInSeconds float64         `json:"timeSpentInSeconds"`
	AnswerContent      json.RawMessage `json:"answerContent,omitempty"`
	Replaced           []Replaced      `json:"replaced,omitempty" doc:"The answers that stood in its place before the worker corrected them, the first one first."`
}

// Replaced is an answer that its worker has corrected.
type Replaced struct {
	AnswerContent  json.RawMessage `json:"answerContent"`
	CorrectionTime time.Time       `json:"correctionTime" doc:"When another answer took its place."`
}

func workOf(w humanloop.Work) Work {
	out := Work{
		AssignmentID: w.ID, WorkerID: w.WorkerID, WorkerName: w.WorkerName, WorkerEmail: w.WorkerEmail,
		Status: string(w.Status), Reason: w.Reason, AcceptanceTime: w.AcceptedAt, EndTime: orNil(w.EndedAt),
		TimeSpentInSeconds: w.TimeSpent.Seconds(), AnswerContent: w.Answer,
	}
	for _, r := range w.Replaced {
		out.Replaced = append(out.Replaced, Replaced{AnswerContent: r.Answer, CorrectionTime: r.At})
	}
	return out
}

type loopPlaceInput struct {
	Place

	Name string `path:"name" maxLength:"63"`
}

type reviewOutput struct{ Body Review }

// pageOutput is a page for a sandboxed frame.
type pageOutput struct {
	ContentType string `header:"Content-Type"`
	Policy      string `header:"Content-Security-Policy"`
	Referrer    string `header:"Referrer-Policy"`
	Body        []byte
}

func (a *api) reviewRoutes() {
	may := a.ForRequesters("sagemaker:DescribeHumanLoop", loopOf)
	huma.Register(a, jsonapi.Operation("getReview", http.MethodGet, "/human-loops/{name}/review", "Everything about a human loop: input, workers, answers", may), a.review)
	huma.Register(a, jsonapi.Operation("getTaskPage", http.MethodGet, "/human-loops/{name}/page", "The task as workers see it", may, func(o *huma.Operation) {
		o.Responses = map[string]*huma.Response{"200": {
			Description: "A page for a sandboxed frame.",
			Content:     map[string]*huma.MediaType{"text/html": {Schema: &huma.Schema{Type: huma.TypeString}}},
		}}
	}), a.taskPage)
}

func (a *api) review(ctx context.Context, in *loopPlaceInput) (*reviewOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	r, err := a.p.Loops.Review(ctx, account, region, in.Name)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := Review{
		HumanLoop: humanLoopOf(r.Described), TaskCount: r.Loop.TaskCount, DueTime: orNil(r.Loop.DueAt), EndTime: orNil(r.Loop.EndedAt),
		CreatedBy: r.Loop.CreatedBy, Carried: r.Loop.Carried(), HasInput: r.Loop.KnowsInput(), Input: json.RawMessage(r.Input), Work: make([]Work, 0, len(r.Work)),
	}
	for _, w := range r.Work {
		out.Work = append(out.Work, workOf(w))
	}
	return &reviewOutput{out}, nil
}

func (a *api) taskPage(ctx context.Context, in *loopPlaceInput) (*pageOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	page, err := a.p.Loops.Shown(ctx, account, region, in.Name, jsonapi.Now(ctx))
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	return &pageOutput{
		ContentType: "text/html; charset=utf-8", Policy: jsonapi.TaskPolicy(page.ExternalScripts, a.p.BlockExternal), Referrer: "no-referrer",
		Body: []byte(taskui.Page(page.HTML, a.p.Assets)),
	}, nil
}
