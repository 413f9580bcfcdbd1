package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"foureyes/internal/awsimport"
)

// awsJSON asks SageMaker, Amazon's or ours: in AWS JSON 1.1, or its runtime (a2i_runtime.go).
type awsJSON struct {
	url, region string
	keys        aws.CredentialsProvider
}

const (
	// throttleTries is how often an operation is asked that answers "too many".
	throttleTries = 8
	// throttleWait is how long the first pause is then; each is twice the one before.
	throttleWait = 500 * time.Millisecond
	// largestAnswer is more than any answer of these operations has, in bytes.
	largestAnswer = 32 << 20
)

// Call asks an operation. Services that are asked too often are given time.
func (a awsJSON) Call(ctx context.Context, operation string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("encode the request: %w", err)
	}
	return a.send(ctx, operation, body, out, func() (*http.Request, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.url, bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("make the request: %w", err)
		}
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
		r.Header.Set("X-Amz-Target", "SageMaker."+operation)
		return r, nil
	})
}

// send signs a request and reads the answer, again where there was none to be had yet.
func (a awsJSON) send(ctx context.Context, operation string, body []byte, out any, request func() (*http.Request, error)) error {
	for wait, try := throttleWait, 1; ; wait, try = 2*wait, try+1 {
		r, err := request()
		if err != nil {
			return err
		}
		err = a.ask(ctx, operation, r, body, out)
		refusal, refused := errors.AsType[*awsimport.Refusal](err)
		if !refused || refusal.Code != "ThrottlingException" || try == throttleTries {
			return err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return fmt.Errorf("wait after %w", err)
		}
	}
}

func (a awsJSON) ask(ctx context.Context, operation string, r *http.Request, body []byte, out any) error {
	keys, err := a.keys.Retrieve(ctx)
	if err != nil {
		return fmt.Errorf("find the credentials: %w", err)
	}
	sum := sha256.Sum256(body)
	if err := v4.NewSigner().SignHTTP(ctx, keys, r, hex.EncodeToString(sum[:]), "sagemaker", a.region, time.Now()); err != nil {
		return fmt.Errorf("sign the request: %w", err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("ask %s: %w", operation, err)
	}
	defer func() { _ = answer.Body.Close() }()
	said, err := io.ReadAll(io.LimitReader(answer.Body, largestAnswer))
	if err != nil {
		return fmt.Errorf("read the answer to %s: %w", operation, err)
	}
	return understand(answer, said, out)
}

// understand reads an answer, or the error that it is.
func understand(answer *http.Response, said []byte, out any) error {
	if answer.StatusCode >= http.StatusBadRequest {
		var e struct {
			Type    string `json:"__type"`
			Message string `json:"message"`
		}
		err := json.Unmarshal(said, &e)
		if code := answer.Header.Get("X-Amzn-Errortype"); code != "" { // the runtime's
			e.Type, _, _ = strings.Cut(code, ":")
		}
		if err != nil || e.Type == "" {
			return fmt.Errorf("%s answered %s", answer.Request.URL.Host, answer.Status)
		}
		return &awsimport.Refusal{Code: e.Type[strings.LastIndex(e.Type, "#")+1:], Message: e.Message}
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(said, out); err != nil {
		return fmt.Errorf("decode the answer: %w", err)
	}
	return nil
}
