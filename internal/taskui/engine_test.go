package taskui_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/taskui"
	"foureyes/internal/taskui/liquid"
)

// link stands in for the maker of links to objects.
func link(bucket, key string) (string, error) {
	switch key {
	case "gone.png":
		return "", fault.New(fault.NotFound, fault.Object, "The object s3://%s/%s does not exist.", bucket, key)
	case "later.png":
		return "", fault.New(fault.Throttled, fault.Object, "Too many requests.")
	case "broken.png":
		return "", errors.New("disk on fire")
	}
	return "/media/" + bucket + "/" + key + "?token=a&x=b", nil
}

func request(template, input string) taskui.Request {
	return taskui.Request{Template: template, Input: json.RawMessage(input), GrantReadAccess: link}
}

func TestRender(t *testing.T) {
	const input = `{"n":"A & B","u":"s3://in/a b&c%20é.png","bucket":"in","key":"a b&c%é.png"}`
	e := taskui.New(taskui.Limits{})
	for template, want := range map[string]string{
		`<p>{{ task.input.n }}</p>`:              `<p>A &amp; B</p>`,
		`{{ task.input.u | grant_read_access }}`: `/media/in/a b&amp;c%20é.png?token=a&amp;x=b`,
		`{{ "s3://b/k" | grant_read_access }}`:   `/media/b/k?token=a&amp;x=b`,
		`{{ task | skip_autoescape }}`:           `{"input":` + input + `}`,
		`{{ "now" | date: "%Y" }}`:               `now`,
		`{% capture u %}s3://{{ task.input.bucket }}/{{ task.input.key }}{% endcapture %}{{ u | grant_read_access | skip_autoescape }}`:   `/media/in/a b&c%é.png?token=a&x=b`,
		`{% assign u = "s3://" | append: task.input.bucket | append: "/" | append: task.input.key | escape %}{{ u | grant_read_access }}`: `/media/in/a b&amp;c%é.png?token=a&amp;x=b`,
	} {
		for range 2 { // the second time from the cache
			got, err := e.Render(t.Context(), request(template, input))
			if err != nil || got != want {
				t.Errorf("%s\n   got %q, error %v\n  want %q", template, got, err, want)
			}
		}
	}
}

func TestRenderKnowsTheTimeItIsGiven(t *testing.T) {
	r := request(`{{ "now" | date: "%Y-%m-%dT%H:%M:%SZ" }}`, `{}`)
	r.Now = time.Date(2026, time.March, 4, 5, 6, 7, 0, time.UTC)
	got, err := taskui.New(taskui.Limits{}).Render(t.Context(), r)
	if want := "2026-03-04T05:06:07Z"; err != nil || got != want {
		t.Errorf("got %q, error %v, want %q", got, err, want)
	}
}

