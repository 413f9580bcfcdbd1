package a2iruntime

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestHeaderIsTheResultsInASCII(t *testing.T) {
	const results = `{"Conditions":[{"ConditionType":"MissingImportantFormKey","ConditionParameters":{"ImportantFormKey":"Ü 😀 <` + "\x7f" + `"},"EvaluationResult":false}]}`
	got, err := headerOf(results)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.NewReplacer("Ü", `\u00dc`, "😀", `\ud83d\ude00`, "\x7f", `\u007f`).Replace(results); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	var a, b any
	if json.Unmarshal([]byte(got), &a) != nil || json.Unmarshal([]byte(results), &b) != nil {
		t.Error("it is no JSON")
	}
}

func TestLongResultsAreShortened(t *testing.T) {
	results := `{"Conditions":[` + strings.Repeat(`{"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":0.01},"EvaluationResult":false},`, 99) +
		`{"And":[],"EvaluationResult":true}]}`
	got, err := headerOf(results)
	if want := `{"Conditions":[` + strings.Repeat(`{"EvaluationResult":false},`, 99) + `{"EvaluationResult":true}]}`; err != nil || got != want {
		t.Errorf("got %s, %v", got, err)
	}
}
