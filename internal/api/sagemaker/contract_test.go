package sagemaker

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"foureyes/internal/aws/shape"
)

// typical is a request as boto3 sends it.
const typical = `{"FlowDefinitionName": "invoice-check", "RoleArn": "arn:aws:iam::000000000042:role/a2i-exec",
 "HumanLoopRequestSource": {"AwsManagedHumanLoopRequestSource": "AWS/Textract/AnalyzeDocument/Forms/V1"},
 "HumanLoopActivationConfig": {"HumanLoopActivationConditionsConfig": {
   "HumanLoopActivationConditions": "{\"Conditions\":[{\"ConditionType\":\"Sampling\",\"ConditionParameters\":{\"RandomSamplingPercentage\":2.5}}]}"}},
 "HumanLoopConfig": {"WorkteamArn": "arn:aws:sagemaker:eu-west-1:000000000042:workteam/private-crowd/clerks",
   "HumanTaskUiArn": "arn:aws:sagemaker:eu-west-1:000000000042:human-task-ui/invoice-form",
   "TaskTitle": "Check an invoice", "TaskDescription": "Compare fields with the scan", "TaskCount": 2,
   "TaskTimeLimitInSeconds": 600, "TaskKeywords": ["invoice", "two words"],
   "PublicWorkforceTaskPrice": {"AmountInUsd": {"Cents": 1}}},
 "OutputConfig": {"S3OutputPath": "s3://reviews/out/"}, "Tags": [{"Key": "team", "Value": "finance"}]}`

