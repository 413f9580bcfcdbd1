package store

import (
	"context"
	"database/sql"
	"errors"

	"foureyes/internal/page"
	"foureyes/internal/savedquery"
)

const savedQueryColumns = `id, account_id, owner, name, query, shared, created_at, changed_at, changed_by`

func scanSavedQuery(row scanner) (savedquery.Query, error) {
	var q savedquery.Query
	var created, changed sql.NullInt64
	err := row.Scan(&q.ID, &q.Account, &q.Owner, &q.Name, &q.Text, &q.Shared, &created, &changed, &q.ChangedBy)
	q.CreatedAt, q.ChangedAt = moment(created), moment(changed)
	return q, err
}

// AddSavedQuery saves a query, if it fits and its owner has none with its name.
func (s *Store) AddSavedQuery(ctx context.Context, q savedquery.Query, fits func(existing int) error) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.lockSavedQueries(q); err != nil {
			return err
		}
		// The conflict target is named, so another value that is taken stays an error.
		n, err := t.exec(`INSERT INTO saved_query (`+savedQueryColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (account_id, owner, name) DO NOTHING`,
			q.ID, q.Account, q.Owner, q.Name, q.Text, q.Shared, millis(q.CreatedAt), millis(q.ChangedAt), q.ChangedBy)
		if err != nil {
			return err
		}
		if n == 0 {
			return savedquery.Taken(q.Name)
		}
		return t.checkCount(fits, `SELECT COUNT(*) FROM saved_query WHERE account_id = $1`, q.Account)
	})
}

// SavedQuery finds a query of an account.
func (s *Store) SavedQuery(ctx context.Context, account, id string) (savedquery.Query, error) {
	q, err := one(s.read(ctx), scanSavedQuery, `SELECT `+savedQueryColumns+` FROM saved_query WHERE id = $1 AND account_id = $2`, id, account)
	return q, missingSavedQuery(err, id)
}

// ListSavedQueries lists a page of the queries that a principal sees. Their texts may be
// long and stay where they are.
func (s *Store) ListSavedQueries(ctx context.Context, account, principal string, q page.Query) ([]savedquery.Query, error) {
	// SQLite's lower knows ASCII alone: other letters are found as they are written.
	lower, written := likePattern(q.NameContains), likeWritten(q.NameContains)
	q.NameContains = ""
	where, args := listClause("", q, account, principal, lower, written)
	return many(s.read(ctx), scanSavedQuery, `SELECT id, account_id, owner, name, '', shared, created_at, changed_at, changed_by FROM saved_query
		WHERE account_id = $1 AND (shared OR owner = $2) AND (lower(name) LIKE $3 ESCAPE '\' OR name LIKE $4 ESCAPE '\')`+where, args...)
}

// ChangeSavedQuery runs a rule about a query and saves what it returns.
func (s *Store) ChangeSavedQuery(ctx context.Context, account, id string, rule func(savedquery.Query) (savedquery.Query, error)) (savedquery.Query, error) {
	var changed savedquery.Query
	err := s.write(ctx, func(t *tx) error {
		old, err := t.savedQuery(account, id)
		if err != nil {
			return err
		}
		if changed, err = rule(old); err != nil {
			return err
		}
		if err := t.checkSavedQueryName(changed); err != nil {
			return err
		}
		_, err = t.exec(`UPDATE saved_query SET name = $2, query = $3, shared = $4, changed_at = $5, changed_by = $6 WHERE id = $1`,
			id, changed.Name, changed.Text, changed.Shared, millis(changed.ChangedAt), changed.ChangedBy)
		return err
	})
	return changed, err
}

// lockSavedQueries makes those stand in line who give names to queries of one owner.
func (t *tx) lockSavedQueries(of savedquery.Query) error {
	return t.lockCount("saved query", of.Account, of.Owner)
}

// checkSavedQueryName refuses a name that another query of the owner has.
func (t *tx) checkSavedQueryName(q savedquery.Query) error {
	if err := t.lockSavedQueries(q); err != nil {
		return err
	}
	n, err := one(t, value[int], `SELECT COUNT(*) FROM saved_query WHERE account_id = $1 AND owner = $2 AND name = $3 AND id <> $4`,
		q.Account, q.Owner, q.Name, q.ID)
	if err == nil && n > 0 {
		err = savedquery.Taken(q.Name)
	}
	return err
}

// DeleteSavedQuery removes a query unless the rule refuses.
func (s *Store) DeleteSavedQuery(ctx context.Context, account, id string, rule func(savedquery.Query) error) error {
	return s.write(ctx, func(t *tx) error {
		q, err := t.savedQuery(account, id)
		if err == nil {
			err = rule(q)
		}
		if err != nil {
			return err
		}
		_, err = t.exec(`DELETE FROM saved_query WHERE id = $1`, id)
		return err
	})
}

// savedQuery reads a query that is about to change.
func (t *tx) savedQuery(account, id string) (savedquery.Query, error) {
	q, err := one(t, scanSavedQuery, `SELECT `+savedQueryColumns+` FROM saved_query WHERE id = $1 AND account_id = $2`+t.forUpdate("saved_query"), id, account)
	return q, missingSavedQuery(err, id)
}

func missingSavedQuery(err error, id string) error {
	if errors.Is(err, errNoRow) {
		return savedquery.Missing(id)
	}
	return err
}
