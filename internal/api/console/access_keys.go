package console

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// AccessKey is what a program signs its requests with.
type AccessKey struct {
	ID         string     `json:"id"`
	Account    string     `json:"account"`
	User       string     `json:"user"`
	Principal  string     `json:"principal" doc:"ARN of the user, as policies and the audit name them."`
	Policies   []Policy   `json:"policies" nullable:"false"`
	CreatedAt  time.Time  `json:"createdAt"`
	DisabledAt *time.Time `json:"disabledAt,omitempty" doc:"When the key stopped to work."`
}

// Policy says what an access key may do.
type Policy struct {
	Name     string `json:"name" maxLength:"128" doc:"One of Foureyes's policies, or a name of your own with a document."`
	Document string `json:"document,omitempty" maxLength:"20480" doc:"An IAM policy document: JSON as text."`
}

func accessKeyOf(k auth.AccessKey) AccessKey {
	out := AccessKey{
		ID: k.ID, Account: k.Account, User: k.User(), Principal: k.Principal, CreatedAt: k.CreatedAt,
		Policies: make([]Policy, 0, len(k.Policies)),
	}
	for _, p := range k.Policies {
		out.Policies = append(out.Policies, Policy(p))
	}
	if !k.DisabledAt.IsZero() {
		out.DisabledAt = &k.DisabledAt
	}
	return out
}

// NewAccessKey is an access key with its secret, which is shown this once.
type NewAccessKey struct {
	AccessKey       AccessKey `json:"accessKey"`
	SecretAccessKey string    `json:"secretAccessKey" doc:"Shown this once; it cannot be read again."`
}

type newAccessKeyOutput struct{ Body NewAccessKey }

func newAccessKeyOf(k auth.AccessKey, c auth.Credentials) *newAccessKeyOutput {
	return &newAccessKeyOutput{NewAccessKey{AccessKey: accessKeyOf(k), SecretAccessKey: c.Secret}}
}

type createAccessKeyInput struct {
	Body struct {
		Account  string   `json:"account,omitempty" maxLength:"12" doc:"12 digits; made when it is new. The caller's own, or the operators', when left out."`
		User     string   `json:"user" maxLength:"64" doc:"Whose key it is; need not exist before."`
		Policies []Policy `json:"policies" nullable:"false" maxItems:"10"`
	}
}

type listAccessKeysInput struct {
	MaxResults int    `query:"maxResults" minimum:"1" maximum:"100" default:"100"`
	NextToken  string `query:"nextToken" maxLength:"8192"`
	Account    string `query:"account" maxLength:"12" doc:"Only keys of this account."`
}

type listAccessKeysOutput struct {
	Body struct {
		AccessKeys []AccessKey `json:"accessKeys" nullable:"false"`
		NextToken  string      `json:"nextToken,omitempty"`
	}
}

type accessKeyInput struct {
	ID string `path:"id" maxLength:"128"`
}

type rotateAccessKeyInput struct {
	ID   string `path:"id" maxLength:"128"`
	Body struct {
		DisableOld bool `json:"disableOld,omitempty" doc:"Disable the old key at once; otherwise it goes on working."`
	}
}

type oneAccessKeyOutput struct{ Body AccessKey }

type setPoliciesInput struct {
	ID   string `path:"id" maxLength:"128"`
	Body struct {
		Policies []Policy `json:"policies" nullable:"false" minItems:"1" maxItems:"10" doc:"All of them: what is not here is taken away."`
	}
}

type managedPoliciesOutput struct {
	Body struct {
		Policies []Policy `json:"policies" nullable:"false"`
	}
}

func (a *api) accessKeyRoutes() {
	created := func(o *huma.Operation) { o.DefaultStatus = http.StatusCreated }
	inUse := jsonapi.Errors(http.StatusConflict)
	const one = "/access-keys/{id}"
	huma.Register(a, jsonapi.Operation("listAccessKeys", http.MethodGet, "/access-keys", "Access keys of programs", a.ForAccounts), a.listAccessKeys)
	huma.Register(a, jsonapi.Operation("createAccessKey", http.MethodPost, "/access-keys", "Make an access key", a.ForAccounts, created), a.createAccessKey)
	huma.Register(a, jsonapi.Operation("getAccessKey", http.MethodGet, one, "An access key, without its secret", a.ForAccounts), a.accessKey)
	huma.Register(a, jsonapi.Operation("setAccessKeyPolicies", http.MethodPut, one+"/policies", "Say what an access key may do", a.ForAccounts, inUse), a.setPolicies)
	huma.Register(a, jsonapi.Operation("listManagedPolicies", http.MethodGet, "/managed-policies", "Foureyes's own policies for access keys", a.ForAccounts), a.managedPolicies)
	huma.Register(a, jsonapi.Operation("disableAccessKey", http.MethodPost, one+"/disable", "Stop an access key from working", a.ForAccounts, inUse), a.disableAccessKey)
	huma.Register(a, jsonapi.Operation("enableAccessKey", http.MethodPost, one+"/enable", "Let a disabled access key work again", a.ForAccounts), a.enableAccessKey)
	huma.Register(a, jsonapi.Operation("rotateAccessKey", http.MethodPost, one+"/rotate", "Make the successor of an access key", a.ForAccounts, inUse, created), a.rotateAccessKey)
	huma.Register(a, jsonapi.Operation("deleteAccessKey", http.MethodDelete, one, "Remove an access key for good", a.ForAccounts, inUse), a.deleteAccessKey)
}

