package store

import (
	"context"
	"errors"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

// CreateSessionOfArrival saves a session for the person whom a provider has let in.
func (s *Store) CreateSessionOfArrival(ctx context.Context, a auth.Arrival, fresh auth.Person, row auth.SessionRow) error {
	return s.write(ctx, func(t *tx) error {
		if err := sweepSessions(t, row.CreatedAt); err != nil {
			return err
		}
		p, err := t.arrive(a, fresh)
		if err != nil {
			return err
		}
		audit.From(ctx).Note(func(e *audit.Entry) { e.PersonID = p.ID })
		_, err = t.exec(`INSERT INTO session (`+sessionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)`, sessionValues(row, p.ID)...)
		return err
	})
}

// arrive finds or saves the person of an arrival. The workforce is locked, so of many
// first arrivals of one person at once, the later ones find what the first has saved.
func (t *tx) arrive(a auth.Arrival, fresh auth.Person) (auth.Person, error) {
	_, err := one(t, value[int], `SELECT 1 FROM workforce WHERE id = $1 AND deleted_at IS NULL`+t.forUpdate("workforce"), a.WorkforceID)
	if err != nil {
		return fresh, orElse(err, fault.New(fault.Denied, fault.Workforce, "The workforce was deleted."))
	}
	p, err := one(t, scanPerson, `SELECT `+personColumns+` FROM person JOIN identity ON identity.person_id = person.id
		WHERE identity.workforce_id = $1 AND identity.issuer = $2 AND identity.subject = $3`+t.forUpdate("person"), a.WorkforceID, a.Issuer, a.Subject)
	if errors.Is(err, errNoRow) {
		p, err = fresh, t.insertArrival(a, fresh)
	}
	if err == nil && !p.DisabledAt.IsZero() {
		err = fault.New(fault.Denied, auth.SubjectPerson, "You were shut out here. Ask those who run this server.")
	}
	if err == nil {
		err = t.updateArrival(a, &p)
	}
	return p, err
}

func (t *tx) insertArrival(a auth.Arrival, fresh auth.Person) error {
	if err := createAccount(t, a.Account, fresh.CreatedAt); err != nil {
		return err
	}
	if err := insertPerson(t, fresh, ""); err != nil {
		return err
	}
	_, err := t.exec(`INSERT INTO identity (person_id, workforce_id, issuer, subject, created_at) VALUES ($1, $2, $3, $4, $5)`,
		fresh.ID, a.WorkforceID, a.Issuer, a.Subject, millis(fresh.CreatedAt))
	return err
}

// updateArrival saves what the provider tells now: a name, an address if nobody else
// has it, and groups.
func (t *tx) updateArrival(a auth.Arrival, p *auth.Person) error {
	taken := 1
	if a.Email != "" {
		var err error
		if taken, err = one(t, value[int], `SELECT COUNT(*) FROM person WHERE email = $1 AND id <> $2`, a.Email, p.ID); err != nil {
			return err
		}
	}
	if p.Name = a.Name; taken == 0 {
		p.Email = a.Email
	}
	if _, err := t.exec(`UPDATE person SET name = $2, email = $3 WHERE id = $1`, p.ID, p.Name, p.Email); err != nil {
		return err
	}
	if _, err := t.exec(`DELETE FROM membership WHERE person_id = $1 AND account_id = $2 AND region = $3`, p.ID, a.Account, a.Region); err != nil {
		return err
	}
	for _, group := range a.Groups {
		if _, err := t.exec(`INSERT INTO membership (person_id, account_id, region, group_name, created_at)
			VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`, p.ID, a.Account, a.Region, group, millis(p.CreatedAt)); err != nil {
			return err
		}
	}
	return nil
}

// IdentityOf reads who a person is at their workforce's provider.
func (s *Store) IdentityOf(ctx context.Context, personID string) (auth.Identity, error) {
	id, err := one(s.read(ctx), func(row scanner) (i auth.Identity, err error) {
		err = row.Scan(&i.WorkforceID, &i.Issuer, &i.Subject)
		return i, err
	}, `SELECT workforce_id, issuer, subject FROM identity WHERE person_id = $1`, personID)
	return id, orElse(err, fault.New(fault.NotFound, auth.SubjectPerson, "The person signs in here, not at an identity provider."))
}

// SpendState keeps the hash of an attempt's state, and reports whether it is new. Some
// that have ended leave with it.
func (s *Store) SpendState(ctx context.Context, hash []byte, ends, now time.Time) (bool, error) {
	var n int64
	err := s.write(ctx, func(t *tx) error {
		if _, err := t.exec(`DELETE FROM spent_state WHERE state_hash IN
			(SELECT state_hash FROM spent_state WHERE ends_at <= $1 ORDER BY ends_at LIMIT 100`+t.forClaim("spent_state")+`)`, millis(now)); err != nil {
			return err
		}
		var err error
		n, err = t.exec(`INSERT INTO spent_state (state_hash, ends_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`, hash, millis(ends))
		return err
	})
	return n > 0, err
}

// unprovided refuses to let somebody in by another way than their provider, which would
// not be asked any more.
func (t *tx) unprovided(personID string) error {
	n, err := one(t, value[int], `SELECT COUNT(*) FROM identity WHERE person_id = $1`, personID)
	if err == nil && n > 0 {
		err = fault.New(fault.InUse, auth.SubjectPerson, "This person signs in at the identity provider of their workforce, and nowhere else.")
	}
	return err
}

// endProvided ends the sessions and memberships of those who signed in at the provider
// of a workforce that is being deleted.
func (t *tx) endProvided(workforceID string) error {
	for _, table := range []string{"session", "membership"} {
		if _, err := t.exec(`DELETE FROM `+table+` WHERE person_id IN (SELECT person_id FROM identity WHERE workforce_id = $1)`, workforceID); err != nil {
			return err
		}
	}
	return nil
}
