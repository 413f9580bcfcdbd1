package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
)

// settings are where the server is and how requests to it are signed, by the names of
// AWS's configuration files. A data folder that is named counts most, then the
// environment as AWS's tools read it, then the data folder that is here.
func (s *server) settings(ctx context.Context) (map[string]string, error) {
	if s.found != nil {
		return s.found, nil
	}
	find := s.ofFolder
	if s.inEnvironment() {
		find = func() (map[string]string, error) { return ofEnvironment(ctx) }
	}
	found, err := find()
	if err != nil {
		return nil, err
	}
	if s.Endpoint != "" {
		found["endpoint_url"] = strings.TrimRight(s.Endpoint, "/")
	}
	s.found = found
	return found, nil
}

// inEnvironment reports whether the server is the one that AWS_ENDPOINT_URL names: for
// those who have no data folder at hand.
func (s *server) inEnvironment() bool {
	return s.Data == "" && os.Getenv("AWS_ENDPOINT_URL") != ""
}

// folder is the data folder that is named, or the one that is here.
func (s *server) folder() string { return cmp.Or(s.Data, "data") }

// advice is what to do about a server that does not answer.
func (s *server) advice() string {
	if s.inEnvironment() {
		return "AWS_ENDPOINT_URL names it"
	}
	return "Start it with: foureyes serve --data " + s.folder()
}

// ofEnvironment has the server found as AWS's tools find it.
func ofEnvironment(ctx context.Context) (map[string]string, error) {
	// The role of a machine at Amazon has keys of Amazon's, and asking for them takes long elsewhere.
	found, err := config.LoadDefaultConfig(ctx, config.WithEC2IMDSClientEnableState(imds.ClientDisabled))
	if err != nil {
		return nil, usageError{fmt.Errorf("read the AWS settings: %w", err)}
	}
	keys, err := found.Credentials.Retrieve(ctx)
	if err != nil {
		return nil, usageError{fmt.Errorf("AWS_ENDPOINT_URL names a server, but no access key of it is found: %w. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name the server's data folder with --data", err)}
	}
	return map[string]string{
		"endpoint_url": strings.TrimRight(os.Getenv("AWS_ENDPOINT_URL"), "/"), "region": cmp.Or(found.Region, "us-east-1"),
		"aws_access_key_id": keys.AccessKeyID, "aws_secret_access_key": keys.SecretAccessKey, "aws_session_token": keys.SessionToken,
	}, nil
}

// ofFolder reads the two files that the server has written into its data folder.
func (s *server) ofFolder() (map[string]string, error) {
	all := map[string]string{}
	for _, name := range []string{"credentials", "config"} {
		f, err := os.Open(filepath.Join(s.folder(), name))
		if err != nil {
			return nil, fmt.Errorf("%s has no credentials of a server: %w. Name the server's data folder with --data, or set AWS_ENDPOINT_URL and AWS's credentials", s.folder(), err)
		}
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			if key, value, found := strings.Cut(lines.Text(), "="); found {
				all[strings.TrimSpace(key)] = strings.TrimSpace(value)
			}
		}
		if err := errors.Join(lines.Err(), f.Close()); err != nil {
			return nil, fmt.Errorf("read %s: %w", f.Name(), err)
		}
	}
	return all, nil
}
