package advice

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"foureyes/internal/fault"
)

func TestPaths(t *testing.T) {
	document, _ := object([]byte(`{"a": {"b": [{"c": "found"}, null]}, "a.b[0]": {"x": 1}, "é \"q\"": true}`))
	for text, want := range map[string]any{
		"input.a.b[0].c":       "found",
		`input["a"]["b"][0].c`: "found",
		`input["é \"q\""]`:     true,
		"input.a.b[1]":         nil,
	} {
		p, err := ParsePath(text, inputRoot)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got, ok := p.in(document); !ok || got != want {
			t.Errorf("%s leads to %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"input.a.b[2]", "input.a.c", "input.a[0]", "input.a.b.c", `input["a.b"]`, "input.a.b[0].c.d"} {
		p, err := ParsePath(text, inputRoot)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if got, ok := p.in(document); ok {
			t.Errorf("%s leads to %v", text, got)
		}
	}
}

func TestPathsThatCannotBeRead(t *testing.T) {
	for text, why := range map[string]string{
		"":               "it begins with input",
		"input":          "it begins with input",
		"answer.x":       "it begins with input",
		"inputs.x":       "stands where a dot or a bracket belongs",
		"input.":         "a name is missing",
		"input.a..b":     "a name is missing",
		"input[x]":       "neither a number nor a name in quotes",
		"input[-1]":      "neither a number nor a name in quotes",
		"input[1":        "a bracket does not end",
		`input["a]`:      "a name in quotes does not end",
		`input["a"`:      "a bracket does not end",
		`input["a"]then`: "stands where a dot or a bracket belongs",
	} {
		_, err := ParsePath(text, inputRoot)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestWhateverIsQuotedIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		p, err := ParsePath("answer["+quote(name)+"]", answerRoot)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := p.in(map[string]any{name: 1}); !ok || got != 1 {
			t.Fatalf("%s leads to %v", p, got)
		}
	})
}
