package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/credentials"

	"foureyes/internal/awsimport"
)

const importRegion = "eu-west-1"

// side is a server as a requester of it sees it.
type side struct {
	awsJSON
	server

	t       *testing.T
	keyID   string
	secret  string
	account string
}

func newSide(t *testing.T, account string) *side {
	t.Helper()
	s := &side{t: t, account: account, server: server{Data: serveAsideFor(t, account)}}
	settings, err := s.settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	settings["region"] = importRegion
	s.keyID, s.secret = settings["aws_access_key_id"], settings["aws_secret_access_key"]
	s.awsJSON = awsJSON{
		url: settings["endpoint_url"], region: importRegion,
		keys: credentials.NewStaticCredentialsProvider(s.keyID, s.secret, ""),
	}
	return s
}

// do calls an operation with a body of JSON.
func (s *side) do(operation, body string) map[string]any {
	s.t.Helper()
	var out map[string]any
	if err := s.Call(s.t.Context(), operation, json.RawMessage(body), &out); err != nil {
		s.t.Fatalf("%s: %v", operation, err)
	}
	return out
}

// furnish makes one of everything.
func (s *side) furnish() {
	s.t.Helper()
	if err := s.call(s.t.Context(), http.MethodPost, "/buckets", map[string]string{"name": "reviews"}, nil); err != nil {
		s.t.Fatal(err)
	}
	at := "arn:aws:sagemaker:" + importRegion + ":" + s.account + ":"
	s.do("CreateWorkteam", `{"WorkteamName": "checkers", "Description": "They check.", "Tags": [{"Key": "cost", "Value": "12"}],
		"MemberDefinitions": [{"CognitoMemberDefinition": {"UserPool": "eu-west-1_abc", "UserGroup": "checkers", "ClientId": "client"}}]}`)
	s.do("CreateHumanTaskUi", `{"HumanTaskUiName": "note", "UiTemplate": {"Content": "<crowd-form>ü</crowd-form>"}}`)
	for name, team := range map[string]string{"check": "checkers", "everybody": "Everyone-in-private-workforce"} {
		s.do("CreateFlowDefinition", `{"FlowDefinitionName": "`+name+`", "RoleArn": "arn:aws:iam::`+s.account+`:role/a2i",
			"HumanLoopRequestSource": {"AwsManagedHumanLoopRequestSource": "AWS/Rekognition/DetectModerationLabels/Image/V3"},
			"HumanLoopActivationConfig": {"HumanLoopActivationConditionsConfig": {"HumanLoopActivationConditions": "{\"Conditions\": [{\"ConditionType\": \"Sampling\", \"ConditionParameters\": {\"RandomSamplingPercentage\": 5}}]}"}},
			"HumanLoopConfig": {"WorkteamArn": "`+at+`workteam/private-crowd/`+team+`", "HumanTaskUiArn": "`+at+`human-task-ui/note",
				"TaskTitle": "Check", "TaskDescription": "Check it.", "TaskCount": 2, "TaskKeywords": ["a", "b"]},
			"OutputConfig": {"S3OutputPath": "s3://reviews/out", "KmsKeyId": "alias/out"}, "Tags": [{"Key": "team", "Value": "`+name+`"}]}`)
	}
}

// importFrom runs the command at the target.
func (s *side) importFrom(from *side, more ...string) (awsimport.Report, error) {
	s.t.Helper()
	s.t.Setenv("AWS_ACCESS_KEY_ID", from.keyID)
	s.t.Setenv("AWS_SECRET_ACCESS_KEY", from.secret)
	// As people who use the target have it: it is not the source.
	s.t.Setenv("AWS_ENDPOINT_URL", s.url)
	args := []string{"import", "aws", "--data", s.Data, "--endpoint-url", from.url, "--region", importRegion, "--json"}
	text, failed := printed(s.t, append(args, more...)...)
	var report awsimport.Report
	if err := json.Unmarshal([]byte(text), &report); err != nil {
		s.t.Fatalf("%v, %v: %s", failed, err, text)
	}
	return report, failed
}

// states are what came of each thing, by kind and name.
func states(r awsimport.Report) []string {
	var all []string
	for _, i := range r.Items {
		all = append(all, i.Kind+" "+i.Name+": "+string(i.State))
	}
	slices.Sort(all)
	return all
}

