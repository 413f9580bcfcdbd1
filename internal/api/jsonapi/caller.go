package jsonapi

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
	"foureyes/internal/fault"
)

type callerKey struct{}

// Caller is who sent a request.
type Caller struct {
	// Token is that of the session, checked or not.
	Token string
	// Address is the network address, trusted proxies seen through.
	Address string
	// Person is who is signed in; zero for programs and where nobody must be.
	Person auth.Person
	// Session is set with Person.
	Session auth.Session
	// Account is the account that a program's key belongs to; empty for people.
	Account string
	// About is the account that a person's request is about, and that their roles were asked in; empty for programs,
	// and where no role was.
	About string
	// AccessKeyID is a program's key; empty for people.
	AccessKeyID string
	// Region is that of a program's signature; empty for people.
	Region string
	// Principal is a program's ARN; empty for people.
	Principal string
}

// CallerOf gives what the middlewares found out.
func CallerOf(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}

// note notes the caller's token and address, and gives every answer its headers:
// nothing here may be cached or sniffed.
func (a *API) note(ctx huma.Context, next func(huma.Context)) {
	r, _ := humago.Unwrap(ctx)
	aws.NameOperation(r.Context(), ctx.Operation().OperationID)
	ctx.SetHeader("Cache-Control", "no-store")
	ctx.SetHeader("X-Content-Type-Options", "nosniff")
	next(huma.WithValue(ctx, callerKey{}, Caller{
		Token: auth.FromRequest(r, a.Secure), Address: host(r.RemoteAddr),
	}))
}

// host is an address without its port.
func host(address string) string {
	h, _, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	return h
}

// ForPeople lets only whoever is signed in call an operation.
func (a *API) ForPeople(o *huma.Operation) {
	o.Errors = append(o.Errors, http.StatusForbidden)
	a.forPeople(o, a.Sessions.Find)
}

// ForThemselves is ForPeople for operations on one's own account, which are open to who
// must set up a second factor before anything else too.
func (a *API) ForThemselves(o *huma.Operation) { a.forPeople(o, a.Sessions.FindAny) }

func (a *API) forPeople(o *huma.Operation, find finding) {
	o.Security = []map[string][]string{{"session": {}}, {"bearer": {}}}
	o.Middlewares = append(o.Middlewares, func(ctx huma.Context, next func(huma.Context)) {
		a.require(ctx, next, func(ctx huma.Context) (Caller, error) { return a.session(ctx, find) })
	})
}

// reach says who of other accounts than the operators' may call an operation.
type reach int

const (
	nobodyElse reach = iota
	people           // about the account that they name
	everybody        // programs too, about their own
)

// ForOperators lets administrators call an operation, and people and programs of the
// operators' account whose roles and policies allow it.
func (a *API) ForOperators(o *huma.Operation) { a.forOperators(o, nobodyElse) }

// ForAuditors is ForOperators for operations that people with a role in another account
// may call too, about that one: what they are told must be of the account that they name.
func (a *API) ForAuditors(o *huma.Operation) { a.forOperators(o, people) }

// ForAccounts is ForOperators for operations that people and programs of other accounts
// may call too, about their own account. That they do is for the operation to check.
func (a *API) ForAccounts(o *huma.Operation) { a.forOperators(o, everybody) }

// ForResource is ForAccounts for operations on something that has an ARN of its own,
// which about gives: policies name that, and not the path.
func (a *API) ForResource(about func(aws.Call, *http.Request) string) func(*huma.Operation) {
	return func(o *huma.Operation) {
		a.guard(o, func(ctx huma.Context, c aws.Call, r *http.Request) error {
			if a.Gate == nil {
				return nil
			}
			return a.Gate.Permit(ctx.Context(), c, auth.Permission{Action: action(ctx.Operation()), Resource: about(c, r)})
		})
	}
}

// ForRequesters lets administrators call an operation, and people and programs of any
// account that may do the same at AWS's door: action is the operation there, such as
// sagemaker:DescribeHumanLoop, and about gives the ARN that a request is about.
// Programs share that operation's rate.
func (a *API) ForRequesters(action string, about func(aws.Call, *http.Request) string) func(*huma.Operation) {
	return func(o *huma.Operation) {
		o.Errors = append(o.Errors, http.StatusTooManyRequests)
		a.guard(o, func(ctx huma.Context, c aws.Call, r *http.Request) error {
			if a.Gate == nil {
				return nil
			}
			return a.ask(ctx, c, auth.Permission{Action: action, Resource: about(c, r)})
		})
	}
}

// ask asks the gate as AWS's door of the action would.
func (a *API) ask(ctx huma.Context, c aws.Call, p auth.Permission) error {
	if _, err := a.Gate.Enter(ctx.Context(), c, p.Action, false); err != nil {
		return err
	}
	return a.Gate.Permit(ctx.Context(), c, p)
}

