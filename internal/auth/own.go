package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"time"

	"foureyes/internal/fault"
)

// sessionID is the name of a session with this token hash.
func sessionID(hash []byte) string { return base64.RawURLEncoding.EncodeToString(hash) }

// ID is the name of the session, as in Session.
func (r SessionRow) ID() string { return sessionID(r.TokenHash) }

// Of lists the sessions of a person that have not ended, the last used first, a
// hundred at most.
func (s *Sessions) Of(ctx context.Context, personID string, now time.Time) ([]SessionRow, error) {
	rows, err := s.store.SessionsOf(ctx, personID, now)
	if err != nil {
		return nil, fmt.Errorf("list the sessions: %w", err)
	}
	return rows, nil
}

// End ends one session of a person, by its id; fault.NotFound.
func (s *Sessions) End(ctx context.Context, personID, id string) error {
	hash, ok := decodeToken(id)
	if !ok || len(hash) != sha256.Size {
		return fault.New(fault.NotFound, SubjectSession, "There is no such session.")
	}
	return s.store.DeleteSessionOf(ctx, personID, hash)
}

// EndOthers ends all sessions of a person but the one with the id keep; none is kept
// for an empty id.
func (s *Sessions) EndOthers(ctx context.Context, personID, keep string) error {
	hash, _ := decodeToken(keep)
	if err := s.store.DeleteSessionsOf(ctx, personID, hash); err != nil {
		return fmt.Errorf("end the sessions: %w", err)
	}
	return nil
}

// ChangePassword sets a new password for a person who is signed in and proves the
// current one; who has none needs to prove nothing. All other sessions and all links
// of the person end. Wrong attempts count as failed sign-ins.
func (s *Sessions) ChangePassword(ctx context.Context, in Session, current, password, addr string, now time.Time) error {
	if err := checkPassword(password); err != nil {
		return err
	}
	old := ""
	if in.HasPassword {
		var err error
		if old, err = s.people.prove(ctx, in.Person, current, addr, now); err != nil {
			return err
		}
	}
	hash, err := s.people.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	keep, _ := decodeToken(in.ID)
	if err := s.store.ChangePassword(ctx, in.Person.ID, old, hash, keep); err != nil {
		return fmt.Errorf("save the password: %w", err)
	}
	return nil
}

// prove checks the password of somebody who is signed in, and gives its hash. Wrong
// attempts count as failed sign-ins.
func (p *People) prove(ctx context.Context, who Person, password, addr string, now time.Time) (hash string, err error) {
	_, hash, err = p.verify(ctx, who.Email, password, addr, now)
	if fault.Is(err, fault.Unauthenticated) {
		err = fault.New(fault.Invalid, SubjectPerson, "The current password is wrong.")
	}
	return hash, err
}
