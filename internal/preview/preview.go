// Package preview shows the author of a worker task template what a worker will
// see: it renders a file with an input, looks for mistakes, and serves the page
// in the frame that the portal uses, anew whenever a file changes.
//
// The language and the rules of the check are taskui's; the page around the
// frame is web/preview. Nothing is stored and no server is asked.
package preview

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"foureyes/internal/taskui"
	"foureyes/internal/taskui/trial"
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

// Look reads the files and renders. What is wrong with the template or its input
// is a finding; only files that cannot be read are an error. now is the clock.
func (a Author) Look(ctx context.Context, engine *taskui.Engine, now func() time.Time) (trial.Result, error) {
	template, err := os.ReadFile(a.Template)
	if err != nil {
		return trial.Result{}, fmt.Errorf("read the template: %w", err)
	}
	r := taskui.Request{Template: string(template), GrantReadAccess: a.grant}
	if a.Input != "" {
		if r.Input, err = os.ReadFile(a.Input); err != nil {
			return trial.Result{}, fmt.Errorf("read the input: %w", err)
		}
	}
	return trial.Run(ctx, engine, r, now), nil
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
