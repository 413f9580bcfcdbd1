package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
)

// asRequester has the server found as AWS's tools find it, by AWS_ENDPOINT_URL and the
// credentials that go with it: for commands of requesters, who have no data folder at hand.
// One that is named with --data counts more.
func (s *server) asRequester(ctx context.Context) error {
	byDefault, err := filepath.Abs("data")
	if err != nil {
		return fmt.Errorf("find the data folder: %w", err)
	}
	at := os.Getenv("AWS_ENDPOINT_URL")
	if at == "" || s.Data != byDefault {
		return nil
	}
	found, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return usageError{fmt.Errorf("read the AWS settings: %w", err)}
	}
	keys, err := found.Credentials.Retrieve(ctx)
	if err != nil {
		return usageError{fmt.Errorf("AWS_ENDPOINT_URL names a server, but no access key of it is found: %w. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name the server's data folder with --data", err)}
	}
	s.known = map[string]string{
		"endpoint_url": strings.TrimRight(cmp.Or(s.Endpoint, at), "/"), "region": cmp.Or(found.Region, "us-east-1"),
		"aws_access_key_id": keys.AccessKeyID, "aws_secret_access_key": keys.SecretAccessKey, "aws_session_token": keys.SessionToken,
	}
	return nil
}
