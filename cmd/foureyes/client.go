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
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// server says which running server a command talks to. It never opens the
// database beside it: the server alone owns that.
type server struct {
	Data     string `help:"Data folder of the running server; its credentials are used. Default: the server that AWS_ENDPOINT_URL names, with AWS's credentials, else ./data." placeholder:"DIR" type:"path"`
	Endpoint string `help:"Where the server is reached. Default: as the data folder's config, or AWS_ENDPOINT_URL, says." placeholder:"URL"`

	found map[string]string // the settings, once they are known
}

// call sends a signed request to the console API and reads the answer into out.
func (s *server) call(ctx context.Context, method, path string, in, out any) error {
	answer, err := s.send(ctx, method, path, in)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	return read(answer, out)
}

// send sends a signed request to the console API.
func (s *server) send(ctx context.Context, method, path string, in any) (*http.Response, error) {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return nil, fmt.Errorf("encode the request: %w", err)
		}
	}
	return s.sendBytes(ctx, method, path, "application/json", body)
}

// sendBytes sends a signed request with a body of any type.
func (s *server) sendBytes(ctx context.Context, method, path, contentType string, body []byte) (*http.Response, error) {
	settings, err := s.settings(ctx)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, method, settings["endpoint_url"]+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	r.Header.Set("Content-Type", contentType)
	if err := sign(ctx, r, body, settings); err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, fmt.Errorf("reach the server: %w. Is it running? %s", err, s.advice())
	}
	return answer, nil
}

func sign(ctx context.Context, r *http.Request, body []byte, settings map[string]string) error {
	sum := sha256.Sum256(body)
	credentials := aws.Credentials{AccessKeyID: settings["aws_access_key_id"], SecretAccessKey: settings["aws_secret_access_key"], SessionToken: settings["aws_session_token"]}
	err := v4.NewSigner().SignHTTP(ctx, credentials, r, hex.EncodeToString(sum[:]), "sagemaker", settings["region"], time.Now())
	if err != nil {
		return fmt.Errorf("sign the request: %w", err)
	}
	return nil
}

// read decodes an answer, or makes an error of a problem (RFC 9457).
func read(answer *http.Response, out any) error {
	body, err := io.ReadAll(io.LimitReader(answer.Body, 32<<20))
	if err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	if answer.StatusCode >= http.StatusBadRequest {
		return problemOf(body, answer.Status)
	}
	if out == nil || len(body) == 0 {
		return nil
	}
	if err := json.Unmarshal(body, out); err != nil {
		return fmt.Errorf("decode the answer: %w", err)
	}
	return nil
}

// problemOf makes an error of a problem, with each member that is at fault.
func problemOf(body []byte, status string) error {
	var problem struct {
		Detail string
		Errors []struct{ Message, Location string }
	}
	if err := json.Unmarshal(body, &problem); err != nil || problem.Detail == "" {
		return fmt.Errorf("the server answered %s", status)
	}
	err := errors.New(problem.Detail)
	for _, e := range problem.Errors {
		err = fmt.Errorf("%w; %s: %s", err, e.Location, e.Message)
	}
	return err
}
