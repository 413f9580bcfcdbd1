package scenarios

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"regexp"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/rogpeppe/go-internal/testscript"

	"foureyes/internal/object/objecttest/gateway"
)

// outside is an S3 store that is not Foureyes's own. While there is one, the requester's
// objects are in it:
//
//	outside start    at an address that stays; $OBJECTS_URL names it as --objects-url does
//	outside stop     as a power cut would
func outside(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: outside start | stop")
	}
	s := storyOf(ts)
	switch args[0] {
	case "start":
		ts.Check(s.startOutside(ts))
	case "stop":
		ts.Check(s.outside.Stop())
	default:
		ts.Fatalf("outside %s: no such word", args[0])
	}
}

func (s *story) startOutside(ts *testscript.TestScript) (err error) {
	if s.outside == nil {
		if s.outside, err = gateway.New(ts.MkAbs("outside")); err != nil {
			return err
		}
		ts.Defer(func() { _ = s.outside.Stop() })
		ts.Setenv("OBJECTS_URL", "s3://?endpoint="+url.QueryEscape(s.outside.URL)+"&region="+gateway.Region)
		s.environment = []string{"AWS_ACCESS_KEY_ID=" + gateway.AccessKeyID, "AWS_SECRET_ACCESS_KEY=" + gateway.Secret, "AWS_SESSION_TOKEN="}
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return s.outside.Start(ctx)
}

// objects are the requester's, with keys of that store.
func (s *story) objects() *s3.Client {
	return s3.New(s3.Options{
		BaseEndpoint: &s.outside.URL, Region: gateway.Region, UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider(gateway.AccessKeyID, gateway.Secret, ""),
	})
}

// until REGEXP foureyes ARG…, until REGEXP ask PATH: repeats a question to the server until
// the answer fits.
func until(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: until REGEXP foureyes ARG… | ask PATH")
	}
	wanted, err := regexp.Compile("(?s)" + args[0])
	ts.Check(err)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		out, err := storyOf(ts).answer(ctx, args[1], args[2:])
		if err == nil && wanted.MatchString(out) {
			_, _ = fmt.Fprint(ts.Stdout(), out)
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			ts.Fatalf("until %s: %s, %v", args[0], out, err)
		}
	}
}

// answer asks once.
func (s *story) answer(ctx context.Context, word string, args []string) (string, error) {
	if word == "foureyes" {
		c := exec.CommandContext(ctx, binary, args...) //nolint:gosec // our own program
		c.Dir = s.folder
		out, err := c.Output()
		return string(out), err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+args[0], nil)
	if err != nil {
		return "", err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	return answer.Status + "\n" + string(body), err
}
