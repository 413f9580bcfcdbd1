package rekognition

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/prediction"
)

func TestAnswerKeepsLabelsThatAreSureEnough(t *testing.T) {
	const answer = `{"ModerationLabels":[{"Name":"Smoking","ParentName":"Drugs & Tobacco","Confidence":50,"TaxonomyLevel":2},{"Name":"Violence","ParentName":"","Confidence":49.9}],` +
		`"ModerationModelVersion":"7.0","HumanLoopActivationOutput":{"HumanLoopArn":"arn:theirs"},"Extra":[1]}`
	tests := map[string]struct {
		least *float64
		want  string
	}{
		"50 when nothing is said": {nil, `{"ModerationLabels":[{"Confidence":50,"Name":"Smoking","ParentName":"Drugs & Tobacco","TaxonomyLevel":2}],"ModerationModelVersion":"7.0"}`},
		"all":                     {new(0.0), `{"ModerationLabels":[{"Confidence":50,"Name":"Smoking","ParentName":"Drugs & Tobacco","TaxonomyLevel":2},{"Confidence":49.9,"Name":"Violence","ParentName":""}],"ModerationModelVersion":"7.0"}`},
		"none":                    {new(100.0), `{"ModerationLabels":[],"ModerationModelVersion":"7.0"}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := &detection{in: DetectModerationLabelsInput{MinConfidence: test.least}}
			got, err := d.Answer([]byte(answer))
			if err != nil || string(got) != test.want || d.out == nil {
				t.Errorf("%s, %v", got, err)
			}
		})
	}
}

// Whatever is no answer must not pass for an image without labels.
func TestAnswerRefusesWhatIsNoAnswer(t *testing.T) {
	for answer, want := range map[string]string{
		``: "it has no ModerationLabels", `{}`: "it has no ModerationLabels", `{"labels":[]}`: "it has no ModerationLabels", `null`: "null",
		`[]`: "Start of list found", `<html>`: "", `{"ModerationLabels":{}}`: "where not expected at 'moderationLabels'", `{"ModerationLabels":[{"Name":"x"}]}`: "label 1 has no Name or no Confidence",
		`{"ModerationLabels":[{"Confidence":3}]}`:              "label 1 has no Name",
		`{"ModerationLabels":[{"Name":"x","Confidence":101}]}`: "less than or equal to 100", `{"ModerationLabels":[{"Name":"x","Confidence":"99"}]}`: "Float",
		`{"ModerationLabels":[]}trailing`: "after the end",
	} {
		d := &detection{}
		got, err := d.Answer([]byte(answer))
		if err == nil || !strings.Contains(err.Error(), want) || d.out != nil {
			t.Errorf("%s: %s, %v; want %q", answer, got, err, want)
		}
	}
}

func TestRequestsForSourceAndLoop(t *testing.T) {
	bucket, name, version := "in", "a.png", "null"
	d := &detection{in: DetectModerationLabelsInput{
		Image: Image{S3Object: &S3Object{Bucket: &bucket, Name: &name, Version: &version}}, MinConfidence: new(42.5),
		HumanLoopConfig: &HumanLoopConfig{HumanLoopName: "img-7", FlowDefinitionArn: "arn", DataAttributes: &HumanLoopDataAttributes{ContentClassifiers: []ContentClassifier{"FreeOfAdultContent"}}},
	}}
	if got := string(d.Asked([]byte{0, 1, 2})); got != `{"Image":{"Bytes":"AAEC"},"MinConfidence":42.5}` {
		t.Errorf("for the source: %s", got)
	}
	const want = `{"Image":{"S3Object":{"Bucket":"kept","Name":"b.png"}},"MinConfidence":42.5,"HumanLoopConfig":{"HumanLoopName":"img-7","FlowDefinitionArn":"arn","DataAttributes":{"ContentClassifiers":["FreeOfAdultContent"]}}}`
	if got := string(d.Located("kept", "b.png")); got != want {
		t.Errorf("for the loop: %s", got)
	}
	if i := d.image(); i.Bucket != bucket || i.Name != name || i.Version != version || i.Bytes != nil {
		t.Errorf("image %+v", i)
	}
	if r := reviewOf(d.in.HumanLoopConfig); r.LoopName != "img-7" || r.FlowDefinitionARN != "arn" || len(r.ContentClassifiers) != 1 {
		t.Errorf("review %+v", r)
	}
}

// Programs take the length of the reasons without asking whether they are there.
func TestActivationAlwaysHasReasons(t *testing.T) {
	if activationOf(nil) != nil {
		t.Error("there is an activation without a review")
	}
	none := activationOf(&prediction.Activation{Results: "{}"})
	if none.HumanLoopActivationReasons == nil || len(none.HumanLoopActivationReasons) != 0 || none.HumanLoopArn != nil || *none.HumanLoopActivationConditionsEvaluationResults != "{}" {
		t.Errorf("got %+v", none)
	}
	some := activationOf(&prediction.Activation{LoopARN: "arn", Reasons: []string{"ConditionsEvaluation"}})
	if *some.HumanLoopArn != "arn" || len(some.HumanLoopActivationReasons) != 1 || some.HumanLoopActivationConditionsEvaluationResults != nil {
		t.Errorf("got %+v", some)
	}
}

func TestFaultsHaveTheNamesOfTheContract(t *testing.T) {
	for want, err := range map[string]error{
		"InvalidParameterException":              fault.New(fault.Invalid, prediction.Parameter, "x"),
		"InvalidS3ObjectException":               prediction.Unreadable(errors.New("x")),
		"InvalidImageFormatException":            fault.New(fault.Invalid, prediction.Kind, "x"),
		"ImageTooLargeException":                 fault.New(fault.Invalid, prediction.Size, "x"),
		"ResourceNotFoundException":              fault.New(fault.NotFound, fault.FlowDefinition, "x"),
		"ResourceNotReadyException":              fault.New(fault.InUse, prediction.Model, "x"),
		"AccessDeniedException":                  fault.New(fault.Denied, fault.Bucket, "x"),
		"ThrottlingException":                    fault.New(fault.Throttled, prediction.Source, "x"),
		"ProvisionedThroughputExceededException": fault.New(fault.Throttled, prediction.Throughput, "x"),
		"InternalServerError":                    errors.New("x"),
	} {
		if f := names.Fault(err); f.Code != want {
			t.Errorf("%v is %s, want %s", err, f.Code, want)
		}
	}
	if f := names.Fault(fault.New(fault.Conflict, fault.HumanLoop, "same name")); f.Code != "InvalidParameterException" || f.Message != "same name" {
		t.Errorf("a conflict is %+v", f)
	}
	if f := names.Fault(fault.New(fault.Internal, prediction.Source, "no answer")); f.Status != 500 || f.Message != "no answer" {
		t.Errorf("a source that fails is %+v", f)
	}
	if f := names.Fault(errors.New("secret")); strings.Contains(f.Message, "secret") || f.Status != 500 {
		t.Errorf("a failure of ours is %+v", f)
	}
	q := names.Fault(fault.New(fault.Quota, fault.HumanLoop, "too many"))
	if q.Code != "HumanLoopQuotaExceededException" || q.Members["ResourceType"] == "" || q.Members["QuotaCode"] == "" || q.Members["ServiceCode"] != "sagemaker" {
		t.Errorf("the quota is %+v", q)
	}
}

// The operation is the contract's, and every call of it says what it needs.
func TestOperationNeedsAPermission(t *testing.T) {
	o, there := permissions[detectModerationLabelsOperation.Name]
	if !there || len(permissions) != 1 || !o.Changes || o.Resource(aws.Call{}, &DetectModerationLabelsInput{}) != "*" {
		t.Errorf("permissions %+v", permissions)
	}
}

// No answer of a source makes reading panic, and what is taken fits the contract
// when it is written.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte(`{"ModerationLabels":[{"Name":"Smoking","Confidence":99.1}]}`))
	f.Add([]byte(`{"ModerationLabels":[null]}`))
	f.Fuzz(func(t *testing.T, answer []byte) {
		d := &detection{}
		got, err := d.Answer(answer)
		if err != nil {
			return
		}
		if _, err := (&detection{}).Answer(got); err != nil || !json.Valid(got) {
			t.Errorf("%q became %q: %v", answer, got, err)
		}
	})
}
