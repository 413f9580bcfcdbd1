package object

import "context"

// Index is what Service needs from a database. Its errors are the Err values of
// this package, or anything else for a failure of the database; ErrUncertain when a
// write may yet turn out to have happened. Every write is durable when it returns.
// Functions that give back blob names name the files that no row refers to any more.
type Index interface {
	// CreateBucket adds a bucket; ErrBucketTaken when the name exists.
	CreateBucket(ctx context.Context, b Bucket) error
	// BucketByName finds a bucket of any account; ErrNoSuchBucket.
	BucketByName(ctx context.Context, name string) (Bucket, error)
	// ListBuckets gives an account's buckets by name, those after the name given.
	ListBuckets(ctx context.Context, account, after string, limit int) ([]Bucket, error)
	// SetCORS keeps a bucket's CORS rules; ErrNoSuchBucket.
	SetCORS(ctx context.Context, id, rules string) error
	// SetBucketTags keeps a bucket's tags; ErrNoSuchBucket.
	SetBucketTags(ctx context.Context, id, tags string) error
	// DeleteBucket removes a bucket without objects, and its unfinished uploads;
	// ErrBucketNotEmpty, ErrNoSuchBucket.
	DeleteBucket(ctx context.Context, id string) (blobs []string, err error)

	// ObjectByKey finds one object; ErrNoSuchKey.
	ObjectByKey(ctx context.Context, bucketID, key string) (Entry, error)
	// ScanObjects gives the objects with from <= key < until in byte order, at most
	// limit. Attributes, part sizes and checksum values are left out.
	ScanObjects(ctx context.Context, bucketID, from, until string, limit int) ([]Entry, error)
	// SaveObject adds or replaces an object when check agrees; check gets the object
	// that has the key now, or nil. ErrNoSuchBucket when the bucket is gone.
	SaveObject(ctx context.Context, e Entry, check func(old *Entry) error) (blobs []string, err error)
	// DeleteObjects removes those of the keys that exist, all or, when check
	// refuses one, none.
	DeleteObjects(ctx context.Context, bucketID string, keys []string, check func(old *Entry) error) (blobs []string, err error)

	// CreateUpload adds a multipart upload; ErrNoSuchBucket when the bucket is gone.
	CreateUpload(ctx context.Context, u Upload) error
	// UploadByID finds an unfinished upload; ErrNoSuchUpload.
	UploadByID(ctx context.Context, id string) (Upload, error)
	// ListUploads gives the unfinished uploads of keys that begin with prefix, in
	// order of key and id, those after the place given.
	ListUploads(ctx context.Context, bucketID, prefix string, after UploadPlace, limit int) ([]Upload, error)
	// SavePart adds or replaces a part; ErrNoSuchUpload when the upload is gone.
	SavePart(ctx context.Context, uploadID string, p Part) (blobs []string, err error)
	// ListParts gives the parts with numbers above after, in order.
	ListParts(ctx context.Context, uploadID string, after, limit int) ([]Part, error)
	// CompleteUpload saves the object as SaveObject does and removes the upload it
	// was made from; ErrNoSuchUpload when the upload is gone.
	CompleteUpload(ctx context.Context, e Entry, check func(old *Entry) error) (blobs []string, err error)
	// AbortUpload removes an upload and its parts; ErrNoSuchUpload.
	AbortUpload(ctx context.Context, id string) (blobs []string, err error)

	// UnknownBlobs gives those of the names that no object and no part refers to.
	UnknownBlobs(ctx context.Context, names []string) ([]string, error)
}
