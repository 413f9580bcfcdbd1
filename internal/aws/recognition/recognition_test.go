package recognition

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// form is a page with two pairs: a text, and a check box.
const formText = `{
 "DocumentMetadata": {"Pages": 1},
 "AnalyzeDocumentModelVersion": "1.0",
 "Blocks": [
  {"BlockType": "PAGE", "Id": "p", "Relationships": [{"Type": "CHILD", "Ids": ["l"]}], "Page": 1},
  {"BlockType": "WORD", "Id": "w1", "Text": "Total", "Confidence": 99.5, "TextType": "PRINTED", "Page": 1},
  {"BlockType": "WORD", "Id": "w2", "Text": "due:", "Confidence": 98, "Page": 1},
  {"BlockType": "WORD", "Id": "w3", "Text": "42.10", "Confidence": 61.25, "TextType": "HANDWRITING", "Page": 1},
  {"BlockType": "KEY_VALUE_SET", "Id": "k1", "EntityTypes": ["KEY"], "Confidence": 71, "Page": 1,
   "Geometry": {"BoundingBox": {"Width": 0.2, "Height": 0.02, "Left": 0.1, "Top": 0.5}, "Polygon": [{"X": 0.1, "Y": 0.5}, {"X": 0.3, "Y": 0.5}]},
   "Relationships": [{"Type": "VALUE", "Ids": ["v1"]}, {"Type": "CHILD", "Ids": ["w1", "w2"]}]},
  {"BlockType": "KEY_VALUE_SET", "Id": "v1", "EntityTypes": ["VALUE"], "Confidence": 70, "Relationships": [{"Type": "CHILD", "Ids": ["w3", "gone"]}]},
  {"BlockType": "SELECTION_ELEMENT", "Id": "s", "SelectionStatus": "SELECTED", "Confidence": 88},
  {"BlockType": "KEY_VALUE_SET", "Id": "v2", "EntityTypes": ["VALUE"], "Confidence": 55, "Relationships": [{"Type": "CHILD", "Ids": ["s"]}]},
  {"BlockType": "WORD", "Id": "w4", "Text": "Paid", "Confidence": 97},
  {"BlockType": "KEY_VALUE_SET", "Id": "k2", "EntityTypes": ["KEY"], "Confidence": 55, "Relationships": [{"Type": "CHILD", "Ids": ["w4"]}, {"Type": "VALUE", "Ids": ["v2"]}]},
  {"BlockType": "KEY_VALUE_SET", "Id": "k3", "EntityTypes": ["KEY"], "Confidence": 12}
 ]}`

