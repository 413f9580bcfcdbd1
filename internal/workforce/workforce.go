// Package workforce owns workforces and work teams: who may be asked, and under
// which names. People themselves, their passwords and sessions belong to auth.
//
// Every account has, in every region, a workforce called default and a work team
// called Everyone-in-private-workforce. Both are virtual: they are answered
// without being stored, and become rows when a flow definition first refers to
// them, so that reading in an unused region leaves no trace.
package workforce

import (
	"context"
	"strings"
	"time"

	"foureyes/internal/aws/arn"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// The names that exist in every account and region.
const (
	DefaultName  = "default"
	EveryoneTeam = "Everyone-in-private-workforce"
	everyoneText = "Everyone who works for this account."
)

// Workforce is the people of one account and region.
type Workforce struct {
	ID, Account, Region, Name string
	CreatedAt, UpdatedAt      time.Time
}

// Workteam is a part of a workforce that flow definitions can name.
type Workteam struct {
	ID, Account, Region, Name  string
	WorkforceID, WorkforceName string
	Description                string
	CreatedAt, UpdatedAt       time.Time
	// Stored is false for a virtual team, whose ids are empty until a request that
	// refers to it gives it some.
	Stored bool
}

// ARN is the workforce's Amazon Resource Name.
func (w Workforce) ARN() string {
	return arn.New("sagemaker", w.Region, w.Account, "workforce", w.Name).String()
}

// ARN is the team's Amazon Resource Name.
func (t Workteam) ARN() string {
	return arn.New("sagemaker", t.Region, t.Account, "workteam", "private-crowd/"+t.Name).String()
}

// WorkforceARN is the Amazon Resource Name of the team's workforce.
func (t Workteam) WorkforceARN() string {
	return Workforce{Account: t.Account, Region: t.Region, Name: t.WorkforceName}.ARN()
}

// UserPool is the name that the built-in directory goes by where Amazon would
// name a Cognito user pool. It is made from the account, so it is stable.
func UserPool(account, region string) string { return region + "_foureyes" + account }

// Issuer is the issuer that Amazon's output documents give for such a pool
// (A2I Developer Guide, output data: workerMetadata).
func Issuer(account, region string) string {
	return "https://cognito-idp." + region + ".amazonaws.com/" + UserPool(account, region)
}

// Store is what this room asks of the database.
type Store interface {
	// AccountCreatedAt tells when the account was made; NotFound for an unknown one.
	AccountCreatedAt(ctx context.Context, account string) (time.Time, error)
	Workforce(ctx context.Context, account, region, name string) (Workforce, error)
	Workteam(ctx context.Context, account, region, name string) (Workteam, error)
	// ListWorkteams lists the stored teams only.
	ListWorkteams(ctx context.Context, account, region string, q page.Query) ([]Workteam, error)
}

// Service answers for workforces and work teams.
type Service struct{ store Store }

// NewService makes a Service over a store.
func NewService(store Store) *Service { return &Service{store: store} }

// Workforce finds a workforce by name; the default one is always there.
func (s *Service) Workforce(ctx context.Context, account, region, name string) (Workforce, error) {
	w, err := s.store.Workforce(ctx, account, region, name)
	if err == nil || !fault.Is(err, fault.NotFound) || name != DefaultName {
		return w, err
	}
	at, err := s.store.AccountCreatedAt(ctx, account)
	if err != nil {
		return Workforce{}, err
	}
	return Workforce{Account: account, Region: region, Name: name, CreatedAt: at, UpdatedAt: at}, nil
}

// Workforces lists the one workforce that an account has in a region, unless the
// filters leave it out.
func (s *Service) Workforces(ctx context.Context, account, region string, q page.Query) ([]Workforce, error) {
	if q.After != nil || !contains(DefaultName, q.NameContains) {
		return nil, nil
	}
	w, err := s.Workforce(ctx, account, region, DefaultName)
	if err != nil {
		return nil, err
	}
	return []Workforce{w}, nil
}

// Workteam finds a team by name; Everyone-in-private-workforce is always there.
func (s *Service) Workteam(ctx context.Context, account, region, name string) (Workteam, error) {
	t, err := s.store.Workteam(ctx, account, region, name)
	if err == nil || !fault.Is(err, fault.NotFound) || name != EveryoneTeam {
		return t, err
	}
	at, err := s.store.AccountCreatedAt(ctx, account)
	if err != nil {
		return Workteam{}, err
	}
	return everyone(account, region, at), nil
}

// Workteams lists teams, oldest first unless asked otherwise, the virtual one
// included while it is not stored.
func (s *Service) Workteams(ctx context.Context, account, region string, q page.Query) ([]Workteam, error) {
	teams, err := s.store.ListWorkteams(ctx, account, region, q)
	if err != nil {
		return nil, err
	}
	virtual, err := s.Workteam(ctx, account, region, EveryoneTeam)
	if err != nil {
		return nil, err
	}
	return withVirtual(teams, virtual, q), nil
}

// withVirtual puts the virtual team where its creation time, which is older than
// any other team's, puts it: first, or last when the newest come first.
func withVirtual(teams []Workteam, virtual Workteam, q page.Query) []Workteam {
	switch {
	case virtual.Stored || !contains(virtual.Name, q.NameContains):
		return teams
	case q.Descending:
		if q.After != nil && q.After.ID == "" {
			return teams
		}
		return append(teams, virtual)
	case q.After == nil:
		return append([]Workteam{virtual}, teams...)
	}
	return teams
}

func everyone(account, region string, at time.Time) Workteam {
	return Workteam{
		Account: account, Region: region, Name: EveryoneTeam, WorkforceName: DefaultName,
		Description: everyoneText, CreatedAt: at, UpdatedAt: at,
	}
}

// contains is the case-insensitive NameContains of the list operations.
func contains(name, part string) bool {
	return strings.Contains(strings.ToLower(name), strings.ToLower(part))
}
