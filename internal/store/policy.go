package store

import "foureyes/internal/auth"

// savePolicies saves the policies of a key that is new.
func (t *tx) savePolicies(k auth.AccessKey) error {
	for _, p := range k.Policies {
		_, err := t.exec(`INSERT INTO access_key_policy (access_key_id, name, document) VALUES ($1, $2, $3)`, k.ID, p.Name, p.Document)
		if err != nil {
			return err
		}
	}
	return nil
}

// policies are those of a key, by name.
func (t *tx) policies(keyID string) ([]auth.Policy, error) {
	return many(t, func(row scanner) (p auth.Policy, err error) {
		err = row.Scan(&p.Name, &p.Document)
		return p, err
	}, `SELECT name, document FROM access_key_policy WHERE access_key_id = $1 ORDER BY name`, keyID)
}
