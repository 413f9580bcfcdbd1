package textract

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/prediction"
)

const form = `{"DocumentMetadata":{"Pages":1},"Blocks":[{"BlockType":"KEY_VALUE_SET","Confidence":71.5,"Geometry":{"BoundingBox":{"Width":0.1,"Height":1e-05,"Left":0,"Top":1},"Polygon":[{"X":0.5,"Y":0.25}]},` +
	`"Id":"k1","Relationships":[{"Type":"VALUE","Ids":["v1"]},{"Type":"CHILD","Ids":["w1"]}],"EntityTypes":["KEY"],"Page":1},{"BlockType":"WORD","Confidence":99,"Text":"Größe <m>","TextType":"PRINTED","Id":"w1"}],` +
	`"AnalyzeDocumentModelVersion":"1.0"}`

// What fits comes back as it was, without what is the source's own.
func TestAnswerComesBack(t *testing.T) {
	a := &analysis{}
	got, err := a.Answer([]byte(strings.Replace(form, `{`, `{"Theirs":{"a":[1]},"HumanLoopActivationOutput":{"HumanLoopArn":"arn"},`, 1)))
	if err != nil || string(got) != form || a.out == nil {
		t.Errorf("got  %s, %v\nwant %s", got, err, form)
	}
}

// Whatever is no answer must not pass for an empty page.
func TestAnswerRefusesWhatIsNoAnswer(t *testing.T) {
	for answer, want := range map[string]string{
		``: "it has no Blocks", `{}`: "it has no Blocks", `{"blocks":[]}`: "it has no Blocks", `<html>`: "", `{"Blocks":"x"}`: "",
		`{"Blocks":[{}]}`: "block 1 has no Id or no BlockType",
		`{"Blocks":[{"Id":"a","BlockType":"PAGE"},{"Id":"b"}]}`:       "block 2 has no Id",
		`{"Blocks":[{"Id":"a","BlockType":"Word"}]}`:                  "enum value set",
		`{"Blocks":[{"Id":"a","BlockType":"WORD","Confidence":-1}]}`:  "greater than or equal to 0",
		`{"Blocks":[{"Id":" ","BlockType":"WORD"}]}`:                  "pattern",
		`{"Blocks":[{"Id":"a","BlockType":"WORD","Page":1.5}]}`:       "Integer",
		`{"Blocks":[{"Id":"a","BlockType":"WORD","Text":"x"}]},"a":1`: "after the end",
	} {
		a := &analysis{}
		got, err := a.Answer([]byte(answer))
		if err == nil || !strings.Contains(err.Error(), want) || a.out != nil {
			t.Errorf("%s: %s, %v; want %q", answer, got, err, want)
		}
	}
}

func TestRequestsForSourceAndLoop(t *testing.T) {
	bucket, name := "in", "a.pdf"
	a := &analysis{in: AnalyzeDocumentInput{
		Document:        Document{S3Object: &S3Object{Bucket: &bucket, Name: &name}},
		FeatureTypes:    []FeatureType{FeatureTypeFORMS, FeatureTypeQUERIES},
		QueriesConfig:   &QueriesConfig{Queries: []Query{{Text: "What is the total?"}}},
		HumanLoopConfig: &HumanLoopConfig{HumanLoopName: "inv-7", FlowDefinitionArn: "arn"},
	}}
	if got := string(a.Asked([]byte{0, 1, 2})); got != `{"Document":{"Bytes":"AAEC"},"FeatureTypes":["FORMS","QUERIES"],"QueriesConfig":{"Queries":[{"Text":"What is the total?"}]}}` {
		t.Errorf("for the source: %s", got)
	}
	const want = `{"Document":{"S3Object":{"Bucket":"kept","Name":"b.pdf"}},"FeatureTypes":["FORMS","QUERIES"],"HumanLoopConfig":{"HumanLoopName":"inv-7","FlowDefinitionArn":"arn"},"QueriesConfig":{"Queries":[{"Text":"What is the total?"}]}}`
	if got := string(a.Located("kept", "b.pdf")); got != want {
		t.Errorf("for the loop: %s", got)
	}
	if i := a.document(); i.Bucket != bucket || i.Name != name || i.Bytes != nil {
		t.Errorf("document %+v", i)
	}
	if r := reviewOf(a.in.HumanLoopConfig); r.LoopName != "inv-7" || r.FlowDefinitionARN != "arn" || r.ContentClassifiers != nil {
		t.Errorf("review %+v", r)
	}
}

