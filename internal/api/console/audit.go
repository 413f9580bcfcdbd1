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
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/page"
)

// Audit keeps the record of who did what.
type Audit interface {
	// ListAudit reads a page of the record, the newest first, and tells where the next page
	// begins; nil at the end. A page may have few entries, or none, before the end.
	ListAudit(ctx context.Context, f audit.Filter, q page.Query) ([]audit.Kept, *page.Key, error)
}

// AuditEntry is one call that changed something, or was refused.
type AuditEntry struct {
	ID                string    `json:"id"`
	At                time.Time `json:"at" doc:"When the call arrived."`
	RequestID         string    `json:"requestId" doc:"As the caller got it, and the log has it."`
	Account           string    `json:"account,omitempty" doc:"Whose resources the call was about; left out for the server's own."`
	Region            string    `json:"region,omitempty"`
	Principal         string    `json:"principal,omitempty" doc:"ARN of the user whose key or session it was."`
	AccessKeyID       string    `json:"accessKeyId,omitempty" doc:"Of programs."`
	Email             string    `json:"email,omitempty" doc:"Of people who were signed in."`
	Action            string    `json:"action" doc:"As policies name it."`
	Resource          string    `json:"resource" doc:"What the call was about: an ARN, or a path of the JSON APIs."`
	FlowDefinitionARN string    `json:"flowDefinitionArn,omitempty" doc:"The flow definition that the call was about, or whose human loop."`
	Outcome           string    `json:"outcome" doc:"Success, or the code of the fault."`
	SourceIP          string    `json:"sourceIp"`
}

func auditEntryOf(k audit.Kept) AuditEntry {
	return AuditEntry{
		ID: strconv.FormatInt(k.ID, 10), At: k.At, RequestID: k.RequestID, Account: k.Account, Region: k.Region,
		Principal: k.Principal, AccessKeyID: k.AccessKeyID, Email: k.Email,
		Action: k.Action, Resource: k.Resource, FlowDefinitionARN: k.FlowDefinitionARN, Outcome: k.Outcome, SourceIP: k.SourceIP,
	}
}

type listAuditInput struct {
	MaxResults int       `query:"maxResults" minimum:"1" maximum:"100" default:"100"`
	NextToken  string    `query:"nextToken" maxLength:"8192"`
	Account    string    `query:"account" maxLength:"12" doc:"Only what was done in this account. Auditors of other accounts than the operators' must say theirs."`
	Who        string    `query:"who" maxLength:"512" doc:"Who called: an e-mail address, the id of an access key, or a principal's ARN."`
	Action     string    `query:"action" maxLength:"256" doc:"Such as sagemaker:StartHumanLoop; foureyes:* for all that begin so."`
	Resource   string    `query:"resource" maxLength:"512" doc:"Part of what the calls were about."`
	Flow       string    `query:"flow" maxLength:"1024" doc:"Only what was done to one flow definition and its human loops: its ARN, also of one that is gone, or its name."`
	Region     string    `query:"region" maxLength:"64" doc:"Where a flow definition is that is named. A signed request is about the region of its signature."`
	Outcome    string    `query:"outcome" maxLength:"128" doc:"Success, the code of a fault, or Refused for any of these."`
	From       time.Time `query:"from" doc:"From then on."`
	Until      time.Time `query:"until" doc:"Before then."`
}

type listAuditOutput struct {
	Body struct {
		Entries   []AuditEntry `json:"entries" nullable:"false" doc:"The newest first."`
		NextToken string       `json:"nextToken,omitempty" doc:"There may be more: a search looks at 20,000 entries at a time, so a page may have few or none."`
	}
}

func (a *api) auditRoutes() {
	huma.Register(a, jsonapi.Operation("listAuditEntries", http.MethodGet, "/audit", "Who did what", a.ForAuditors), a.listAudit)
}

// filter reads what is looked for; false when nobody is who it names.
func (a *api) filter(ctx context.Context, in *listAuditInput) (f audit.Filter, known bool, err error) {
	f = audit.Filter{
		Account: in.Account, Action: in.Action, Resource: in.Resource, Outcome: in.Outcome, From: in.From, Until: in.Until,
	}
	switch who := strings.TrimSpace(in.Who); {
	case strings.HasPrefix(who, "arn:"):
		f.Principal = who
	case strings.Contains(who, "@"):
		p, err := a.p.People.ByEmail(ctx, who)
		if fault.Is(err, fault.NotFound) {
			return f, false, nil
		}
		f.PersonID = p.ID
		return f, true, err
	default:
		f.AccessKeyID = who
	}
	return f, true, nil
}

// flowARN is that of the flow definition that is looked for; empty for none.
func (a *api) flowARN(ctx context.Context, in *listAuditInput) (string, error) {
	if in.Flow == "" || strings.HasPrefix(in.Flow, "arn:") {
		return in.Flow, nil
	}
	account, region, err := Place{Account: in.Account, Region: in.Region}.of(ctx, a)
	return flow.ARN(account, region, in.Flow), err
}

func (a *api) listAudit(ctx context.Context, in *listAuditInput) (*listAuditOutput, error) {
	f, known, err := a.filter(ctx, in)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &listAuditOutput{}
	out.Body.Entries = []AuditEntry{}
	if !known {
		return out, nil
	}
	if f.FlowDefinitionARN, err = a.flowARN(ctx, in); err != nil {
		return nil, err
	}
	list := strings.Join([]string{"audit", in.Account, in.Who, in.Action, in.Resource, f.FlowDefinitionARN, in.Outcome}, "\x00")
	rows, next, err := a.auditPage(ctx, list, f, page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken, CreatedAfter: &in.From, CreatedBefore: &in.Until})
	if err != nil {
		return nil, err
	}
	for _, k := range rows {
		out.Body.Entries = append(out.Body.Entries, auditEntryOf(k))
	}
	out.Body.NextToken = next
	return out, nil
}

// auditPage reads a page of the record, and gives the token of the one behind it.
func (a *api) auditPage(ctx context.Context, list string, f audit.Filter, asked page.Request) (rows []audit.Kept, next string, err error) {
	q, err := a.p.Tokens.Query(list, asked)
	if err != nil {
		return nil, "", huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	rows, behind, err := a.p.Audit.ListAudit(ctx, f, q)
	if err != nil {
		return nil, "", a.Problem(ctx, err)
	}
	if token := a.p.Tokens.Next(list, q, behind); token != nil {
		next = *token
	}
	return rows, next, nil
}
