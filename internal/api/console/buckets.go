package console

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
	"foureyes/internal/object"
)

// Buckets are where outputs go, in the store of objects wherever that is.
type Buckets interface {
	ListBuckets(ctx context.Context, account, after string, limit int) ([]object.Bucket, error)
	CreateBucket(ctx context.Context, b object.Bucket) (object.Bucket, error)
}

// Bucket is a bucket of an account.
type Bucket struct {
	Name         string    `json:"name"`
	Region       string    `json:"region"`
	CreationTime time.Time `json:"creationTime"`
}

func bucketOf(b object.Bucket) Bucket {
	return Bucket{Name: b.Name, Region: b.Region, CreationTime: b.CreatedAt}
}

type bucketsInput struct {
	Place

	After      string `query:"after" maxLength:"63" doc:"The last name of the page before."`
	MaxResults int    `query:"maxResults" minimum:"1" maximum:"1000" default:"100"`
}

type bucketsOutput struct {
	Body struct {
		Buckets []Bucket `json:"buckets" nullable:"false"`
	}
}

type newBucketInput struct {
	Place

	Body struct {
		Name string `json:"name" minLength:"3" maxLength:"63" doc:"3 to 63 lowercase letters, digits, dots and hyphens."`
	}
}

type bucketOutput struct{ Body Bucket }

func (a *api) bucketRoutes() {
	huma.Register(a, jsonapi.Operation("listBuckets", http.MethodGet, "/buckets", "Buckets of an account, by name", a.ForAccounts), a.buckets)
	huma.Register(a, jsonapi.Operation("createBucket", http.MethodPost, "/buckets", "Make a bucket for outputs", a.ForAccounts,
		jsonapi.Errors(http.StatusConflict), func(o *huma.Operation) { o.DefaultStatus = http.StatusCreated }), a.createBucket)
}

func (a *api) buckets(ctx context.Context, in *bucketsInput) (*bucketsOutput, error) {
	account, _, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	all, err := a.p.Buckets.ListBuckets(ctx, account, in.After, in.MaxResults)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &bucketsOutput{}
	out.Body.Buckets = make([]Bucket, 0, len(all))
	for _, b := range all {
		out.Body.Buckets = append(out.Body.Buckets, bucketOf(b))
	}
	return out, nil
}

func (a *api) createBucket(ctx context.Context, in *newBucketInput) (*bucketOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	by := auth.PersonARN(account, jsonapi.CallerOf(ctx).Person)
	if c := jsonapi.CallerOf(ctx); c.AccessKeyID != "" {
		by = c.AccessKeyID
	}
	b, err := a.p.Buckets.CreateBucket(ctx, object.Bucket{Name: in.Body.Name, Account: account, Region: region, CreatedBy: by})
	return jsonapi.Answer(ctx, a.API, &bucketOutput{bucketOf(b)}, err)
}
