package awsimport_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"foureyes/internal/awsimport"
)

// api answers operations with what a test says, by operation and the name in the request,
// else by the operation alone. What starts with ! is a refusal.
type api struct {
	answers map[string]string
	asked   []string
}

func (a *api) Call(_ context.Context, operation string, in, out any) error {
	raw, err := json.Marshal(in)
	if err != nil {
		return err
	}
	var request map[string]any
	if err := json.Unmarshal(raw, &request); err != nil {
		return err
	}
	answer, ok := "", false
	for name, value := range request {
		if text, is := value.(string); is && (strings.HasSuffix(name, "Name") || name == "NextToken") && !ok {
			answer, ok = a.answers[operation+" "+text]
		}
	}
	if !ok {
		answer, ok = a.answers[operation]
	}
	a.asked = append(a.asked, operation+" "+string(raw))
	switch code, refused := strings.CutPrefix(answer, "!"); {
	case refused:
		return &awsimport.Refusal{Code: code, Message: "Not so."}
	case !ok:
		answer = "{}"
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal([]byte(answer), out)
}

const digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" // of "hello"

// amazon is an account with something of everything that is hard to carry.
func amazon() *api {
	const at = "arn:aws-us-gov:sagemaker:us-gov-west-1:111111111111:"
	return &api{answers: map[string]string{
		"ListWorkteams":      `{"Workteams": [{"WorkteamName": "oidc", "WorkteamArn": "` + at + `workteam/private-crowd/oidc", "MemberDefinitions": [{"OidcMemberDefinition": {"Groups": ["a"]}}]}], "NextToken": "more"}`,
		"ListWorkteams more": `{"Workteams": [{"WorkteamName": "cognito", "WorkteamArn": "` + at + `workteam/private-crowd/cognito", "MemberDefinitions": [{"CognitoMemberDefinition": {"UserGroup": "g"}}], "NotificationConfiguration": {}}]}`,
		"ListHumanTaskUis":   `{"HumanTaskUiSummaries": [{"HumanTaskUiName": "linked", "HumanTaskUiArn": "` + at + `human-task-ui/linked"}, {"HumanTaskUiName": "lost", "HumanTaskUiArn": "` + at + `human-task-ui/lost"}]}`,
		"DescribeHumanTaskUi linked": `{"HumanTaskUiName": "linked", "HumanTaskUiArn": "` + at + `human-task-ui/linked",
			"UiTemplate": {"Url": "https://linked", "ContentSha256": "` + digest + `"}}`,
		"DescribeHumanTaskUi lost": `{"HumanTaskUiName": "lost", "HumanTaskUiArn": "` + at + `human-task-ui/lost",
			"UiTemplate": {"Url": "https://lost", "ContentSha256": "` + digest + `"}}`,
		"ListFlowDefinitions":                 `{"FlowDefinitionSummaries": [` + summary(at, "good") + `, ` + summary(at, "deleting") + `, ` + summary(at, "templateless") + `, ` + summary(at, "public") + `]}`,
		"DescribeFlowDefinition good":         definition(at, "good", "private-crowd/cognito", "linked", "Active"),
		"DescribeFlowDefinition deleting":     definition(at, "deleting", "private-crowd/cognito", "linked", "Deleting"),
		"DescribeFlowDefinition templateless": definition(at, "templateless", "private-crowd/cognito", "lost", "Active"),
		"DescribeFlowDefinition public":       definition(at, "public", "public-crowd/default", "linked", "Active"),
		"ListTags":                            `{"Tags": [{"Key": "aws:cloudformation", "Value": "x"}, {"Key": "cost", "Value": "1"}]}`,
	}}
}

func summary(at, name string) string {
	return `{"FlowDefinitionName": "` + name + `", "FlowDefinitionArn": "` + at + `flow-definition/` + name + `"}`
}

func definition(at, name, team, ui, status string) string {
	return `{"FlowDefinitionName": "` + name + `", "FlowDefinitionArn": "` + at + `flow-definition/` + name + `", "FlowDefinitionStatus": "` + status + `",
		"HumanLoopConfig": {"WorkteamArn": "` + at + `workteam/` + team + `", "HumanTaskUiArn": "` + at + `human-task-ui/` + ui + `", "TaskCount": 1},
		"OutputConfig": {"S3OutputPath": "s3://reviews/out"}, "RoleArn": "arn:aws-us-gov:iam::111111111111:role/r"}`
}

// empty is a Foureyes without anything but the team that all have.
func empty() *api {
	return &api{answers: map[string]string{
		"DescribeWorkteam": "!ValidationException", "DescribeHumanTaskUi": "!ResourceNotFound", "DescribeFlowDefinition": "!ResourceNotFound",
		"DescribeWorkteam Everyone-in-private-workforce": `{"Workteam": {"WorkteamArn": "arn:aws:sagemaker:us-gov-west-1:222222222222:workteam/private-crowd/Everyone-in-private-workforce"}}`,
	}}
}

// bring runs an import; the buckets that were made come last.
func bring(t *testing.T, from, to *api, o awsimport.Options, templates map[string]string) (*awsimport.Report, []string, error) {
	t.Helper()
	var made []string
	r, err := awsimport.Run(t.Context(), awsimport.Source{
		API: from,
		Fetch: func(_ context.Context, url string) ([]byte, error) {
			if url == "https://linked" {
				return []byte("hello"), nil
			}
			return nil, errors.New("403 Forbidden")
		},
		Template: func(name string) ([]byte, error) { return []byte(templates[name]), nil },
	}, awsimport.Target{
		API: to, Region: "us-gov-west-1", Buckets: func(context.Context) ([]string, error) { return []string{"other"}, nil },
		MakeBucket: func(_ context.Context, name string) error { made = append(made, name); return nil },
	}, o)
	return r, made, err
}

func TestWhatCanBeCarriedIsAndTheRestIsTold(t *testing.T) {
	to := empty()
	var progress []string
	r, made, err := bring(t, amazon(), to, awsimport.Options{Progress: func(done, all int) { progress = append(progress, fmt.Sprint(done, "/", all)) }}, nil)
	if err != nil || !slices.Equal(made, []string{"reviews"}) || len(progress) != 9 || progress[8] != "8/8" {
		t.Errorf("%v, buckets %q, %q", err, made, progress)
	}
	var text strings.Builder
	r.Text(&text)
	for _, want := range []string{
		"work team             oidc          cannot be carried\n",
		"work team             cognito       made\n",
		"worker task template  lost          cannot be carried\n",
		"flow definition       good          made\n",
		"work team oidc: its members come from an OpenID Connect provider",
		"work team cognito: people and their passwords stay with Amazon Cognito",
		"`foureyes team add cognito E-MAIL`",
		"worker task template lost: DescribeHumanTaskUi does not give its content back: put it into the folder of --templates as lost.html (SHA-256 " + digest + ")",
		"flow definition good: the bucket reviews was made for its outputs",
		"flow definition deleting: it is Deleting",
		"flow definition templateless: it needs the worker task template lost, which is not there",
		"flow definition public: it needs people of Amazon Mechanical Turk or of a vendor",
		"\n3 made, 5 cannot be carried\n",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
	create := to.asked[slices.IndexFunc(to.asked, func(q string) bool { return strings.HasPrefix(q, "CreateFlowDefinition") })]
	for _, want := range []string{
		`"WorkteamArn":"arn:aws:sagemaker:us-gov-west-1:222222222222:workteam/private-crowd/cognito"`,
		`"HumanTaskUiArn":"arn:aws:sagemaker:us-gov-west-1:222222222222:human-task-ui/linked"`,
		`"RoleArn":"arn:aws-us-gov:iam::111111111111:role/r"`, `"Tags":[{"Key":"cost","Value":"1"}]`,
	} {
		if !strings.Contains(create, want) {
			t.Errorf("no %s in %s", want, create)
		}
	}
}

func TestADryRunMakesNothing(t *testing.T) {
	to := empty()
	r, made, err := bring(t, amazon(), to, awsimport.Options{DryRun: true}, nil)
	if err != nil || len(made) > 0 || r.Count(awsimport.WouldMake) != 3 || r.Count(awsimport.Left) != 5 {
		t.Errorf("%v, %q, %+v", err, made, r.Items)
	}
	if slices.ContainsFunc(to.asked, func(q string) bool { return strings.HasPrefix(q, "Create") }) {
		t.Error(to.asked)
	}
}

func TestATemplateFromTheFolderIsTheOneMeant(t *testing.T) {
	for content, want := range map[string]awsimport.State{"hello": awsimport.Made, "hello, changed": awsimport.Left} {
		r, _, err := bring(t, amazon(), empty(), awsimport.Options{}, map[string]string{"lost": content})
		i := slices.IndexFunc(r.Items, func(i awsimport.Item) bool { return i.Name == "lost" })
		if err != nil || r.Items[i].State != want {
			t.Errorf("%q: %v, %+v", content, err, r.Items[i])
		}
	}
}

// One thing that fails keeps none of the others from being carried.
func TestRefusalsOfTheTarget(t *testing.T) {
	to := empty()
	to.answers["CreateWorkteam"] = "!ResourceLimitExceeded"
	to.answers["DescribeHumanTaskUi"] = "!AccessDeniedException"
	r, _, err := bring(t, amazon(), to, awsimport.Options{}, nil)
	if err != nil || r.Count(awsimport.Failed) != 3 || r.Count(awsimport.Made) != 0 {
		t.Errorf("%v, %+v", err, r.Items)
	}
	if notes := r.Items[1].Notes; !strings.Contains(notes[len(notes)-1], "ResourceLimitExceeded: Not so.") {
		t.Errorf("%q", notes)
	}
}

func TestASourceThatCannotBeRead(t *testing.T) {
	from, to := amazon(), empty()
	from.answers["ListFlowDefinitions"] = "!AccessDeniedException"
	if _, _, err := bring(t, from, to, awsimport.Options{}, nil); err == nil || err.Error() != "ListFlowDefinitions: AccessDeniedException: Not so." {
		t.Error(err)
	}
	to.answers["DescribeWorkteam Everyone-in-private-workforce"] = "!UnrecognizedClientException"
	if _, _, err := bring(t, from, to, awsimport.Options{}, nil); err == nil || !strings.HasPrefix(err.Error(), "ask the target for its account: ") {
		t.Error(err)
	}
}

func TestAnAccountWithoutAnything(t *testing.T) {
	r, _, err := bring(t, &api{}, empty(), awsimport.Options{}, nil)
	var text strings.Builder
	if r.Text(&text); err != nil || text.String() != "There is nothing to import in this account and region.\n" {
		t.Errorf("%v: %s", err, text.String())
	}
}
