package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"foureyes/internal/object"
)

var _ object.Index = (*Store)(nil)

const bucketColumns = `id, name, account_id, region, created_by, created_at, cors, tags`

func scanBucket(row scanner) (object.Bucket, error) {
	var b object.Bucket
	var created sql.NullInt64
	err := row.Scan(&b.ID, &b.Name, &b.Account, &b.Region, &b.CreatedBy, &created, &b.CORS, &b.Tags)
	b.CreatedAt = moment(created)
	return b, err
}

// CreateBucket adds a bucket; object.ErrBucketTaken when the name exists.
func (s *Store) CreateBucket(ctx context.Context, b object.Bucket) error {
	err := s.writeObjects(ctx, func(t *tx) error {
		_, err := t.exec(`INSERT INTO bucket (`+bucketColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			b.ID, b.Name, b.Account, b.Region, b.CreatedBy, millis(b.CreatedAt), b.CORS, b.Tags)
		return err
	})
	if isTaken(err) {
		return object.ErrBucketTaken
	}
	return err
}

// BucketByName finds a bucket of any account; object.ErrNoSuchBucket.
func (s *Store) BucketByName(ctx context.Context, name string) (object.Bucket, error) {
	b, err := one(s.read(ctx), scanBucket, `SELECT `+bucketColumns+` FROM bucket WHERE name = $1`, name)
	return b, orElse(err, object.ErrNoSuchBucket)
}

// ListBuckets gives an account's buckets by name, those after the name given.
func (s *Store) ListBuckets(ctx context.Context, account, after string, limit int) ([]object.Bucket, error) {
	return many(s.read(ctx), scanBucket, `SELECT `+bucketColumns+` FROM bucket
		WHERE account_id = $1 AND name > $2 ORDER BY name LIMIT $3`, account, after, limit)
}

// SetCORS keeps a bucket's CORS rules; object.ErrNoSuchBucket.
func (s *Store) SetCORS(ctx context.Context, id, rules string) error {
	return s.writeObjects(ctx, func(t *tx) error {
		return mustTouch(object.ErrNoSuchBucket)(t.exec(`UPDATE bucket SET cors = $2 WHERE id = $1`, id, rules))
	})
}

// SetBucketTags keeps a bucket's tags; object.ErrNoSuchBucket.
func (s *Store) SetBucketTags(ctx context.Context, id, tags string) error {
	return s.writeObjects(ctx, func(t *tx) error {
		return mustTouch(object.ErrNoSuchBucket)(t.exec(`UPDATE bucket SET tags = $2 WHERE id = $1`, id, tags))
	})
}

// DeleteBucket removes a bucket without objects, and its unfinished uploads.
func (s *Store) DeleteBucket(ctx context.Context, id string) (blobs []string, err error) {
	err = s.writeObjects(ctx, func(t *tx) error {
		if err := t.lockBucket(id); err != nil {
			return err
		}
		if err := noObjects(t, id); err != nil {
			return err
		}
		if blobs, err = many(t, value[string], `SELECT p.blob FROM multipart_part p
			JOIN multipart_upload u ON u.id = p.upload_id WHERE u.bucket_id = $1`, id); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM multipart_part WHERE upload_id IN
			(SELECT id FROM multipart_upload WHERE bucket_id = $1)`, id); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM multipart_upload WHERE bucket_id = $1`, id); err != nil {
			return err
		}
		return mustTouch(object.ErrNoSuchBucket)(t.exec(`DELETE FROM bucket WHERE id = $1`, id))
	})
	return blobs, err
}

func noObjects(t *tx, bucketID string) error {
	_, err := one(t, value[int64], `SELECT 1 FROM object WHERE bucket_id = $1 LIMIT 1`, bucketID)
	if err == nil {
		return object.ErrBucketNotEmpty
	}
	return orElse(err, nil)
}

// lockBucket keeps everybody from adding to a bucket that is about to go.
func (t *tx) lockBucket(id string) error {
	_, err := one(t, value[int64], `SELECT 1 FROM bucket WHERE id = $1`+t.forUpdate("bucket"), id)
	return orElse(err, object.ErrNoSuchBucket)
}

func bucketExists(t *tx, id string) error {
	_, err := one(t, value[int64], `SELECT 1 FROM bucket WHERE id = $1`+t.forShare("bucket"), id)
	return orElse(err, object.ErrNoSuchBucket)
}

const objectColumns = `bucket_id, key, blob, size, etag, attributes, checksum_algorithm, checksum,
	checksum_type, part_sizes, upload_id, created_by, modified_at`

func scanObject(row scanner) (object.Entry, error) {
	var e object.Entry
	var key, attributes, sizes []byte
	var modified sql.NullInt64
	err := row.Scan(&e.BucketID, &key, &e.Blob, &e.Size, &e.ETag, &attributes,
		&e.Checksum.Algorithm, &e.Checksum.Value, &e.Checksum.Type, &sizes, &e.UploadID, &e.CreatedBy, &modified)
	if err != nil {
		return e, err
	}
	e.Key, e.ModifiedAt = string(key), moment(modified)
	return e, errors.Join(json.Unmarshal(attributes, &e.Attributes), json.Unmarshal(sizes, &e.PartSizes))
}

// ObjectByKey finds one object; object.ErrNoSuchKey.
func (s *Store) ObjectByKey(ctx context.Context, bucketID, key string) (object.Entry, error) {
	return objectByKey(s.read(ctx), bucketID, key)
}

func objectByKey(t *tx, bucketID, key string) (object.Entry, error) {
	e, err := one(t, scanObject, `SELECT `+objectColumns+` FROM object WHERE bucket_id = $1 AND key = $2`+t.forUpdate("object"),
		bucketID, []byte(key))
	return e, orElse(err, object.ErrNoSuchKey)
}

