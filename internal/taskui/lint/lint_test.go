package lint_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"foureyes/internal/taskui/lint"
)

// lines words findings shortly: line, severity and the beginning of the sentence.
func lines(found []lint.Finding) []string {
	out := []string{}
	for _, f := range found {
		out = append(out, fmt.Sprintf("%d %s %s", f.Line, f.Severity, f.Message))
	}
	return out
}

func TestSource(t *testing.T) {
	for _, c := range []struct {
		name, template string
		want           []string // beginnings
	}{
		{"a good one", "<crowd-form>\n<crowd-input name=\"a\"></crowd-input>\n</crowd-form>", nil},
		{"entity annotation needs no form", `<crowd-entity-annotation name="e" text="x"></crowd-entity-annotation>`, nil},
		{"a plain form", `<form><input type="submit"></form>`, nil},
		{"nothing", " \n", []string{"0 error The template is empty."}},
		{"no form", "<p>Hello</p>", []string{"0 error There is no <crowd-form>"}},
		{"two forms", "<crowd-form></crowd-form>\n\n<crowd-form></crowd-form>", []string{"3 warning This is a second form"}},
		{"two plain forms", "<form></form>\n<form></form>", []string{"2 warning This is a second form"}},
		{"a form in the form", "<crowd-form><form><input name=a></form></crowd-form>", nil},
		{"a form behind the form", "<crowd-form></crowd-form><form></form>", []string{"1 warning This is a second form"}},
		{"a ranking cannot send itself", `<crowd-text-ranking name="r"></crowd-text-ranking>`, []string{"0 error There is no <crowd-form>"}},
		{"buttons that their group names", `<crowd-form><crowd-radio-group name="g"><crowd-radio-button value="a"></crowd-radio-button></crowd-radio-group></crowd-form>`, nil},
		{"buttons that nobody names", "<crowd-form><crowd-radio-group>\n<crowd-radio-button></crowd-radio-button></crowd-radio-group></crowd-form>", []string{"2 warning <crowd-radio-button> has no name"}},
		{"rows for a script to name", "<crowd-form><template><input></template>\n<input></crowd-form>", []string{"2 warning <input> has no name"}},
		{"elements with a key of their own", "<crowd-form><crowd-rekognition-detect-moderation-labels></crowd-rekognition-detect-moderation-labels><crowd-textract-analyze-document></crowd-textract-analyze-document></crowd-form>", nil},
		{"a slip in a name", "<crowd-form>\n<crowd-clasifier name=a></crowd-clasifier></crowd-form>", []string{"2 warning There is no element <crowd-clasifier>. Was <crowd-classifier> meant?"}},
		{"an unknown element", "<crowd-form><crowd-hologram></crowd-hologram></crowd-form>", []string{"1 warning There is no element <crowd-hologram>. Templates may bring"}},
		{"fields without names", "<crowd-form>\n<input>\n<select></select>\n<crowd-slider></crowd-slider><input name=\"\">\n</crowd-form>", []string{
			"2 warning <input> has no name", "3 warning <select> has no name", "4 warning <crowd-slider> has no name", "4 warning <input> has no name",
		}},
		{"a file", `<crowd-form><input type="FILE" name="f"></crowd-form>`, []string{"1 warning <input type=\"file\"> sends the file's name only"}},
		{"Liquid in a tag", `<crowd-form><input name="a" {% if task.input.b %}checked{% endif %}></crowd-form>`, nil},
		{"too long", "<crowd-form></crowd-form>" + strings.Repeat("ü", 128_000), []string{"0 error The template has 128025 characters"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := lint.Source(c.template)
			if !slices.EqualFunc(lines(got), c.want, strings.HasPrefix) {
				t.Errorf("got %q, want %q", lines(got), c.want)
			}
			if lint.Failed(got) != strings.Contains(strings.Join(c.want, "\n"), " error ") {
				t.Errorf("Failed is %v for %q", lint.Failed(got), lines(got))
			}
		})
	}
}

