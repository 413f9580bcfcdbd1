package store

import "context"

// Used reports whether a server has used a database, which its first start writes an
// account into: tables alone may be from Migrate. A database that cannot be read may
// have been.
func Used(ctx context.Context, at Place) bool {
	if at.missing() {
		return false
	}
	db, err := Raw(at)
	if err != nil {
		return true
	}
	defer func() { _ = db.Close() }()
	var used bool
	err = db.QueryRowContext(ctx, thereIs[at.engine()], "account").Scan(&used)
	if err == nil && used {
		err = db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM account)`).Scan(&used)
	}
	return err != nil || used
}
