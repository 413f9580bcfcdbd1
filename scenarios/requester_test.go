package scenarios

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"
	awsv1 "github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/augmentedairuntime"
	"github.com/rogpeppe/go-internal/testscript"
)

const (
	bucket  = "reviews"
	account = "000000000000"
	region  = "us-east-1"
)

// requester does what a program with the AWS SDKs does, by the files that the
// server has written for it:
//
//	requester bucket
//	requester upload FILE KEY
//	requester template NAME FILE
//	requester flow NAME TEMPLATE TASK-COUNT [CONDITIONS-FILE]    with the tag foureyes:conditions=evaluate
//	requester notify WORK-TEAM TOPIC-ARN
//	requester delete-flow NAME
//	requester flows
//	requester start LOOP FLOW INPUT-FILE
//	requester start-each FLOW INPUTS-FILE    a loop for each line, named loop-1 and so on
//	requester wait-each STATUS COUNT         for the loops loop-1 to loop-COUNT
//	requester stop LOOP | delete LOOP
//	requester status LOOP
//	requester wait LOOP STATUS
//	requester output LOOP
func requester(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: requester WORD …")
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c, err := newClients(ctx, storyOf(ts))
	ts.Check(err)
	do, ok := requests[args[0]]
	if !ok {
		ts.Fatalf("requester %s: no such word", args[0])
	}
	out, err := do(ctx, c, ts, args[1:])
	_, _ = fmt.Fprint(ts.Stdout(), out)
	if err != nil {
		_, _ = fmt.Fprintln(ts.Stderr(), err)
	}
	if neg == (err == nil) {
		ts.Fatalf("requester %s: %v", strings.Join(args, " "), err)
	}
}

// clients are the SDKs, configured by the data folder's files and nothing else.
type clients struct {
	s3        *s3.Client
	sagemaker *sagemaker.Client
	runtime   *augmentedairuntime.AugmentedAIRuntime
}

func newClients(ctx context.Context, s *story) (*clients, error) {
	data := filepath.Join(s.folder, "data")
	c, err := config.LoadDefaultConfig(ctx,
		config.WithSharedConfigFiles([]string{filepath.Join(data, "config")}),
		config.WithSharedCredentialsFiles([]string{filepath.Join(data, "credentials")}))
	if err != nil {
		return nil, err
	}
	key, err := c.Credentials.Retrieve(ctx)
	if err != nil {
		return nil, err
	}
	v1, err := session.NewSession(&awsv1.Config{
		// A client of its own: the SDK writes a CA bundle that the environment names
		// into the client, and the default one is every story's.
		HTTPClient: &http.Client{Transport: http.DefaultTransport.(*http.Transport).Clone()},
		Endpoint:   &s.url, Region: new(region),
		Credentials: credentials.NewStaticCredentials(key.AccessKeyID, key.SecretAccessKey, ""),
	})
	if err != nil {
		return nil, err
	}
	objects := s3.NewFromConfig(c, func(o *s3.Options) { o.UsePathStyle = true })
	if s.outside != nil {
		objects = s.objects()
	}
	return &clients{s3: objects, sagemaker: sagemaker.NewFromConfig(c), runtime: augmentedairuntime.New(v1)}, nil
}

type request func(ctx context.Context, c *clients, ts *testscript.TestScript, args []string) (string, error)

var requests = map[string]request{
	"bucket": func(ctx context.Context, c *clients, _ *testscript.TestScript, _ []string) (string, error) {
		_, err := c.s3.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: aws.String(bucket)})
		return "", err
	},
	"upload": func(ctx context.Context, c *clients, ts *testscript.TestScript, args []string) (string, error) {
		f, err := os.Open(ts.MkAbs(args[0]))
		ts.Check(err)
		defer func() { _ = f.Close() }()
		_, err = c.s3.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String(bucket), Key: &args[1], Body: f})
		return "", err
	},
	"template": func(ctx context.Context, c *clients, ts *testscript.TestScript, args []string) (string, error) {
		_, err := c.sagemaker.CreateHumanTaskUi(ctx, &sagemaker.CreateHumanTaskUiInput{
			HumanTaskUiName: &args[0], UiTemplate: &types.UiTemplate{Content: aws.String(ts.ReadFile(args[1]))},
		})
		return "", err
	},
	"flow": createFlow,
	"notify": func(ctx context.Context, c *clients, _ *testscript.TestScript, args []string) (string, error) {
		_, err := c.sagemaker.UpdateWorkteam(ctx, &sagemaker.UpdateWorkteamInput{
			WorkteamName: &args[0], NotificationConfiguration: &types.NotificationConfiguration{NotificationTopicArn: &args[1]},
		})
		return "", err
	},
	"delete-flow": deleteFlow,
	"flows":       listFlows,
	"start": func(ctx context.Context, c *clients, ts *testscript.TestScript, args []string) (string, error) {
		out, err := c.runtime.StartHumanLoopWithContext(ctx, &augmentedairuntime.StartHumanLoopInput{
			HumanLoopName: &args[0], FlowDefinitionArn: aws.String(arn("flow-definition/" + args[1])),
			HumanLoopInput: &augmentedairuntime.HumanLoopInput{InputContent: aws.String(ts.ReadFile(args[2]))},
		})
		if err == nil && out.HumanLoopArn == nil {
			return "no human loop is needed\n", nil
		}
		return "", err
	},
	"start-each": startEach,
	"wait-each": func(ctx context.Context, c *clients, ts *testscript.TestScript, args []string) (string, error) {
		n, err := strconv.Atoi(args[1])
		for i := 1; err == nil && i <= n; i++ {
			_, err = waitFor(ctx, c, ts, []string{fmt.Sprint("loop-", i), args[0]})
		}
		return "", err
	},
	"stop": func(ctx context.Context, c *clients, _ *testscript.TestScript, args []string) (string, error) {
		_, err := c.runtime.StopHumanLoopWithContext(ctx, &augmentedairuntime.StopHumanLoopInput{HumanLoopName: &args[0]})
		return "", err
	},
	"delete": func(ctx context.Context, c *clients, _ *testscript.TestScript, args []string) (string, error) {
		_, err := c.runtime.DeleteHumanLoopWithContext(ctx, &augmentedairuntime.DeleteHumanLoopInput{HumanLoopName: &args[0]})
		return "", err
	},
	"status": func(ctx context.Context, c *clients, _ *testscript.TestScript, args []string) (string, error) {
		d, err := c.describe(ctx, args[0])
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s %s %s\n", *d.HumanLoopStatus, awsv1.StringValue(d.FailureCode), awsv1.StringValue(d.FailureReason)), nil
	},
	"wait":   waitFor,
	"output": output,
}