func TestInputTellsWhatIsNotThere(t *testing.T) {
	const input = `{"a":{"b":[{"c":1}]},"name with space":2,"none":null,"text":"x","size":3}`
	for template, want := range map[string]string{
		`{{ task.input.a.b[0].c }}`:                  "",
		`{{ task.input.a.b.first.c }}`:               "",
		`{{ task.input.a.b[-1].c }}`:                 "",
		`{{ task.input["name with space"] }}`:        "",
		`{{ task.input.none.deeper }}`:               "",
		`{{ task.input.a.b.size }}`:                  "",
		`{{ task.input.text.size }}`:                 "",
		`{{ task.input.a.size }}`:                    "",
		`{{ "task.input.zzz" }}`:                     "",
		`task.input.zzz`:                             "",
		"\n{{ task.input.zz }}":                      "2 .zz",
		`{% if task.input.a.x.y %}{% endif %}`:       "1 .a.x",
		`{{ task.input.a.b[1].c }}`:                  "1 .a.b[1]",
		`{{ task.input['gone'] | to_json }}`:         "1 ['gone']",
		`{{ task.input.zz }}{{ task.input.zz.y }}`:   "1 .zz",
		`{% for x in task.input.list %}{% endfor %}`: "1 .list",
		`{{ task.input.text.other }}`:                "1 .text.other",
	} {
		got := ""
		for _, f := range lint.Input(template, json.RawMessage(input)) {
			at := regexp.MustCompile(`task\.input(\S+);`).FindStringSubmatch(f.Message)
			got += fmt.Sprintf("%d %s", f.Line, at[1])
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", template, got, want)
		}
	}
	if got := lint.Input("", json.RawMessage("{")); !lint.Failed(got) {
		t.Error("broken JSON is no error")
	}
}

func TestRenderedTellsWhatCannotBeLoaded(t *testing.T) {
	got := lint.Rendered(`<img src="s3://b/k.png"><img src="s3://b/k.png"><crowd-bounding-box src=""></crowd-bounding-box><a href="https://x.example">s3://b/k</a><crowd-text-ranking text="s3://b/k"></crowd-text-ranking><crowd-entity-annotation text="s3://b/k">`)
	want := []string{"0 warning <img src=\"s3://b/k.png\"> is an address", "0 warning <crowd-bounding-box src> is empty", "0 warning <crowd-text-ranking text=\"s3://b/k\"> is an address"}
	if !slices.EqualFunc(lines(got), want, strings.HasPrefix) {
		t.Errorf("got %q, want %q", lines(got), want)
	}
}

// The bundle and this list are written in two languages; here they meet.
func TestEveryElementOfTheBundleIsKnown(t *testing.T) {
	source, err := os.ReadFile("../../../web/crowd/elements.ts")
	if err != nil {
		t.Fatal(err)
	}
	tags := regexp.MustCompile(`\['(crowd-[a-z-]+)',`).FindAllSubmatch(source, -1)
	if len(tags) == 0 {
		t.Fatal("no element was found in the bundle's list")
	}
	for _, tag := range tags {
		if !slices.Contains(lint.Elements, string(tag[1])) {
			t.Errorf("%s is in the bundle and not in Elements", tag[1])
		}
	}
}

// The templates that run in the browser tests are right, as far as lint can tell.
func TestTemplatesThatWork(t *testing.T) {
	const root = "../../../web/e2e/templates"
	told := map[string][]string{
		"native-survey":      {"14 warning <input type=\"file\"> sends the file's name only"},
		"labels-at-run-time": {"5 warning <input> has no name"},
	}
	folders, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if folder.Name() == "media" {
			continue
		}
		template, err := os.ReadFile(root + "/" + folder.Name() + "/template.liquid.html")
		if err != nil {
			t.Fatal(err)
		}
		if got := lines(lint.Source(string(template))); !slices.EqualFunc(got, told[folder.Name()], strings.HasPrefix) {
			t.Errorf("%s: %q", folder.Name(), got)
		}
	}
}

// The table that the elements' tests read, too: what gives an answer there lacks no
// name here, and the other way round.
func TestFieldsAreThoseThatTheElementsSerialise(t *testing.T) {
	const file = "../../../web/crowd/answer/serialisation.json"
	var table []struct {
		Rule, Template string
		Answer         map[string]any
		Unnamed        int
	}
	raw, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(raw, &table)
	}
	if err != nil || len(table) == 0 {
		t.Fatalf("%d rules, error %v", len(table), err)
	}
	for _, row := range table {
		if got := lint.Source("<crowd-form>" + row.Template + "</crowd-form>"); unnamed(got) != row.Unnamed {
			t.Errorf("%s: %q, want %d fields without a name", row.Rule, lines(got), row.Unnamed)
		}
		// Without their names all fields of these rules are told.
		bare := regexp.MustCompile(` name="[^"]*"`).ReplaceAllString(row.Template, "")
		if got := lint.Source("<crowd-form>" + bare + "</crowd-form>"); len(row.Answer) > 0 && unnamed(got) == 0 {
			t.Errorf("%s without names: nothing told of %s", row.Rule, bare)
		}
	}
}

// unnamed counts the fields that want a name.
func unnamed(found []lint.Finding) int {
	n := 0
	for _, f := range found {
		if strings.Contains(f.Message, "has no name") {
			n++
		}
	}
	return n
}
