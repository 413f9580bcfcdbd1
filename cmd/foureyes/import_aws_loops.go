package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"foureyes/internal/awsimport"
)

// loopFlags are what there is to say about human loops.
type loopFlags struct {
	Loops            bool   `help:"Human loops that are over too, as they are."`
	Outputs          bool   `help:"With --loops: copy each output.json, and take the input from it."`
	RestartOpenLoops bool   `help:"With --loops: begin loops that are open anew, if --inputs has their input."`
	Inputs           string `type:"existingdir" help:"Folder with NAME.json, the input of the loop of that name." placeholder:"DIR"`
	LoopsReport      string `help:"File for all human loops that are to be known about, as JSON Lines." placeholder:"FILE" type:"path"`
}

// check refuses flags that would do nothing.
func (c *loopFlags) check() error {
	switch {
	case !c.Loops && (c.Outputs || c.RestartOpenLoops || c.LoopsReport != ""):
		return usageError{errors.New("--outputs, --restart-open-loops and --loops-report go with --loops")}
	case c.RestartOpenLoops && c.Inputs == "":
		return usageError{errors.New("the inputs of loops are not given back by Amazon: say with --inputs where they are")}
	case c.Inputs != "" && !c.RestartOpenLoops:
		return usageError{errors.New("--inputs goes with --restart-open-loops")}
	}
	return nil
}

// options opens the report of loops; the second function closes it.
func (c *loopFlags) options() (*awsimport.LoopOptions, func() error, error) {
	o := &awsimport.LoopOptions{Outputs: c.Outputs, Told: func(awsimport.Item) {}}
	if c.RestartOpenLoops {
		o.Input = c.input
	}
	switch {
	case !c.Loops:
		return nil, func() error { return nil }, nil
	case c.LoopsReport == "":
		return o, func() error { return nil }, nil
	}
	file, err := os.Create(c.LoopsReport)
	if err != nil {
		return nil, nil, fmt.Errorf("make the report: %w", err)
	}
	var failed error
	lines := json.NewEncoder(file)
	o.Told = func(i awsimport.Item) { failed = errors.Join(failed, lines.Encode(i)) }
	return o, func() error { return errors.Join(failed, file.Close()) }, nil
}

// input reads the input of a loop from the folder; nil when there is none.
func (c *loopFlags) input(name string) ([]byte, error) {
	content, err := os.ReadFile(filepath.Join(c.Inputs, filepath.Base(name)+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return content, err //nolint:wrapcheck // it names the file
}

// outputs are the objects of one side. AWS_ENDPOINT_URL does not count.
type outputs struct{ client *s3.Client }

// outputsOf reaches Amazon's S3 unless at says where else.
func outputsOf(a awsJSON, at string) outputs {
	o := s3.Options{
		Region: a.region, Credentials: a.keys,
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
	}
	if at != "" {
		o.BaseEndpoint, o.UsePathStyle = &at, true
	}
	return outputs{s3.New(o)}
}

// placeOf is the bucket and the key of an S3 URI.
func placeOf(uri string) (bucket, key *string, err error) {
	b, k, ok := strings.Cut(strings.TrimPrefix(uri, "s3://"), "/")
	if !ok || !strings.HasPrefix(uri, "s3://") || k == "" {
		return nil, nil, fmt.Errorf("%q is no S3 URI of an object", uri)
	}
	return &b, &k, nil
}

// Output reads an object; nil when there is none.
func (o outputs) Output(ctx context.Context, uri string) ([]byte, error) {
	bucket, key, err := placeOf(uri)
	if err != nil {
		return nil, err
	}
	answer, err := o.client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key})
	if _, missing := errors.AsType[*types.NoSuchKey](err); missing {
		return nil, nil
	}
	if err != nil {
		return nil, err //nolint:wrapcheck // it says what was asked
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, largestAnswer+1))
	if err == nil && len(body) > largestAnswer {
		err = fmt.Errorf("it has more than %d bytes", largestAnswer)
	}
	return body, err
}

// HasOutput reports whether there is an object.
func (o outputs) HasOutput(ctx context.Context, uri string) (bool, error) {
	bucket, key, err := placeOf(uri)
	if err != nil {
		return false, err
	}
	_, err = o.client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: bucket, Key: key})
	if _, missing := errors.AsType[*types.NotFound](err); missing {
		return false, nil
	}
	return err == nil, err //nolint:wrapcheck // it says what was asked
}

// PutOutput keeps an object, unless there is one.
func (o outputs) PutOutput(ctx context.Context, uri string, body []byte) error {
	bucket, key, err := placeOf(uri)
	if err != nil {
		return err
	}
	kind, none := "application/json", "*"
	_, err = o.client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: key, ContentType: &kind, IfNoneMatch: &none, Body: bytes.NewReader(body)})
	if refusal, is := errors.AsType[smithy.APIError](err); is && refusal.ErrorCode() == "PreconditionFailed" {
		return nil
	}
	return err //nolint:wrapcheck // it says what was asked
}

// KeepsObjects asks for the buckets: a server whose objects are in an S3 store outside
// refuses all requests of S3.
func (o outputs) KeepsObjects(ctx context.Context) (bool, error) {
	_, err := o.client.ListBuckets(ctx, &s3.ListBucketsInput{})
	if refusal, is := errors.AsType[smithy.APIError](err); is && refusal.ErrorCode() == "InvalidRequest" {
		return false, nil
	}
	return err == nil, err //nolint:wrapcheck // it says what was asked
}

// loopsAtAmazon are the human loops of the source.
type loopsAtAmazon struct {
	a2iRuntime
	outputs
}

// loopsHere are those of the target.
type loopsHere struct {
	a2iRuntime
	outputs

	server *server
}

// There tells which of some human loops are here.
func (h loopsHere) There(ctx context.Context, names []string) (map[string]awsimport.LoopThere, error) {
	var found struct{ HumanLoops []awsimport.LoopThere }
	if err := h.server.call(ctx, http.MethodGet, "/human-loops?"+url.Values{"name": names}.Encode(), nil, &found); err != nil {
		return nil, err
	}
	there := make(map[string]awsimport.LoopThere, len(found.HumanLoops))
	for _, l := range found.HumanLoops {
		there[l.HumanLoopName] = l
	}
	return there, nil
}

// Carry makes known a human loop that is over.
func (h loopsHere) Carry(ctx context.Context, flowName string, l awsimport.Loop, input []byte) error {
	return h.server.call(ctx, http.MethodPut, "/flow-definitions/"+url.PathEscape(flowName)+"/carried-loops/"+url.PathEscape(l.HumanLoopName), struct {
		HumanLoopStatus string          `json:"humanLoopStatus"`
		CreationTime    time.Time       `json:"creationTime"`
		FailureCode     string          `json:"failureCode,omitempty"`
		FailureReason   string          `json:"failureReason,omitempty"`
		OutputS3URI     string          `json:"outputS3Uri,omitempty"`
		Input           json.RawMessage `json:"input,omitempty"`
	}{l.HumanLoopStatus, l.CreationTime, l.FailureCode, l.FailureReason, l.HumanLoopOutput.OutputS3URI, input}, nil)
}
