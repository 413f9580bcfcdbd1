package liquid_test

import (
	"fmt"
	"strings"
	"testing"

	"foureyes/internal/taskui/liquid"
)

// page is a template of about 10 KB with a loop over 100 items.
func page() (template, input string) {
	var t strings.Builder
	t.WriteString(`<script src="https://assets.crowd.aws/crowd-html-elements.js"></script><crowd-form>`)
	t.WriteString(`{% for x in task.input.items %}<div id="i{{ forloop.index }}">{{ x.name | escape }}: {{ x.score | times: 100 | round: 1 }}{% if x.score > 0.5 %} <b>high</b>{% endif %}</div>{% endfor %}`)
	for i := t.Len() / 100; t.Len() < 10_000; i++ {
		fmt.Fprintf(&t, `<p class="row">{%% assign v%d = task.input.name | default: "nobody" %%}{{ v%d }} says &quot;hello&quot;</p>`+"\n", i, i)
	}
	t.WriteString(`</crowd-form>`)
	items := make([]string, 100)
	for i := range items {
		items[i] = fmt.Sprintf(`{"name":"Item <%d>","score":0.%02d}`, i, i)
	}
	return t.String(), `{"name":"Ann","items":[` + strings.Join(items, ",") + `]}`
}

func BenchmarkParse(b *testing.B) {
	template, _ := page()
	b.SetBytes(int64(len(template)))
	for b.Loop() {
		if _, err := liquid.Parse(template); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	template, input := page()
	parsed, err := liquid.Parse(template)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := parsed.Render(b.Context(), environment(b, input, liquid.Limits{})); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRunaway shows how long the default limits let the worst templates run.
func BenchmarkRunaway(b *testing.B) {
	input := `{"s":"` + strings.Repeat("&", 3000) + `","d":""}`
	for name, e := range runaways {
		b.Run(name, func(b *testing.B) {
			parsed, err := liquid.Parse(e.template)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				_, err = parsed.Render(b.Context(), environment(b, input, liquid.Limits{}))
			}
			if err == nil && name != "wide dates" {
				b.Error("it ended by itself")
			}
		})
	}
}
