package liquid_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"foureyes/internal/taskui/liquid"
)

// FuzzRender looks for templates that break the interpreter: a panic, an error
// without a line, an output past its limit, or one that changes from run to run.
func FuzzRender(f *testing.F) {
	for _, e := range runaways {
		f.Add(e.template, `{"s":"<&>","d":"%Y"}`)
	}
	for _, seed := range []string{
		`{% for kv in task.input %}{{ kv[0] | upcase }}{{ kv[1] | to_json | skip_autoescape }}{% else %}none{% endfor %}`,
		`{% liquid` + "\n assign x = task.input.a | split: ','\n for y in x\n echo y\n endfor\n" + `%}`,
		`{%- capture x -%}<b>{{ task.input.a | escape }}</b>{%- endcapture -%}{{ x | strip | replace: "b", "c" | truncate: 3 }}`,
		`{% case task.input.n %}{% when 1, 2 or 3 %}{% cycle "a": 1, 2 %}{% else %}{% increment n %}{% endcase %}`,
		`{% tablerow i in (1..5) cols:2 limit:4 offset:1 %}{{ tablerowloop.col }}{% break %}{% endtablerow %}`,
		`{{ task.input.l | sort | uniq | where: "a" | map: "b" | join: "," | slice: -3, 2 | date: "%s%N" }}`,
		`{{ task.input.n | plus: 1.5 | times: -3 | divided_by: 7 | modulo: 2 | round: 3 | abs | at_most: "4" }}`,
		`{% if a contains b and c == empty or d <> blank %}{% raw %}{{{% endraw %}{% comment %}{% endcomment %}{% endif %}`,
		"{{ a[b['c']].d.first }}{{- (1..x) -}}{% # x\n %}{{", "{% if", "{", "é{{名}}",
	} {
		f.Add(seed, `{"a":"x,y","n":12345678901234567890.5,"l":[3,null,"a",{"b":[]}]}`)
	}
	f.Fuzz(func(t *testing.T, template, input string) {
		parsed, err := liquid.Parse(template, "sign")
		if err != nil {
			checkError(t, err)
			return
		}
		if !json.Valid([]byte(input)) {
			return
		}
		limits := liquid.Limits{Steps: 20_000, Output: 1 << 16, Value: 1 << 16, Made: 1 << 18}
		got, err := parsed.Render(t.Context(), environment(t, input, limits))
		if err != nil {
			checkError(t, err)
			return
		}
		if len(got) > limits.Output {
			t.Errorf("%d bytes of output", len(got))
		}
		if again, err := parsed.Render(t.Context(), environment(t, input, limits)); again != got || err != nil {
			t.Errorf("second run: %q, error %v, first %q", again, err, got)
		}
	})
}

func checkError(t *testing.T, err error) {
	t.Helper()
	if e, ok := errors.AsType[*liquid.Error](err); !ok || e.Line < 1 || e.Message == "" {
		t.Errorf("error %v tells no line", err)
	}
}

// FuzzJSON holds that a value read and written is the same JSON text, but for the
// white space and escapes that JSON leaves free.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"b":1,"a":[1.10,-0,1e400,12345678901234567890,true,null]}`, `"\ud83d\ude00\u0000<\/"`, ` [ ] `, `{"a":{"a":{}},"":""}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		v, err := liquid.DecodeJSON([]byte(input))
		if valid := json.Valid([]byte(input)); valid != (err == nil) {
			t.Fatalf("%q: error %v, valid %v", input, err, valid)
		}
		if err != nil {
			return
		}
		parsed, err := liquid.Parse(`{{ v | to_json | skip_autoescape }}`)
		if err != nil {
			t.Fatal(err)
		}
		written, err := parsed.Render(t.Context(), liquid.Env{Globals: map[string]any{"v": v}})
		if err != nil {
			t.Fatal(err)
		}
		if same(t, written) != same(t, input) {
			t.Errorf("%q became %q", input, written)
		}
	})
}

// same gives JSON text in one fixed form, numbers as written.
func same(t *testing.T, text string) string {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
