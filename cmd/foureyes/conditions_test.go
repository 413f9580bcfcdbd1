package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foureyes/internal/activation/loopinput"
)

func TestConditionsTestTellsByItsExitCode(t *testing.T) {
	folder := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	unsure := file("unsure", `{"Conditions":[{"ConditionType":"Expression","ConditionParameters":{"Expression":"input.confidence < 0.7"}}]}`)
	low, high, list := file("low", `{"confidence":0.5}`), file("high", `{"confidence":0.9}`), file("list", `[1]`)
	for _, c := range []struct {
		name string
		args []string
		code int
	}{
		{"met", []string{"--conditions", unsure, "--input", low}, 0},
		{"not met", []string{"--conditions", unsure, "--input", high}, 3},
		{"not met, as JSON", []string{"--conditions", unsure, "--input", high, "--json"}, 3},
		{"cannot be told", []string{"--conditions", unsure, "--input", list}, 0},
		{"another dialect", []string{"--conditions", unsure, "--input", low, "--source", "textract"}, 1},
		{"no input", []string{"--conditions", unsure, "--input", filepath.Join(folder, "none")}, 1},
		{"no conditions", []string{"--conditions", filepath.Join(folder, "none"), "--input", low}, 1},
		{"neither file nor flow", []string{"--input", low}, 2},
		{"file and flow", []string{"--conditions", unsure, "--flow", "f", "--input", low}, 2},
		{"no server", []string{"--flow", "f", "--input", low, "--data", folder}, 1},
	} {
		err := run(t.Context(), append([]string{"conditions", "test"}, c.args...))
		if got := codeOf(err); got != c.code {
			t.Errorf("%s: exit code %d (%v), want %d", c.name, got, err, c.code)
		}
	}
}

func TestTrialIsToldAsATree(t *testing.T) {
	const trial = `{"evaluated":true,"needed":true,"everything":false,
	 "shown":[{"name":"Total:","value":"42.10","confidence":71.5},{"name":"Weapons","confidence":80}],
	 "importantFormKeys":[{"importantFormKey":"VAT","importantFormKeyAliases":["V.A.T."]}],
	 "conditions":[{"place":"Conditions[0]","operator":"And","result":false,"parts":[
	   {"place":"Conditions[0].And[0]","conditionType":"Sampling","conditionParameters":"{}","result":false,"why":"this input's lot is 12"},
	   {"place":"Conditions[0].And[1]","conditionType":"Expression","conditionParameters":"{}","result":true,"problem":"no such key: a","why":"input.a is not there"}]}]}`
	var parsed loopinput.Trial
	if err := json.Unmarshal([]byte(trial), &parsed); err != nil {
		t.Fatal(err)
	}
	const want = `People review: a condition is met.

false  Conditions[0]  And
  false  Conditions[0].And[0]  Sampling {}
         this input's lot is 12
  true   Conditions[0].And[1]  Expression {}
         cannot be told, so it counts as met: no such key: a
         input.a is not there

Shown to workers:
  "Total:" = "42.10" at 71.5
  "Weapons" at 80

Workers are asked to find:
  "VAT" or "V.A.T."
`
	if got := tellTrial(parsed); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := tellTrial(loopinput.Trial{Needed: true}); !strings.HasPrefix(got, "People review: there are no conditions") {
		t.Error(got)
	}
	if got := tellTrial(loopinput.Trial{Evaluated: true}); got != "Nobody reviews: no condition is met.\n" {
		t.Error(got)
	}
}
