package store

import "time"

// createAccount makes sure that an account exists.
func createAccount(t *tx, id string, now time.Time) error {
	_, err := t.exec(`INSERT INTO account (id, created_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`, id, millis(now))
	return err
}