func expect(t *testing.T, r awsimport.Report, state awsimport.State) {
	t.Helper()
	want := []string{
		"flow definition check: " + string(state), "flow definition everybody: " + string(state),
		"work team Everyone-in-private-workforce: " + string(awsimport.Present),
		"work team checkers: " + string(state), "worker task template note: " + string(state),
	}
	if got := states(r); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestImportFromAnotherServer(t *testing.T) {
	from, to := newSide(t, "123456789012"), newSide(t, "210987654321")
	from.furnish()

	report, err := to.importFrom(from, "--dry-run")
	if expect(t, report, awsimport.WouldMake); err != nil || !report.DryRun {
		t.Error(err)
	}
	if flows := to.do("ListFlowDefinitions", `{}`)["FlowDefinitionSummaries"].([]any); len(flows) > 0 {
		t.Fatalf("a dry run made %v", flows)
	}
	report, err = to.importFrom(from)
	if expect(t, report, awsimport.Made); err != nil {
		t.Error(err)
	}
	report, err = to.importFrom(from)
	if expect(t, report, awsimport.Present); err != nil {
		t.Error(err)
	}

	// What was made is as it was, and at home.
	of := func(s *side) string {
		all := []map[string]any{
			s.do("DescribeFlowDefinition", `{"FlowDefinitionName": "check"}`), s.do("DescribeHumanTaskUi", `{"HumanTaskUiName": "note"}`),
			s.do("ListTags", `{"ResourceArn": "arn:aws:sagemaker:`+importRegion+`:`+s.account+`:flow-definition/check"}`),
			s.do("ListTags", `{"ResourceArn": "arn:aws:sagemaker:`+importRegion+`:`+s.account+`:workteam/private-crowd/checkers"}`),
		}
		for _, a := range all {
			delete(a, "CreationTime")
			if ui, ok := a["UiTemplate"].(map[string]any); ok {
				delete(ui, "Url")
			}
		}
		raw, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(raw), s.account+":role", "of the source")
	}
	source := strings.ReplaceAll(strings.ReplaceAll(of(from), "of the source", from.account+":role"), "sagemaker:"+importRegion+":"+from.account, "sagemaker:"+importRegion+":"+to.account)
	if got := of(to); got != source {
		t.Errorf("got  %s\nwant %s", got, source)
	}
}

func TestImportLeavesAloneWhatIsDifferent(t *testing.T) {
	from, to := newSide(t, "123456789012"), newSide(t, "210987654321")
	from.furnish()
	if _, err := to.importFrom(from); err != nil {
		t.Fatal(err)
	}
	to.do("UpdateWorkteam", `{"WorkteamName": "checkers", "Description": "They look."}`)
	report, err := to.importFrom(from)
	i := slices.IndexFunc(report.Items, func(i awsimport.Item) bool { return i.State == awsimport.Differs })
	if err == nil || i < 0 || report.Items[i].Name != "checkers" || !slices.Equal(report.Items[i].Differs, []string{"Description"}) {
		t.Errorf("%v: %+v", err, report.Items)
	}
	if got := to.do("DescribeWorkteam", `{"WorkteamName": "checkers"}`)["Workteam"].(map[string]any)["Description"]; got != "They look." {
		t.Errorf("it was changed to %q", got)
	}
}

func TestImportSaysWhatIsMissing(t *testing.T) {
	to := newSide(t, "210987654321")
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION"} {
		t.Setenv(name, "")
	}
	nothing := filepath.Join(t.TempDir(), "nothing")
	t.Setenv("AWS_CONFIG_FILE", nothing)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", nothing)
	for want, args := range map[string][]string{
		"Give --region":                    {"--data", to.Data},
		"failed to get shared config prof": {"--data", to.Data, "--profile", "nobody"},
		"has no credentials of a server":   {"--data", nothing, "--region", importRegion},
	} {
		_, err := printed(t, append([]string{"import", "aws"}, args...)...)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", args, err)
		}
	}
}

// Amazon lets an account describe few things in a second.
func TestServicesThatAreAskedTooOften(t *testing.T) {
	asked := 0
	busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked == 1 {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"__type": "com.amazon.coral.availability#ThrottlingException", "message": "Rate exceeded"}`))
			return
		}
		_, _ = w.Write([]byte(`{"FlowDefinitionName": "check"}`))
	}))
	defer busy.Close()
	a := awsJSON{url: busy.URL, region: importRegion, keys: credentials.NewStaticCredentialsProvider("id", "secret", "")}
	var out struct{ FlowDefinitionName string }
	if err := a.Call(t.Context(), "DescribeFlowDefinition", struct{}{}, &out); err != nil || out.FlowDefinitionName != "check" || asked != 2 {
		t.Errorf("%v after %d requests: %+v", err, asked, out)
	}
	busy.Config.Handler = http.NotFoundHandler()
	if err := a.Call(t.Context(), "DescribeFlowDefinition", struct{}{}, &out); err == nil || !strings.HasSuffix(err.Error(), "answered 404 Not Found") {
		t.Error(err)
	}
}

func TestTemplatesFromAFolder(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "note.html"), []byte("<p>"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := importAWSCommand{Templates: folder}
	for name, want := range map[string]string{"note": "<p>", "other": "", "../" + filepath.Base(folder) + "/note": "<p>"} {
		if got, err := c.template(name); string(got) != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := fetch(t.Context(), "http://127.0.0.1:1/"); err == nil {
		t.Error("nothing answers there")
	}
}