func startEach(ctx context.Context, c *clients, ts *testscript.TestScript, args []string) (string, error) {
	for i, input := range strings.Split(strings.TrimSpace(ts.ReadFile(args[1])), "\n") {
		_, err := c.runtime.StartHumanLoopWithContext(ctx, &augmentedairuntime.StartHumanLoopInput{
			HumanLoopName: aws.String(fmt.Sprint("loop-", i+1)), FlowDefinitionArn: aws.String(arn("flow-definition/" + args[0])),
			HumanLoopInput: &augmentedairuntime.HumanLoopInput{InputContent: &input},
		})
		if err != nil {
			return "", err
		}
	}
	return "", nil
}

func arn(resource string) string {
	return "arn:aws:sagemaker:" + region + ":" + account + ":" + resource
}

func (c *clients) describe(ctx context.Context, loop string) (*augmentedairuntime.DescribeHumanLoopOutput, error) {
	return c.runtime.DescribeHumanLoopWithContext(ctx, &augmentedairuntime.DescribeHumanLoopInput{HumanLoopName: &loop})
}

func createFlow(ctx context.Context, c *clients, ts *testscript.TestScript, args []string) (string, error) {
	var count int32
	if _, err := fmt.Sscan(args[2], &count); err != nil {
		return "", err
	}
	in := &sagemaker.CreateFlowDefinitionInput{
		FlowDefinitionName: &args[0], RoleArn: aws.String("arn:aws:iam::000000000000:role/a2i"),
		HumanLoopConfig: &types.HumanLoopConfig{
			WorkteamArn:    aws.String(arn("workteam/private-crowd/Everyone-in-private-workforce")),
			HumanTaskUiArn: aws.String(arn("human-task-ui/" + args[1])), TaskCount: &count,
			TaskTitle: aws.String("Look"), TaskDescription: aws.String("Look at it"),
		},
		OutputConfig: &types.FlowDefinitionOutputConfig{S3OutputPath: aws.String("s3://" + bucket + "/out")},
	}
	if len(args) > 3 {
		in.HumanLoopActivationConfig = &types.HumanLoopActivationConfig{
			HumanLoopActivationConditionsConfig: &types.HumanLoopActivationConditionsConfig{HumanLoopActivationConditions: aws.String(ts.ReadFile(args[3]))},
		}
		in.Tags = []types.Tag{{Key: aws.String("foureyes:conditions"), Value: aws.String("evaluate")}}
	}
	_, err := c.sagemaker.CreateFlowDefinition(ctx, in)
	return "", err
}

func deleteFlow(ctx context.Context, c *clients, _ *testscript.TestScript, args []string) (string, error) {
	_, err := c.sagemaker.DeleteFlowDefinition(ctx, &sagemaker.DeleteFlowDefinitionInput{FlowDefinitionName: &args[0]})
	return "", err
}

func listFlows(ctx context.Context, c *clients, _ *testscript.TestScript, _ []string) (string, error) {
	var b strings.Builder
	pages := sagemaker.NewListFlowDefinitionsPaginator(c.sagemaker, &sagemaker.ListFlowDefinitionsInput{})
	for pages.HasMorePages() {
		p, err := pages.NextPage(ctx)
		if err != nil {
			return "", err
		}
		for _, f := range p.FlowDefinitionSummaries {
			fmt.Fprintf(&b, "%s %s\n", *f.FlowDefinitionName, f.FlowDefinitionStatus)
		}
	}
	return b.String(), nil
}

// waitFor asks until the loop has the status; "gone" is that of a loop that is not
// found any more.
func waitFor(ctx context.Context, c *clients, _ *testscript.TestScript, args []string) (string, error) {
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		is := "gone"
		d, err := c.describe(ctx, args[0])
		if err == nil {
			is = *d.HumanLoopStatus
		}
		if is == args[1] {
			return "", nil
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return "", fmt.Errorf("the loop is %s, not %s", is, args[1])
		}
	}
}

// output prints output.json with one member a line.
func output(ctx context.Context, c *clients, _ *testscript.TestScript, args []string) (string, error) {
	d, err := c.describe(ctx, args[0])
	if err != nil {
		return "", err
	}
	_, key, _ := strings.Cut(strings.TrimPrefix(*d.HumanLoopOutput.OutputS3Uri, "s3://"), "/")
	o, err := c.s3.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(bucket), Key: &key})
	if err != nil {
		return "", err
	}
	defer func() { _ = o.Body.Close() }()
	raw, err := io.ReadAll(o.Body)
	if err != nil {
		return "", err
	}
	var pretty bytes.Buffer
	err = json.Indent(&pretty, raw, "", " ")
	return pretty.String() + "\n", err
}
