package console

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
	"foureyes/internal/humanloop"
)

// HumanLoop has the members of DescribeHumanLoop.
type HumanLoop struct {
	CreationTime      time.Time       `json:"creationTime"`
	FailureCode       string          `json:"failureCode,omitempty"`
	FailureReason     string          `json:"failureReason,omitempty"`
	FlowDefinitionARN string          `json:"flowDefinitionArn"`
	HumanLoopARN      string          `json:"humanLoopArn"`
	HumanLoopName     string          `json:"humanLoopName"`
	HumanLoopOutput   HumanLoopOutput `json:"humanLoopOutput"`
	HumanLoopStatus   string          `json:"humanLoopStatus" enum:"InProgress,Failed,Completed,Stopped,Stopping"`
}

// HumanLoopOutput is where the output lies once the loop is Completed.
type HumanLoopOutput struct {
	OutputS3URI string `json:"outputS3Uri"`
}

func humanLoopOf(d humanloop.Described) HumanLoop {
	out := HumanLoop{
		CreationTime: d.Loop.CreatedAt, FlowDefinitionARN: d.Flow.ARN(), HumanLoopARN: d.Loop.ARN(), HumanLoopName: d.Loop.Name,
		HumanLoopOutput: HumanLoopOutput{d.OutputURI}, HumanLoopStatus: string(d.Loop.Status.Shown()),
	}
	if d.Loop.Status == humanloop.Failed {
		out.FailureCode, out.FailureReason = d.Loop.FailureCode, d.Loop.FailureReason
	}
	return out
}

type humanLoopInput struct {
	Place

	Name        string `path:"name" maxLength:"63"`
	WaitSeconds int    `query:"waitSeconds" minimum:"0" maximum:"60" doc:"How long to wait for the end of the loop. The answer comes at the end, or then with the state of that moment."`
}

type humanLoopOutput struct{ Body HumanLoop }

func (a *api) humanLoopRoutes() {
	huma.Register(a, jsonapi.Operation("getHumanLoop", http.MethodGet, "/human-loops/{name}", "Describe a human loop, once it is over if asked to wait",
		a.ForRequesters("sagemaker:DescribeHumanLoop", loopOf)), a.humanLoop)
}

// loopOf is the loop that a signed request is about.
func loopOf(c aws.Call, r *http.Request) string {
	return arn.New("sagemaker", c.Region, c.Account, "human-loop", r.PathValue("name")).String()
}

func (a *api) humanLoop(ctx context.Context, in *humanLoopInput) (*humanLoopOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	until, cancel := context.WithTimeout(ctx, time.Duration(in.WaitSeconds)*time.Second)
	defer cancel()
	d, err := a.p.Loops.Await(ctx, until, account, region, in.Name)
	return jsonapi.Answer(ctx, a.API, &humanLoopOutput{humanLoopOf(d)}, err)
}
