package liquid_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"foureyes/internal/taskui/liquid"
)

const (
	tooManySteps = "the template takes too many steps"
	tooMuchText  = "the template makes too much text"
	textTooLong  = "a text grows past 4194304 bytes"
	pageTooLong  = "the page grows past 4194304 bytes"
)

// small are limits that are reached soon.
var small = liquid.Limits{Steps: 500_000, Output: 4 << 20, Value: 4 << 20, Made: 16 << 20}

// runaways are templates that would never end, or fill the memory, beside the
// limit that stops them.
var runaways = map[string]example{
	"silent loop":            {`{% for i in (1..9000000000000000000) %}{% endfor %}`, tooManySteps},
	"silent loop, all int64": {`{% for i in (-9223372036854775808..9223372036854775807) %}{% endfor %}`, tooManySteps},
	"nested loops":           {strings.Repeat(`{% for i in (1..1000) %}`, 6) + strings.Repeat(`{% endfor %}`, 6), tooManySteps},
	"silent tablerow":        {`{% tablerow i in (1..9000000000) cols:1 %}{% endtablerow %}`, pageTooLong},
	"assign in a loop":       {`{% for i in (1..9000000000) %}{% assign x = i | plus: 1 %}{% endfor %}`, tooManySteps},
	"output flood":           {`{% for i in (1..9000000000) %}` + strings.Repeat("flood ", 100) + `{% endfor %}`, pageTooLong},
	"escaped flood":          {`{% for i in (1..9000000000) %}{{ task.input.s }}{% endfor %}`, pageTooLong},
	"append doubling":        {`{% assign x = "ab" %}{% for i in (1..99) %}{% assign x = x | append: x %}{% endfor %}`, textTooLong},
	"prepend doubling":       {`{% assign x = "ab" %}{% for i in (1..99) %}{% assign x = x | prepend: x %}{% endfor %}`, textTooLong},
	"capture doubling":       {`{% assign x = "ab" %}{% for i in (1..99) %}{% capture x %}{{ x }}{{ x }}{% endcapture %}{% endfor %}`, textTooLong},
	"capture of pieces":      {`{% capture x %}<{{ "<" }}{% endcapture %}{% for i in (1..99) %}{% capture x %}{{ x }}{{ x }}{% endcapture %}{% endfor %}`, tooMuchText},
	"append of pieces":       {`{% capture x %}<{{ "<" }}{% endcapture %}{% for i in (1..99) %}{% assign x = x | append: x %}{% endfor %}`, tooMuchText},
	"capture flood":          {`{% capture x %}{% for i in (1..9000000000) %}` + strings.Repeat("flood ", 100) + `{% endfor %}{% endcapture %}`, textTooLong},
	"replace blow-up":        {`{% assign x = task.input.s %}{% for i in (1..9) %}{% assign x = x | replace: "&", x %}{% endfor %}`, textTooLong},
	"replace with nothing":   {`{% assign x = task.input.s %}{% for i in (1..9) %}{% assign x = x | replace: "", x %}{% endfor %}`, textTooLong},
	"join blow-up":           {`{% assign x = task.input.s %}{% for i in (1..9) %}{% assign l = x | split: "" %}{% assign x = l | join: x %}{% endfor %}`, textTooLong},
	"concat doubling":        {`{% assign l = task.input.s | split: "" %}{% for i in (1..99) %}{% assign l = l | concat: l %}{% endfor %}`, tooManySteps},
	"split of much text":     {`{% assign x = task.input.s %}{% for i in (1..10) %}{% assign x = x | append: x %}{% endfor %}{% assign l = x | split: "" %}`, tooMuchText},
	"range as list":          {`{{ (1..9000000000) | reverse | size }}`, tooMuchText},
	"range as JSON":          {`{{ (1..9000000000) | to_json }}`, textTooLong},
	"range joined":           {`{{ (1..9000000000) | join: "" }}`, tooMuchText},
	"JSON again and again":   {`{% for i in (1..9000000000) %}{% assign x = task | to_json %}{% endfor %}`, tooMuchText},
	"slow text":              {`{% for i in (1..12) %}{% assign s = s | append: task.input.s %}{% endfor %}{% for i in (1..9000000000) %}{% assign n = s.size %}{% endfor %}`, tooManySteps},
	"slow search":            {`{% for i in (1..9000000000) %}{% if task.input.s contains "x" %}{% endif %}{% endfor %}`, tooManySteps},
	"slow comparison":        {`{% for i in (1..9000000000) %}{% if task == task %}{% endif %}{% endfor %}`, tooManySteps},
	"slow sort":              {`{% assign l = (1..9000) | reverse %}{% for i in (1..9000) %}{% assign k = l | sort %}{% endfor %}`, tooManySteps},
	"slow stripping":         {`{% for i in (1..9000000000) %}{% assign x = task.input.s | strip_html %}{% endfor %}`, tooManySteps},
	"numbers without end":    {`{% assign x = 10 %}{% for i in (1..9000) %}{% assign x = x | times: x %}{% endfor %}`, "a number is out of range"},
	"wide dates":             {`{{ 0 | date: task.input.d }}`, "a date format is longer than 1000 bytes"},
}