// scanListed reads what lists show; the rest of a row can be large.
func scanListed(row scanner) (object.Entry, error) {
	var e object.Entry
	var key []byte
	var modified sql.NullInt64
	err := row.Scan(&key, &e.Size, &e.ETag, &e.Checksum.Algorithm, &e.Checksum.Type, &modified)
	e.Key, e.ModifiedAt = string(key), moment(modified)
	return e, err
}

// ScanObjects gives the objects with from <= key < until in byte order.
func (s *Store) ScanObjects(ctx context.Context, bucketID, from, until string, limit int) ([]object.Entry, error) {
	return many(s.read(ctx), scanListed, `SELECT key, size, etag, checksum_algorithm, checksum_type, modified_at
		FROM object WHERE bucket_id = $1 AND key >= $2 AND key < $3 ORDER BY key LIMIT $4`,
		bucketID, []byte(from), []byte(until), limit)
}

// SaveObject adds or replaces an object when check agrees.
func (s *Store) SaveObject(ctx context.Context, e object.Entry, check func(old *object.Entry) error) (blobs []string, err error) {
	err = s.writeObjects(ctx, func(t *tx) error {
		blobs, err = saveObject(t, e, check)
		return err
	})
	return blobs, err
}

func saveObject(t *tx, e object.Entry, check func(old *object.Entry) error) ([]string, error) {
	if err := bucketExists(t, e.BucketID); err != nil {
		return nil, err
	}
	blobs, err := checkOld(t, e.BucketID, e.Key, check)
	if err != nil {
		return nil, err
	}
	attributes, err := json.Marshal(e.Attributes)
	if err != nil {
		return nil, fmt.Errorf("encode attributes: %w", err)
	}
	sizes, err := json.Marshal(e.PartSizes)
	if err != nil {
		return nil, fmt.Errorf("encode part sizes: %w", err)
	}
	// Replaces what was checked and nothing else: of several that found the key free,
	// all but one are run again and find that it is not.
	n, err := t.exec(`INSERT INTO object (`+objectColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		ON CONFLICT (bucket_id, key) DO UPDATE SET blob = $3, size = $4, etag = $5, attributes = $6,
		checksum_algorithm = $7, checksum = $8, checksum_type = $9, part_sizes = $10, upload_id = $11,
		created_by = $12, modified_at = $13
		WHERE object.blob = $14`,
		e.BucketID, []byte(e.Key), e.Blob, e.Size, e.ETag, string(attributes), e.Checksum.Algorithm,
		e.Checksum.Value, e.Checksum.Type, string(sizes), e.UploadID, e.CreatedBy, millis(e.ModifiedAt), replaced(blobs))
	if err == nil && n == 0 {
		return nil, errAgain
	}
	return blobs, err
}

// replaced is the blob of the object that is replaced; empty, as no blob is named,
// when there is none.
func replaced(blobs []string) string {
	if len(blobs) == 0 {
		return ""
	}
	return blobs[0]
}

// checkOld asks check about the object that has the key now, and names its blob.
func checkOld(t *tx, bucketID, key string, check func(old *object.Entry) error) ([]string, error) {
	old, err := objectByKey(t, bucketID, key)
	if errors.Is(err, object.ErrNoSuchKey) {
		return nil, check(nil)
	}
	if err != nil {
		return nil, err
	}
	return []string{old.Blob}, check(&old)
}

// DeleteObjects removes those of the keys that exist, all or none.
func (s *Store) DeleteObjects(ctx context.Context, bucketID string, keys []string, check func(old *object.Entry) error) (blobs []string, err error) {
	err = s.writeObjects(ctx, func(t *tx) error {
		blobs = nil
		for _, key := range keys {
			old, err := checkOld(t, bucketID, key, check)
			if err != nil {
				return err
			}
			if _, err := t.exec(`DELETE FROM object WHERE bucket_id = $1 AND key = $2`, bucketID, []byte(key)); err != nil {
				return err
			}
			blobs = append(blobs, old...)
		}
		return nil
	})
	return blobs, err
}

// UnknownBlobs gives those of the names that no object and no part refers to.
func (s *Store) UnknownBlobs(ctx context.Context, names []string) ([]string, error) {
	var unknown []string
	t := s.read(ctx)
	for _, name := range names {
		_, err := one(t, value[int64], `SELECT 1 FROM object WHERE blob = $1
			UNION ALL SELECT 1 FROM multipart_part WHERE blob = $1 LIMIT 1`, name)
		if errors.Is(err, errNoRow) {
			unknown = append(unknown, name)
			continue
		}
		if err != nil {
			return nil, err
		}
	}
	return unknown, nil
}

// writeObjects is write, with a full disk and an uncertain end told as the object
// store tells them.
func (s *Store) writeObjects(ctx context.Context, change func(*tx) error) error {
	err := s.write(ctx, change)
	switch {
	case errors.Is(err, errUncertain):
		return fmt.Errorf("%w: %w", object.ErrUncertain, err)
	case isFull(err):
		return fmt.Errorf("%w: %w", object.ErrFull, err)
	}
	return err
}

// orElse gives otherwise in place of "no such row".
func orElse(err, otherwise error) error {
	if errors.Is(err, errNoRow) {
		return otherwise
	}
	return err
}

// mustTouch gives missing for a statement that touched no row.
func mustTouch(missing error) func(int64, error) error {
	return func(n int64, err error) error {
		if err == nil && n == 0 {
			return missing
		}
		return err
	}
}
