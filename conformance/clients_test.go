package conformance

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"
	"github.com/aws/smithy-go"

	awsv1 "github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/session"
	a2i "github.com/aws/aws-sdk-go/service/augmentedairuntime"
)

const (
	bucketName = "reviews"
	outputPath = "s3://" + bucketName + "/out/"
	roleARN    = "arn:aws:iam::" + account + ":role/review"
	plainForm  = `<crowd-form><crowd-input name="total" value="{{ task.input.total }}"></crowd-input></crowd-form>`
)

// clients are unmodified SDK clients of one region, set up by the environment.
type clients struct {
	region    string
	sagemaker *sagemaker.Client
	s3        *s3.Client
	runtime   *a2i.AugmentedAIRuntime
}

// in makes the clients of a region. Version 1 of the SDK does not know
// AWS_ENDPOINT_URL and is told the endpoint.
func (s *server) in(t *testing.T, region string) clients {
	t.Helper()
	c, err := awsconfig.LoadDefaultConfig(t.Context(), awsconfig.WithRegion(region))
	if err != nil {
		t.Fatalf("load the configuration of the SDK: %v", err)
	}
	v1, err := session.NewSession(&awsv1.Config{Region: &region, Endpoint: &s.url})
	if err != nil {
		t.Fatalf("make a session of the SDK's version 1: %v", err)
	}
	return clients{
		region: region, sagemaker: sagemaker.NewFromConfig(c), s3: s3.NewFromConfig(c), runtime: a2i.New(v1),
	}
}

// arn is the Amazon Resource Name that a thing of SageMaker's must have.
func arn(region, kind, name string) string {
	return "arn:aws:sagemaker:" + region + ":" + account + ":" + kind + "/" + name
}

// everyone is the work team that is always there.
func everyone(region string) string {
	return arn(region, "workteam", "private-crowd/Everyone-in-private-workforce")
}

func (c clients) createBucket(t *testing.T, name string) {
	t.Helper()
	if _, err := c.s3.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &name}); err != nil {
		t.Fatalf("CreateBucket %s: %v", name, err)
	}
}

func (c clients) put(t *testing.T, bucket, key string, content []byte) {
	t.Helper()
	_, err := c.s3.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: bytes.NewReader(content)})
	if err != nil {
		t.Fatalf("PutObject %q: %v", key, err)
	}
}

func (c clients) get(t *testing.T, bucket, key string) []byte {
	t.Helper()
	out, err := c.s3.GetObject(t.Context(), &s3.GetObjectInput{Bucket: &bucket, Key: &key})
	if err != nil {
		t.Fatalf("GetObject %q: %v", key, err)
	}
	defer out.Body.Close()
	content, err := io.ReadAll(out.Body)
	if err != nil {
		t.Fatalf("read %q: %v", key, err)
	}
	return content
}

func (c clients) createUI(t *testing.T, name, template string) string {
	t.Helper()
	out, err := c.sagemaker.CreateHumanTaskUi(t.Context(), &sagemaker.CreateHumanTaskUiInput{
		HumanTaskUiName: &name, UiTemplate: &types.UiTemplate{Content: &template},
	})
	if err != nil {
		t.Fatalf("CreateHumanTaskUi %s: %v", name, err)
	}
	passMillisecond()
	return aws.ToString(out.HumanTaskUiArn)
}

// flowInput is a request that is right as it is; tests change what they are about.
func flowInput(region, name, uiARN string) *sagemaker.CreateFlowDefinitionInput {
	return &sagemaker.CreateFlowDefinitionInput{
		FlowDefinitionName: &name, RoleArn: aws.String(roleARN),
		OutputConfig: &types.FlowDefinitionOutputConfig{S3OutputPath: aws.String(outputPath)},
		HumanLoopConfig: &types.HumanLoopConfig{
			WorkteamArn: aws.String(everyone(region)), HumanTaskUiArn: &uiARN,
			TaskTitle: aws.String("Check the total"), TaskDescription: aws.String("Compare the total with the receipt."),
			TaskCount: aws.Int32(1),
		},
	}
}

func (c clients) createFlow(t *testing.T, in *sagemaker.CreateFlowDefinitionInput) string {
	t.Helper()
	out, err := c.sagemaker.CreateFlowDefinition(t.Context(), in)
	if err != nil {
		t.Fatalf("CreateFlowDefinition %s: %v", aws.ToString(in.FlowDefinitionName), err)
	}
	passMillisecond()
	return aws.ToString(out.FlowDefinitionArn)
}

// plainFlow makes a bucket, a template and a flow called name.
func (c clients) plainFlow(t *testing.T, name string) string {
	t.Helper()
	c.createBucket(t, bucketName)
	return c.createFlow(t, flowInput(c.region, name, c.createUI(t, name, plainForm)))
}

func loopInput(flowARN, name, input string) *a2i.StartHumanLoopInput {
	return &a2i.StartHumanLoopInput{
		HumanLoopName: &name, FlowDefinitionArn: &flowARN, HumanLoopInput: &a2i.HumanLoopInput{InputContent: &input},
	}
}

func (c clients) startLoop(t *testing.T, flowARN, name, input string) string {
	t.Helper()
	out, err := c.runtime.StartHumanLoopWithContext(t.Context(), loopInput(flowARN, name, input))
	if err != nil {
		t.Fatalf("StartHumanLoop %s: %v", name, err)
	}
	passMillisecond()
	return aws.ToString(out.HumanLoopArn)
}

func (c clients) describeLoop(t *testing.T, name string) *a2i.DescribeHumanLoopOutput {
	t.Helper()
	out, err := c.runtime.DescribeHumanLoopWithContext(t.Context(), &a2i.DescribeHumanLoopInput{HumanLoopName: &name})
	if err != nil {
		t.Fatalf("DescribeHumanLoop %s: %v", name, err)
	}
	return out
}

// awaitLoop waits for a status.
func (c clients) awaitLoop(t *testing.T, name, status string) *a2i.DescribeHumanLoopOutput {
	t.Helper()
	var out *a2i.DescribeHumanLoopOutput
	eventually(t, "human loop "+name+" becomes "+status, func() bool {
		out = c.describeLoop(t, name)
		return aws.ToString(out.HumanLoopStatus) == status
	})
	return out
}

// code is what either SDK says that an error is called.
func code(err error) string {
	if v2, ok := errors.AsType[smithy.APIError](err); ok {
		return v2.ErrorCode()
	}
	if v1, ok := errors.AsType[awserr.Error](err); ok {
		return v1.Code()
	}
	return ""
}

func wantCode(t *testing.T, err error, want string) {
	t.Helper()
	if got := code(err); got != want {
		t.Errorf("error code %q, want %q: %v", got, want, err)
	}
}

// wantAs checks that an error is of an SDK's own class.
func wantAs[E error](t *testing.T, err error) {
	t.Helper()
	if want, ok := errors.AsType[E](err); !ok {
		t.Errorf("error %T is not a %T: %v", err, want, err)
	}
}