func TestRunawayTemplatesStop(t *testing.T) {
	input := `{"s":"` + strings.Repeat("&", 3000) + `","d":"` + strings.Repeat("%64d", 3000) + `"}`
	for name, e := range runaways {
		t.Run(name, func(t *testing.T) {
			before := allocated()
			got, err := renderWithin(t, e.template, input, small)
			var at *liquid.Error
			if !errors.As(err, &at) || at.Message != e.want {
				t.Errorf("got %.20q, error %v, want error %q", got, err, e.want)
			}
			// All that was ever allocated, most of it collected meanwhile.
			if made := allocated() - before; made > 256<<20 {
				t.Errorf("allocated %d MiB", made>>20)
			}
		})
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func TestLimitsCanBeSet(t *testing.T) {
	for _, c := range []struct {
		template string
		limits   liquid.Limits
		want     string
	}{
		{`{% for i in (1..10) %}{% endfor %}`, liquid.Limits{Steps: 5}, "line 1: " + tooManySteps},
		{"\n\n{{ 'ab' }}{{ 'abc' }}", liquid.Limits{Output: 6}, "line 3: the page grows past 6 bytes"},
		{`{{ "abc" | append: "def" }}`, liquid.Limits{Value: 5}, "line 1: a text grows past 5 bytes"},
		{`{{ "abc" | append: "def" | upcase }}`, liquid.Limits{Made: 10}, "line 1: " + tooMuchText},
		{`{% capture x %}abcdef{% endcapture %}`, liquid.Limits{Value: 5}, "line 1: a text grows past 5 bytes"},
	} {
		_, err := renderWithin(t, c.template, `{}`, c.limits)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: error %v, want %s", c.template, err, c.want)
		}
	}
}

func TestEndOfContextStopsTheRun(t *testing.T) {
	template, err := liquid.Parse(`{% for i in (1..9000000000) %}{% endfor %}`)
	if err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(enough)
	_, err = template.Render(ctx, environment(t, `{}`, liquid.Limits{}))
	if !errors.Is(err, enough) {
		t.Errorf("error %v, want one that wraps %v", err, enough)
	}
}

// Deep templates are refused before they need a deep stack; long ones are read
// in one go.
func TestLargeTemplatesParse(t *testing.T) {
	const size = 128_000
	fill := func(before, part, after string) string {
		return before + strings.Repeat(part, (size-len(before)-len(after))/len(part)) + after
	}
	for name, e := range map[string]example{
		"nested blocks":   {fill("", "{% if a %}", ""), "line 1: blocks are nested more than 100 deep"},
		"nested brackets": {fill("{{ ", "a[", "}}"), "line 1: brackets are nested too deep"},
		"nested ranges":   {fill("{{ ", "(", "}}"), "line 1: brackets are nested too deep"},
		"long condition":  {fill("{% if ", "a or ", "a %}{% endif %}"), "line 1: a condition has more than 1000 parts"},
		"nested comments": {fill("", "{% comment %}", ""), `line 1: "comment" is never closed with "endcomment"`},
		"nested liquid":   {fill("", "{% liquid if a %}", ""), `line 1: "if" is never closed with "endif"`},
		"long path":       {fill("{{ a", ".a", " }}"), ""},
		"many filters":    {fill("{{ a", "|upcase", " }}"), ""},
		"many outputs":    {fill("", "{{a}}", ""), ""},
		"long cycle":      {fill("{% cycle a", ",a", " %}"), ""},
		"half marks":      {fill("", "{ ", ""), ""},
		"many cases":      {fill("{% case 1 %}", "{% when 2 %}", "{% endcase %}"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := render(t, e.template, `{}`)
			if got := message(err); got != e.want {
				t.Errorf("error %q, want %q", got, e.want)
			}
		})
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// An input of the greatest legal size prints whole.
func TestLargeInputsRender(t *testing.T) {
	const size = 3 << 20
	quotes := `"` + strings.Repeat(`\"`, size/2-1) + `"`
	got, err := render(t, `{{ task.input }}`, quotes)
	if want := strings.Repeat("&quot;", size/2-1); err != nil || got != want {
		t.Errorf("%d bytes, error %v, want %d bytes", len(got), err, len(want))
	}
	list := "[" + strings.Repeat(`{"":[]},`, size/8-1) + "{}]"
	got, err = render(t, `{{ task.input | to_json | skip_autoescape }}`, list)
	if err != nil || got != list {
		t.Errorf("%d bytes, error %v, want %d bytes", len(got), err, len(list))
	}
	pairs := "[" + strings.Repeat(`{"":[]},`, 50_000) + "{}]"
	got, err = render(t, `{% assign n = 0 %}{% for x in task.input %}{% for kv in x %}{% assign n = n | plus: 1 %}{% endfor %}{% endfor %}{{ n }}`, pairs)
	if want := "50000"; err != nil || got != want {
		t.Errorf("got %s, error %v, want %s", got, err, want)
	}
}

// An item costs the same wherever it stands, so that templates can go through long
// lists by number.
func TestItemsByNumberAreCheap(t *testing.T) {
	list := "[" + strings.Repeat("1,", 99_999) + "1]"
	template := `{% assign n = 0 %}{% for i in (0..99999) %}{% assign n = n | plus: task.input[i] %}{% endfor %}{{ n }} {{ task.input.size }} {{ task.input.last }}`
	got, err := renderWithin(t, template, list, liquid.Limits{})
	if want := "100000 100000 1"; err != nil || got != want {
		t.Errorf("got %.40q, error %v, want %q", got, err, want)
	}
}
