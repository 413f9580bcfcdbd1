package workforce

import (
	"context"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/tag"
)

// Workteam finds a team by name. Everyone-in-private-workforce is always there
// while the workforce is the default one.
func (s *Service) Workteam(ctx context.Context, account, region, name string) (Workteam, error) {
	t, err := s.store.Workteam(ctx, account, region, name)
	if !fault.Is(err, fault.NotFound) || name != EveryoneTeam {
		return t, err
	}
	w, current := s.current(ctx, account, region)
	if current != nil {
		return Workteam{}, current
	}
	if w.Name != DefaultName || w.Cognito == nil {
		return Workteam{}, err
	}
	return everyoneOf(w), nil
}

// everyoneOf is the virtual team of a default workforce, with its id if it has one.
func everyoneOf(w Workforce) Workteam {
	t := everyone(w.Account, w.Region, w.CreatedAt)
	t.WorkforceID = w.ID
	return t
}

// Workteams lists teams, the virtual one included while it is not stored.
func (s *Service) Workteams(ctx context.Context, account, region string, l List) ([]Workteam, error) {
	teams, err := s.store.Workteams(ctx, account, region)
	if err != nil {
		return nil, err
	}
	virtual, err := s.Workteam(ctx, account, region, EveryoneTeam)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	if err == nil && !virtual.Stored {
		teams = append(teams, virtual)
	}
	return l.pageOf(teams), nil
}

// TeamRequest is what CreateWorkteam asks for.
type TeamRequest struct {
	Account, Region, Principal string
	Name                       string
	WorkforceName              string // empty for the account's workforce
	Members                    []Member
	Description                string
	NotificationTopic          string
	Access                     *Access
	Tags                       []tag.Tag
}

// CreateWorkteam makes a team of the account's workforce.
func (s *Service) CreateWorkteam(ctx context.Context, r TeamRequest, now time.Time) (Workteam, error) {
	if err := tag.Check(tag.Workteam, r.Tags); err != nil {
		return Workteam{}, err
	}
	w, err := s.workforceFor(ctx, r)
	if err != nil {
		return Workteam{}, err
	}
	if err := checkMembers(r.Members, w); err != nil {
		return Workteam{}, err
	}
	w = s.named(w, now)
	t := r.team(s.newID(now), w, now)
	if w.Name == DefaultName && t.Name == EveryoneTeam {
		return Workteam{}, taken(t)
	}
	err = s.store.CreateWorkteam(ctx, t, w, r.Tags, func(teams int) error {
		if teams >= s.maxTeams {
			return fault.New(fault.Quota, fault.Workteam,
				"The account-level service limit 'Number of work teams' is %d, with current utilization of %d and a request delta of 1.", s.maxTeams, teams)
		}
		return nil
	})
	if fault.Is(err, fault.InUse) {
		err = taken(t)
	}
	return t, err
}

func taken(t Workteam) error {
	return fault.New(fault.InUse, fault.Workteam, "Work team %s already exists.", t.ARN())
}

func (s *Service) workforceFor(ctx context.Context, r TeamRequest) (Workforce, error) {
	if r.WorkforceName == "" {
		return s.current(ctx, r.Account, r.Region)
	}
	return s.Workforce(ctx, r.Account, r.Region, r.WorkforceName)
}

func (r TeamRequest) team(id string, w Workforce, now time.Time) Workteam {
	return Workteam{
		ID: id, Account: r.Account, Region: r.Region, Name: r.Name, WorkforceID: w.ID, WorkforceName: w.Name,
		Description: r.Description, Members: r.Members, NotificationTopic: r.NotificationTopic, Access: r.Access,
		CreatedBy: r.Principal, CreatedAt: now, UpdatedAt: now,
	}
}

// TeamUpdate is what UpdateWorkteam asks for; nil leaves a setting as it is.
type TeamUpdate struct {
	Account, Region, Name string
	Members               []Member // replaces all, when not nil
	Description           *string
	NotificationTopic     *string
	Access                *Access
}

// UpdateWorkteam changes a team. The virtual one is what it is.
func (s *Service) UpdateWorkteam(ctx context.Context, r TeamUpdate, now time.Time) (Workteam, error) {
	t, err := s.Workteam(ctx, r.Account, r.Region, r.Name)
	if err != nil {
		return Workteam{}, err
	}
	w, err := s.current(ctx, r.Account, r.Region)
	if err != nil {
		return Workteam{}, err
	}
	if err := checkMembers(r.Members, w); err != nil {
		return Workteam{}, err
	}
	changed := r.update(t, now)
	if t.Stored {
		return changed, s.store.ChangeWorkteam(ctx, changed)
	}
	w = s.named(w, now)
	changed.ID, changed.WorkforceID = s.newID(now), w.ID
	return changed, s.store.CreateWorkteam(ctx, changed, w, nil, func(int) error { return nil })
}

// update is the rule of UpdateWorkteam.
func (r TeamUpdate) update(t Workteam, now time.Time) Workteam {
	if r.Members != nil {
		t.Members = r.Members
	}
	if r.Description != nil {
		t.Description = *r.Description
	}
	if r.NotificationTopic != nil {
		t.NotificationTopic = *r.NotificationTopic
	}
	if r.Access != nil {
		t.Access = r.Access
	}
	t.UpdatedAt = now
	return t
}

// DeleteWorkteam deletes a team that no flow definition uses. The virtual one is
// as good as deleted.
func (s *Service) DeleteWorkteam(ctx context.Context, account, region, name string, now time.Time) error {
	t, err := s.Workteam(ctx, account, region, name)
	if err != nil || !t.Stored {
		return err
	}
	return s.store.DeleteWorkteam(ctx, t, now, func(flow string) error {
		if flow != "" {
			return fault.New(fault.InUse, fault.Workteam,
				"Work team %s cannot be deleted: flow definition %s uses it. Delete that first.", t.ARN(), flow)
		}
		return nil
	})
}

// Materialise gives a virtual team and its workforce the ids under which whoever
// refers to the team will store them.
func (s *Service) Materialise(t Workteam, now time.Time) Workteam {
	if t.Stored {
		return t
	}
	t.ID = s.newID(now)
	if t.WorkforceID == "" {
		t.WorkforceID = s.newID(now)
	}
	return t
}

// Keep stores the virtual workforce or work team that an ARN names, and does
// nothing for any other ARN.
func (s *Service) Keep(ctx context.Context, account, region, arn string, now time.Time) error {
	w, err := s.current(ctx, account, region)
	if err != nil {
		return err
	}
	if arn == w.ARN() && !w.Stored {
		_, err := s.store.ChangeWorkforce(ctx, s.named(w, now), func(w Workforce, _ int) (Workforce, error) { return w, nil })
		return err
	}
	t, err := s.Workteam(ctx, account, region, EveryoneTeam)
	if fault.Is(err, fault.NotFound) || (err == nil && (t.Stored || arn != t.ARN())) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.store.CreateWorkteam(ctx, s.Materialise(t, now), s.named(w, now), nil, func(int) error { return nil })
}
