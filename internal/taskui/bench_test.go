package taskui_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"foureyes/internal/taskui"
)

// job is a template of about 10 KB with a loop over 100 items.
func job() taskui.Request {
	var t strings.Builder
	t.WriteString(`<script src="https://assets.crowd.aws/crowd-html-elements.js"></script><crowd-form>` +
		`{% for x in task.input.items %}<img src="{{ x.image | grant_read_access }}" alt="{{ x.name }}">` +
		`{% if x.score > 0.5 %}<b>{{ x.score | times: 100 | round: 1 }}</b>{% endif %}{% endfor %}`)
	for t.Len() < 10_000 {
		t.WriteString(`<p class="row">A line of the instructions, with {{ task.input.name }} in it.</p>` + "\n")
	}
	t.WriteString(`</crowd-form>`)
	items := make([]string, 100)
	for i := range items {
		items[i] = fmt.Sprintf(`{"name":"Item <%d>","score":0.%02d,"image":"s3://in/%d.png"}`, i, i, i)
	}
	input := `{"name":"Ann","items":[` + strings.Join(items, ",") + `]}`
	return taskui.Request{Template: t.String(), Input: json.RawMessage(input), GrantReadAccess: link}
}

func BenchmarkFirstRender(b *testing.B) {
	r := job()
	for b.Loop() {
		if _, err := taskui.New(taskui.Limits{}).Render(b.Context(), r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCachedRender(b *testing.B) {
	r, e := job(), taskui.New(taskui.Limits{})
	for b.Loop() {
		if _, err := e.Render(b.Context(), r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	rendered, err := taskui.New(taskui.Limits{}).Render(b.Context(), job())
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(rendered)))
	for b.Loop() {
		taskui.Page(rendered, assets)
	}
}

// The longest template with the greatest input, parsed anew and from the cache.
func BenchmarkLargestRender(b *testing.B) {
	r := largest()
	for _, kind := range []string{"first", "cached"} {
		b.Run(kind, func(b *testing.B) {
			e := taskui.New(taskui.Limits{Time: time.Hour})
			b.SetBytes(int64(len(r.Template) + len(r.Input)))
			for b.Loop() {
				if kind == "first" {
					e = taskui.New(taskui.Limits{Time: time.Hour})
				}
				if _, err := e.Render(b.Context(), r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
