package store

import (
	"context"
	"encoding/json"
	"fmt"

	"foureyes/internal/workforce"
)

// ReadProviders gives the workforces whose people sign in at a provider of OpenID Connect,
// of all accounts and regions, without opening the store. A database whose tables are not
// there yet has none.
func ReadProviders(ctx context.Context, at Place) ([]workforce.Workforce, error) {
	schema, err := ReadSchema(ctx, at)
	if err != nil || schema.Waiting() == len(schema.Steps) {
		return nil, err
	}
	db, err := Raw(at)
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(ctx, `SELECT account_id, region, name, oidc_config FROM workforce
		WHERE deleted_at IS NULL AND oidc_config <> '' ORDER BY account_id, region, name`)
	if err != nil {
		return nil, fmt.Errorf("find workforces: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var all []workforce.Workforce
	for rows.Next() {
		w := workforce.Workforce{OIDC: &workforce.OIDC{}}
		var config string
		if err := rows.Scan(&w.Account, &w.Region, &w.Name, &config); err != nil {
			return nil, fmt.Errorf("read a workforce: %w", err)
		}
		if err := json.Unmarshal([]byte(config), w.OIDC); err != nil {
			return nil, fmt.Errorf("read the provider of workforce %s: %w", w.Name, err)
		}
		all = append(all, w)
	}
	return all, rows.Err()
}
