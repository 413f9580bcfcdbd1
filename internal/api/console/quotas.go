package console

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
	"foureyes/internal/limit"
)

// Use counts what there is.
type Use interface {
	// Use counts what quotas are about in an account and region.
	Use(ctx context.Context, account, region string) (limit.Use, error)
}

// Quota is how many of something there may be in an account and region.
type Quota struct {
	Code    string `json:"code" enum:"flow-definitions,human-task-uis,workteams,open-human-loops,requests-per-second"`
	Limit   int    `json:"limit" doc:"0 for no limit."`
	Used    *int   `json:"used,omitempty" doc:"How many there are; left out for rates."`
	Setting string `json:"setting" doc:"The flag of foureyes serve that says the limit."`
}

type listQuotasInput struct{ Place }

type listQuotasOutput struct {
	Body struct {
		Quotas []Quota `json:"quotas" nullable:"false"`
	}
}

func (a *api) quotaRoutes() {
	about := func(c aws.Call, _ *http.Request) string {
		return arn.ARN{Partition: "aws", Service: "foureyes", Region: c.Region, Account: c.Account, Resource: "quotas"}.String()
	}
	huma.Register(a, jsonapi.Operation("listQuotas", http.MethodGet, "/quotas", "Limits of an account and region, and what is used of them", a.ForResource(about)), a.listQuotas)
}

func (a *api) listQuotas(ctx context.Context, in *listQuotasInput) (*listQuotasOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	use, err := a.p.Use.Use(ctx, account, region)
	out := &listQuotasOutput{}
	q := a.p.Quotas
	out.Body.Quotas = []Quota{
		{"flow-definitions", q.FlowDefinitions, &use.FlowDefinitions, "--max-flow-definitions"},
		{"human-task-uis", q.HumanTaskUIs, &use.HumanTaskUIs, "--max-human-task-uis"},
		{"workteams", q.Workteams, &use.Workteams, "--max-workteams"},
		{"open-human-loops", q.OpenLoops, &use.OpenLoops, "--max-human-loops"},
		{"requests-per-second", q.RequestsPerSecond, nil, "--max-requests-per-second"},
	}
	return jsonapi.Answer(ctx, a.API, out, err)
}
