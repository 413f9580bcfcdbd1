// Package preview shows the author of a worker task template what a worker will
// see: it renders a file with an input, looks for mistakes, and serves the page
// in the frame that the portal uses, anew whenever a file changes.
//
// The language and the rules of the check are taskui's; the page around the
// frame is web/preview. Nothing is stored and no server is asked.
package preview

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"foureyes/internal/taskui"
	"foureyes/internal/taskui/lint"
)

// Author is what an author works on.
type Author struct {
	// Template is the path of the template's file.
	Template string
	// Input is the path of a JSON file with the loop's input; empty for {}.
	Input string
	// Objects is a folder that stands for S3: s3://bucket/key is opened from
	// bucket/key below it, or else from key. Empty for none.
	Objects string
}

// Result is what came of one look at the files.
type Result struct {
	// Rendered is the template's output; empty when it could not be rendered.
	Rendered string
	// Findings are in the order of the lines, those about the whole first.
	Findings []lint.Finding
	// Took is how long rendering took.
	Took time.Duration
}

// Look reads the files and renders. What is wrong with the template or its input
// is a finding; only files that cannot be read are an error. now is the clock.
func (a Author) Look(ctx context.Context, engine *taskui.Engine, now func() time.Time) (Result, error) {
	template, err := os.ReadFile(a.Template)
	if err != nil {
		return Result{}, fmt.Errorf("read the template: %w", err)
	}
	input := json.RawMessage("{}")
	if a.Input != "" {
		if input, err = os.ReadFile(a.Input); err != nil {
			return Result{}, fmt.Errorf("read the input: %w", err)
		}
	}
	return a.render(ctx, engine, string(template), input, now), nil
}

func (a Author) render(ctx context.Context, engine *taskui.Engine, template string, input json.RawMessage, now func() time.Time) Result {
	r := Result{Findings: lint.Source(template)}
	if a.Input != "" {
		r.Findings = append(r.Findings, lint.Input(template, input)...)
	}
	start := now()
	rendered, err := engine.Render(ctx, taskui.Request{Template: template, Input: input, GrantReadAccess: a.grant, Now: start})
	r.Took = now().Sub(start)
	if err != nil {
		r.Findings = append(r.Findings, a.unrendered(err, engine.Parse(template) == nil))
		return r
	}
	r.Rendered = rendered
	r.Findings = append(r.Findings, lint.Rendered(rendered)...)
	return r
}

// unrendered words why a template gave nothing. One that is right by itself may
// fail only for want of an input, which is no fault of the template's.
func (a Author) unrendered(err error, parsed bool) lint.Finding {
	f := lint.Finding{Severity: lint.Error, Message: err.Error()}
	if e, ok := errors.AsType[*taskui.RenderError](err); ok {
		f.Line, f.Message = e.Line, e.Message
	}
	f.Message = "It cannot be rendered: " + strings.TrimSuffix(f.Message, ".") + "."
	if a.Input == "" && parsed {
		f.Severity = lint.Warning
		f.Message = "Without an input i" + f.Message[1:] + " Give one with --input."
	}
	return f
}

// objectsPath is below which the preview serves what stands for S3.
const objectsPath = "/objects/"

// grant gives the address under which the preview serves an object.
func (a Author) grant(bucket, key string) (string, error) {
	return objectsPath + (&url.URL{Path: bucket + "/" + key}).EscapedPath(), nil
}

// open finds the file that stands for an object; names that lead out of the
// folder find nothing.
func (a Author) open(object string) (*os.File, error) {
	if a.Objects == "" {
		return nil, os.ErrNotExist
	}
	root, err := os.OpenRoot(a.Objects)
	if err != nil {
		return nil, fmt.Errorf("open the objects' folder: %w", err)
	}
	defer root.Close() //nolint:errcheck // it was only read from
	f, err := root.Open(filepath.FromSlash(path.Clean(object)))
	if err != nil {
		_, key, _ := strings.Cut(object, "/")
		f, err = root.Open(filepath.FromSlash(path.Clean(key)))
	}
	return f, err //nolint:wrapcheck // the caller asks only whether it is there
}
