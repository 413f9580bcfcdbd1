// Package remote keeps objects in the buckets of an S3 store outside: Amazon's, or
// another that speaks its protocol.
//
// It owns the requests to that store, as whom they are made, and the rule which of its
// buckets an account may use. Everything else about buckets (policies, versions, CORS,
// encryption) is set where they are. Waiting and trying again for longer than a request
// lasts is left to jobs. The same contract in files is package object.
package remote

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/logging"

	"foureyes/internal/object"
)

// Settings say where the store is and how to ask it.
type Settings struct {
	// Endpoint is the store's URL; empty for Amazon's of the region.
	Endpoint string
	// Region is signed for, and where new buckets are made.
	Region string
	// PathStyle puts the bucket into the path and not into the host's name.
	PathStyle bool
	// Profile is that of the AWS files in which the credentials are; empty for what
	// AWS's default chain finds.
	Profile string
	// AssumeRole lets each flow definition's objects be reached in its execution role.
	AssumeRole bool
	// STSEndpoint is where roles are assumed; empty for Amazon's of the region.
	STSEndpoint string
	// Account has the buckets that no account has made here.
	Account string
}

// Owners keeps which account made a bucket here; the part of object.Index that is
// about that, with the same errors.
type Owners interface {
	CreateBucket(ctx context.Context, b object.Bucket) error
	BucketByName(ctx context.Context, name string) (object.Bucket, error)
	ListBuckets(ctx context.Context, account, after string, limit int) ([]object.Bucket, error)
	DeleteBucket(ctx context.Context, id string) (blobs []string, err error)
}

// Store is the store outside. It is safe for concurrent use.
type Store struct {
	settings Settings
	// credentials are the server's own, and client acts with them.
	credentials aws.CredentialsProvider
	client      *s3.Client
	roles       roles
	owners      Owners
	now         func() time.Time
	health      health
}

// New makes a Store. It asks nobody yet: a store that is down when the server starts may
// come later. The clock now gives new buckets their times, and probes their age.
func New(ctx context.Context, s Settings, owners Owners, now func() time.Time) (*Store, error) {
	found, err := config.LoadDefaultConfig(ctx, config.WithRegion(s.Region), config.WithSharedConfigProfile(s.Profile),
		config.WithLogger(logging.Nop{})) // it would write beside the server's log; errors tell
	if err != nil {
		return nil, fmt.Errorf("find the credentials of the S3 store: %w", err)
	}
	return &Store{settings: s, credentials: found.Credentials, client: s.client(found.Credentials), owners: owners, now: now}, nil
}

const (
	// dialWithin is how long a connection may take.
	dialWithin = 5 * time.Second
	// answerWithin is how long the store may think before it begins to answer.
	answerWithin = 20 * time.Second
)

func httpClient() *awshttp.BuildableClient {
	return awshttp.NewBuildableClient().
		WithDialerOptions(func(d *net.Dialer) { d.Timeout = dialWithin }).
		WithTransportOptions(func(t *http.Transport) { t.ResponseHeaderTimeout = answerWithin })
}

// client makes a client of the settings alone. Of what AWS's SDK finds by itself only
// the credentials count: AWS_ENDPOINT_URL in the environment is most likely this server.
func (s Settings) client(as aws.CredentialsProvider) *s3.Client {
	o := s3.Options{
		Region: s.Region, Credentials: as, UsePathStyle: s.PathStyle,
		HTTPClient: httpClient(),
		// Checksums that every store knows, or passes over: see PutObject.
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
	}
	if s.Endpoint != "" {
		o.BaseEndpoint = &s.Endpoint
	}
	return s3.New(o)
}

// URL is where programs reach the store.
func (s *Store) URL() string {
	if s.settings.Endpoint != "" {
		return s.settings.Endpoint
	}
	return "https://s3." + s.settings.Region + ".amazonaws.com"
}
