package advice

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
)

// loop is an input with answers.
func loop(input string, answers ...string) Reviewed {
	r := Reviewed{Input: input}
	for _, a := range answers {
		r.Answers = append(r.Answers, json.RawMessage(a))
	}
	return r
}

// counted reads loops, and gives the cells of what counts as confidence: {n, wrong}.
func counted(t *testing.T, d flow.Definition, w Where, loops ...Reviewed) (map[float64]cell, Counted) {
	t.Helper()
	r, err := NewReader(d, w)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range loops {
		r.Read(l)
	}
	c := r.Counted()
	cells := map[float64]cell{}
	for step, n := range c.Tally.cells {
		cells[value(step, c.Tally.digits)] = n
	}
	c.Tally = nil
	return cells, c
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(cell{})); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

var byPaths = Where{Confidence: "input.confidence", Prediction: "input.label", Answer: "answer.category.label"}

func TestReadByPaths(t *testing.T) {
	cells, c := counted(t, flow.Definition{}, byPaths,
		loop(`{"confidence": 0.9, "label": "cat"}`, `{"category": {"label": "cat"}}`),
		loop(`{"confidence": "0.9", "label": "cat"}`, `{"category": {"label": "dog"}}`),
		loop(`{"confidence": 0.5, "label": "cat"}`, `{"category": {"label": "cat"}}`, `{"category": {"label": "dog"}}`),
		loop(`{"confidence": 0.4, "label": "cat"}`, `{"category": {"label": "cat"}}`, `{"category": {"label": "dog"}}`, `{"category": {"label": "cat"}}`),
		loop(`{"confidence": 0.3, "label": "cat"}`, `{"category": {"label": "cat"}}`, `{}`), // who says nothing has no say
		loop(`{"confidence": true, "label": "cat"}`, `{"category": {"label": "cat"}}`),
		loop(`{"confidence": 1e12, "label": "cat"}`, `{"category": {"label": "cat"}}`),
		loop(`{"confidence": 0.7}`, `{"category": {"label": "cat"}}`),
		loop(`{"confidence": 0.7, "label": "cat"}`, `{}`),
		loop(`7`, `{}`),
	)
	same(t, "cells", map[float64]cell{0.9: {2, 1}, 0.5: {1, 1}, 0.4: {1, 0}, 0.3: {1, 0}}, cells)
	same(t, "the rest", Counted{Basis: Everything, Loops: 10, Skipped: []Skipped{
		{"no number at input.confidence", 1},
		{"nothing at answer.category.label", 1},
		{"nothing at input.label", 1},
		{"the confidence 1e+12 is no number between -1e9 and 1e9", 1},
		{"the input is no JSON object", 1},
	}}, c)

	every := byPaths
	every.Agreement = Every
	cells, _ = counted(t, flow.Definition{}, every,
		loop(`{"confidence": 0.4, "label": "cat"}`, `{"category": {"label": "cat"}}`, `{"category": {"label": "dog"}}`, `{"category": {"label": "cat"}}`),
		loop(`{"confidence": 0.4, "label": "cat"}`, `{"category": {"label": "cat"}}`, `{"category": {"label": "cat"}}`))
	same(t, "every answer", map[float64]cell{0.4: {2, 1}}, cells)

	cells, _ = counted(t, flow.Definition{}, Where{Confidence: "input.confidence", Answer: "answer.correct.on"},
		loop(`{"confidence": 0.9}`, `{"correct": {"on": true}}`), loop(`{"confidence": 0.9}`, `{"correct": {"on": false}}`))
	same(t, "the answer says so itself", map[float64]cell{0.9: {2, 1}}, cells)
}

func TestWhatCannotBeRead(t *testing.T) {
	forms := flow.Definition{Name: "f", RequestSource: textractSource}
	for _, test := range []struct {
		d    flow.Definition
		w    Where
		want string
	}{
		{flow.Definition{Name: "f"}, Where{}, "Say where flow definition f has its predictions"},
		{flow.Definition{}, Where{Confidence: "input.x"}, "Say where"},
		{flow.Definition{}, Where{Confidence: "answer.x", Answer: "answer.x"}, "begins with input"},
		{flow.Definition{}, Where{Confidence: "input.x", Answer: "answer.x", Prediction: "x"}, "begins with input"},
		{flow.Definition{}, Where{Confidence: "input.x", Answer: "answer.x", Sampled: "x"}, "begins with input"},
		{flow.Definition{}, Where{Confidence: "input.x", Answer: "answer.x", Field: "x"}, "forms and moderation labels only"},
		{flow.Definition{}, Where{Confidence: "input.x", Answer: "answer.x", Agreement: "most"}, "majority or every"},
		{forms, Where{Answer: "answer.x"}, "Leave the paths out"},
	} {
		if _, err := NewReader(test.d, test.w); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: %v, want %s", test.w, err, test.want)
		}
	}
}

