package query

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
	"foureyes/internal/page"
	"foureyes/internal/savedquery"
)

// SavedQuery is a query that somebody keeps by a name.
type SavedQuery struct {
	ID        string    `json:"id"`
	Name      string    `json:"name" doc:"Unique among those of its owner."`
	Query     string    `json:"query,omitempty" doc:"Left out in lists."`
	Shared    bool      `json:"shared" doc:"Everybody reads it who may list saved queries of the account."`
	Owner     string    `json:"owner" doc:"The ARN of who saved it first."`
	Own       bool      `json:"own" doc:"The caller is its owner."`
	MayChange bool      `json:"mayChange" doc:"The caller is its owner or an administrator."`
	CreatedAt time.Time `json:"createdAt"`
	ChangedAt time.Time `json:"changedAt"`
	ChangedBy string    `json:"changedBy" doc:"The ARN of who saved it last."`
}

func savedQueryOf(q savedquery.Query, c savedquery.Caller) SavedQuery {
	return SavedQuery{
		ID: q.ID, Name: q.Name, Query: q.Text, Shared: q.Shared, Owner: q.Owner, Own: q.Owner == c.Principal, MayChange: c.MayChange(q),
		CreatedAt: q.CreatedAt, ChangedAt: q.ChangedAt, ChangedBy: q.ChangedBy,
	}
}

// SavedQueryDraft is what can be changed of a saved query.
type SavedQueryDraft struct {
	Name   string `json:"name" minLength:"1" maxLength:"128"`
	Query  string `json:"query" minLength:"1" maxLength:"65536" doc:"At most 64 KiB. It is kept as it is, mistakes included."`
	Shared bool   `json:"shared,omitempty" doc:"Let everybody read it who may list saved queries of the account."`
}

func (d SavedQueryDraft) draft() savedquery.Draft {
	return savedquery.Draft{Name: d.Name, Text: d.Query, Shared: d.Shared}
}

// SavedQueryID names a saved query.
type SavedQueryID struct {
	AccountInput

	ID string `path:"id" maxLength:"26"`
}

type listSavedQueriesInput struct {
	AccountInput

	NameContains string `query:"nameContains" maxLength:"128" doc:"Only queries whose names hold this, in capitals or not."`
	MaxResults   int    `query:"maxResults" minimum:"1" maximum:"100" default:"100"`
	NextToken    string `query:"nextToken" maxLength:"8192"`
}

type listSavedQueriesOutput struct {
	Body struct {
		SavedQueries []SavedQuery `json:"savedQueries" nullable:"false"`
		NextToken    string       `json:"nextToken,omitempty"`
	}
}

type saveQueryInput struct {
	AccountInput

	Body SavedQueryDraft
}

type changeSavedQueryInput struct {
	SavedQueryID

	Body SavedQueryDraft
}

type savedQueryOutput struct{ Body SavedQuery }

func (a *api) savedQueryRoutes() {
	const all, one = "/sql/queries", "/sql/queries/{id}"
	taken := jsonapi.Errors(http.StatusConflict)
	huma.Register(a, jsonapi.Operation("listSavedQueries", http.MethodGet, all, "Saved queries: one's own and those that are shared", a.ForAccounts), a.listSavedQueries)
	huma.Register(a, jsonapi.Operation("getSavedQuery", http.MethodGet, one, "A saved query with its text", a.ForAccounts), a.getSavedQuery)
	huma.Register(a, jsonapi.Operation("saveQuery", http.MethodPost, all, "Save a query by a name", a.ForAccounts, taken,
		func(o *huma.Operation) { o.DefaultStatus = http.StatusCreated }), a.saveQuery)
	huma.Register(a, jsonapi.Operation("changeSavedQuery", http.MethodPut, one, "Save a query anew", a.ForAccounts, taken), a.changeSavedQuery)
	huma.Register(a, jsonapi.Operation("deleteSavedQuery", http.MethodDelete, one, "Delete a saved query", a.ForAccounts), a.deleteSavedQuery)
}

// saver is who asks for saved queries of an account.
func (a *api) saver(ctx context.Context, of AccountInput) savedquery.Caller {
	c := jsonapi.CallerOf(ctx)
	if c.AccessKeyID != "" {
		return savedquery.Caller{Account: c.Account, Principal: c.Principal}
	}
	account := cmp.Or(of.Account, a.Account)
	return savedquery.Caller{Account: account, Principal: auth.PersonARN(account, c.Person), Administrator: c.Person.Administrator}
}

// listPlace names the list that a token belongs to: what a caller sees of an account.
func listPlace(c savedquery.Caller) string { return "saved-queries " + c.Account + " " + c.Principal }

func (a *api) listSavedQueries(ctx context.Context, in *listSavedQueriesInput) (*listSavedQueriesOutput, error) {
	c := a.saver(ctx, in.AccountInput)
	q, err := a.p.Tokens.Query(listPlace(c), page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken, NameContains: &in.NameContains})
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	queries, last, err := a.p.Saved.List(ctx, c, q)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &listSavedQueriesOutput{}
	out.Body.SavedQueries = make([]SavedQuery, 0, len(queries))
	for _, q := range queries {
		out.Body.SavedQueries = append(out.Body.SavedQueries, savedQueryOf(q, c))
	}
	if next := a.p.Tokens.Next(listPlace(c), q, last); next != nil {
		out.Body.NextToken = *next
	}
	return out, nil
}

func (a *api) getSavedQuery(ctx context.Context, in *SavedQueryID) (*savedQueryOutput, error) {
	c := a.saver(ctx, in.AccountInput)
	q, err := a.p.Saved.Find(ctx, c, in.ID)
	return jsonapi.Answer(ctx, a.API, &savedQueryOutput{savedQueryOf(q, c)}, err)
}

func (a *api) saveQuery(ctx context.Context, in *saveQueryInput) (*savedQueryOutput, error) {
	c := a.saver(ctx, in.AccountInput)
	q, err := a.p.Saved.Save(ctx, c, in.Body.draft(), jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &savedQueryOutput{savedQueryOf(q, c)}, err)
}

func (a *api) changeSavedQuery(ctx context.Context, in *changeSavedQueryInput) (*savedQueryOutput, error) {
	c := a.saver(ctx, in.AccountInput)
	q, err := a.p.Saved.Change(ctx, c, in.ID, in.Body.draft(), jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &savedQueryOutput{savedQueryOf(q, c)}, err)
}

func (a *api) deleteSavedQuery(ctx context.Context, in *SavedQueryID) (*struct{}, error) {
	return jsonapi.Answer(ctx, a.API, &struct{}{}, a.p.Saved.Delete(ctx, a.saver(ctx, in.AccountInput), in.ID))
}
