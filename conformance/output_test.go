package conformance

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	a2i "github.com/aws/aws-sdk-go/service/augmentedairuntime"
	"github.com/google/go-cmp/cmp"
)

// instant is how the runtime and output.json write times.
const instant = "2006-01-02T15:04:05.000Z"

// wantLoop checks a loop that has just begun, with the place of its output, which
// Amazon tells from the beginning.
func wantLoop(t *testing.T, name, flowARN string, got *a2i.DescribeHumanLoopOutput) {
	t.Helper()
	created := aws.ToTime(got.CreationTime)
	if time.Since(created).Abs() > time.Minute {
		t.Errorf("CreationTime is %s", created)
	}
	flow := flowARN[strings.LastIndex(flowARN, "/")+1:]
	want := &a2i.DescribeHumanLoopOutput{
		HumanLoopName: &name, HumanLoopArn: aws.String(arn(home, "human-loop", name)), FlowDefinitionArn: &flowARN,
		HumanLoopStatus: aws.String("InProgress"), CreationTime: got.CreationTime,
		HumanLoopOutput: &a2i.HumanLoopOutput{OutputS3Uri: aws.String(
			outputPath + flow + "/" + created.UTC().Format("2006/01/02/15/04/05") + "/" + name + "/output.json")},
	}
	if got.String() != want.String() {
		t.Errorf("DescribeHumanLoop (-want +got):\n%s", cmp.Diff(want.String(), got.String()))
	}
}

// output is what output.json must say.
type output struct {
	flowARN, loop, input string
	source               string // of a built-in task type
	answers              []string
	// by are those who answered, in order; the one who asks when it is empty.
	by []*worker
}

// masked are the parts that a test cannot know beforehand.
var masked = []*regexp.Regexp{
	regexp.MustCompile(`"acceptanceTime":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"`),
	regexp.MustCompile(`"submissionTime":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"`),
	regexp.MustCompile(`"timeSpentInSeconds":(\d+(?:\.\d{1,3})?)`),
	regexp.MustCompile(`"sub":"([^"@]+)"`),
}

// wantOutput reads output.json with S3 and compares it to the last byte, what is
// masked apart.
func wantOutput(t *testing.T, c clients, w *worker, uri *string, want output) {
	t.Helper()
	key, found := strings.CutPrefix(aws.ToString(uri), "s3://"+bucketName+"/")
	if !found {
		t.Fatalf("OutputS3Uri is %s", aws.ToString(uri))
	}
	content := c.get(t, bucketName, key)
	text := string(content)
	for _, m := range masked {
		text = m.ReplaceAllStringFunc(text, func(s string) string {
			name, _, _ := strings.Cut(s, ":")
			return name + ":0"
		})
	}
	if diff := cmp.Diff(want.text(w), text); diff != "" {
		t.Errorf("output.json (-want +got):\n%s", diff)
	}
	wantTimes(t, content)
}

// text is the document with zeros for what is masked.
func (o output) text(asker *worker) string {
	var answers []string
	for i, content := range o.answers {
		w := asker
		if len(o.by) > 0 {
			w = o.by[i]
		}
		answers = append(answers, fmt.Sprintf(`{"acceptanceTime":0,"answerContent":%s,"submissionTime":0,"timeSpentInSeconds":0,"workerId":%q,`+
			`"workerMetadata":{"identityData":{"identityProviderType":"Cognito","issuer":"https://cognito-idp.%s.amazonaws.com/%s_foureyes%s","sub":0}}}`,
			content, w.id, home, home, account))
	}
	source := ""
	if o.source != "" {
		source = fmt.Sprintf(`"awsManagedHumanLoopRequestSource":%q,`, o.source)
	}
	return fmt.Sprintf(`{%s"flowDefinitionArn":%q,"humanAnswers":[%s],"humanLoopName":%q,"inputContent":%s}`,
		source, o.flowARN, strings.Join(answers, ","), o.loop, o.input)
}

// wantTimes checks that the times of each answer fit together.
func wantTimes(t *testing.T, content []byte) {
	t.Helper()
	var doc struct {
		HumanAnswers []struct {
			AcceptanceTime, SubmissionTime string
			TimeSpentInSeconds             float64
		}
	}
	if err := json.Unmarshal(content, &doc); err != nil {
		t.Fatalf("output.json: %v", err)
	}
	for _, a := range doc.HumanAnswers {
		accepted, err1 := time.Parse(instant, a.AcceptanceTime)
		submitted, err2 := time.Parse(instant, a.SubmissionTime)
		held := submitted.Sub(accepted)
		if err1 != nil || err2 != nil || held < 0 || a.TimeSpentInSeconds > held.Seconds() || a.TimeSpentInSeconds < 0 || time.Since(submitted).Abs() > time.Minute {
			t.Errorf("times do not fit together: %+v", a)
		}
	}
}
