package remote

import (
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/object"
)

// sessionName is what the trails of AWS call those who act in a role for us.
const sessionName = "foureyes"

// mostRoles is how many roles are remembered; more are begun anew now and then.
const mostRoles = 1000

// roles are clients that act in execution roles, each with its credentials for an hour.
type roles struct {
	mu   sync.Mutex
	made map[string]*s3.Client
}

// in gives the client for a role, made by create at its first use.
func (r *roles) in(role string, create func() *s3.Client) *s3.Client {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c := r.made[role]; c != nil {
		return c
	}
	if r.made == nil || len(r.made) >= mostRoles {
		r.made = map[string]*s3.Client{}
	}
	r.made[role] = create()
	return r.made[role]
}

// inRole reports whether an execution role is to be assumed.
func (s *Store) inRole(as flow.Access) bool { return s.settings.AssumeRole && as.RoleARN != "" }

// as gives the client for an access, if the account may use the bucket: its own, or with
// an execution role every one that nobody else made here. Then the role's policies
// decide, and the role must be the account's.
func (s *Store) as(ctx context.Context, as flow.Access, bucket string) (*s3.Client, error) {
	err := s.mayUse(ctx, as.Account, bucket)
	if !s.inRole(as) {
		return s.client, err
	}
	if err != nil && !errors.Is(err, object.ErrNoSuchBucket) {
		return nil, err
	}
	if parts := strings.SplitN(as.RoleARN, ":", 6); len(parts) != 6 || parts[4] != as.Account {
		return nil, fault.New(fault.Invalid, fault.Bucket, "The role %s is not one of account %s, so it is not assumed.", as.RoleARN, as.Account)
	}
	return s.roles.in(as.RoleARN, func() *s3.Client { return s.settings.client(s.settings.assume(s.credentials, as.RoleARN)) }), nil
}

// assume gives the credentials of a role, which the server's own may assume.
func (s Settings) assume(own aws.CredentialsProvider, role string) aws.CredentialsProvider {
	o := sts.Options{Region: s.Region, Credentials: own, HTTPClient: httpClient()}
	if s.STSEndpoint != "" {
		o.BaseEndpoint = &s.STSEndpoint
	}
	return aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.New(o), role, func(a *stscreds.AssumeRoleOptions) {
		a.RoleSessionName = sessionName
	}))
}