// pair writes the blocks of a form's pair.
func pair(id, key, value string, confidence float64) string {
	block := func(id, kind, rest string) string {
		return `{"id":"` + id + `","blockType":"` + kind + `",` + rest + `}`
	}
	number, _ := json.Marshal(confidence)
	return strings.Join([]string{
		block(id, "KEY_VALUE_SET", `"entityTypes":["KEY"],"confidence":`+string(number)+
			`,"relationships":[{"type":"VALUE","ids":["`+id+`v"]},{"type":"CHILD","ids":["`+id+`k"]}]`),
		block(id+"v", "KEY_VALUE_SET", `"entityTypes":["VALUE"],"confidence":`+string(number)+`,"relationships":[{"type":"CHILD","ids":["`+id+`w"]}]`),
		block(id+"k", "WORD", `"text":`+quote(key)),
		block(id+"w", "WORD", `"text":`+quote(value)),
	}, ",")
}

func shownForm(pairs ...string) string {
	return `{"selectedAiServiceResponse":{"blocks":[` + strings.Join(pairs, ",") + `]}}`
}

func correctedForm(pairs ...string) string {
	return `{"` + textractSource + `":{"blocks":[` + strings.Join(pairs, ",") + `]}}`
}

func TestReadForms(t *testing.T) {
	d := flow.Definition{RequestSource: textractSource}
	loops := []Reviewed{
		loop(shownForm(pair("1", "Total:", "42.10", 71), pair("2", "IBAN", "XX12", 55.5), pair("3", "Name", "Ann", 90)),
			correctedForm(pair("1", "Total:", " 42.10", 100), pair("2", "IBAN", "XX13", 100), pair("9", "Added", "x", 100))),
		loop(shownForm(pair("1", "Total:", "7", 71)), correctedForm(pair("1", "Sum:", "7", 100))), // only values are judged
		loop(shownForm(pair("1", "Total:", "7", 71)), `{"other": 1}`),
		loop(`{"selectedAiServiceResponse": 7}`, correctedForm()),
	}
	cells, c := counted(t, d, Where{}, loops...)
	same(t, "cells", map[float64]cell{71: {2, 0}, 55.5: {1, 1}, 90: {1, 1}}, cells)
	same(t, "the rest", Counted{Basis: Everything, Loops: 4, Skipped: []Skipped{
		{"no answer has the blocks of a form", 1}, {"no blocks at input.selectedAiServiceResponse", 1},
	}}, c)
	cells, _ = counted(t, d, Where{Field: "IBAN"}, loops...)
	same(t, "one field", map[float64]cell{55.5: {1, 1}}, cells)
}

func shownLabels(conditions string) string {
	return `{"selectedAiServiceResponse":{"moderationLabels":[{"name":"Violence","parentName":"","confidence":80.25},{"name":"Blood","parentName":"Violence","confidence":60}]}` + conditions + `}`
}

func chosenLabels(labels string) string {
	return `{"` + rekognitionSource + `":{"moderationLabels":[` + labels + `]}}`
}

func TestReadLabels(t *testing.T) {
	d := flow.Definition{RequestSource: rekognitionSource}
	both := `{"name":"Violence","parentName":""},{"name":"Blood","parentName":"Violence"}`
	loops := []Reviewed{
		loop(shownLabels(""), chosenLabels(both)),
		loop(shownLabels(""), chosenLabels("")),
		loop(shownLabels(""), chosenLabels(`{"name":"Blood","parentName":"Another"}`), chosenLabels(both), chosenLabels(both)),
		loop(shownLabels(""), `{}`),
	}
	cells, c := counted(t, d, Where{}, loops...)
	same(t, "cells", map[float64]cell{80.25: {3, 1}, 60: {3, 1}}, cells)
	same(t, "skipped", []Skipped{{"no answer has moderation labels", 1}}, c.Skipped)
	cells, _ = counted(t, d, Where{Field: "Blood", Agreement: Every}, loops...)
	same(t, "one label", map[float64]cell{60: {3, 2}}, cells)
}

