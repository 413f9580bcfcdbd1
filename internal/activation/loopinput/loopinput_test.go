package loopinput

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/activation"
)

// invoice has the pairs Total: and IBAN; every block has blanks that must stay out
// and a number that must stay as it is.
const invoice = `{
 "aiServiceResponse": {"documentMetadata": {"pages": 1}, "blocks": [
  {"id": "p", "blockType": "PAGE"},
  {"id": "w1", "blockType": "WORD", "text": "Total:", "confidence": 99.0},
  {"id": "w2", "blockType": "WORD", "text": "<42.10>", "confidence": 98},
  {"id": "k1", "blockType": "KEY_VALUE_SET", "entityTypes": ["KEY"], "confidence": 71.50, "relationships": [{"type": "CHILD", "ids": ["w1"]}, {"type": "VALUE", "ids": ["v1"]}]},
  {"id": "v1", "blockType": "KEY_VALUE_SET", "entityTypes": ["VALUE"], "confidence": 71.50, "relationships": [{"type": "CHILD", "ids": ["w2"]}]},
  {"id": "w3", "blockType": "WORD", "text": "IBAN", "confidence": 60},
  {"id": "k2", "blockType": "KEY_VALUE_SET", "entityTypes": ["KEY"], "confidence": 55, "relationships": [{"type": "CHILD", "ids": ["w3"]}]}
 ]},
 "aiServiceRequest": {"document": {"s3Object": {"bucket": "in", "name": "1.png"}}, "featureTypes": ["FORMS"]},
 "selectedAiServiceResponse": "somebody's", "humanLoopContext": "somebody's", "mine": [1]}`

const image = `{"aiServiceRequest":{"image":{"bytes":"aGVsbG8="}},"aiServiceResponse":{"moderationLabels":[
 {"name":"Weapons","parentName":"Violence","confidence":80.5},{"name":"Violence","parentName":"","confidence":80.5}],"moderationModelVersion":"7.0"}}`

