package console

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/fault"
	"foureyes/internal/job"
	"foureyes/internal/page"
)

// Jobs keeps the work that follows changes.
type Jobs interface {
	// ListJobs lists a page of the jobs that are not done and one more; only those
	// that were put aside, if dead is set.
	ListJobs(ctx context.Context, dead bool, q page.Query) ([]job.Saved, error)
	// RetryJobs makes jobs due now, all or none; fault.NotFound.
	RetryJobs(ctx context.Context, ids []string, now time.Time) error
	// RetryDeadJobs makes all that were put aside due now, and tells how many.
	RetryDeadJobs(ctx context.Context, now time.Time) (int64, error)
	// RetryFailingJobs makes all that have failed due now, also those that were put
	// aside, and tells how many.
	RetryFailingJobs(ctx context.Context, now time.Time) (int64, error)
}

// SavedJob is work that follows a change and is not done. Workers' jobs, which are
// kinds of tasks, are another thing.
type SavedJob struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	CreatedAt time.Time  `json:"createdAt" doc:"When the change was made that it follows."`
	DueAt     time.Time  `json:"dueAt" doc:"When it is tried next; while it runs, when it counts as lost."`
	InLine    bool       `json:"inLine,omitempty" doc:"It waits for an earlier one that it must not overtake; dueAt says nothing then."`
	Attempts  int        `json:"attempts"`
	LastError string     `json:"lastError,omitempty" doc:"How the last attempt failed."`
	DeadAt    *time.Time `json:"deadAt,omitempty" doc:"When it was put aside after too many attempts."`

	Account        string `json:"account,omitempty" doc:"Whose flow definition or event target it is about."`
	Region         string `json:"region,omitempty"`
	FlowDefinition string `json:"flowDefinition,omitempty" doc:"The name of the flow definition that it is about."`
	HumanLoop      string `json:"humanLoop,omitempty" doc:"The name of the human loop that it is about."`
	EventTarget    string `json:"eventTarget,omitempty" doc:"The name of the event target that it sends to."`
}

func savedJobOf(j job.Saved) SavedJob {
	out := SavedJob{
		ID: j.ID, Kind: j.Kind, CreatedAt: j.CreatedAt, DueAt: j.DueAt, InLine: j.InLine, Attempts: j.Attempts, LastError: j.LastError,
		Account: j.About.Account, Region: j.About.Region, FlowDefinition: j.About.Flow, HumanLoop: j.About.Loop, EventTarget: j.About.Target,
	}
	if !j.DeadAt.IsZero() {
		out.DeadAt = &j.DeadAt
	}
	return out
}

type listSavedJobsInput struct {
	MaxResults int    `query:"maxResults" minimum:"1" maximum:"100" default:"100"`
	NextToken  string `query:"nextToken" maxLength:"8192"`
	Dead       bool   `query:"dead" doc:"Only those that were put aside."`
}

type listSavedJobsOutput struct {
	Body struct {
		Jobs      []SavedJob `json:"jobs" nullable:"false"`
		NextToken string     `json:"nextToken,omitempty"`
	}
}

type retrySavedJobsInput struct {
	Body struct {
		IDs        []string `json:"ids,omitempty" maxItems:"100" doc:"Which jobs."`
		AllDead    bool     `json:"allDead,omitempty" doc:"All that were put aside, in place of ids."`
		AllFailing bool     `json:"allFailing,omitempty" doc:"All that have failed at least once, also those that were put aside, in place of ids."`
	}
}

type retrySavedJobsOutput struct {
	Body struct {
		Retried int64 `json:"retried"`
	}
}

func (a *api) savedJobRoutes() {
	huma.Register(a, jsonapi.Operation("listSavedJobs", http.MethodGet, "/saved-jobs", "Work that follows changes and is not done", a.ForOperators), a.listSavedJobs)
	huma.Register(a, jsonapi.Operation("retrySavedJobs", http.MethodPost, "/saved-jobs/retry", "Try such work again at once", a.ForOperators), a.retrySavedJobs)
}

func (a *api) listSavedJobs(ctx context.Context, in *listSavedJobsInput) (*listSavedJobsOutput, error) {
	list := "saved-jobs"
	if in.Dead {
		list = "saved-jobs\x00dead"
	}
	q, err := a.p.Tokens.Query(list, page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken})
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	rows, err := a.p.Jobs.ListJobs(ctx, in.Dead, q)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	kept, last := page.More(rows, q.Limit)
	out := &listSavedJobsOutput{}
	out.Body.Jobs = make([]SavedJob, 0, len(kept))
	for _, j := range kept {
		out.Body.Jobs = append(out.Body.Jobs, savedJobOf(j))
	}
	if last != nil {
		if next := a.p.Tokens.Next(list, q, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID}); next != nil {
			out.Body.NextToken = *next
		}
	}
	return out, nil
}

func (a *api) retrySavedJobs(ctx context.Context, in *retrySavedJobsInput) (*retrySavedJobsOutput, error) {
	out := &retrySavedJobsOutput{}
	var err error
	switch b, now := in.Body, jsonapi.Now(ctx); {
	case len(b.IDs) > 0 && !b.AllDead && !b.AllFailing:
		out.Body.Retried, err = int64(len(b.IDs)), a.p.Jobs.RetryJobs(ctx, b.IDs, now)
	case len(b.IDs) == 0 && b.AllDead && !b.AllFailing:
		out.Body.Retried, err = a.p.Jobs.RetryDeadJobs(ctx, now)
	case len(b.IDs) == 0 && !b.AllDead && b.AllFailing:
		out.Body.Retried, err = a.p.Jobs.RetryFailingJobs(ctx, now)
	default:
		err = fault.New(fault.Invalid, job.Subject, "Say which jobs by their ids, or allDead, or allFailing, and one of these only.")
	}
	return jsonapi.Answer(ctx, a.API, out, err)
}
