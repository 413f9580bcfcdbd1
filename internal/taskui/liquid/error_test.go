package liquid_test

import (
	"errors"
	"testing"

	"foureyes/internal/taskui/liquid"
)

func TestErrorsTellLineAndReason(t *testing.T) {
	checkErrors(t, `{"n":1,"s":"x","l":[1,"a"]}`, []example{
		{"a\nb {{ x | nope }}", `line 2: unknown filter "nope"`},
		{"{{ x | upcase: 1 }}", `line 1: filter "upcase" takes no arguments, not 1`},
		{"{{ x | plus }}", `line 1: filter "plus" takes 1 argument, not 0`},
		{"{{ x | replace_last: 1 }}", `line 1: filter "replace_last" takes 2 arguments, not 1`},
		{"{{ x | slice }}", `line 1: filter "slice" takes 1 to 2 arguments, not 0`},
		{"\n\n{% nope %}", `line 3: unknown tag "nope"`},
		{"{% include 'x' %}", `line 1: "include" is not available: a template cannot load other templates`},
		{"{% render 'x' %}", `line 1: "render" is not available: a template cannot load other templates`},
		{"{% else %}", `line 1: "else" stands outside of its block`},
		{"{% endif %}", `line 1: "endif" closes nothing that is open`},
		{"{% if a %}{% endfor %}", `line 1: "endfor" closes nothing that is open`},
		{"{% %}", `line 1: a tag has no name: ""`},
		{"\n{% if a %}\n", `line 2: "if" is never closed with "endif"`},
		{"{% for a in b %}{% else %}", `line 1: "for" is never closed with "endfor"`},
		{"{% unless a %}", `line 1: "unless" is never closed with "endunless"`},
		{"{% case a %}{% when 1 %}", `line 1: "case" is never closed with "endcase"`},
		{"{% capture a %}", `line 1: "capture" is never closed with "endcapture"`},
		{"{% ifchanged %}", `line 1: "ifchanged" is never closed with "endifchanged"`},
		{"{% tablerow a in b %}", `line 1: "tablerow" is never closed with "endtablerow"`},
		{"\n{% comment %}{% comment %}{% endcomment %}", `line 2: "comment" is never closed with "endcomment"`},
		{"{% raw %}", `line 1: "raw" is never closed with "endraw"`},
		{"{% liquid\n if a\n%}", `line 2: "if" is never closed with "endif"`},
		{"{% liquid\n\n nope\n%}", `line 3: unknown tag "nope"`},
		{"{% liquid\n comment\n%}", `line 2: "comment" is never closed with "endcomment"`},
		{"\n a {{ b", `line 2: "{{" is never closed with "}}"`},
		{"{% if", `line 1: "{%" is never closed with "%}"`},
		{"{{ a b }}", `line 1: unexpected "b"`},
		{"{{ a. }}", `line 1: a name after "." is missing`},
		{"{{ a[ }}", `line 1: a value is missing`},
		{"{{ a[1 }}", `line 1: "]" is missing`},
		{"{{ (1.2) }}", `line 1: ".." is wanted where ")" stands`},
		{"{{ 'a }}", `line 1: a text is never closed: 'a `},
		{"{{ a & b }}", `line 1: unexpected '&'`},
		{"{{ | upcase }}", `line 1: a value is wanted where "|" stands`},
		{"{{ a | }}", `line 1: a filter is missing`},
		{"{% if a = b %}{% endif %}", `line 1: unexpected "="`},
		{"{% if a\n== %}{% endif %}", `line 1: a value is missing`},
		{"{% if a %}\n{% elsif %}{% endif %}", `line 2: a value is missing`},
		{"{% if %}{% endif %}", `line 1: a value is missing`},
		{"{% for a of b %}{% endfor %}", `line 1: "in" is wanted where "of" stands`},
		{"{% for a in b nope %}{% endfor %}", `line 1: ":" is missing in "a in b nope"`},
		{"{% for a in b nope:1 %}{% endfor %}", `line 1: limit, offset, cols or reversed is wanted where "nope" stands in "a in b nope:1"`},
		{"{% assign a %}", `line 1: "=" is missing`},
		{"{% assign 1 = 2 %}", `line 1: a variable name is wanted where "1" stands`},
		{"{% capture %}{% endcapture %}", `line 1: a variable name is missing`},
		{"{% increment %}", `line 1: a variable name is missing`},
		{"{% cycle %}", `line 1: a value is missing`},
		{"{% case %}{% endcase %}", `line 1: a value is missing`},
		{"{% case a %}\n{% when %}{% endcase %}", `line 2: a value is missing`},
		{"{% break now %}", `line 1: unexpected "now"`},
		{"{% ifchanged x %}{% endifchanged %}", `line 1: unexpected "x"`},

		{"\n{{ 1 | divided_by: 0 }}", `line 2: divided by 0`},
		{"{{ 1 | modulo: 0.0 }}", `line 1: divided by 0`},
		{"{% if task.input.s > 1 %}{% endif %}", `line 1: a text cannot be compared with a number`},
		{"{% if true %}\n{{ task.input.l | sort }}{% endif %}", `line 2: a text cannot be compared with a number`},
		{"{% if task < true %}{% endif %}", `line 1: an object cannot be compared with a boolean`},
		{"{{ '*' | base64_decode }}", `line 1: the text is not valid base 64`},
		{"\n{{ task.input.zz | sign }}", `line 2: nothing to sign`},
	})
}

func TestHostErrorsAreKept(t *testing.T) {
	_, err := render(t, `{% for i in (1..2) %}{{ nil | sign }}{% endfor %}`, `{}`)
	if !errors.Is(err, errSign) {
		t.Errorf("error %v, want one that wraps %v", err, errSign)
	}
}

func TestHostFilterThatIsMissing(t *testing.T) {
	template, err := liquid.Parse(`{{ 1 | sign }}`, "sign")
	if err != nil {
		t.Fatal(err)
	}
	_, err = template.Render(t.Context(), liquid.Env{})
	if want := `line 1: filter "sign" is not available here`; message(err) != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestBrokenInputIsRefused(t *testing.T) {
	for _, input := range []string{``, `{`, `{"a":1,}`, `[1 2]`, `nul`, `"a`, `01`, `{} {}`} {
		if v, err := liquid.DecodeJSON([]byte(input)); err == nil {
			t.Errorf("%s: got %v, want an error", input, v)
		}
	}
}
