package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"foureyes/internal/store"
)

// showViews makes the tables of SQL as native views, where there is a PostgreSQL. A
// server without them answers all the same.
func (a *App) showViews(ctx context.Context) {
	if err := a.store.ShowViews(ctx, a.host()); err != nil {
		a.Log.WarnContext(ctx, "PostgreSQL shows no views in the schemas aws and foureyes: the owner of the database must be allowed to make schemas and the extension hstore", "error", err)
	}
}

// CreateSQLRole makes a role of PostgreSQL that reads the native views with the rows of
// one account, and returns the password that was made for it.
func CreateSQLRole(ctx context.Context, databaseURL, role, account string) (password string, err error) {
	password = rand.Text()
	return password, onPostgres(ctx, databaseURL, func(s *store.Store) error {
		if _, err := s.AccountCreatedAt(ctx, account); err != nil {
			return err
		}
		return s.CreateSQLRole(ctx, role, account, password)
	})
}

// DeleteSQLRole removes a role that CreateSQLRole made.
func DeleteSQLRole(ctx context.Context, databaseURL, role string) error {
	return onPostgres(ctx, databaseURL, func(s *store.Store) error { return s.DeleteSQLRole(ctx, role) })
}

func onPostgres(ctx context.Context, databaseURL string, do func(*store.Store) error) error {
	s, err := store.OpenPostgres(ctx, databaseURL, store.Limits{})
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	return errors.Join(do(s), s.Close())
}