func results(conditions string) string {
	return `,"humanTaskActivationConditionResults":{"Conditions":[` + conditions + `]}`
}

func TestSamplesAreToldFromConditions(t *testing.T) {
	const hit, miss = `{"ConditionType":"Sampling","EvaluationResult":true}`, `{"ConditionType":"Sampling","EvaluationResult":false}`
	const check = `{"ConditionType":"ModerationLabelConfidenceCheck","ConditionParameters":{"ConfidenceLessThan":70},"EvaluationResult":true}`
	d := flow.Definition{RequestSource: rekognitionSource}
	for name, test := range map[string]struct {
		conditions string
		want       Basis
	}{
		"a sample":                {hit, Sampled},
		"beside a condition":      {check + "," + hit, Sampled},
		"in an Or":                {`{"Or":[` + check + "," + hit + `],"EvaluationResult":true}`, Sampled},
		"And of samples":          {`{"And":[` + hit + "," + hit + `],"EvaluationResult":true}`, Sampled},
		"And with a condition":    {`{"And":[` + hit + "," + check + `],"EvaluationResult":true}`, Conditioned},
		"a sample that passed by": {check + "," + miss, Conditioned},
		"no sample":               {check, Conditioned},
	} {
		l := loop(shownLabels(results(test.conditions)), chosenLabels(""))
		_, c := counted(t, d, Where{}, l)
		same(t, name, test.want, c.Basis)
	}
	hits, others := loop(shownLabels(results(check+","+hit)), chosenLabels("")), loop(shownLabels(results(check+","+miss)), chosenLabels(""))
	cells, c := counted(t, d, Where{}, hits, others, others)
	same(t, "only the sample counts", []any{Sampled, map[float64]cell{80.25: {1, 1}, 60: {1, 1}}, 3}, []any{c.Basis, cells, c.Loops})
	cells, c = counted(t, d, Where{All: true}, hits, others, others)
	same(t, "all on request", []any{Conditioned, map[float64]cell{80.25: {3, 3}, 60: {3, 3}}}, []any{c.Basis, cells})
}

func TestBasisOfPaths(t *testing.T) {
	w := byPaths
	w.Sampled = "input.sampled"
	chance := loop(`{"confidence": 0.9, "label": "cat", "sampled": true}`, `{"category": {"label": "cat"}}`)
	other := loop(`{"confidence": 0.8, "label": "cat"}`, `{"category": {"label": "cat"}}`)
	cells, c := counted(t, flow.Definition{}, w, chance, other)
	same(t, "a path", []any{Sampled, map[float64]cell{0.9: {1, 0}}}, []any{c.Basis, cells})
	_, c = counted(t, flow.Definition{}, w)
	same(t, "also without any", Sampled, c.Basis)
	_, c = counted(t, flow.Definition{Conditions: "{}"}, byPaths, other)
	same(t, "conditions without results", Conditioned, c.Basis)
	_, c = counted(t, flow.Definition{}, Where{Confidence: w.Confidence, Answer: w.Answer, All: true}, other)
	same(t, "all of everything", Everything, c.Basis)
}

func TestReadPairs(t *testing.T) {
	for text, want := range map[string]string{
		"confidence,right\n0.5,true\n 0.5 , No\r\n1,wrong\n": "3 2",
		"0.5,1\n0.25,0\n":           "2 1",
		"":                          "0 0",
		"confidence\n":              "read the pairs: record on line 1: wrong number of fields",
		"0.5,true\n\n0.5,perhaps\n": `line 3: "perhaps" says neither right nor wrong`,
		"0.5,true\nx,true\n":        `line 2: "x" is no number`,
		"0.5,x\n":                   `line 1: "x" says neither right nor wrong`,
		"NaN,true\n":                "line 1: the confidence NaN is no number between -1e9 and 1e9",
	} {
		tally := NewTally()
		got := ""
		if err := ReadPairs(strings.NewReader(text), tally); err != nil {
			got = err.Error()
		} else {
			got = count(tally.all.n) + " " + count(tally.all.wrong)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