func (a *API) forOperators(o *huma.Operation, others reach) {
	a.guard(o, func(ctx huma.Context, c aws.Call, r *http.Request) error { return a.permit(ctx, c, r, others) })
}

// permission decides what a program may do whose signature is good.
type permission func(huma.Context, aws.Call, *http.Request) error

func (a *API) guard(o *huma.Operation, permit permission) {
	o.Security = []map[string][]string{{"session": {}}, {"bearer": {}}, {"sigv4": {}}}
	o.Errors = append(o.Errors, http.StatusForbidden)
	o.Middlewares = append(o.Middlewares, func(ctx huma.Context, next func(huma.Context)) {
		a.require(ctx, next, func(ctx huma.Context) (Caller, error) { return a.operator(ctx, permit) })
	})
}

func (a *API) require(ctx huma.Context, next func(huma.Context), who func(huma.Context) (Caller, error)) {
	c, err := who(ctx)
	if err != nil {
		a.Refuse(ctx, err)
		return
	}
	next(huma.WithValue(ctx, callerKey{}, c))
}

// finding finds the session of a token.
type finding func(ctx context.Context, token string, now time.Time) (auth.Session, error)

func (a *API) session(ctx huma.Context, find finding) (Caller, error) {
	c := CallerOf(ctx.Context())
	s, err := find(ctx.Context(), c.Token, Now(ctx.Context()))
	c.Session, c.Person = s, s.Person
	audit.From(ctx.Context()).Note(func(e *audit.Entry) { e.PersonID = s.Person.ID })
	return c, err
}

func (a *API) operator(ctx huma.Context, permit permission) (Caller, error) {
	r, _ := humago.Unwrap(ctx)
	if auth.Signed(r) {
		return a.program(ctx, r, permit)
	}
	c, err := a.session(ctx, a.Sessions.Find)
	if err != nil {
		return c, err
	}
	call := a.callOf(ctx, c, r)
	c.About = call.Account
	if !c.Person.Administrator {
		err = permit(ctx, call, r)
	}
	if err == nil {
		aws.NameAccount(ctx.Context(), call.Account, call.Region)
	}
	return c, err
}

// callOf is a person's request as the gate knows requests. It is about the account
// and region that it names, or else the operators' account and no region.
func (a *API) callOf(ctx huma.Context, c Caller, r *http.Request) aws.Call {
	id, now := aws.RequestFrom(ctx.Context())
	account := r.URL.Query().Get("account")
	if account == "" {
		account = a.Account
	}
	return aws.Call{
		RequestID: id, Time: now, Region: r.URL.Query().Get("region"), Account: account, SourceIP: c.Address,
		Principal: auth.PersonARN(account, c.Person), PersonID: c.Person.ID, Administrator: c.Person.Administrator,
	}
}

// program checks a signature, which covers the body, and the policies of its key,
// and puts the body back.
func (a *API) program(ctx huma.Context, r *http.Request, permit permission) (Caller, error) {
	call, body, err := a.Programs.JSON(r)
	if err != nil {
		return Caller{}, err
	}
	audit.From(ctx.Context()).Note(func(e *audit.Entry) {
		e.Account, e.Region, e.Principal, e.AccessKeyID = call.Account, call.Region, call.Principal, call.AccessKeyID
	})
	if err := permit(ctx, call, r); err != nil {
		return Caller{}, err
	}
	aws.NameAccount(ctx.Context(), call.Account, call.Region)
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.Header.Del("Content-Encoding")
	return Caller{Address: call.SourceIP, Account: call.Account, AccessKeyID: call.AccessKeyID, Region: call.Region, Principal: call.Principal}, nil
}

// permit asks the policies of a program's key. People and settings belong to the
// server, so other accounts than the operators' have no say in them.
func (a *API) permit(ctx huma.Context, c aws.Call, r *http.Request, others reach) error {
	switch {
	case c.Account == a.Account || others == everybody:
	case c.PersonID == "":
		return fault.New(fault.Denied, auth.SubjectAccessKey, "Only access keys of account %s may do this.", a.Account)
	case others == nobodyElse:
		return fault.New(fault.Denied, auth.SubjectPerson, "Only people with a role in account %s may do this.", a.Account)
	}
	if a.Gate == nil {
		return nil
	}
	about := arn.ARN{Partition: "aws", Service: "foureyes", Account: c.Account, Resource: subject(r)}
	return a.Gate.Permit(ctx.Context(), c, auth.Permission{Action: action(ctx.Operation()), Resource: about.String()})
}

// Refuse sends an error that is found before an operation runs.
func (a *API) Refuse(ctx huma.Context, err error) {
	p := a.Problem(ctx.Context(), err)
	ctx.SetHeader("Content-Type", problemType)
	ctx.SetStatus(p.Status)            // sends the headers, so it comes last
	_ = writeJSON(ctx.BodyWriter(), p) // a client that hung up is nobody's error
}
