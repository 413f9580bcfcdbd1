package portal

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
)

type workKey struct{}

// forWorkers lets whoever is signed in call an operation about work, from where their
// workforces allow it (SourceIpConfig). To who is elsewhere, tasks are not there.
func (a *api) forWorkers(o *huma.Operation) {
	a.ForPeople(o)
	o.Middlewares = append(o.Middlewares, a.fence)
}

func (a *api) fence(ctx huma.Context, next func(huma.Context)) {
	c := jsonapi.CallerOf(ctx.Context())
	f, err := a.workforces.Fence(ctx.Context(), c.Person.ID, c.Address)
	if err == nil && f.Whole {
		err = outside(c.Address)
	}
	if err != nil {
		a.Refuse(ctx, err)
		return
	}
	next(huma.WithValue(ctx, workKey{}, a.loops.Without(f.Teams)))
}

// work is the room as the caller may see it.
func (a *api) work(ctx context.Context) *humanloop.Service {
	s, _ := ctx.Value(workKey{}).(*humanloop.Service)
	return s
}

// admit refuses somebody who signs in only to work, where their workforces do not
// allow it.
func (a *api) admit(ctx context.Context, p auth.Person) error {
	address := jsonapi.CallerOf(ctx).Address
	f, err := a.workforces.Fence(ctx, p.ID, address)
	if err != nil || !f.Whole || p.Administrator {
		return err
	}
	roles, err := a.people.Roles(ctx, p.ID)
	if err != nil || len(roles) > 0 {
		return err
	}
	return outside(address)
}

// outside is what Amazon's portal answers to an address outside of the ranges: that
// nothing is there (SageMaker API, SourceIpConfig).
func outside(address string) error {
	return fault.New(fault.NotFound, fault.Workforce, "Not found. Your workforce cannot be reached from the network address %s.", address)
}