func read(t *testing.T, text string, d activation.Dialect) *Input {
	t.Helper()
	i, err := Read(text, d)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestSeenOfAForm(t *testing.T) {
	want := activation.Input{
		Pairs: []activation.Pair{
			{Key: "Total:", Value: "<42.10>", Confidence: 71.5, Words: []float64{99, 98}},
			{Key: "IBAN", Confidence: 55, Words: []float64{60}},
		},
		Sample: "s3://in/1.png?versionId=",
	}
	if diff := cmp.Diff(want, read(t, invoice, activation.Forms).Seen()); diff != "" {
		t.Error(diff)
	}
}

func TestSeenOfAnImage(t *testing.T) {
	want := activation.Input{Labels: []activation.Label{{Name: "Weapons", Confidence: 80.5}, {Name: "Violence", Confidence: 80.5}}, Sample: "bytes:aGVsbG8="}
	if diff := cmp.Diff(want, read(t, image, activation.Moderation).Seen()); diff != "" {
		t.Error(diff)
	}
}

func TestSeenOfOnesOwn(t *testing.T) {
	const own = `{"confidence":0.5,"aiServiceResponse":"ours","aiServiceRequest":{"image":{"bytes":"aA=="}}}`
	got := read(t, own, activation.Custom).Seen()
	value := map[string]any{"confidence": 0.5, "aiServiceResponse": "ours", "aiServiceRequest": map[string]any{"image": map[string]any{"bytes": "aA=="}}}
	if diff := cmp.Diff(activation.Input{Value: value, Sample: own}, got); diff != "" {
		t.Error(diff)
	}
	if got := read(t, invoice, activation.Custom).Seen(); len(got.Pairs) != 2 || got.Sample != invoice {
		t.Errorf("conditions on forms see %+v", got.Pairs)
	}
	for _, text := range []string{`"text"`, `[1]`, `null`, `7`} {
		if _, err := Read(text, activation.Custom); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// What a lot goes by is the document, not what a service made of it.
func TestSampleGoesByTheDocument(t *testing.T) {
	sampleOf := func(request string) string {
		return read(t, `{"aiServiceRequest":`+request+`,"aiServiceResponse":{"blocks":[]}}`, activation.Forms).Seen().Sample
	}
	tests := map[string]string{
		`{"document":{"s3Object":{"bucket":"b","name":"k"}},"humanLoopConfig":{"humanLoopName":"one"}}`: "s3://b/k?versionId=",
		`{"Document":{"S3Object":{"Bucket":"b","Name":"k","Version":"3"}}}`:                             "s3://b/k?versionId=3",
		`{"image":{"s3Object":{"bucket":"b","name":"k"}}}`:                                              "s3://b/k?versionId=",
		`{"document":{"bytes":"aA=="}}`:                                                                 "bytes:aA==",
	}
	for request, want := range tests {
		if got := sampleOf(request); got != want {
			t.Errorf("%s: got %s, want %s", request, got, want)
		}
	}
	for _, request := range []string{`null`, `{}`, `7`, `{"document":{}}`} {
		if got := sampleOf(request); !strings.Contains(got, `"aiServiceRequest":`+request) {
			t.Errorf("%s: got %s, want the whole input", request, got)
		}
	}
}

func TestNothingThereIsAnEmptyResponse(t *testing.T) {
	for _, text := range []string{`{}`, `{"aiServiceResponse":null}`, `{"aiServiceResponse":{}}`} {
		for _, d := range []activation.Dialect{activation.Forms, activation.Moderation} {
			if got := read(t, text, d).Seen(); len(got.Pairs) != 0 || len(got.Labels) != 0 {
				t.Errorf("%s: %+v", text, got)
			}
		}
	}
}

func TestInputsThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		`[]`: "it must be a JSON object", `null`: "it must be a JSON object", `"text"`: "it must be a JSON object",
		`{"aiServiceResponse":{"blocks":[{"confidence":"99"}]}}`: "aiServiceResponse: read block 0: ",
		`{"aiServiceResponse":7}`:                                "aiServiceResponse: read the blocks: ",
	} {
		if _, err := Read(text, activation.Forms); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

// member reads one member of an input that was written.
func member(t *testing.T, text, name string) string {
	t.Helper()
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &members); err != nil {
		t.Fatal(err)
	}
	return string(members[name])
}

func shown(t *testing.T, i *Input, r *activation.Result) string {
	t.Helper()
	text, err := i.Shown(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

const total = `{"blocks":[{"id":"w1","blockType":"WORD","text":"Total:","confidence":99.0},{"id":"w2","blockType":"WORD","text":"<42.10>","confidence":98},` +
	`{"id":"k1","blockType":"KEY_VALUE_SET","entityTypes":["KEY"],"confidence":71.50,"relationships":[{"type":"CHILD","ids":["w1"]},{"type":"VALUE","ids":["v1"]}]},` +
	`{"id":"v1","blockType":"KEY_VALUE_SET","entityTypes":["VALUE"],"confidence":71.50,"relationships":[{"type":"CHILD","ids":["w2"]}]}]}`

func TestShownOfAForm(t *testing.T) {
	got := shown(t, read(t, invoice, activation.Forms), &activation.Result{
		Selected: []int{0}, Conditions: `{"Conditions":[{"EvaluationResult":true}]}`,
		FormKeys: []activation.FormKey{{Key: "PO & number"}, {Key: "VAT", Aliases: []string{"V.A.T."}}},
	})
	for name, want := range map[string]string{
		"selectedAiServiceResponse":           total,
		"humanTaskActivationConditionResults": `{"Conditions":[{"EvaluationResult":true}]}`,
		"humanLoopContext":                    `{"importantFormKeys":[{"importantFormKey":"PO & number","importantFormKeyAliases":[]},{"importantFormKey":"VAT","importantFormKeyAliases":["V.A.T."]}]}`,
		"aiServiceRequest":                    `{"document":{"s3Object":{"bucket":"in","name":"1.png"}},"featureTypes":["FORMS"]}`,
		"mine":                                `[1]`,
	} {
		if have := member(t, got, name); have != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, have, want)
		}
	}
	var at []int
	for _, name := range []string{"aiServiceRequest", "aiServiceResponse", "humanLoopContext", "humanTaskActivationConditionResults", "mine", "selectedAiServiceResponse"} {
		at = append(at, strings.Index(got, `"`+name+`":`))
	}
	if at[0] != 1 || !slices.IsSorted(at) {
		t.Errorf("out of order: %v in %s", at, got)
	}
}

func TestShownWithoutConditionsIsEverything(t *testing.T) {
	i := read(t, invoice, activation.Forms)
	for _, r := range []*activation.Result{nil, {Everything: true, Selected: []int{1}}} {
		got := shown(t, i, r)
		if n := strings.Count(member(t, got, "selectedAiServiceResponse"), `"id"`); n != 7 {
			t.Errorf("%d of 7 blocks are shown", n)
		}
		if strings.Contains(got, resultsMember) || strings.Contains(got, contextMember) {
			t.Errorf("more than there is: %s", got)
		}
	}
}

func TestShownOfAMissingKeyIsNoBlock(t *testing.T) {
	got := shown(t, read(t, invoice, activation.Forms), &activation.Result{FormKeys: []activation.FormKey{{Key: "VAT"}}})
	if have := member(t, got, "selectedAiServiceResponse"); have != `{"blocks":[]}` {
		t.Error(have)
	}
}

func TestShownOfAnImage(t *testing.T) {
	got := shown(t, read(t, image, activation.Moderation), &activation.Result{Selected: []int{1}})
	const want = `{"moderationLabels":[{"name":"Violence","parentName":"","confidence":80.5}],"moderationModelVersion":"7.0"}`
	if have := member(t, got, "selectedAiServiceResponse"); have != want {
		t.Errorf("got %s\nwant %s", have, want)
	}
}

func TestShownOfOnesOwnIsAsItWas(t *testing.T) {
	const own = ` {"b": 1.0, "a": "<" } `
	if got := shown(t, read(t, own, activation.Custom), &activation.Result{Conditions: "{}"}); got != own {
		t.Error(got)
	}
}
