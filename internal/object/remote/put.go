package remote

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"foureyes/internal/flow"
	"foureyes/internal/object"
)

// PutObject writes a whole object; the same bytes again change nothing. The store checks
// them twice over: the signature covers their SHA-256, and they carry it as a checksum,
// which stays with the object where the store keeps such. A bucket of another account is a
// Denied fault, a missing one NotFound.
func (s *Store) PutObject(ctx context.Context, as flow.Access, bucket, key, contentType string, body []byte) error {
	client, err := s.as(ctx, as, bucket)
	if err = errors.Join(object.CheckKey(key), err); err != nil {
		return err
	}
	in := putInput(bucket, key, contentType, body)
	if as.KMSKeyID != "" {
		in.ServerSideEncryption, in.SSEKMSKeyId = types.ServerSideEncryptionAwsKms, &as.KMSKeyID
	}
	return put(ctx, client, in)
}

// putInput asks for an object with the checksum of its bytes.
func putInput(bucket, key, contentType string, body []byte) *s3.PutObjectInput {
	sum := sha256.Sum256(body)
	return &s3.PutObjectInput{
		Bucket: &bucket, Key: &key, ContentType: &contentType, Body: bytes.NewReader(body),
		ChecksumSHA256: aws.String(base64.StdEncoding.EncodeToString(sum[:])),
	}
}

func put(ctx context.Context, client *s3.Client, in *s3.PutObjectInput) error {
	_, err := client.PutObject(ctx, in)
	return meaning(err, object.ErrNoSuchBucket)
}