// reach is the account that a caller's operations on keys are held to; empty for
// operators, who reach all of them.
func (a *api) reach(ctx context.Context) string {
	c := jsonapi.CallerOf(ctx)
	switch account := cmp.Or(c.Account, c.About); {
	case c.Person.Administrator, account == a.Account:
		return ""
	default:
		return account
	}
}

// key finds a key within the caller's reach. One out of reach is not there.
func (a *api) key(ctx context.Context, id string) (auth.AccessKey, error) {
	k, err := a.p.Keys.Read(ctx, id)
	if reach := a.reach(ctx); err == nil && reach != "" && k.Account != reach {
		return auth.AccessKey{}, fault.New(fault.NotFound, auth.SubjectAccessKey, "There is no such access key.")
	}
	return k, err
}

// anothers finds a key that is not the caller's own: whoever ends the key in their
// hand may have no other.
func (a *api) anothers(ctx context.Context, id string) (auth.AccessKey, error) {
	if id == jsonapi.CallerOf(ctx).AccessKeyID {
		return auth.AccessKey{}, fault.New(fault.InUse, auth.SubjectAccessKey,
			"This request was signed with access key %s itself. Use another key, or rotate it.", id)
	}
	return a.key(ctx, id)
}

func (a *api) createAccessKey(ctx context.Context, in *createAccessKeyInput) (*newAccessKeyOutput, error) {
	n := auth.NewAccessKey{Account: in.Body.Account, User: in.Body.User}
	reach := a.reach(ctx)
	switch {
	case n.Account == "" && reach != "":
		n.Account = reach
	case n.Account == "":
		n.Account = a.Account
	case reach != "" && n.Account != reach:
		return nil, a.Problem(ctx, fault.New(fault.Denied, auth.SubjectAccessKey, "Keys of account %s make keys of no other account.", reach))
	}
	n.Policies = policiesOf(in.Body.Policies)
	k, c, err := a.p.Keys.Make(ctx, n, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, newAccessKeyOf(k, c), err)
}

func policiesOf(given []Policy) []auth.Policy {
	all := make([]auth.Policy, 0, len(given))
	for _, p := range given {
		all = append(all, auth.Policy(p))
	}
	return all
}

func (a *api) accessKey(ctx context.Context, in *accessKeyInput) (*oneAccessKeyOutput, error) {
	k, err := a.key(ctx, in.ID)
	return jsonapi.Answer(ctx, a.API, &oneAccessKeyOutput{accessKeyOf(k)}, err)
}

// setPolicies changes another key than the caller's own: whoever takes rights from
// the key in their hand may have no other.
func (a *api) setPolicies(ctx context.Context, in *setPoliciesInput) (*oneAccessKeyOutput, error) {
	k, err := a.anothers(ctx, in.ID)
	if err == nil {
		err = a.p.Keys.SetPolicies(ctx, k.ID, policiesOf(in.Body.Policies))
	}
	if err == nil {
		k, err = a.p.Keys.Read(ctx, k.ID)
	}
	return jsonapi.Answer(ctx, a.API, &oneAccessKeyOutput{accessKeyOf(k)}, err)
}

func (a *api) managedPolicies(ctx context.Context, _ *struct{}) (*managedPoliciesOutput, error) {
	out := &managedPoliciesOutput{}
	for _, name := range auth.ManagedPolicies() {
		text, err := auth.ManagedDocument(name)
		if err != nil {
			return nil, a.Problem(ctx, err)
		}
		out.Body.Policies = append(out.Body.Policies, Policy{Name: name, Document: text})
	}
	return out, nil
}

func (a *api) listAccessKeys(ctx context.Context, in *listAccessKeysInput) (*listAccessKeysOutput, error) {
	account := in.Account
	if reach := a.reach(ctx); reach != "" {
		account = reach
	}
	list := "access-keys\x00" + account
	q, err := a.p.Tokens.Query(list, page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken})
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	keys, last, err := a.p.Keys.List(ctx, account, q)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &listAccessKeysOutput{}
	out.Body.AccessKeys = make([]AccessKey, 0, len(keys))
	for _, k := range keys {
		out.Body.AccessKeys = append(out.Body.AccessKeys, accessKeyOf(k))
	}
	if next := a.p.Tokens.Next(list, q, last); next != nil {
		out.Body.NextToken = *next
	}
	return out, nil
}

func (a *api) disableAccessKey(ctx context.Context, in *accessKeyInput) (*struct{}, error) {
	k, err := a.anothers(ctx, in.ID)
	if err == nil {
		err = a.p.Keys.Disable(ctx, k.ID, jsonapi.Now(ctx))
	}
	return jsonapi.Answer(ctx, a.API, &struct{}{}, err)
}

func (a *api) enableAccessKey(ctx context.Context, in *accessKeyInput) (*struct{}, error) {
	k, err := a.key(ctx, in.ID)
	if err == nil {
		err = a.p.Keys.Enable(ctx, k.ID)
	}
	return jsonapi.Answer(ctx, a.API, &struct{}{}, err)
}

func (a *api) deleteAccessKey(ctx context.Context, in *accessKeyInput) (*struct{}, error) {
	k, err := a.anothers(ctx, in.ID)
	if err == nil {
		err = a.p.Keys.Delete(ctx, k.ID)
	}
	return jsonapi.Answer(ctx, a.API, &struct{}{}, err)
}

func (a *api) rotateAccessKey(ctx context.Context, in *rotateAccessKeyInput) (*newAccessKeyOutput, error) {
	k, err := a.key(ctx, in.ID)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	k, c, err := a.p.Keys.Rotate(ctx, k.ID, in.Body.DisableOld, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, newAccessKeyOf(k, c), err)
}
