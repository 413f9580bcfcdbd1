package predictor

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"foureyes/internal/event/awsapi"
	"foureyes/internal/prediction"
)

// amazon asks Amazon's own service, or one that checks the same signatures, with the
// operator's access key. The image goes with the request, since that service cannot
// read the buckets here.
type amazon struct {
	client client
	signer *v4.Signer
}

// settings are those of other parts that call AWS, for a call in a region.
func (a amazon) settings(to Destination) awsapi.Settings {
	return awsapi.Settings{Endpoint: to.Address, Region: to.Settings.Region, AccessKeyID: to.AccessKeyID}.In(to.Region)
}

// Check wants an access key; the region is that of the call where none is set.
func (a amazon) Check(to Destination) error {
	if to.Region == EveryRegion {
		to.Region = "us-east-1" // any stands for that of the call
	}
	return a.settings(to).Check(to.Secret)
}

// Ask signs the request and sends it.
func (a amazon) Ask(ctx context.Context, to Destination, q prediction.Question, now time.Time) ([]byte, error) {
	s := a.settings(to)
	r, body, err := newRequest(ctx, s.URL(to.Service), q)
	if err != nil {
		return nil, err
	}
	hash := sha256.Sum256(body)
	key := aws.Credentials{AccessKeyID: s.AccessKeyID, SecretAccessKey: string(to.Secret)}
	if err := a.signer.SignHTTP(ctx, key, r, hex.EncodeToString(hash[:]), to.Service, s.Region, now); err != nil {
		return nil, fmt.Errorf("sign the request: %w", err)
	}
	return a.client.do(r, now)
}

// endpoint asks an HTTP endpoint that answers in the same shape. A secret is sent as
// a bearer token.
type endpoint struct{ client client }

// Check wants a URL that can be asked and shown in lists.
func (e endpoint) Check(to Destination) error {
	if to.AccessKeyID != "" || to.Settings.Region != "" {
		return errors.New("an HTTP endpoint gets a token and no signature, so it has no access key and no region")
	}
	return awsapi.CheckURL("URL", to.Address)
}

// Ask sends the request.
func (e endpoint) Ask(ctx context.Context, to Destination, q prediction.Question, now time.Time) ([]byte, error) {
	r, _, err := newRequest(ctx, to.Address, q)
	if err != nil {
		return nil, err
	}
	if len(to.Secret) > 0 {
		r.Header.Set("Authorization", "Bearer "+string(to.Secret))
	}
	return e.client.do(r, now)
}
