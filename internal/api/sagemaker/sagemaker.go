// Package sagemaker is the door of the SageMaker API's human review part (AWS
// JSON 1.1): flow definitions, human task UIs, work teams, workforces and tags, a
// file per operation. It decodes, calls one room, and encodes; what its errors are
// called is in errors.go. Shapes and checks are generated from the contract.
package sagemaker

import (
	"net/http"
	"time"

	"foureyes/internal/api/gate"
	"foureyes/internal/aws"
	"foureyes/internal/aws/awsjson"
	"foureyes/internal/flow"
	"foureyes/internal/page"
	"foureyes/internal/tag"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

// Parts are what the API is made of.
type Parts struct {
	Flows      *flow.Service
	UIs        *taskui.Service
	Workforces *workforce.Service
	Tags       *tag.Service
	Renderer   *taskui.Engine
	Tokens     *page.Tokens
	// TemplateURL is the short-lived link at which a template's content is served.
	TemplateURL func(id string, now time.Time) string
	// PreviewURL is the short-lived link by which a rendered preview reads an object.
	PreviewURL func(account, bucket, key string, now time.Time) string
	// PublicHost is the host that stands where Amazon has a labeling subdomain.
	PublicHost string
}

// API answers the operations.
type API struct{ p Parts }

// New makes the handler of the API. server says how to authenticate and to log;
// its Fault is set here. before is asked about every call; nil lets all through.
func New(p Parts, server aws.Server, before *gate.Gate) http.Handler {
	a := &API{p}
	server.Fault = faultOf
	server.Gate = before.Door("sagemaker", permissions)
	return awsjson.New(server, "SageMaker",
		createFlowDefinitionOperation.Bind(a.createFlowDefinition),
		describeFlowDefinitionOperation.Bind(a.describeFlowDefinition),
		listFlowDefinitionsOperation.Bind(a.listFlowDefinitions),
		deleteFlowDefinitionOperation.Bind(a.deleteFlowDefinition),
		createHumanTaskUiOperation.Bind(a.createHumanTaskUI),
		describeHumanTaskUiOperation.Bind(a.describeHumanTaskUI),
		listHumanTaskUisOperation.Bind(a.listHumanTaskUIs),
		deleteHumanTaskUiOperation.Bind(a.deleteHumanTaskUI),
		renderUiTemplateOperation.Bind(a.renderUITemplate),
		addTagsOperation.Bind(a.addTags),
		listTagsOperation.Bind(a.listTags),
		deleteTagsOperation.Bind(a.deleteTags),
		createWorkforceOperation.Bind(a.createWorkforce),
		updateWorkforceOperation.Bind(a.updateWorkforce),
		describeWorkforceOperation.Bind(a.describeWorkforce),
		listWorkforcesOperation.Bind(a.listWorkforces),
		deleteWorkforceOperation.Bind(a.deleteWorkforce),
		createWorkteamOperation.Bind(a.createWorkteam),
		updateWorkteamOperation.Bind(a.updateWorkteam),
		describeWorkteamOperation.Bind(a.describeWorkteam),
		listWorkteamsOperation.Bind(a.listWorkteams),
		deleteWorkteamOperation.Bind(a.deleteWorkteam),
		describeSubscribedWorkteamOperation.Bind(a.describeSubscribedWorkteam),
		listSubscribedWorkteamsOperation.Bind(a.listSubscribedWorkteams),
		listLabelingJobsForWorkteamOperation.Bind(a.listLabelingJobsForWorkteam),
	)
}

// listName is what a page token is bound to.
func listName(operation string, c aws.Call) string {
	return operation + "\x00" + c.Account + "\x00" + c.Region
}

// newestFirst is the default order of lists by creation time; Amazon documents
// none for flow definitions and human task UIs.
func newestFirst(order *SortOrder) bool {
	return order == nil || *order == SortOrderDescending
}

// optional is nil for an empty text, which the wire leaves out.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
