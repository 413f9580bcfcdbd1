package conformance

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	a2i "github.com/aws/aws-sdk-go/service/augmentedairuntime"
)

// flow is a CreateFlowDefinition that would be right but for one change of its text.
func (b badInput) flow(old, changed string) request {
	body := fmt.Sprintf(`{"FlowDefinitionName":"totals-2","RoleArn":%q,"OutputConfig":{"S3OutputPath":%q},"HumanLoopConfig":{"WorkteamArn":%q,`+
		`"HumanTaskUiArn":%q,"TaskTitle":"Check","TaskDescription":"Check it","TaskCount":1}}`, roleARN, outputPath, everyone(home), b.uiARN)
	if !strings.Contains(body, old) {
		panic("the body of CreateFlowDefinition has no " + old)
	}
	return call("CreateFlowDefinition", strings.Replace(body, old, changed, 1))
}

func (b badInput) flows() map[string]refused {
	const noTeam, noUI, noBucket = `^The specified Workteam '.*' does not exist or you do not have access to it\.$`,
		`HumanTaskUi '.*' does not exist`, `bucket .* does not exist`
	pairs := map[string][3]string{
		"unknown team":           {"Everyone-in-private", "Nobody-in-private", noTeam},
		"team of elsewhere":      {everyone(home), everyone("eu-west-1"), noTeam},
		"team of others":         {account + ":workteam", "999999999999:workteam", noTeam},
		"not a team":             {everyone(home), arn(home, "workforce", "default"), `at 'humanLoopConfig.workteamArn' .* pattern: arn:aws\[a-z\\-\]\*:sagemaker`},
		"unknown template":       {b.uiARN, b.uiARN + "x", noUI},
		"template of elsewhere":  {b.uiARN, arn("eu-west-1", "human-task-ui", "totals"), noUI},
		"missing bucket":         {outputPath, "s3://nowhere/out", noBucket},
		"not a bucket":           {outputPath, "ftp://reviews/out", `at 'outputConfig.s3OutputPath' .* pattern`},
		"bucket of another host": {outputPath, "https://example.com/reviews", "S3OutputPath"},
		"not a role":             {roleARN, "arn:aws:iam::" + account + ":user/me", `at 'roleArn' .* pattern`},
		"task count 0":           {`"TaskCount":1`, `"TaskCount":0`, `at 'humanLoopConfig.taskCount' .* greater than or equal to 1$`},
		"task count 4":           {`"TaskCount":1`, `"TaskCount":4`, `at 'humanLoopConfig.taskCount' .* less than or equal to 3$`},
		"no task count":          {`,"TaskCount":1`, ``, `Value null at 'humanLoopConfig.taskCount'`},
		"time limit 29":          {`"TaskCount":1`, `"TaskCount":1,"TaskTimeLimitInSeconds":29`, `greater than or equal to 30$`},
		"six keywords":           {`"TaskCount":1`, `"TaskCount":1,"TaskKeywords":["a","b","c","d","e","f"]`, `at 'humanLoopConfig.taskKeywords' .* less than or equal to 5$`},
		"keyword with a hyphen":  {`"TaskCount":1`, `"TaskCount":1,"TaskKeywords":["a","b-c"]`, `at 'humanLoopConfig.taskKeywords' failed to satisfy constraint: Member must satisfy constraint: \[.*pattern: \[A-Za-z0-9\]+`},
		"empty title":            {`"TaskTitle":"Check"`, `"TaskTitle":""`, `at 'humanLoopConfig.taskTitle' .* greater than or equal to 1$`},
		"no configuration":       {`"HumanLoopConfig":{`, `"Ignored":{`, `Value null at 'humanLoopConfig'`},
		"several mistakes":       {`"TaskTitle":"Check","TaskDescription":"Check it","TaskCount":1`, `"TaskTitle":"","TaskDescription":"","TaskCount":9`, `^[3-6] validation errors detected: `},
		"request source": {
			`"HumanLoopConfig":`, `"HumanLoopRequestSource":{"AwsManagedHumanLoopRequestSource":"AWS/Textract/AnalyzeDocument/Forms/V2"},"HumanLoopConfig":`,
			`at 'humanLoopRequestSource.awsManagedHumanLoopRequestSource' .* enum value set`,
		},
		"conditions of another service": {
			`"HumanLoopConfig":`, `"HumanLoopRequestSource":{"AwsManagedHumanLoopRequestSource":"AWS/Textract/AnalyzeDocument/Forms/V1"},` +
				`"HumanLoopActivationConfig":{"HumanLoopActivationConditionsConfig":{"HumanLoopActivationConditions":` +
				`"{\"Conditions\":[{\"ConditionType\":\"ModerationLabelConfidenceCheck\",\"ConditionParameters\":{\"ModerationLabelName\":\"*\"}}]}"}},"HumanLoopConfig":`,
			`Conditions\[0\]\.ConditionType`,
		},
		"conditions as an object": {
			`"HumanLoopConfig":`, `"HumanLoopActivationConfig":{"HumanLoopActivationConditionsConfig":{"HumanLoopActivationConditions":{}}},"HumanLoopConfig":`, "",
		},
	}
	rows := map[string]refused{}
	for name, p := range pairs {
		rows["flow, "+name] = invalid(b.flow(p[0], p[1]), p[2])
	}
	rows["flow, conditions as an object"] = broken(rows["flow, conditions as an object"].request)
	rows["flow, asked for elsewhere"] = invalid(b.flow("totals-2", "totals-2").with(func(r *request) { r.region = "eu-west-1" }), noTeam)
	rows["flow, name taken"] = refused{b.flow("totals-2", "totals"), http.StatusBadRequest, "ResourceInUse", "totals"}
	rows["flow, not there"] = refused{call("DescribeFlowDefinition", `{"FlowDefinitionName":"never"}`), http.StatusBadRequest, "ResourceNotFound", "does not exist"}
	rows["flow, deleted elsewhere"] = refused{
		call("DeleteFlowDefinition", `{"FlowDefinitionName":"totals"}`).with(func(r *request) { r.region = "eu-west-1" }),
		http.StatusBadRequest, "ResourceNotFound", "does not exist",
	}
	rows["UI, name taken"] = refused{createUI("totals"), http.StatusBadRequest, "ResourceInUse", "totals"}
	rows["UI, not there"] = refused{call("DescribeHumanTaskUi", `{"HumanTaskUiName":"never"}`), http.StatusBadRequest, "ResourceNotFound", "does not exist"}
	rows["team, not there"] = invalid(call("DescribeWorkteam", `{"WorkteamName":"never"}`), "The work team")
	rows["workforce, not there"] = invalid(call("DescribeWorkforce", `{"WorkforceName":"never"}`), "No workforce")
	return rows
}

