package liquid_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"foureyes/internal/taskui/liquid"
)

// now is what templates get for "now".
var now = time.Date(2026, time.March, 4, 5, 6, 7, 89_000_000, time.UTC)

// example is a template beside what it renders to.
type example struct{ template, want string }

// check renders every example with the same input.
func check(t *testing.T, input string, examples []example) {
	t.Helper()
	for _, e := range examples {
		got, err := render(t, e.template, input)
		if err != nil {
			t.Errorf("%s\n error %v\n  want %q", e.template, err, e.want)
		} else if got != e.want {
			t.Errorf("%s\n   got %q\n  want %q", e.template, got, e.want)
		}
	}
}

// checkErrors renders every example with the same input; each must fail with
// exactly this error.
func checkErrors(t *testing.T, input string, examples []example) {
	t.Helper()
	for _, e := range examples {
		got, err := render(t, e.template, input)
		if _, ok := errors.AsType[*liquid.Error](err); !ok {
			t.Errorf("%s\n   got %q, error %v\n  want error %q", e.template, got, err, e.want)
		} else if err.Error() != e.want {
			t.Errorf("%s\n   got error %q\n  want error %q", e.template, err, e.want)
		}
	}
}

// render runs a template with input as task.input. The filter "sign" is the host's.
func render(t *testing.T, template, input string) (string, error) {
	t.Helper()
	return renderWithin(t, template, input, liquid.Limits{})
}

func renderWithin(t *testing.T, template, input string, l liquid.Limits) (string, error) {
	t.Helper()
	parsed, err := liquid.Parse(template, "sign")
	if err != nil {
		return "", err
	}
	return parsed.Render(t.Context(), environment(t, input, l))
}

func environment(t testing.TB, input string, l liquid.Limits) liquid.Env {
	t.Helper()
	value, err := liquid.DecodeJSON([]byte(input))
	if err != nil {
		t.Fatalf("input %.100s: %v", input, err)
	}
	task := &liquid.Object{}
	task.Set("input", value)
	return liquid.Env{
		Globals: map[string]any{"task": task},
		Filters: map[string]liquid.HostFilter{"sign": sign},
		Now:     now,
		Limits:  l,
	}
}

var errSign = errors.New("nothing to sign")

// sign stands in for a filter that makes a link.
func sign(text string) (string, error) {
	if text == "" {
		return "", errSign
	}
	return "https://host/" + url.PathEscape(text) + "?a=1&b=2", nil
}
