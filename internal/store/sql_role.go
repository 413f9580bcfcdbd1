package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"

	"github.com/jackc/pgx/v5"

	"foureyes/internal/fault"
)

// subjectRole is what faults about roles are about.
const subjectRole fault.Subject = "SQL role"

var rolePattern = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,62}$`)

// CreateSQLRole makes a role of PostgreSQL that may sign in, and may read the views with
// the rows of one account and nothing else. It needs the right to make roles.
func (s *Store) CreateSQLRole(ctx context.Context, role, account, password string) error {
	if !s.postgres {
		return fault.New(fault.Invalid, subjectRole, "Roles are PostgreSQL's, and the data is in SQLite.")
	}
	if !rolePattern.MatchString(role) {
		return fault.New(fault.Invalid, subjectRole, "The name of a role has up to 63 lowercase letters, digits and underscores, and begins with no digit.")
	}
	name := pgx.Identifier{role}.Sanitize()
	return s.inRoles(ctx, func(t *sql.Tx) error {
		_, err := t.ExecContext(ctx, `CREATE ROLE `+name+` LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD `+literal(password))
		if code, _ := postgresCode(err); code == "42710" { // duplicate_object
			return fault.New(fault.InUse, subjectRole, "There is a role %s already.", role)
		}
		if err != nil {
			return fmt.Errorf("make the role: %w", err)
		}
		if _, err := t.ExecContext(ctx, `ALTER ROLE `+name+` SET default_transaction_read_only = on`); err != nil {
			return fmt.Errorf("make the role read only: %w", err)
		}
		if _, err := t.ExecContext(ctx, `INSERT INTO sql_role (role, account_id) VALUES ($1, $2)
			ON CONFLICT (role) DO UPDATE SET account_id = $2`, role, account); err != nil {
			return fmt.Errorf("save the role's account: %w", err)
		}
		return grant(ctx, t, role)
	})
}

// DeleteSQLRole removes a role that CreateSQLRole made.
func (s *Store) DeleteSQLRole(ctx context.Context, role string) error {
	return s.inRoles(ctx, func(t *sql.Tx) error {
		done, err := t.ExecContext(ctx, `DELETE FROM sql_role WHERE role = $1`, role)
		if err != nil {
			return fmt.Errorf("forget the role's account: %w", err)
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fault.New(fault.NotFound, subjectRole, "There is no role %s for SQL.", role))
		}
		name := pgx.Identifier{role}.Sanitize()
		// Whoever is no superuser may drop what is owned by roles of his own alone.
		if _, err := t.ExecContext(ctx, `GRANT `+name+` TO CURRENT_USER`); err != nil {
			return fmt.Errorf("take the role: %w", err)
		}
		if _, err := t.ExecContext(ctx, `DROP OWNED BY `+name); err != nil {
			return fmt.Errorf("take the role's rights: %w", err)
		}
		if _, err := t.ExecContext(ctx, `DROP ROLE `+name); err != nil {
			return fmt.Errorf("drop the role: %w", err)
		}
		return nil
	})
}

func (s *Store) inRoles(ctx context.Context, change func(*sql.Tx) error) error {
	t, err := s.reader.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = t.Rollback() }()
	if err := change(t); err != nil {
		return err
	}
	return t.Commit()
}

// grant lets a role read the views.
func grant(ctx context.Context, t *sql.Tx, role string) error {
	name := pgx.Identifier{role}.Sanitize()
	for _, query := range []string{
		`GRANT USAGE ON SCHEMA aws, foureyes TO ` + name,
		`GRANT SELECT ON ALL TABLES IN SCHEMA aws, foureyes TO ` + name,
	} {
		if _, err := t.ExecContext(ctx, query); err != nil {
			return fmt.Errorf("let %s read the views: %w", role, err)
		}
	}
	return nil
}

// grantAll lets all roles read views that were made anew.
func grantAll(ctx context.Context, t *sql.Tx) error {
	rows, err := t.QueryContext(ctx, `SELECT role FROM sql_role JOIN pg_roles ON rolname = role ORDER BY role`)
	if err != nil {
		return fmt.Errorf("list the roles: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var roles []string
	for rows.Next() {
		var role string
		if err := rows.Scan(&role); err != nil {
			return fmt.Errorf("read a role: %w", err)
		}
		roles = append(roles, role)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the roles: %w", err)
	}
	for _, role := range roles {
		if err := grant(ctx, t, role); err != nil {
			return err
		}
	}
	return nil
}