func (b badInput) tags() map[string]refused {
	tagged := func(tags string) request { return b.flow(`"HumanLoopConfig":`, `"Tags":[`+tags+`],"HumanLoopConfig":`) }
	many := make([]string, 51)
	for i := range many {
		many[i] = fmt.Sprintf(`{"Key":"k%d","Value":""}`, i)
	}
	return map[string]refused{
		"tags, reserved prefix": invalid(tagged(`{"Key":"aws:me","Value":"x"}`), `aws:`),
		"tags, reserved Prefix": invalid(tagged(`{"Key":"AWS:me","Value":"x"}`), `AWS:`),
		"tags, key twice":       invalid(tagged(`{"Key":"a","Value":"x"},{"Key":"a","Value":"y"}`), `"a"`),
		"tags, 51":              invalid(tagged(strings.Join(many, ",")), `at 'tags' .* less than or equal to 50$`),
		"tags, no value":        invalid(tagged(`{"Key":"a"}`), `Value null at 'tags.1.member.value'`),
		"tags, odd character":   invalid(tagged(`{"Key":"a","Value":"b<c"}`), `Value 'b<c' at 'tags.1.member.value' .* pattern`),
		"tags of a UI, 51": invalid(call("CreateHumanTaskUi", `{"HumanTaskUiName":"new","UiTemplate":{"Content":"x"},"Tags":[`+strings.Join(many, ",")+`]}`),
			`at 'tags' .* less than or equal to 50$`),
	}
}