func readForm(t *testing.T, text string) Read[Block] {
	t.Helper()
	r, err := ReadBlocks(json.RawMessage(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPairs(t *testing.T) {
	want := []Pair{
		{Key: "Total due:", Value: "42.10", Confidence: 70, Words: []float64{99.5, 98, 61.25}, Blocks: []int{1, 2, 3, 4, 5}, Page: 1},
		{Key: "Paid", Value: "SELECTED", Confidence: 55, Words: []float64{97}, Blocks: []int{6, 7, 8, 9}},
		{Confidence: 12, Blocks: []int{10}},
	}
	if diff := cmp.Diff(want, Pairs(readForm(t, formText).Items)); diff != "" {
		t.Error(diff)
	}
}

// lowerCamel spells every member as the input of a human loop does.
func lowerCamel(v any) any {
	switch v := v.(type) {
	case map[string]any:
		o := map[string]any{}
		for name, value := range v {
			o[strings.ToLower(name[:1])+name[1:]] = lowerCamel(value)
		}
		return o
	case []any:
		for i := range v {
			v[i] = lowerCamel(v[i])
		}
	}
	return v
}

func TestBothSpellingsReadTheSame(t *testing.T) {
	var v any
	if err := json.Unmarshal([]byte(formText), &v); err != nil {
		t.Fatal(err)
	}
	lower, err := json.Marshal(lowerCamel(v))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(lower), `"boundingBox":{"height":0.02`) {
		t.Fatalf("not in the other spelling: %s", lower)
	}
	if diff := cmp.Diff(readForm(t, formText).Items, readForm(t, string(lower)).Items); diff != "" {
		t.Error(diff)
	}
}

func TestDocumentIsWrittenAsItWasRead(t *testing.T) {
	var d Document
	if err := json.Unmarshal([]byte(formText), &d); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var got, want any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(formText), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPickKeepsEveryByte(t *testing.T) {
	r := readForm(t, `{"blocks":[{"id":"a","confidence":1.50},{"x": 1, "id" : "b"},{"id":"c"}]}`)
	for want, places := range map[string][]int{
		`[]`: nil, `[{"id":"a","confidence":1.50},{"id":"c"}]`: {0, 2}, `[{"x": 1, "id" : "b"}]`: {1},
	} {
		if got := string(r.Pick(places)); got != want {
			t.Errorf("Pick(%v) = %s, want %s", places, got, want)
		}
	}
}

func TestReadLabels(t *testing.T) {
	for _, text := range []string{
		`{"ModerationLabels":[{"Confidence":80.5,"Name":"Weapons","ParentName":"Violence","TaxonomyLevel":2}]}`,
		`{"moderationLabels":[{"confidence":80.5,"name":"Weapons","parentName":"Violence","taxonomyLevel":2}],"moderationModelVersion":"7.0"}`,
	} {
		r, err := ReadLabels(json.RawMessage(text))
		if want := []Label{{"Weapons", "Violence", 80.5, 2}}; err != nil || !slices.Equal(r.Items, want) {
			t.Errorf("%s: got %v, %v", text, r.Items, err)
		}
	}
}

func TestNothingReadsAsNothing(t *testing.T) {
	for _, text := range []string{"", " ", "null", "{}", `{"Blocks":null,"ModerationLabels":[]}`} {
		blocks, err := ReadBlocks(json.RawMessage(text))
		if err != nil || len(blocks.Items) != 0 {
			t.Errorf("%q: got blocks %v, %v", text, blocks.Items, err)
		}
		labels, err := ReadLabels(json.RawMessage(text))
		if err != nil || len(labels.Items) != 0 {
			t.Errorf("%q: got labels %v, %v", text, labels.Items, err)
		}
	}
}

func TestWrongTypesAreNamed(t *testing.T) {
	for text, want := range map[string]string{
		`{"blocks":1}`: "read the blocks:",
		`{"blocks":[{"id":"a"},{"confidence":""}]}`: "read block 1:",
		`[]`: "read the blocks:",
	} {
		if _, err := ReadBlocks(json.RawMessage(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
	if _, err := ReadLabels(json.RawMessage(`{"moderationLabels":[{"confidence":"99"}]}`)); err == nil || !strings.Contains(err.Error(), "read moderation label 0:") {
		t.Errorf("got %v", err)
	}
}

// Whatever blocks name each other, the walk ends, and names only places that exist.
func TestPairsOfAnyBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.SampledFrom([]string{"", "a", "b", "c", "d"})
		blocks := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Block {
			b := Block{
				ID: id.Draw(t, "id"), Text: "t", Confidence: rapid.Float64Range(0, 100).Draw(t, "confidence"),
				BlockType:   rapid.SampledFrom([]string{Page, Word, KeyValueSet, SelectionElement, "TABLE"}).Draw(t, "type"),
				EntityTypes: rapid.SliceOfN(rapid.SampledFrom([]string{Key, Value}), 0, 2).Draw(t, "entities"),
			}
			for range rapid.IntRange(0, 3).Draw(t, "relationships") {
				b.Relationships = append(b.Relationships, Relationship{
					rapid.SampledFrom([]string{ChildOf, ValueOf}).Draw(t, "relation"), rapid.SliceOfN(id, 0, 4).Draw(t, "ids"),
				})
			}
			return b
		}), 0, 8).Draw(t, "blocks")
		keys := 0
		for _, b := range blocks {
			if b.BlockType == KeyValueSet && slices.Contains(b.EntityTypes, Key) {
				keys++
			}
		}
		pairs := Pairs(blocks)
		if len(pairs) != keys {
			t.Fatalf("%d pairs of %d keys", len(pairs), keys)
		}
		for _, p := range pairs {
			if !slices.IsSorted(p.Blocks) || len(slices.Compact(slices.Clone(p.Blocks))) != len(p.Blocks) {
				t.Fatalf("places out of order: %v", p.Blocks)
			}
			if p.Blocks[0] < 0 || p.Blocks[len(p.Blocks)-1] >= len(blocks) {
				t.Fatalf("places %v of %d blocks", p.Blocks, len(blocks))
			}
		}
	})
}
