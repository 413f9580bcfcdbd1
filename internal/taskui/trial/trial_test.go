package trial

import (
	"strings"
	"testing"
	"time"

	"foureyes/internal/taskui"
	"foureyes/internal/taskui/lint"
)

func TestATrialTellsWhatIsWrong(t *testing.T) {
	const template = "<crowd-form>\n{{ task.input.u | grant_read_access }}</crowd-form>"
	for _, c := range []struct {
		name, template, input string
		rendered              string
		severity              lint.Severity
		line                  int
		begins                string
	}{
		{"fine", template, `{"u":"s3://b/k"}`, "<crowd-form>\n/b/k</crowd-form>", "", 0, ""},
		{"no input", template, "", "", lint.Warning, 2, "Without an input it cannot be rendered"},
		{"no member", template, `{}`, "", lint.Warning, 2, "The input has no"},
		{"not an object", template, `{"u":1}`, "", lint.Error, 2, "It cannot be rendered"},
		{"no JSON", "<crowd-form></crowd-form>", `{`, "", lint.Error, 0, "The input is no valid JSON"},
		{"broken", "<crowd-form>{% if %}</crowd-form>", `{}`, "", lint.Error, 1, "It cannot be rendered"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := taskui.Request{Template: c.template, GrantReadAccess: func(bucket, key string) (string, error) { return "/" + bucket + "/" + key, nil }}
			if c.input != "" {
				r.Input = []byte(c.input)
			}
			clock := time.UnixMilli(0)
			got := Run(t.Context(), taskui.New(taskui.Limits{}), r, func() time.Time { clock = clock.Add(time.Second); return clock })
			if got.Rendered != c.rendered || got.Took != time.Second {
				t.Errorf("rendered %q in %s", got.Rendered, got.Took)
			}
			if c.begins == "" {
				if len(got.Findings) > 0 {
					t.Errorf("found %v", got.Findings)
				}
				return
			}
			for _, f := range got.Findings {
				if f.Severity == c.severity && f.Line == c.line && strings.HasPrefix(f.Message, c.begins) {
					return
				}
			}
			t.Errorf("found %v, want %s in line %d: %s", got.Findings, c.severity, c.line, c.begins)
		})
	}
}
