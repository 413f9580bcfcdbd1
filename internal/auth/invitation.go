package auth

import (
	"context"
	"fmt"
	"strings"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/fault"
)

// Purpose is what a one-time link is for.
type Purpose string

// The purposes of links.
const (
	// ToSignIn lets the person in once; one who has no password may choose it instead.
	ToSignIn Purpose = "sign-in"
	// ToChoosePassword lets the person choose a password, and does not let them in.
	ToChoosePassword Purpose = "password"
)

// Link makes a token that signs this person in once, until expires. Whoever holds
// it is that person: show it to nobody else. fault.InUse for who has a second factor,
// which it would go around.
func (s *Sessions) Link(ctx context.Context, personID string, expires, now time.Time) (string, error) {
	row, err := s.factors.Of(ctx, personID)
	if err != nil {
		return "", err
	}
	if row.On() {
		return "", fault.New(fault.InUse, SubjectPerson, "A link that signs in would go around the person's second factor. Make one to choose a new password, or reset the second factor.")
	}
	return s.link(ctx, personID, ToSignIn, expires, now)
}

// PasswordLink makes a token with which this person chooses a password once, until
// expires. Whoever holds it can: show it to nobody else.
func (s *Sessions) PasswordLink(ctx context.Context, personID string, expires, now time.Time) (string, error) {
	return s.link(ctx, personID, ToChoosePassword, expires, now)
}

func (s *Sessions) link(ctx context.Context, personID string, purpose Purpose, expires, now time.Time) (string, error) {
	token, hash := newToken()
	err := s.store.CreateLink(ctx, LinkRow{TokenHash: hash, PersonID: personID, Purpose: purpose, CreatedAt: now, ExpiresAt: expires})
	if err != nil {
		return "", fmt.Errorf("save the link: %w", err)
	}
	return token, nil
}

// Invited says who may choose a password with the token of a link, and uses nothing
// up. An unknown, used or expired one, and one that is not for that, is
// fault.Unauthenticated.
func (p *People) Invited(ctx context.Context, link string, now time.Time) (Person, error) {
	hash, ok := hashToken(link)
	if !ok {
		return Person{}, errLink()
	}
	return p.store.Invited(ctx, hash, now)
}

func errLink() error {
	return fault.New(fault.Unauthenticated, SubjectSession, "The link was used already or has expired. Please ask for a new one.")
}

// Choose sets the password of the person whom a link is for, and their name unless it
// is empty. The link is used up, and all sessions and other links of the person end.
func (p *People) Choose(ctx context.Context, link, name, password string, now time.Time) (Person, error) {
	if err := checkPassword(password); err != nil {
		return Person{}, err
	}
	if name = strings.TrimSpace(name); name != "" {
		if err := checkName(name); err != nil {
			return Person{}, err
		}
	}
	// Asked before hashing too: strangers' tokens cost nothing.
	invited, err := p.Invited(ctx, link, now)
	if err != nil {
		return Person{}, err
	}
	audit.From(ctx).Note(func(e *audit.Entry) { e.PersonID = invited.ID })
	hash, err := p.hasher.hash(ctx, password)
	if err != nil {
		return Person{}, err
	}
	token, _ := hashToken(link)
	person, err := p.store.SetPasswordWithLink(ctx, token, name, hash, now)
	if err != nil {
		return Person{}, fmt.Errorf("use the link: %w", err)
	}
	return person, nil
}
