package store

import (
	"context"
	"database/sql"

	"foureyes/internal/auth"
)

// SaveSQLToken saves the SQL token of a person who is not disabled, instead of the
// one before.
func (s *Store) SaveSQLToken(ctx context.Context, token auth.SQLToken) error {
	return s.write(ctx, func(t *tx) error {
		if err := createAccount(t, token.Account, token.CreatedAt); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM sql_token WHERE person_id = $1`, token.PersonID); err != nil {
			return err
		}
		// The person is locked, so that who is being shut out gets none.
		n, err := t.exec(`INSERT INTO sql_token (person_id, account_id, scram_verifier, created_at)
			SELECT id, $2, $3, $4 FROM person WHERE id = $1 AND disabled_at IS NULL`+t.forShare("person"),
			token.PersonID, token.Account, token.Verifier, millis(token.CreatedAt))
		if err == nil && n == 0 {
			err = errNoRow
		}
		return missingPerson(err)
	})
}

// SQLToken reads the SQL token of the person with an e-mail address.
func (s *Store) SQLToken(ctx context.Context, email string) (auth.SQLToken, error) {
	scan := func(row scanner) (auth.SQLToken, error) {
		var token auth.SQLToken
		var created sql.NullInt64
		err := row.Scan(&token.PersonID, &token.Account, &token.Verifier, &created)
		token.CreatedAt = moment(created)
		return token, err
	}
	token, err := one(s.read(ctx), scan, `SELECT sql_token.person_id, sql_token.account_id, sql_token.scram_verifier, sql_token.created_at
		FROM sql_token JOIN person ON person.id = sql_token.person_id WHERE person.email = $1 AND person.disabled_at IS NULL`, email)
	return token, missingPerson(err)
}

// DeleteSQLToken ends a person's SQL token.
func (s *Store) DeleteSQLToken(ctx context.Context, personID string) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM sql_token WHERE person_id = $1`, personID)
		return err
	})
}
