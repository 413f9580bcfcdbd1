// Package savedquery is the room of SQL queries that people and programs keep by a name,
// for themselves or for everybody who asks SQL in the account.
//
// It owns what a saved query is, who sees one and who may change it, and how many there
// may be. What a query means is the engine's (ddsql): one is saved as it is written,
// mistakes included. Which roles may save at all is said by policies, which the door asks.
package savedquery

import (
	"context"
	"fmt"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/page"
)

// Store keeps saved queries.
type Store interface {
	// AddSavedQuery saves a new query if the rule lets it stand beside the others of its
	// account; fault.InUse when its owner has one with its name.
	AddSavedQuery(ctx context.Context, q Query, fits func(existing int) error) error
	// SavedQuery finds a query of an account; fault.NotFound.
	SavedQuery(ctx context.Context, account, id string) (Query, error)
	// ListSavedQueries lists a page, and one more, of an account's queries that are shared
	// or a principal's own, without their texts.
	ListSavedQueries(ctx context.Context, account, principal string, q page.Query) ([]Query, error)
	// ChangeSavedQuery runs a rule about a query and saves what it returns; fault.NotFound,
	// and fault.InUse when its owner has another one with its name.
	ChangeSavedQuery(ctx context.Context, account, id string, rule func(Query) (Query, error)) (Query, error)
	// DeleteSavedQuery removes a query unless the rule refuses; fault.NotFound.
	DeleteSavedQuery(ctx context.Context, account, id string, rule func(Query) error) error
}

// Service keeps saved queries. It is safe for concurrent use.
type Service struct {
	store Store
	newID func(time.Time) string
}

// NewService makes a Service over a store.
func NewService(store Store, newID func(time.Time) string) *Service {
	return &Service{store: store, newID: newID}
}

// Save saves a new query as the caller's own; fault.Invalid, fault.InUse for a name that
// they have given already, and fault.Quota.
func (s *Service) Save(ctx context.Context, c Caller, d Draft, now time.Time) (Query, error) {
	if err := d.check(); err != nil {
		return Query{}, err
	}
	q := Query{ID: s.newID(now), Account: c.Account, Owner: c.Principal, CreatedAt: now}.apply(d, c, now)
	tell(ctx, q.Account, q.ID)
	if err := s.store.AddSavedQuery(ctx, q, fits); err != nil {
		return Query{}, fmt.Errorf("save the query: %w", err)
	}
	return q, nil
}

// Find gives a query that the caller sees; fault.NotFound.
func (s *Service) Find(ctx context.Context, c Caller, id string) (Query, error) {
	q, err := s.store.SavedQuery(ctx, c.Account, id)
	if err == nil && !c.sees(q) {
		err = Missing(id)
	}
	return q, err
}

// List reads a page of the queries that the caller sees, without their texts, and the key
// after which the next page starts; nil on the last.
func (s *Service) List(ctx context.Context, c Caller, q page.Query) ([]Query, *page.Key, error) {
	rows, err := s.store.ListSavedQueries(ctx, c.Account, c.Principal, q)
	if err != nil {
		return nil, nil, fmt.Errorf("list the saved queries: %w", err)
	}
	kept, last := page.More(rows, q.Limit)
	if last == nil {
		return kept, nil, nil
	}
	return kept, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID}, nil
}

// Change saves a query anew, for its owner and for administrators; fault.Denied for others,
// and what Save and Find refuse with.
func (s *Service) Change(ctx context.Context, c Caller, id string, d Draft, now time.Time) (Query, error) {
	if err := d.check(); err != nil {
		return Query{}, err
	}
	tell(ctx, c.Account, id)
	q, err := s.store.ChangeSavedQuery(ctx, c.Account, id, func(q Query) (Query, error) {
		return q.apply(d, c, now), c.checkChange(q)
	})
	if err != nil {
		return Query{}, fmt.Errorf("change the saved query: %w", err)
	}
	return q, nil
}

// Delete removes a query, for those who may change it.
func (s *Service) Delete(ctx context.Context, c Caller, id string) error {
	tell(ctx, c.Account, id)
	if err := s.store.DeleteSavedQuery(ctx, c.Account, id, c.checkChange); err != nil {
		return fmt.Errorf("delete the saved query: %w", err)
	}
	return nil
}

// tell completes the audit's entry: which query it is, and of which account.
func tell(ctx context.Context, account, id string) {
	audit.From(ctx).Note(func(e *audit.Entry) { e.Account, e.Resource = account, "sql/queries/"+id })
}
