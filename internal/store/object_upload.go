package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"foureyes/internal/object"
)

const uploadColumns = `id, bucket_id, key, attributes, checksum_algorithm, checksum_type, created_by, created_at`

func scanUpload(row scanner) (object.Upload, error) {
	var u object.Upload
	var key, attributes []byte
	var created sql.NullInt64
	err := row.Scan(&u.ID, &u.BucketID, &key, &attributes, &u.Checksum.Algorithm, &u.Checksum.Type, &u.CreatedBy, &created)
	if err != nil {
		return u, err
	}
	u.Key, u.CreatedAt = string(key), moment(created)
	return u, json.Unmarshal(attributes, &u.Attributes)
}

// CreateUpload adds a multipart upload; object.ErrNoSuchBucket.
func (s *Store) CreateUpload(ctx context.Context, u object.Upload) error {
	attributes, err := json.Marshal(u.Attributes)
	if err != nil {
		return fmt.Errorf("encode attributes: %w", err)
	}
	return s.writeObjects(ctx, func(t *tx) error {
		if err := bucketExists(t, u.BucketID); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO multipart_upload (`+uploadColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			u.ID, u.BucketID, []byte(u.Key), string(attributes), u.Checksum.Algorithm, u.Checksum.Type,
			u.CreatedBy, millis(u.CreatedAt))
		return err
	})
}

// UploadByID finds an unfinished upload; object.ErrNoSuchUpload.
func (s *Store) UploadByID(ctx context.Context, id string) (object.Upload, error) {
	u, err := one(s.read(ctx), scanUpload, `SELECT `+uploadColumns+` FROM multipart_upload WHERE id = $1`, id)
	return u, orElse(err, object.ErrNoSuchUpload)
}

// ListUploads gives the unfinished uploads in order of key and id.
func (s *Store) ListUploads(ctx context.Context, bucketID, prefix string, after object.UploadPlace, limit int) ([]object.Upload, error) {
	return many(s.read(ctx), scanUpload, `SELECT `+uploadColumns+` FROM multipart_upload
		WHERE bucket_id = $1 AND key >= $2 AND key < $3 AND (key > $4 OR (key = $4 AND id > $5))
		ORDER BY key, id LIMIT $6`,
		bucketID, []byte(max(prefix, after.Key)), []byte(object.Ceiling(prefix)), []byte(after.Key), after.ID, limit)
}

const partColumns = `number, blob, size, etag, checksum_algorithm, checksum, modified_at`

func scanPart(row scanner) (object.Part, error) {
	var p object.Part
	var modified sql.NullInt64
	err := row.Scan(&p.Number, &p.Blob, &p.Size, &p.ETag, &p.Checksum.Algorithm, &p.Checksum.Value, &modified)
	p.ModifiedAt = moment(modified)
	return p, err
}

// SavePart adds or replaces a part; object.ErrNoSuchUpload.
func (s *Store) SavePart(ctx context.Context, uploadID string, p object.Part) (blobs []string, err error) {
	err = s.writeObjects(ctx, func(t *tx) error {
		if err := t.lockUpload(uploadID); err != nil {
			return err
		}
		blobs, err = many(t, value[string], `SELECT blob FROM multipart_part WHERE upload_id = $1 AND number = $2`,
			uploadID, p.Number)
		if err != nil {
			return err
		}
		_, err = t.exec(`INSERT INTO multipart_part (upload_id, `+partColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (upload_id, number) DO UPDATE SET blob = $3, size = $4, etag = $5,
			checksum_algorithm = $6, checksum = $7, modified_at = $8`,
			uploadID, p.Number, p.Blob, p.Size, p.ETag, p.Checksum.Algorithm, p.Checksum.Value, millis(p.ModifiedAt))
		return err
	})
	return blobs, err
}

// ListParts gives the parts with numbers above after, in order.
func (s *Store) ListParts(ctx context.Context, uploadID string, after, limit int) ([]object.Part, error) {
	return many(s.read(ctx), scanPart, `SELECT `+partColumns+` FROM multipart_part
		WHERE upload_id = $1 AND number > $2 ORDER BY number LIMIT $3`, uploadID, after, limit)
}

// CompleteUpload saves the object and removes the upload it was made from.
func (s *Store) CompleteUpload(ctx context.Context, e object.Entry, check func(old *object.Entry) error) (blobs []string, err error) {
	err = s.writeObjects(ctx, func(t *tx) error {
		parts, err := removeUpload(t, e.UploadID)
		if err != nil {
			return err
		}
		old, err := saveObject(t, e, check)
		blobs = append(parts, old...)
		return err
	})
	return blobs, err
}

// AbortUpload removes an upload and its parts; object.ErrNoSuchUpload.
func (s *Store) AbortUpload(ctx context.Context, id string) (blobs []string, err error) {
	err = s.writeObjects(ctx, func(t *tx) error {
		blobs, err = removeUpload(t, id)
		return err
	})
	return blobs, err
}

// lockUpload lets the parts of one upload be saved one after the other, and none
// once it is over.
func (t *tx) lockUpload(id string) error {
	_, err := one(t, value[int64], `SELECT 1 FROM multipart_upload WHERE id = $1`+t.forUpdate("multipart_upload"), id)
	return orElse(err, object.ErrNoSuchUpload)
}

func removeUpload(t *tx, id string) ([]string, error) {
	if err := t.lockUpload(id); err != nil {
		return nil, err
	}
	blobs, err := many(t, value[string], `SELECT blob FROM multipart_part WHERE upload_id = $1`, id)
	if err != nil {
		return nil, err
	}
	if _, err := t.exec(`DELETE FROM multipart_part WHERE upload_id = $1`, id); err != nil {
		return nil, err
	}
	_, err = t.exec(`DELETE FROM multipart_upload WHERE id = $1`, id)
	return blobs, err
}
