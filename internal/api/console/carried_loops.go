package console

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/aws"
	"foureyes/internal/humanloop"
)

// NamedLoop is a human loop that is there.
type NamedLoop struct {
	HumanLoop

	Carried  bool `json:"carried" doc:"It has ended at another service and was carried here."`
	HasInput bool `json:"hasInput" doc:"Its input is here; one that was carried may lack it."`
}

func namedLoopOf(d humanloop.Described) NamedLoop {
	return NamedLoop{HumanLoop: humanLoopOf(d), Carried: d.Loop.Carried(), HasInput: d.Loop.KnowsInput()}
}

type namedLoopsInput struct {
	Place

	Names []string `query:"name,explode" required:"true" minItems:"1" maxItems:"100" doc:"Human loops by name."`
}

type namedLoopsOutput struct {
	Body struct {
		HumanLoops []NamedLoop `json:"humanLoops" nullable:"false" doc:"Those that are there."`
	}
}

type carryLoopInput struct {
	FlowPath

	Loop string `path:"loop" maxLength:"63" pattern:"^[a-zA-Z0-9](-*[a-zA-Z0-9])*$"`
	Body struct {
		HumanLoopStatus string          `json:"humanLoopStatus" enum:"Completed,Failed,Stopped"`
		CreationTime    time.Time       `json:"creationTime" doc:"When it was begun there."`
		FailureCode     string          `json:"failureCode,omitempty" maxLength:"255"`
		FailureReason   string          `json:"failureReason,omitempty" maxLength:"1024"`
		OutputS3URI     string          `json:"outputS3Uri,omitempty" maxLength:"1100" doc:"Where its output lies; where a human loop of the flow definition has its output when left out."`
		Input           json.RawMessage `json:"input,omitempty" doc:"What the task was rendered from, if it is known."`
	}
}

type carryLoopOutput struct {
	Body struct {
		NamedLoop

		Added bool `json:"added" doc:"It was not there before, or not with its input."`
	}
}

func (a *api) carriedLoopRoutes() {
	huma.Register(a, jsonapi.Operation("findHumanLoops", http.MethodGet, "/human-loops", "Which of some human loops are there",
		a.ForRequesters("sagemaker:ListHumanLoops", anything)), a.namedLoops)
	huma.Register(a, jsonapi.Operation("carryHumanLoop", http.MethodPut, "/flow-definitions/{name}/carried-loops/{loop}",
		"Make known a human loop that has ended at another service", a.ForResource(flowOf), jsonapi.Errors(http.StatusConflict), takesInputs, tellsOfCarrying), a.carryLoop)
}

// anything stands for nothing in particular.
func anything(aws.Call, *http.Request) string { return "*" }

// takesInputs lets a body be as large as that of any signed request.
func takesInputs(o *huma.Operation) { o.MaxBodyBytes = aws.MaxBody }

func tellsOfCarrying(o *huma.Operation) {
	o.Description = "For moving here (docs/migration.md). It only adds: a human loop of this name that is not the same stays as it is, with status 409. " +
		"The same one may be carried again, also with an input that lacked before. No event is sent, and no answers come with it: they are in its output. " +
		"Its retention begins now. Programs and people need the permission foureyes:CarryHumanLoop on the flow definition."
}

func (a *api) namedLoops(ctx context.Context, in *namedLoopsInput) (*namedLoopsOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	found, err := a.p.Loops.Named(ctx, account, region, in.Names)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &namedLoopsOutput{}
	out.Body.HumanLoops = make([]NamedLoop, 0, len(found))
	for _, d := range found {
		out.Body.HumanLoops = append(out.Body.HumanLoops, namedLoopOf(d))
	}
	return out, nil
}

func (a *api) carryLoop(ctx context.Context, in *carryLoopInput) (*carryLoopOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	d, added, err := a.p.Loops.Carry(ctx, humanloop.CarryRequest{
		Account: account, Region: region, Principal: principal(ctx, account), FlowName: in.Name, Name: in.Loop,
		Status: humanloop.Status(in.Body.HumanLoopStatus), FailureCode: in.Body.FailureCode, FailureReason: in.Body.FailureReason,
		CreatedAt: in.Body.CreationTime, OutputURI: in.Body.OutputS3URI, Input: string(in.Body.Input),
	}, jsonapi.Now(ctx))
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &carryLoopOutput{}
	out.Body.NamedLoop, out.Body.Added = namedLoopOf(d), added
	return out, nil
}
