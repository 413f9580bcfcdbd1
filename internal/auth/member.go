package auth

import (
	"context"
	"fmt"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// GroupStore keeps who is in which group. Work teams consist of groups, and several
// teams may share one.
type GroupStore interface {
	// ListMembers reads a page of the people, also disabled ones, who are in one of the
	// groups in a region of an account. One row more than q.Limit tells that more follow.
	ListMembers(ctx context.Context, account, region string, groups []string, q page.Query) ([]Person, error)
	// AddMember puts a person into a group; false when they were in it already.
	// fault.NotFound when there is no such person.
	AddMember(ctx context.Context, personID string, m Membership, now time.Time) (bool, error)
	// RemoveMember takes a person out of groups, as far as they hold in the region:
	// a place in every region's group of a name goes as a whole. It tells of how many.
	RemoveMember(ctx context.Context, personID, account, region string, groups []string) (int64, error)
}

// Members reads a page of the people who are in one of the groups, and the key after
// which the next page starts; nil on the last.
func (p *People) Members(ctx context.Context, account, region string, groups []string, q page.Query) ([]Person, *page.Key, error) {
	rows, err := p.groups.ListMembers(ctx, account, region, groups, q)
	if err != nil {
		return nil, nil, fmt.Errorf("list members: %w", err)
	}
	kept, last := page.More(rows, q.Limit)
	if last == nil {
		return kept, nil, nil
	}
	return kept, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID}, nil
}

// Join puts the person with an e-mail address into a group. fault.NotFound when there
// is none, fault.InUse when they are in it or are disabled.
func (p *People) Join(ctx context.Context, email string, m Membership, now time.Time) error {
	person, err := p.ByEmail(ctx, email)
	if err != nil {
		return err
	}
	if !person.DisabledAt.IsZero() {
		return fault.New(fault.InUse, SubjectPerson, "%s is disabled.", person.Email)
	}
	added, err := p.groups.AddMember(ctx, person.ID, m, now)
	if err == nil && !added {
		err = fault.New(fault.InUse, SubjectPerson, "%s is a member already.", person.Email)
	}
	return err
}

// Leave takes the person with an e-mail address out of groups. fault.NotFound when
// there is none, or they are in none of the groups.
func (p *People) Leave(ctx context.Context, email, account, region string, groups []string) error {
	person, err := p.ByEmail(ctx, email)
	if err != nil {
		return err
	}
	n, err := p.groups.RemoveMember(ctx, person.ID, account, region, groups)
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, SubjectPerson, "%s is no member.", person.Email)
	}
	return err
}

// Enable lets a person who was disabled sign in again. Nobody is signed in by it.
func (p *People) Enable(ctx context.Context, personID string) error {
	if err := p.store.EnablePerson(ctx, personID); err != nil {
		return fmt.Errorf("enable the person: %w", err)
	}
	return nil
}
