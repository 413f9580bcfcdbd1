package a2iruntime

import (
	"encoding/json"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"foureyes/internal/aws/shape"
)

const flowArn = "arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check"

func startBody(name, content string) []byte {
	quoted, err := json.Marshal(content)
	if err != nil {
		panic(err)
	}
	return []byte(`{"HumanLoopName":"` + name + `","FlowDefinitionArn":"` + flowArn + `","HumanLoopInput":{"InputContent":` + string(quoted) +
		`},"DataAttributes":{"ContentClassifiers":["FreeOfAdultContent"]}}`)
}

func TestDecodeStartHumanLoop(t *testing.T) {
	got, err := decodeStartHumanLoop(shape.Parts{Body: startBody("inv-1001", `{"a":1}`)})
	want := &StartHumanLoopInput{
		HumanLoopName: "inv-1001", FlowDefinitionArn: flowArn, HumanLoopInput: HumanLoopInput{`{"a":1}`},
		DataAttributes: &HumanLoopDataAttributes{[]ContentClassifier{ContentClassifierFreeOfAdultContent}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

// Loop names may hold uppercase letters, other than the published pattern says;
// the sentence shows the pattern that is applied.
func TestDecodeHumanLoopNames(t *testing.T) {
	for name, good := range map[string]bool{
		"a": true, "Fraud-detector-1": true, "A--b": true, strings.Repeat("x", 63): true,
		strings.Repeat("x", 64): false, "a_b": false, "-a": false, "a-": false, "a b": false, "é": false, "a.b": false,
	} {
		_, err := decodeStartHumanLoop(shape.Parts{Body: startBody(name, "{}")})
		if (err == nil) != good {
			t.Errorf("start %q: %v", name, err)
		}
		_, err = decodeDescribeHumanLoop(shape.Parts{Path: map[string]string{"HumanLoopName": name}})
		if (err == nil) != good {
			t.Errorf("describe %q: %v", name, err)
		}
	}
	_, err := decodeStopHumanLoop(shape.Parts{Body: []byte(`{"HumanLoopName":"a_b"}`)})
	const want = "1 validation error detected: Value 'a_b' at 'humanLoopName' failed to satisfy constraint: " +
		"Member must satisfy regular expression pattern: ^[a-zA-Z0-9](-*[a-zA-Z0-9])*$"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestDecodeCountsCharactersOfTheInput(t *testing.T) {
	const limit = 3145728
	if _, err := decodeStartHumanLoop(shape.Parts{Body: startBody("a", strings.Repeat("é", limit))}); err != nil {
		t.Errorf("the longest input: %.200s", err)
	}
	_, err := decodeStartHumanLoop(shape.Parts{Body: startBody("a", strings.Repeat("é", limit+1))})
	want := "1 validation error detected: Value '" + strings.Repeat("é", 256) + "...' at 'humanLoopInput.inputContent' failed to satisfy constraint: Member must have length less than or equal to 3145728"
	if err == nil || err.Error() != want {
		t.Errorf("one character more: %.300s", err)
	}
}

func TestDecodeListHumanLoops(t *testing.T) {
	got, err := decodeListHumanLoops(shape.Parts{Query: url.Values{
		"FlowDefinitionArn": {flowArn}, "CreationTimeAfter": {"2020-02-24"}, "CreationTimeBefore": {"2025-02-03T04:05:06.789000Z"},
		"SortOrder": {"Ascending"}, "NextToken": {""}, "MaxResults": {"7"},
	}})
	after, before := time.Date(2020, 2, 24, 0, 0, 0, 0, time.UTC), time.Date(2025, 2, 3, 4, 5, 6, 789e6, time.UTC)
	want := &ListHumanLoopsInput{
		FlowDefinitionArn: flowArn, CreationTimeAfter: &after, CreationTimeBefore: &before,
		SortOrder: new(SortOrderAscending), NextToken: new(""), MaxResults: new(7),
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	_, err = decodeListHumanLoops(shape.Parts{Query: url.Values{"SortOrder": {"Up"}, "MaxResults": {"101"}}})
	const sentence = "3 validation errors detected: Value null at 'flowDefinitionArn' failed to satisfy constraint: Member must not be null; " +
		"Value 'Up' at 'sortOrder' failed to satisfy constraint: Member must satisfy enum value set: [Ascending, Descending]; " +
		"Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100"
	if err == nil || err.Error() != sentence {
		t.Errorf("got %v\nwant %s", err, sentence)
	}
}

// What encoding/json writes of an input we read as it was, and the other way
// round for an output.
func TestStartAndListComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := &StartHumanLoopInput{
			HumanLoopName:     rapid.StringMatching(`[a-zA-Z0-9](-{0,2}[a-zA-Z0-9]){0,20}`).Draw(t, "name"),
			FlowDefinitionArn: flowArn,
			HumanLoopInput:    HumanLoopInput{rapid.String().Draw(t, "content")},
		}
		body, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := decodeStartHumanLoop(shape.Parts{Body: body}); err != nil || !reflect.DeepEqual(got, in) {
			t.Errorf("%s came back as %+v, %v", body, got, err)
		}
		out := ListHumanLoopsOutput{
			HumanLoopSummaries: rapid.SliceOfN(rapid.Custom(drawSummary), 0, 4).Draw(t, "summaries"),
			NextToken:          rapid.Ptr(rapid.String(), true).Draw(t, "token"),
		}
		var w shape.Writer
		writeListHumanLoopsOutput(&w, &out)
		var got ListHumanLoopsOutput
		if err := json.Unmarshal(w.Bytes(), &got); err != nil || !reflect.DeepEqual(got, out) {
			t.Errorf("%s came back as %+v, %v", w.Bytes(), got, err)
		}
	})
}

func drawSummary(t *rapid.T) HumanLoopSummary {
	at := time.UnixMilli(rapid.Int64Range(0, 1<<42).Draw(t, "time")).UTC()
	return HumanLoopSummary{
		HumanLoopName: rapid.Ptr(rapid.String(), true).Draw(t, "name"), HumanLoopStatus: new(HumanLoopStatusInProgress), CreationTime: &at,
		FailureReason: rapid.Ptr(rapid.String(), true).Draw(t, "reason"), FlowDefinitionArn: new(flowArn),
	}
}

// No body and no query makes an input panic.
func FuzzDecode(f *testing.F) {
	f.Add(startBody("a", `{"a":"é"}`), "FlowDefinitionArn", "2020-02-24T00:00:00.123Z")
	f.Add([]byte(`{"HumanLoopInput":{"InputContent":"\ud83d\ude00"}}`), "CreationTimeAfter", "1e9")
	f.Fuzz(func(t *testing.T, body []byte, name, value string) {
		if in, err := decodeStartHumanLoop(shape.Parts{Body: body}); err == nil && in.HumanLoopName == "" {
			t.Errorf("%q was accepted without a name", body)
		}
		in, err := decodeListHumanLoops(shape.Parts{Query: url.Values{name: {value}, "MaxResults": {value}}})
		if _, number := strconv.Atoi(value); err == nil && (number != nil || *in.MaxResults > 100) {
			t.Errorf("%q was accepted", value)
		}
	})
}

func BenchmarkDecodeStartHumanLoop(b *testing.B) {
	content := `{"document":"s3://bucket/key.png","fields":[` + strings.TrimSuffix(strings.Repeat(`{"name":"Total","value":"1.00"},`, 60), ",") + `]}`
	body := startBody("inv-1001", content)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decodeStartHumanLoop(shape.Parts{Body: body}); err != nil {
			b.Fatal(err)
		}
	}
}
