package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

const personColumns = `person.id, person.email, person.name, person.worker_id, person.administrator, person.created_at, person.disabled_at`

// scanPersonAnd scans personColumns and the columns that follow them.
func scanPersonAnd(row scanner, more ...any) (auth.Person, error) {
	var p auth.Person
	var created, disabled sql.NullInt64
	err := row.Scan(append([]any{&p.ID, &p.Email, &p.Name, &p.WorkerID, &p.Administrator, &created, &disabled}, more...)...)
	p.CreatedAt, p.DisabledAt = moment(created), moment(disabled)
	return p, err
}

func scanPerson(row scanner) (auth.Person, error) { return scanPersonAnd(row) }

// CreatePerson saves a person with a membership, whose account is made when new.
func (s *Store) CreatePerson(ctx context.Context, p auth.Person, hash string, m auth.Membership) error {
	return s.write(ctx, func(t *tx) error {
		if err := createAccount(t, m.Account, p.CreatedAt); err != nil {
			return err
		}
		if err := insertPerson(t, p, hash); err != nil {
			return err
		}
		return t.insertMembership(p.ID, m, p.CreatedAt)
	})
}

func insertPerson(t *tx, p auth.Person, hash string) error {
	// The conflict target is named, so another value that is taken stays an error.
	n, err := t.exec(`INSERT INTO person (id, email, name, password_hash, worker_id, administrator, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING`,
		p.ID, p.Email, p.Name, hash, p.WorkerID, p.Administrator, millis(p.CreatedAt))
	if err == nil && n == 0 {
		return fault.New(fault.InUse, auth.SubjectPerson, "A person with the e-mail address %s exists already.", p.Email)
	}
	return err
}

// Person reads a person, also a disabled one.
func (s *Store) Person(ctx context.Context, id string) (auth.Person, error) {
	p, err := one(s.read(ctx), scanPerson, `SELECT `+personColumns+` FROM person WHERE id = $1`, id)
	return p, missingPerson(err)
}

// WorkerID gives the id by which requesters know a person.
func (s *Store) WorkerID(ctx context.Context, personID string) (string, error) {
	id, err := one(s.read(ctx), value[string], `SELECT worker_id FROM person WHERE id = $1`, personID)
	return id, missingPerson(err)
}

// PersonByEmail reads a person, also a disabled one, and the password hash.
func (s *Store) PersonByEmail(ctx context.Context, email string) (auth.Person, string, error) {
	var hash string
	scan := func(row scanner) (auth.Person, error) { return scanPersonAnd(row, &hash) }
	p, err := one(s.read(ctx), scan, `SELECT `+personColumns+`, person.password_hash FROM person WHERE email = $1`, email)
	return p, hash, missingPerson(err)
}

// ListPeople reads a page of people and one more. What is searched for may stand in
// the name or in the e-mail address.
func (s *Store) ListPeople(ctx context.Context, q page.Query) ([]auth.Person, error) {
	search := likePattern(q.NameContains)
	q.NameContains = ""
	where, args := listClause("person.", q, search)
	return many(s.read(ctx), scanPerson, `SELECT `+personColumns+` FROM person
		WHERE person.removed_at IS NULL AND (lower(person.name) LIKE $1 ESCAPE '\' OR person.email LIKE $1 ESCAPE '\')`+where, args...)
}

// SetPassword saves a password hash and ends all sessions, links and SQL tokens.
func (s *Store) SetPassword(ctx context.Context, personID, hash string) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.unprovided(personID); err != nil {
			return err
		}
		return changePerson(t, personID, `UPDATE person SET password_hash = $2 WHERE id = $1 AND removed_at IS NULL`, hash)
	})
}

// DisablePerson shuts a person out and ends all sessions, links and SQL tokens. A person
// who is disabled keeps the time.
func (s *Store) DisablePerson(ctx context.Context, personID string, now time.Time) error {
	return s.write(ctx, func(t *tx) error {
		return changePerson(t, personID, `UPDATE person SET disabled_at = COALESCE(disabled_at, $2) WHERE id = $1`, millis(now))
	})
}

// EnablePerson lets a person sign in again.
func (s *Store) EnablePerson(ctx context.Context, personID string) error {
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(`UPDATE person SET disabled_at = NULL WHERE id = $1 AND removed_at IS NULL`, personID)
		if err == nil && n == 0 {
			err = errNoRow
		}
		return missingPerson(err)
	})
}

// changePerson makes a change after which nobody may stay signed in as before.
func changePerson(t *tx, personID, update string, value any) error {
	n, err := t.exec(update, personID, value)
	if err == nil && n == 0 {
		err = errNoRow
	}
	if err != nil {
		return missingPerson(err)
	}
	return endAll(t, personID, nil)
}

// endAll ends what lets a person in, but one session.
func endAll(t *tx, personID string, keep []byte) error {
	if err := endSessions(t, personID, keep); err != nil {
		return err
	}
	if _, err := t.exec(`DELETE FROM sign_in_token WHERE person_id = $1`, personID); err != nil {
		return err
	}
	_, err := t.exec(`DELETE FROM sql_token WHERE person_id = $1`, personID)
	return err
}

func missingPerson(err error) error {
	if errors.Is(err, errNoRow) {
		return fault.New(fault.NotFound, auth.SubjectPerson, "There is no such person.")
	}
	return err
}