func TestDecodeTypicalRequest(t *testing.T) {
	got, err := decodeCreateFlowDefinition(shape.Parts{Body: []byte(typical)})
	if err != nil {
		t.Fatal(err)
	}
	want := &CreateFlowDefinitionInput{
		FlowDefinitionName: "invoice-check", RoleArn: "arn:aws:iam::000000000042:role/a2i-exec",
		HumanLoopRequestSource: &HumanLoopRequestSource{AwsManagedHumanLoopRequestSourceAWSTextractAnalyzeDocumentFormsV1},
		HumanLoopActivationConfig: &HumanLoopActivationConfig{HumanLoopActivationConditionsConfig{
			`{"Conditions":[{"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":2.5}}]}`,
		}},
		HumanLoopConfig: &HumanLoopConfig{
			WorkteamArn:    "arn:aws:sagemaker:eu-west-1:000000000042:workteam/private-crowd/clerks",
			HumanTaskUiArn: "arn:aws:sagemaker:eu-west-1:000000000042:human-task-ui/invoice-form",
			TaskTitle:      "Check an invoice", TaskDescription: "Compare fields with the scan", TaskCount: 2,
			TaskTimeLimitInSeconds: new(600), TaskKeywords: []string{"invoice", "two words"},
			PublicWorkforceTaskPrice: &PublicWorkforceTaskPrice{&USD{Cents: new(1)}},
		},
		OutputConfig: FlowDefinitionOutputConfig{S3OutputPath: "s3://reviews/out/"},
		Tags:         []Tag{{"team", "finance"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestDecodeTellsEveryBrokenConstraint(t *testing.T) {
	tests := map[string]struct{ from, to, want string }{
		"title":         {"Check an invoice", strings.Repeat("é", 129), "at 'humanLoopConfig.taskTitle' failed to satisfy constraint: Member must have length less than or equal to 128"},
		"title's range": {"Check an invoice", "😀", `at 'humanLoopConfig.taskTitle' failed to satisfy constraint: Member must satisfy regular expression pattern: [\t\n\r -\uD7FF\uE000-\uFFFD]*`},
		"team": {
			"workteam/private-crowd", "workforce/x", `Value 'arn:aws:sagemaker:eu-west-1:000000000042:workforce/x/clerks' at 'humanLoopConfig.workteamArn' ` +
				`failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:workteam/.*`,
		},
		"count":     {`"TaskCount": 2`, `"TaskCount": 4`, "Value '4' at 'humanLoopConfig.taskCount' failed to satisfy constraint: Member must have value less than or equal to 3"},
		"price":     {`"Cents": 1`, `"Cents": 100`, "at 'humanLoopConfig.publicWorkforceTaskPrice.amountInUsd.cents' failed to satisfy constraint: Member must have value less than or equal to 99"},
		"keyword":   {`"two words"`, `"two  words"`, "Value '[invoice, two  words]' at 'humanLoopConfig.taskKeywords' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 30, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [A-Za-z0-9]+( [A-Za-z0-9]+)*]"},
		"tag key":   {`"Key": "team"`, `"Key": ""`, "Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1"},
		"tag value": {`, "Value": "finance"`, "", "Value null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null"},
		"source": {
			"AWS/Textract/AnalyzeDocument/Forms/V1", "AWS/Other", "at 'humanLoopRequestSource.awsManagedHumanLoopRequestSource' failed to satisfy constraint: " +
				"Member must satisfy enum value set: [AWS/Rekognition/DetectModerationLabels/Image/V3, AWS/Textract/AnalyzeDocument/Forms/V1]",
		},
		"uppercase": {"invoice-check", "Invoice-check", "Value 'Invoice-check' at 'flowDefinitionName' failed to satisfy constraint: Member must satisfy regular expression pattern"},
		"two at once": {
			`"TaskCount": 2`, `"TaskCount": 0, "TaskKeywords": []`, "2 validation errors detected: Value '0' at 'humanLoopConfig.taskCount' failed to satisfy constraint: " +
				"Member must have value greater than or equal to 1; Value '[]' at 'humanLoopConfig.taskKeywords' failed to satisfy constraint: Member must have length greater than or equal to 1",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			body := strings.Replace(typical, test.from, test.to, 1)
			if name == "two at once" {
				body = strings.Replace(body, `, "TaskKeywords": ["invoice", "two words"]`, "", 1)
			}
			_, err := decodeCreateFlowDefinition(shape.Parts{Body: []byte(body)})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

func TestDecodeKeepsSecretsOutOfSentences(t *testing.T) {
	_, err := decodeCreateWorkforce(shape.Parts{Body: []byte(`{"WorkforceName":"a","OidcConfig":{"ClientId":"a","ClientSecret":"hush\n","Issuer":"https://a",
		"AuthorizationEndpoint":"https://a","TokenEndpoint":"https://a","UserInfoEndpoint":"https://a","LogoutEndpoint":"https://a","JwksUri":"http://a"}}`)})
	const want = "2 validation errors detected: Value at 'oidcConfig.clientSecret' failed to satisfy constraint: Member must satisfy regular expression pattern: [ -~]+; " +
		`Value 'http://a' at 'oidcConfig.jwksUri' failed to satisfy constraint: Member must satisfy regular expression pattern: https://\S+`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestDecodeReadsAddressBlocks(t *testing.T) {
	for block, good := range map[string]bool{"10.0.0.0/8": true, "2001:db8::/32": true, "300.0.0.0/8": false, "10.0.0.0": false} {
		_, err := decodeUpdateWorkforce(shape.Parts{Body: []byte(`{"WorkforceName":"a","SourceIpConfig":{"Cidrs":["` + block + `"]}}`)})
		if (err == nil) != good {
			t.Errorf("%s: %v", block, err)
		}
	}
}

// decoders gives every operation's decode function, its input forgotten.
func decoders() map[string]func(shape.Parts) error {
	return map[string]func(shape.Parts) error{
		"AddTags": forget(decodeAddTags), "CreateFlowDefinition": forget(decodeCreateFlowDefinition),
		"CreateHumanTaskUi": forget(decodeCreateHumanTaskUi), "CreateWorkforce": forget(decodeCreateWorkforce),
		"CreateWorkteam": forget(decodeCreateWorkteam), "DeleteFlowDefinition": forget(decodeDeleteFlowDefinition),
		"DeleteHumanTaskUi": forget(decodeDeleteHumanTaskUi), "DeleteTags": forget(decodeDeleteTags),
		"DeleteWorkforce": forget(decodeDeleteWorkforce), "DeleteWorkteam": forget(decodeDeleteWorkteam),
		"DescribeFlowDefinition": forget(decodeDescribeFlowDefinition), "DescribeHumanTaskUi": forget(decodeDescribeHumanTaskUi),
		"DescribeSubscribedWorkteam": forget(decodeDescribeSubscribedWorkteam), "DescribeWorkforce": forget(decodeDescribeWorkforce),
		"DescribeWorkteam": forget(decodeDescribeWorkteam), "ListFlowDefinitions": forget(decodeListFlowDefinitions),
		"ListHumanTaskUis": forget(decodeListHumanTaskUis), "ListLabelingJobsForWorkteam": forget(decodeListLabelingJobsForWorkteam),
		"ListSubscribedWorkteams": forget(decodeListSubscribedWorkteams), "ListTags": forget(decodeListTags),
		"ListWorkforces": forget(decodeListWorkforces), "ListWorkteams": forget(decodeListWorkteams),
		"RenderUiTemplate": forget(decodeRenderUiTemplate), "UpdateWorkforce": forget(decodeUpdateWorkforce), "UpdateWorkteam": forget(decodeUpdateWorkteam),
	}
}

func forget[T any](decode func(shape.Parts) (*T, error)) func(shape.Parts) error {
	return func(p shape.Parts) error {
		_, err := decode(p)
		return err
	}
}

// The contract, read here once more by other code, says which members an empty
// input lacks.
func TestDecodeAsksForWhatTheContractRequires(t *testing.T) {
	data, err := os.ReadFile("../../../contract/sagemaker.json")
	if err != nil {
		t.Fatal(err)
	}
	var contract struct {
		Operations map[string]struct{ Input string }
		Shapes     map[string]struct {
			Members map[string]struct{ Required bool }
		}
	}
	if err := json.Unmarshal(data, &contract); err != nil {
		t.Fatal(err)
	}
	all := decoders()
	if len(all) != len(contract.Operations) {
		t.Errorf("%d operations are tested, the contract has %d", len(all), len(contract.Operations))
	}
	for name, operation := range contract.Operations {
		var lacking []string
		for member, m := range contract.Shapes[operation.Input].Members {
			if m.Required {
				lacking = append(lacking, "'"+strings.ToLower(member[:1])+member[1:]+"'")
			}
		}
		var told []string
		if err := all[name](shape.Parts{}); err != nil {
			_, sentences, _ := strings.Cut(err.Error(), "detected: ")
			for sentence := range strings.SplitSeq(sentences, "; ") {
				told = append(told, strings.TrimSuffix(strings.TrimPrefix(sentence, "Value null at "), " failed to satisfy constraint: Member must not be null"))
			}
		}
		slices.Sort(lacking)
		slices.Sort(told)
		if !slices.Equal(lacking, told) {
			t.Errorf("%s: told of %v, the contract requires %v", name, told, lacking)
		}
	}
}

// What encoding/json writes of an input, we read as it was.
func TestInputComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z0-9](-{0,2}[a-z0-9]){0,20}`)
		want := &CreateFlowDefinitionInput{
			FlowDefinitionName: name.Draw(t, "name"),
			RoleArn:            "arn:aws:iam::000000000042:role/" + name.Draw(t, "role"),
			OutputConfig: FlowDefinitionOutputConfig{
				S3OutputPath: "s3://" + rapid.StringMatching(`[^/\n\r\x{85}\x{2028}\x{2029}]{1,20}`).Draw(t, "path"),
				KmsKeyId:     rapid.Ptr(rapid.StringMatching(`[a-zA-Z0-9:/_-]*`), true).Draw(t, "key"),
			},
			HumanLoopConfig: rapid.Ptr(configs(), true).Draw(t, "config"),
			Tags: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Tag {
				text := rapid.StringMatching(`[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,30}`)
				return Tag{text.Draw(t, "key"), text.Draw(t, "value")}
			}), 0, 3).Draw(t, "tags"),
		}
		if source := rapid.SampledFrom(append(awsManagedHumanLoopRequestSourceRule.Enum, "")).Draw(t, "source"); source != "" {
			want.HumanLoopRequestSource = &HumanLoopRequestSource{AwsManagedHumanLoopRequestSource(source)}
		}
		body, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decodeCreateFlowDefinition(shape.Parts{Body: body})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s\ncame back as %+v, %v", body, got, err)
		}
	})
}

func configs() *rapid.Generator[HumanLoopConfig] {
	return rapid.Custom(func(t *rapid.T) HumanLoopConfig {
		return HumanLoopConfig{
			WorkteamArn:    "arn:aws:sagemaker:eu-west-1:000000000042:workteam/" + rapid.StringMatching(`[ -~]{0,30}`).Draw(t, "team"),
			HumanTaskUiArn: "arn:aws-cn:sagemaker:cn-north-1:000000000042:human-task-ui/" + rapid.StringMatching(`[ -~]{0,30}`).Draw(t, "ui"),
			TaskTitle:      rapid.StringMatching(`[\t\n\r -\x{D7FF}\x{E000}-\x{FFFD}]{1,128}`).Draw(t, "title"),

			TaskDescription: rapid.StringMatching(`[^\n\r\x{85}\x{2028}\x{2029}]{1,255}`).Draw(t, "description"),
			TaskCount:       rapid.IntRange(1, 3).Draw(t, "count"),

			TaskTimeLimitInSeconds: rapid.Ptr(rapid.IntRange(30, 1<<31-1), true).Draw(t, "limit"),
			TaskKeywords:           rapid.SliceOfN(rapid.StringMatching(`[A-Za-z0-9]{1,9}( [A-Za-z0-9]{1,9}){0,2}`), 1, 5).Draw(t, "keywords"),
		}
	})
}

// What we write of a structure that travels both ways, we read as it was.
func TestOutputComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := configs().Draw(t, "config")
		var w shape.Writer
		writeHumanLoopConfig(&w, &want)
		r := shape.NewReader(w.Bytes())
		if got := readHumanLoopConfig(r); r.Finish() != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s\ncame back as %+v, %v", w.Bytes(), got, r.Finish())
		}
	})
}

func TestEncode(t *testing.T) {
	at := time.UnixMilli(1622151252451)
	tests := map[string]struct {
		write func(*shape.Writer)
		want  string
	}{
		"required list": {func(w *shape.Writer) { writeListFlowDefinitionsOutput(w, &ListFlowDefinitionsOutput{}) }, `{"FlowDefinitionSummaries":[]}`},
		"times": {
			func(w *shape.Writer) {
				writeListHumanTaskUisOutput(w, &ListHumanTaskUisOutput{HumanTaskUiSummaries: []HumanTaskUiSummary{{"a", "b", at}, {"c", "d", at}}, NextToken: new("n")})
			},
			`{"HumanTaskUiSummaries":[{"HumanTaskUiName":"a","HumanTaskUiArn":"b","CreationTime":1622151252.451},{"HumanTaskUiName":"c","HumanTaskUiArn":"d","CreationTime":1622151252.451}],"NextToken":"n"}`,
		},
		"boolean":       {func(w *shape.Writer) { writeDeleteWorkteamOutput(w, &DeleteWorkteamOutput{Success: true}) }, `{"Success":true}`},
		"optional list": {func(w *shape.Writer) { writeListTagsOutput(w, &ListTagsOutput{Tags: []Tag{}}) }, `{"Tags":[]}`},
		"nothing":       {func(w *shape.Writer) { writeListTagsOutput(w, &ListTagsOutput{}) }, `{}`},
		"always errors": {func(w *shape.Writer) { writeRenderUiTemplateOutput(w, &RenderUiTemplateOutput{RenderedContent: "<p>"}) }, `{"RenderedContent":"<p>","Errors":[]}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var w shape.Writer
			test.write(&w)
			if got := string(w.Bytes()); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// No body makes an input panic or take long.
func FuzzDecodeCreateFlowDefinition(f *testing.F) {
	f.Add([]byte(typical))
	f.Add([]byte(`{"HumanLoopConfig":{"TaskCount":1e0,"TaskKeywords":[null]},"Tags":[{"Key":"\u00e9"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if in, err := decodeCreateFlowDefinition(shape.Parts{Body: body}); err == nil && in.FlowDefinitionName == "" {
			t.Errorf("%q was accepted without a name", body)
		}
	})
}

func BenchmarkDecodeCreateFlowDefinition(b *testing.B) {
	body := []byte(typical)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decodeCreateFlowDefinition(shape.Parts{Body: body}); err != nil {
			b.Fatal(err)
		}
	}
}
