package console

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/audit"
	"foureyes/internal/aws"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
)

// Place is which account and region a request is about.
type Place struct {
	Account string `query:"account" maxLength:"12" doc:"The operators' account when left out. A signed request is about the account of its key."`
	Region  string `query:"region" maxLength:"64" doc:"Needed unless the request is signed, whose region it is then."`
}

// of gives the account and region that a caller's request is about.
func (p Place) of(ctx context.Context, a *api) (account, region string, err error) {
	account, region = p.Account, p.Region
	switch c := jsonapi.CallerOf(ctx); {
	case c.Account != "" && (account != "" && account != c.Account || region != "" && region != c.Region):
		return "", "", huma.Error422UnprocessableEntity("A signed request is about the account of its key and the region of its signature.")
	case c.Account != "":
		return c.Account, c.Region, nil
	case region == "":
		return "", "", huma.Error422UnprocessableEntity("Say in which region: ?region=us-east-1.")
	case account == "":
		account = a.Account
	}
	return account, region, nil
}

// FlowFigures are counts about a flow definition; they stop at 10,000.
type FlowFigures struct {
	FlowDefinitionName string `json:"flowDefinitionName"`
	OpenHumanLoops     int    `json:"openHumanLoops" doc:"Human loops that are not over."`
	Answers            int    `json:"answers" doc:"Answers submitted since the time that was asked for."`
}

type figuresInput struct {
	Place

	Names []string  `query:"name,explode" minItems:"1" maxItems:"100" doc:"Flow definitions by name."`
	Since time.Time `query:"since" doc:"From when on answers count; the beginning of the day in UTC when left out."`
}

type figuresOutput struct {
	Body struct {
		Figures []FlowFigures `json:"figures" nullable:"false"`
	}
}

// DeletionForecast says what deleting a flow definition would do to its human loops.
// Counts stop at 10,000.
type DeletionForecast struct {
	Deleted  int `json:"deleted" doc:"Nobody has begun them: they are stopped and deleted."`
	Awaited  int `json:"awaited" doc:"Somebody works on them: the flow definition is Deleting until they are done or their time is over."`
	Finished int `json:"finished" doc:"They have some answers and nobody works on them: they end with those."`
}

// FlowPath names a flow definition.
type FlowPath struct {
	Place

	Name string `path:"name" maxLength:"63"`
}

// of is Place.of, and notes for the audit which flow definition the request is about.
func (p FlowPath) of(ctx context.Context, a *api) (account, region string, err error) {
	account, region, err = p.Place.of(ctx, a)
	if err == nil {
		audit.From(ctx).Note(func(e *audit.Entry) { e.FlowDefinitionARN = flow.ARN(account, region, p.Name) })
	}
	return account, region, err
}

type forecastOutput struct{ Body DeletionForecast }

type searchInput struct {
	FlowPath

	Status     string `query:"status" enum:"InProgress,Failed,Completed,Stopped,Stopping" doc:"Only those with this status."`
	Contains   string `query:"contains" maxLength:"63" doc:"Part of the name."`
	MaxResults int    `query:"maxResults" minimum:"1" maximum:"100" default:"50"`
	NextToken  string `query:"nextToken" maxLength:"8192"`
}

type searchOutput struct {
	Body struct {
		HumanLoops []LoopSummary `json:"humanLoops" nullable:"false"`
		NextToken  string        `json:"nextToken,omitempty" doc:"There may be more: a search looks at 20,000 human loops at a time, so a page may have few or none."`
	}
}

// LoopSummary is a human loop in a list.
type LoopSummary struct {
	HumanLoopName   string     `json:"humanLoopName"`
	HumanLoopStatus string     `json:"humanLoopStatus" enum:"InProgress,Failed,Completed,Stopped,Stopping"`
	CreationTime    time.Time  `json:"creationTime"`
	EndTime         *time.Time `json:"endTime,omitempty"`
	FailureReason   string     `json:"failureReason,omitempty"`
	Answers         int        `json:"answers" doc:"Answers so far."`
	TaskCount       int        `json:"taskCount" doc:"Answers wanted."`
	Working         int        `json:"working" doc:"Workers who hold its task now."`
}

func (a *api) flowDefinitionRoutes() {
	none := func(aws.Call, *http.Request) string { return "*" }
	huma.Register(a, jsonapi.Operation("getFlowFigures", http.MethodGet, "/flow-definitions/figures", "Count open human loops and answers of flow definitions",
		a.ForRequesters("sagemaker:ListFlowDefinitions", none)), a.figures)
	huma.Register(a, jsonapi.Operation("getDeletionForecast", http.MethodGet, "/flow-definitions/{name}/deletion", "What deleting a flow definition would do",
		a.ForRequesters("sagemaker:DescribeFlowDefinition", flowOf)), a.forecast)
	huma.Register(a, jsonapi.Operation("searchHumanLoops", http.MethodGet, "/flow-definitions/{name}/human-loops", "Find human loops of a flow definition, the newest first",
		a.ForRequesters("sagemaker:ListHumanLoops", flowOf)), a.search)
}

func (a *api) figures(ctx context.Context, in *figuresInput) (*figuresOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	since := in.Since
	if since.IsZero() {
		since = jsonapi.Now(ctx).UTC().Truncate(24 * time.Hour)
	}
	figures, err := a.p.Loops.Figures(ctx, account, region, in.Names, since)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &figuresOutput{}
	out.Body.Figures = make([]FlowFigures, 0, len(figures))
	for _, f := range figures {
		out.Body.Figures = append(out.Body.Figures, FlowFigures{FlowDefinitionName: f.Name, OpenHumanLoops: f.Open, Answers: f.Answered})
	}
	return out, nil
}

func (a *api) forecast(ctx context.Context, in *FlowPath) (*forecastOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	d, err := a.p.Loops.Deletion(ctx, account, region, in.Name)
	return jsonapi.Answer(ctx, a.API, &forecastOutput{DeletionForecast(d)}, err)
}

func (a *api) search(ctx context.Context, in *searchInput) (*searchOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	list := "loops\x00" + account + "\x00" + region + "\x00" + in.Name + "\x00" + in.Status
	q, err := a.p.Tokens.Query(list, page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken, NameContains: &in.Contains, Descending: true})
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	loops, next, err := a.p.Loops.Search(ctx, account, region, in.Name, humanloop.Status(in.Status), q)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &searchOutput{}
	out.Body.HumanLoops = make([]LoopSummary, 0, len(loops))
	for _, l := range loops {
		out.Body.HumanLoops = append(out.Body.HumanLoops, summaryOf(l))
	}
	if token := a.p.Tokens.Next(list, q, next); token != nil {
		out.Body.NextToken = *token
	}
	return out, nil
}

func summaryOf(l humanloop.Loop) LoopSummary {
	return LoopSummary{
		HumanLoopName: l.Name, HumanLoopStatus: string(l.Status.Shown()), CreationTime: l.CreatedAt, EndTime: orNil(l.EndedAt),
		FailureReason: l.FailureReason, Answers: l.Answers, TaskCount: l.TaskCount, Working: l.Holders,
	}
}

// orNil is a time that JSON leaves out when it is zero.
func orNil(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}