// storage are bad requests to S3, which has its own protocol.
func (b badInput) storage() map[string]refused {
	put := request{method: http.MethodPut, path: "/" + bucketName + "/new", service: "s3", body: []byte("content")}
	return map[string]refused{
		"S3, wrong secret":      {put.with(func(r *request) { r.secret = "wrong" }), http.StatusForbidden, "SignatureDoesNotMatch", "."},
		"S3, unknown key":       {put.with(func(r *request) { r.keyID = "AKIANOBODY0000000000" }), http.StatusForbidden, "InvalidAccessKeyId", "."},
		"S3, an hour ago":       {put.with(func(r *request) { r.at = time.Now().Add(-time.Hour) }), http.StatusForbidden, "RequestTimeTooSkewed", "."},
		"S3, body changed":      {put.with(func(r *request) { r.tamper = otherBody }), http.StatusBadRequest, "XAmzContentSHA256Mismatch", "."},
		"S3, no such bucket":    {put.with(path("/nowhere/new")), http.StatusNotFound, "NoSuchBucket", "."},
		"S3, key of 1025 bytes": {put.with(path("/" + bucketName + "/" + strings.Repeat("k", 1025))), http.StatusBadRequest, "KeyTooLongError", "."},
		"S3, bucket's bad name": {request{method: http.MethodPut, path: "/Bad_Name", service: "s3"}, http.StatusBadRequest, "InvalidBucketName", "."},
		"S3, no such upload":    {put.with(path("/" + bucketName + "/new?partNumber=1&uploadId=never")), http.StatusNotFound, "NoSuchUpload", "."},
	}
}

// TestLargestInput: an input of exactly the greatest length is taken, whatever its
// characters weigh in bytes, also when each arrives as an escape.
func TestLargestInput(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.plainFlow(t, "totals")
	for name, character := range map[string]string{"one-byte": "x", "two-bytes": "ü", "four-bytes": "🙂"} {
		c.startLoop(t, flowARN, name, `"`+strings.Repeat(character, maxInput-2)+`"`)
	}
	escaped := `\"` + strings.Repeat(`\u00fc`, maxInput-2) + `\"`
	a := s.send(t, post("/human-loops", fmt.Sprintf(`{"HumanLoopName":"escaped","FlowDefinitionArn":%q,"HumanLoopInput":{"InputContent":"%s"}}`, flowARN, escaped)))
	if a.status != http.StatusOK {
		t.Errorf("an input of escapes: status %d: %s", a.status, bytes.TrimSpace(a.body))
	}
	// The same text as two-bytes, written otherwise: a retry.
	_, err := c.runtime.StartHumanLoopWithContext(t.Context(), loopInput(flowARN, "escaped", `"`+strings.Repeat("ü", maxInput-2)+`"`))
	wantNone(t, err)
	_, err = c.runtime.StartHumanLoopWithContext(t.Context(), loopInput(flowARN, "longer", `"`+strings.Repeat("x", maxInput-1)+`"`))
	wantAs[*a2i.ValidationException](t, err)
	list, err := c.runtime.ListHumanLoopsWithContext(t.Context(), &a2i.ListHumanLoopsInput{FlowDefinitionArn: aws.String(flowARN)})
	if err != nil || len(list.HumanLoopSummaries) != 4 {
		t.Errorf("after four inputs there are %d loops, %v", len(list.HumanLoopSummaries), err)
	}
}
