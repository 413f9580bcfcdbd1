package advice

import (
	"encoding/json"
	"slices"
	"strings"

	"foureyes/internal/aws/recognition"
)

// The request sources of the built-in task types, and with these names the members
// of answers that hold what workers made of the predictions (A2I Developer Guide,
// output data).
const (
	textractSource    = "AWS/Textract/AnalyzeDocument/Forms/V1"
	rekognitionSource = "AWS/Rekognition/DetectModerationLabels/Image/V3"
)

// selected is what workers were shown of the prediction.
const selected = "selectedAiServiceResponse"

// raw gives a member as JSON text again.
func raw(o map[string]any, name string) json.RawMessage {
	text, err := json.Marshal(o[name])
	if err != nil {
		return nil // what was decoded can be encoded
	}
	return text
}

// forms judges the key-value pairs of a form: each that was shown is a prediction,
// right when the value is as it was, white space aside. A pair that the worker took
// away was wrong. What workers have added was no prediction.
func forms(w Where) judge {
	return func(input map[string]any, answers []map[string]any) ([]Pair, string) {
		shown, err := recognition.ReadBlocks(raw(input, selected))
		if err != nil {
			return nil, "no blocks at input." + selected
		}
		var corrected []map[string]string
		for _, a := range answers {
			if blocks, err := recognition.ReadBlocks(raw(a, textractSource)); err == nil && a[textractSource] != nil {
				corrected = append(corrected, valuesByKey(blocks.Items))
			}
		}
		if len(corrected) == 0 {
			return nil, "no answer has the blocks of a form"
		}
		var pairs []Pair
		for _, p := range recognition.Pairs(shown.Items) {
			if w.Field != "" && !sameText(p.Key, w.Field) {
				continue
			}
			confirm := 0
			for _, values := range corrected {
				if value, kept := values[keyID(shown.Items, p)]; kept && sameText(value, p.Value) {
					confirm++
				}
			}
			pairs = append(pairs, Pair{Confidence: p.Confidence, Right: w.Agreement.right(confirm, len(corrected))})
		}
		return pairs, ""
	}
}

// valuesByKey are the values of pairs by the ids of their KEY blocks.
func valuesByKey(blocks []recognition.Block) map[string]string {
	values := map[string]string{}
	for _, p := range recognition.Pairs(blocks) {
		values[keyID(blocks, p)] = p.Value
	}
	return values
}

// keyID is the id of a pair's KEY block.
func keyID(blocks []recognition.Block, p recognition.Pair) string {
	for _, i := range p.Blocks {
		if b := blocks[i]; b.BlockType == recognition.KeyValueSet && slices.Contains(b.EntityTypes, recognition.Key) {
			return b.ID
		}
	}
	return ""
}

// sameText compares texts as they are read: words with any white space between.
func sameText(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }

// labels judges moderation labels: each that was shown is a prediction, right when
// the worker chose it too. The name decides, with that of its parent.
func labels(w Where) judge {
	return func(input map[string]any, answers []map[string]any) ([]Pair, string) {
		shown, err := recognition.ReadLabels(raw(input, selected))
		if err != nil {
			return nil, "no moderation labels at input." + selected
		}
		var chosen [][]recognition.Label
		for _, a := range answers {
			if read, err := recognition.ReadLabels(raw(a, rekognitionSource)); err == nil && a[rekognitionSource] != nil {
				chosen = append(chosen, read.Items)
			}
		}
		if len(chosen) == 0 {
			return nil, "no answer has moderation labels"
		}
		var pairs []Pair
		for _, l := range shown.Items {
			if w.Field != "" && l.Name != w.Field {
				continue
			}
			confirm := 0
			for _, kept := range chosen {
				if slices.ContainsFunc(kept, func(k recognition.Label) bool { return k.Name == l.Name && k.ParentName == l.ParentName }) {
					confirm++
				}
			}
			pairs = append(pairs, Pair{Confidence: l.Confidence, Right: w.Agreement.right(confirm, len(chosen))})
		}
		return pairs, ""
	}
}
