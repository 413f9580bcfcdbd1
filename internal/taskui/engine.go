package taskui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"foureyes/internal/fault"
	"foureyes/internal/taskui/liquid"
)

// grantReadAccess is A2I's own filter (A2I Developer Guide, custom templates).
const grantReadAccess = "grant_read_access"

// maxTemplate is the longest template in characters (CreateHumanTaskUi,
// UiTemplate.Content).
const maxTemplate = 128_000

// Limits bound the work of an Engine; zero fields mean the default.
type Limits struct {
	// Time is how long one template may take. Default 5 seconds.
	Time time.Duration
	// Cached is the size in bytes of the templates whose parsed form is kept.
	// Default 4 MiB.
	Cached int
	// Run bounds steps and memory of one template.
	Run liquid.Limits
}

// Engine renders worker task templates. It is safe for concurrent use.
type Engine struct {
	limits Limits
	parsed *cache
}

// New makes an Engine.
func New(l Limits) *Engine {
	const usualTime, usualCache = 5 * time.Second, 4 << 20
	if l.Time <= 0 {
		l.Time = usualTime
	}
	if l.Cached <= 0 {
		l.Cached = usualCache
	}
	return &Engine{limits: l, parsed: newCache(l.Cached)}
}

// Request is one rendering.
type Request struct {
	// Template is the template's text.
	Template string
	// Input is JSON; templates see it as task.input.
	Input json.RawMessage
	// GrantReadAccess gives a URL under which the worker may read one object. Nil
	// makes the filter of that name fail.
	GrantReadAccess func(bucket, key string) (string, error)
	// Now is what templates get for "now"; zero leaves them without.
	Now time.Time
}

// Render gives the template's output for this input. A *RenderError means that
// template and input do not go together, now or later; any other error is about
// this attempt only, such as the end of ctx.
func (e *Engine) Render(ctx context.Context, r Request) (string, error) {
	t, err := e.template(r.Template)
	if err != nil {
		return "", renderError(err)
	}
	input, err := liquid.DecodeJSON(r.Input)
	if err != nil {
		return "", &RenderError{Message: "the input is not valid JSON"}
	}
	task := &liquid.Object{}
	task.Set("input", input)
	ctx, cancel := context.WithTimeoutCause(ctx, e.limits.Time, errSlow)
	defer cancel()
	out, err := t.Render(ctx, liquid.Env{
		Globals: map[string]any{"task": task},
		Filters: map[string]liquid.HostFilter{grantReadAccess: granting(r.GrantReadAccess)},
		Now:     r.Now,
		Limits:  e.limits.Run,
	})
	if err != nil {
		return "", renderError(err)
	}
	return out, nil
}

// Parse reads a template without rendering it: a *RenderError says what no input
// could mend.
func (e *Engine) Parse(content string) error {
	if _, err := e.template(content); err != nil {
		return renderError(err)
	}
	return nil
}

// template parses a template, or finds it parsed.
func (e *Engine) template(content string) (*liquid.Template, error) {
	if n := utf8.RuneCountInString(content); n > maxTemplate {
		return nil, &liquid.Error{Line: 1, Message: fmt.Sprintf("the template has %d characters, more than %d", n, maxTemplate)}
	}
	if t := e.parsed.get(content); t != nil {
		return t, nil
	}
	t, err := liquid.Parse(content, grantReadAccess)
	if err == nil {
		e.parsed.put(content, t)
	}
	return t, err
}

var errSlow = errors.New("the template takes too long")

// granting makes the filter. An object is asked for once, however often a
// template names it.
func granting(grant func(bucket, key string) (string, error)) liquid.HostFilter {
	granted := map[location]string{}
	return func(text string) (string, error) {
		at, ok := parseLocation(text)
		if !ok {
			return "", invalidURI(text)
		}
		if url, ok := granted[at]; ok {
			return url, nil
		}
		if grant == nil {
			return "", fault.New(fault.Denied, fault.Object, "%q is not available here", grantReadAccess)
		}
		url, err := grant(at.bucket, at.key)
		if err != nil {
			return "", err
		}
		granted[at] = url
		return url, nil
	}
}
