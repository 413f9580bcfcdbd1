package awsapi

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"foureyes/internal/event/call"
)

// Client calls AWS services. It is safe for concurrent use.
type Client struct {
	http   *http.Client
	signer *v4.Signer
}

// NewClient makes a Client. It follows no redirects: a signature holds for one host.
func NewClient() *Client {
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{http: call.NewClient(stay), signer: v4.NewSigner()}
}

// Request is one call of an operation.
type Request struct {
	// Service is the name that the signature is for, such as sqs.
	Service, URL string
	// ContentType and Target are headers of the service's protocol; Target may be empty.
	ContentType, Target string
	Body                []byte
}

// Do signs a request, sends it and reads the answer of a 2xx status. Any other is an
// error with the service's code and message; one that asks for a pause wraps a
// *job.Later.
func (c *Client) Do(ctx context.Context, q Request, s Settings, secret []byte, now time.Time) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, q.URL, bytes.NewReader(q.Body))
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", call.Bare(err))
	}
	r.Header.Set("Content-Type", q.ContentType)
	r.Header.Set("User-Agent", "Foureyes")
	if q.Target != "" {
		r.Header.Set("X-Amz-Target", q.Target)
	}
	hash := sha256.Sum256(q.Body)
	key := aws.Credentials{AccessKeyID: s.AccessKeyID, SecretAccessKey: string(secret)}
	if err := c.signer.SignHTTP(ctx, key, r, hex.EncodeToString(hash[:]), q.Service, s.Region, now); err != nil {
		return nil, fmt.Errorf("sign the request: %w", err)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, fmt.Errorf("reach %s: %w", q.Service, call.Bare(err))
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, call.MaxAnswer))
	if answer.StatusCode/100 != 2 {
		return nil, refusal(q.Service, answer, body, now) // a broken body is no reason to say less
	}
	if err != nil {
		return nil, fmt.Errorf("read the answer of %s: %w", q.Service, call.Bare(err))
	}
	return body, nil
}

// CloseIdleConnections lets go of connections that wait for the next request.
func (c *Client) CloseIdleConnections() { c.http.CloseIdleConnections() }
