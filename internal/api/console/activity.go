package console

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/audit"
	"foureyes/internal/flow"
	"foureyes/internal/page"
)

// Flows finds flow definitions, by their names and by the teams that do their work.
type Flows interface {
	TeamFlows

	FlowDefinition(ctx context.Context, account, region, name string) (flow.Definition, error)
}

// Activity is something that was done to a flow definition or a human loop of it. It has
// no network address: of workers, that is not for those who ask them.
type Activity struct {
	ID          string    `json:"id"`
	At          time.Time `json:"at" doc:"When the call arrived."`
	RequestID   string    `json:"requestId" doc:"As the caller got it, and the log has it."`
	Principal   string    `json:"principal,omitempty" doc:"ARN of the user whose key or session it was."`
	AccessKeyID string    `json:"accessKeyId,omitempty" doc:"Of programs."`
	Email       string    `json:"email,omitempty" doc:"Of people who were signed in."`
	Action      string    `json:"action" doc:"As policies name it."`
	Resource    string    `json:"resource" doc:"What the call was about: the ARN of the flow definition or of a human loop, or a path of the JSON APIs."`
	Outcome     string    `json:"outcome" doc:"Success, or the code of the fault."`
}

func activityOf(k audit.Kept) Activity {
	return Activity{
		ID: strconv.FormatInt(k.ID, 10), At: k.At, RequestID: k.RequestID, Principal: k.Principal, AccessKeyID: k.AccessKeyID,
		Email: k.Email, Action: k.Action, Resource: k.Resource, Outcome: k.Outcome,
	}
}

type listActivityInput struct {
	FlowPath

	Action     string `query:"action" maxLength:"256" doc:"Such as sagemaker:StartHumanLoop; foureyes:* for all that begin so."`
	Outcome    string `query:"outcome" maxLength:"128" doc:"Success, the code of a fault, or Refused for any of these."`
	MaxResults int    `query:"maxResults" minimum:"1" maximum:"100" default:"50"`
	NextToken  string `query:"nextToken" maxLength:"8192"`
}

type listActivityOutput struct {
	Body struct {
		Activity  []Activity `json:"activity" nullable:"false" doc:"The newest first."`
		NextToken string     `json:"nextToken,omitempty" doc:"As with the audit, a page may have few entries or none."`
	}
}

func (a *api) activityRoutes() {
	huma.Register(a, jsonapi.Operation("getActivity", http.MethodGet, "/flow-definitions/{name}/activity",
		"Who did what to a flow definition and its human loops", a.ForRequesters("foureyes:GetActivity", flowOf)), a.activity)
}

// activity leaves out what was done to an earlier flow definition of the same name.
func (a *api) activity(ctx context.Context, in *listActivityInput) (*listActivityOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	d, err := a.p.Flows.FlowDefinition(ctx, account, region, in.Name)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	list := strings.Join([]string{"activity", d.ID, in.Action, in.Outcome}, "\x00")
	rows, next, err := a.auditPage(ctx, list,
		audit.Filter{FlowDefinitionARN: d.ARN(), Action: in.Action, Outcome: in.Outcome, From: d.CreatedAt},
		page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken})
	if err != nil {
		return nil, err
	}
	out := &listActivityOutput{}
	out.Body.Activity, out.Body.NextToken = make([]Activity, 0, len(rows)), next
	for _, k := range rows {
		out.Body.Activity = append(out.Body.Activity, activityOf(k))
	}
	return out, nil
}
