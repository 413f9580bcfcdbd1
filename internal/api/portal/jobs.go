package portal

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/humanloop"
)

// Job is one kind of work: a flow definition whose tasks the worker may take.
type Job struct {
	JobID                  string     `json:"jobId"`
	FlowDefinitionName     string     `json:"flowDefinitionName"`
	AccountID              string     `json:"accountId"`
	Region                 string     `json:"region"`
	TaskTitle              string     `json:"taskTitle"`
	TaskDescription        string     `json:"taskDescription"`
	TaskKeywords           []string   `json:"taskKeywords" nullable:"false"`
	WorkteamName           string     `json:"workteamName"`
	Waiting                int        `json:"waiting" doc:"Tasks that you could take now; counting stops at 101."`
	Mine                   int        `json:"mine" doc:"Tasks that you hold."`
	TaskTimeLimitInSeconds int        `json:"taskTimeLimitInSeconds"`
	OldestCreationTime     *time.Time `json:"oldestCreationTime,omitempty" doc:"When the longest waiting task was created."`
}

func jobOf(j humanloop.Job) Job {
	out := Job{
		JobID: j.Flow.ID, FlowDefinitionName: j.Flow.Name, AccountID: j.Flow.Account, Region: j.Flow.Region,
		TaskTitle: j.Flow.TaskTitle, TaskDescription: j.Flow.TaskDescription,
		TaskKeywords: append([]string{}, j.Flow.TaskKeywords...), WorkteamName: j.WorkteamName,
		Waiting: j.Waiting, Mine: j.Mine, TaskTimeLimitInSeconds: int(j.Flow.TimeLimit / time.Second),
	}
	if !j.OldestAt.IsZero() {
		out.OldestCreationTime = &j.OldestAt
	}
	return out
}

type jobsOutput struct {
	Body struct {
		Jobs []Job `json:"jobs" nullable:"false"`
	}
}

type nextInput struct {
	JobID string `path:"jobId" maxLength:"64" doc:"From the list of jobs; a flow definition's name will do while only one of your jobs has it."`
}

// nextOutput has no body when no task waits.
type nextOutput struct {
	Status int
	Body   *Assignment
}

func (a *api) jobRoutes() {
	huma.Register(a, jsonapi.Operation("listJobs", http.MethodGet, "/jobs", "Kinds of work that you may take tasks from", a.forWorkers), a.jobs)
	huma.Register(a, jsonapi.Operation("nextOfJob", http.MethodPost, "/jobs/{jobId}/next", "Take the next task of a job", a.forWorkers, noneWaiting), a.nextOfJob)
	huma.Register(a, jsonapi.Operation("next", http.MethodPost, "/next", "Take the next task of any job", a.forWorkers, noneWaiting), a.nextOfAny)
}

func noneWaiting(o *huma.Operation) {
	o.Errors = append(o.Errors, http.StatusConflict)
	o.Responses = map[string]*huma.Response{"204": {Description: "No task waits for you."}}
}

func (a *api) jobs(ctx context.Context, _ *struct{}) (*jobsOutput, error) {
	jobs, err := a.work(ctx).Jobs(ctx, person(ctx))
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &jobsOutput{}
	out.Body.Jobs = make([]Job, 0, len(jobs))
	for _, j := range jobs {
		out.Body.Jobs = append(out.Body.Jobs, jobOf(j))
	}
	return out, nil
}

func (a *api) nextOfJob(ctx context.Context, in *nextInput) (*nextOutput, error) {
	return a.next(ctx, in.JobID)
}

func (a *api) nextOfAny(ctx context.Context, _ *struct{}) (*nextOutput, error) {
	return a.next(ctx, "")
}

func (a *api) next(ctx context.Context, jobID string) (*nextOutput, error) {
	task, err := a.work(ctx).Next(ctx, person(ctx), jobID, jsonapi.Now(ctx))
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	if task == nil {
		return &nextOutput{Status: http.StatusNoContent}, nil
	}
	out := assignmentOf(*task)
	return &nextOutput{Status: http.StatusOK, Body: &out}, nil
}