func TestRenderAsksForEachObjectOnce(t *testing.T) {
	var asked []string
	r := request(`{% for i in (1..9) %}{{ "s3://b/k" | grant_read_access }}{{ "s3://b/l" | grant_read_access }}{% endfor %}`, `{}`)
	r.GrantReadAccess = func(bucket, key string) (string, error) {
		asked = append(asked, bucket+"/"+key)
		return "", nil
	}
	if _, err := taskui.New(taskui.Limits{}).Render(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(asked, " "); got != "b/k b/l" {
		t.Errorf("asked for %s", got)
	}
}

// failures are renderings that can never succeed, beside the reason that
// DescribeHumanLoop gives.
var failures = []struct{ template, input, want string }{
	{`{{ task.input.zz | grant_read_access }}`, `{}`, `"grant_read_access" input is not a valid S3 URI: "".`},
	{`{{ task.input.u | grant_read_access }}`, `{"u":" "}`, `"grant_read_access" input is not a valid S3 URI: " ".`},
	{`{{ task.input | grant_read_access }}`, `{"u":1}`, `"grant_read_access" input is not a valid S3 URI: "{"u":1}".`},
	{`{{ "s3://in/gone.png" | grant_read_access }}`, `{}`, `Line 1: The object s3://in/gone.png does not exist.`},
	{"\n{{ x | nope }}", `{}`, `Line 2: unknown filter "nope".`},
	{`{% include "x" %}`, `{}`, `Line 1: "include" is not available: a template cannot load other templates.`},
	{`{{ 1 | divided_by: 0 }}`, `{}`, `Line 1: divided by 0.`},
	{`{% for i in (1..99999999999) %}{% endfor %}`, `{}`, `Line 1: the template takes too many steps.`},
	{`x`, `{`, `The input is not valid JSON.`},
	{`x`, ``, `The input is not valid JSON.`},
	{strings.Repeat("é", 128_001), `{}`, `Line 1: the template has 128001 characters, more than 128000.`},
}

func TestFailuresHaveAmazonsForm(t *testing.T) {
	// With the usual time a busy machine would run out of that before it runs out of steps.
	e := taskui.New(taskui.Limits{Time: time.Minute})
	for _, f := range failures {
		_, err := e.Render(t.Context(), request(f.template, f.input))
		if _, ok := errors.AsType[*taskui.RenderError](err); !ok {
			t.Errorf("%.60s: error %v is no RenderError", f.template, err)
			continue
		}
		want := `Task failed to render: [ InvalidParameters: '` + f.want + `' ].`
		if got := taskui.FailureReason(err); got != want {
			t.Errorf("%.60s\n   got %s\n  want %s", f.template, got, want)
		}
	}
}

func TestLongestTemplateRenders(t *testing.T) {
	longest := strings.Repeat("é", 128_000)
	got, err := taskui.New(taskui.Limits{}).Render(t.Context(), request(longest, `{}`))
	if err != nil || got != longest {
		t.Errorf("%d bytes, error %v", len(got), err)
	}
}

func TestFailureReasonIsShort(t *testing.T) {
	_, err := taskui.New(taskui.Limits{}).Render(t.Context(), request(`{{ task.input | grant_read_access }}`, `"`+strings.Repeat("é", 5000)+`"`))
	got := taskui.FailureReason(err)
	if n := len([]rune(got)); n != 1024 || !strings.HasSuffix(got, "é…' ].") {
		t.Errorf("%d characters, ends with %q", n, got[len(got)-20:])
	}
}

// What is not the template's fault must not fail a loop for good.
func TestPassingTroubleIsNoRenderError(t *testing.T) {
	e := taskui.New(taskui.Limits{})
	check := func(name string, ctx context.Context, r taskui.Request) {
		t.Helper()
		_, err := e.Render(ctx, r)
		if _, ok := errors.AsType[*taskui.RenderError](err); ok || err == nil {
			t.Errorf("%s: error %v", name, err)
		}
	}
	check("busy store", t.Context(), request(`{{ "s3://in/later.png" | grant_read_access }}`, `{}`))
	check("broken store", t.Context(), request(`{{ "s3://in/broken.png" | grant_read_access }}`, `{}`))
	ended, end := context.WithCancel(t.Context())
	end()
	check("end of the server", ended, request(`{% for i in (1..99999) %}{% endfor %}`, `{}`))
}

func TestTimeLimitIsTheTemplatesFault(t *testing.T) {
	e := taskui.New(taskui.Limits{Time: time.Nanosecond, Run: liquid.Limits{Steps: 1 << 40}})
	_, err := e.Render(t.Context(), request("{% for i in (1..9000000000000) %}{% endfor %}", `{}`))
	want := `Task failed to render: [ InvalidParameters: 'Line 1: the template takes too long.' ].`
	if got := taskui.FailureReason(err); got != want {
		t.Errorf("got %s, error %v", got, err)
	}
}

// Templates come and go while others render; the cache stays within its size.
func TestEngineForgetsTemplates(t *testing.T) {
	e := taskui.New(taskui.Limits{Cached: 100})
	done := make(chan error)
	for range 4 {
		go func() {
			for i := range 200 {
				template := strings.Repeat("x", i%60) + `{{ task.input }}`
				if _, err := e.Render(t.Context(), request(template, `1`)); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// largest is the longest template with the greatest legal input: 3 MiB, 20,000
// items that the template goes through, and as many links as fit.
func largest() taskui.Request {
	const characters, input = 128_000, 3 << 20
	var t strings.Builder
	t.WriteString(`<crowd-form>{% for x in task.input.items %}<b title="{{ x.name }}">{{ x.score | times: 100 | round: 1 }}</b>{% endfor %}`)
	for i := 0; t.Len() < characters-200; i++ {
		fmt.Fprintf(&t, `{%% if task.input.items[%d].score > 0.5 %%}<img src="{{ task.input.items[%d].image | grant_read_access }}">{%% endif %%}`+"\n", i, i)
	}
	t.WriteString(`</crowd-form>`)
	t.WriteString(strings.Repeat(" ", characters-t.Len()))
	var items strings.Builder
	items.WriteString(`{"items":[{"name":"<0>","score":0,"image":"s3://in/0.png"}`)
	for i := 1; items.Len() < input-200; i++ {
		fmt.Fprintf(&items, `,{"name":"Item <%d>","score":0.%03d,"image":"s3://in/%d.png","text":"%s"}`, i, i%1000, i, strings.Repeat("x", 100))
	}
	items.WriteString("]}")
	items.WriteString(strings.Repeat(" ", input-items.Len()))
	return request(t.String(), items.String())
}

// What it takes is bounded by what is asked, not by the clock of a busy machine:
// memory that was ever allocated, and the steps of the limit.
func TestTheLargestTemplateAndInputRenderInBounds(t *testing.T) {
	r, e := largest(), taskui.New(taskui.Limits{Time: time.Hour})
	before := allocated()
	first, err := e.Render(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if made, most := allocated()-before, uint64(64<<20); made > most {
		t.Errorf("the first rendering allocated %d MiB, more than %d", made>>20, most>>20)
	}
	before = allocated()
	again, err := e.Render(t.Context(), r)
	if err != nil || again != first {
		t.Errorf("again: %d bytes, error %v, want %d bytes", len(again), err, len(first))
	}
	if made, most := allocated()-before, uint64(48<<20); made > most {
		t.Errorf("a rendering of the parsed template allocated %d MiB, more than %d", made>>20, most>>20)
	}
	if !strings.Contains(first, `<b title="Item &lt;999&gt;">99.9</b>`) || !strings.Contains(first, `.png?token=a&amp;x=b">`) {
		t.Errorf("%d bytes, without what they should hold", len(first))
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