// Programs take the length of the reasons without asking whether they are there.
func TestActivationAlwaysHasReasons(t *testing.T) {
	none := activationOf(&prediction.Activation{Results: "{}"})
	if none.HumanLoopActivationReasons == nil || len(none.HumanLoopActivationReasons) != 0 || none.HumanLoopArn != nil {
		t.Errorf("got %+v", none)
	}
}

func TestFaultsHaveTheNamesOfTheContract(t *testing.T) {
	for want, err := range map[string]error{
		"InvalidParameterException":              fault.New(fault.NotFound, fault.FlowDefinition, "x"),
		"InvalidS3ObjectException":               prediction.Unreadable(errors.New("x")),
		"UnsupportedDocumentException":           fault.New(fault.Invalid, prediction.Kind, "x"),
		"DocumentTooLargeException":              fault.New(fault.Invalid, prediction.Size, "x"),
		"BadDocumentException":                   fault.New(fault.Invalid, prediction.Content, "x"),
		"AccessDeniedException":                  fault.New(fault.Denied, fault.Bucket, "x"),
		"ThrottlingException":                    fault.New(fault.Throttled, prediction.Source, "x"),
		"ProvisionedThroughputExceededException": fault.New(fault.Throttled, prediction.Throughput, "x"),
		"HumanLoopQuotaExceededException":        fault.New(fault.Quota, fault.HumanLoop, "x"),
		"InternalServerError":                    errors.New("x"),
	} {
		if f := names.Fault(err); f.Code != want {
			t.Errorf("%v is %s, want %s", err, f.Code, want)
		}
	}
	if f := names.Fault(errors.New("secret")); strings.Contains(f.Message, "secret") || f.Status != 500 {
		t.Errorf("a failure of ours is %+v", f)
	}
}

// The operation is the contract's, and every call of it says what it needs.
func TestOperationNeedsAPermission(t *testing.T) {
	o, there := permissions[analyzeDocumentOperation.Name]
	if !there || len(permissions) != 1 || !o.Changes || o.Resource(aws.Call{}, &AnalyzeDocumentInput{}) != "*" {
		t.Errorf("permissions %+v", permissions)
	}
}

// No answer of a source makes reading panic, and what is taken fits the contract
// when it is written.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte(form))
	f.Add([]byte(`{"Blocks":[null,{"Id":"a","BlockType":"PAGE","Geometry":null}]}`))
	f.Fuzz(func(t *testing.T, answer []byte) {
		a := &analysis{}
		got, err := a.Answer(answer)
		if err != nil {
			return
		}
		if _, err := (&analysis{}).Answer(got); err != nil || !json.Valid(got) {
			t.Errorf("%q became %q: %v", answer, got, err)
		}
	})
}

func BenchmarkAnswer(b *testing.B) {
	blocks := strings.Repeat(`{"BlockType":"WORD","Confidence":99.2,"Text":"Total","TextType":"PRINTED","Id":"7c1f-w","Geometry":{"BoundingBox":{"Width":0.1,"Height":0.02,"Left":0.3,"Top":0.4},"Polygon":[{"X":0.1,"Y":0.2},{"X":0.3,"Y":0.2},{"X":0.3,"Y":0.4},{"X":0.1,"Y":0.4}]}},`, 1000)
	answer := []byte(`{"Blocks":[` + strings.TrimRight(blocks, ",") + `]}`)
	b.SetBytes(int64(len(answer)))
	for b.Loop() {
		if _, err := (&analysis{}).Answer(answer); err != nil {
			b.Fatal(err)
		}
	}
}
