package store

import "foureyes/internal/tag"

// saveTags adds tags to a new resource.
func (t *tx) saveTags(resourceID string, tags []tag.Tag) error {
	for _, one := range tags {
		if _, err := t.exec(`INSERT INTO tag (resource_id, key, value) VALUES ($1, $2, $3)`,
			resourceID, one.Key, one.Value); err != nil {
			return err
		}
	}
	return nil
}
