package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"foureyes/internal/preview"
	"foureyes/internal/taskui"
	"foureyes/internal/taskui/lint"
	"foureyes/internal/taskui/trial"
)

type templateCommand struct {
	Check   templateCheckCommand   `cmd:"" help:"Look for mistakes in worker task templates, and render them."`
	Preview templatePreviewCommand `cmd:"" help:"See a template in the browser as a worker will, with the answer it sends."`
}

type templateCheckCommand struct {
	Files  []string `arg:"" name:"file" type:"existingfile" help:"Template files."`
	Input  string   `type:"existingfile" placeholder:"FILE" help:"JSON file with a loop's input: what the template reads and it lacks is told."`
	Output string   `short:"o" placeholder:"FILE" help:"Write the rendered page here; - prints it. For one template."`
	JSON   bool     `help:"Print findings as JSON, a line for each file."`
}

// Help is what --help adds.
func (templateCheckCommand) Help() string {
	return `Exit code 0: usable, though there may be warnings. 1: a template has an error. 2: wrong use.

  foureyes template check review.liquid.html
  foureyes template check review.liquid.html --input sample.json -o page.html`
}

// errTemplate ends check when a template has an error, which was printed already.
var errTemplate = errors.New("a template has errors")

// Run looks at each file.
func (c *templateCheckCommand) Run(ctx context.Context, out io.Writer) error {
	if c.Output != "" && len(c.Files) > 1 {
		return usageError{errors.New("--output is for one template. Check them one by one")}
	}
	engine, failed := taskui.New(taskui.Limits{}), false
	for _, file := range c.Files {
		result, err := preview.Author{Template: file, Input: c.Input}.Look(ctx, engine, time.Now)
		if err != nil {
			return fmt.Errorf("check %s: %w", file, err)
		}
		failed = failed || lint.Failed(result.Findings)
		if err := errors.Join(c.tell(out, file, result), c.write(out, result)); err != nil {
			return err
		}
	}
	if failed {
		return errTemplate
	}
	return nil
}

// checked is a line of --json.
type checked struct {
	File     string         `json:"file"`
	Usable   bool           `json:"usable"`
	Findings []lint.Finding `json:"findings"`
}

// tell prints what was found, in the form that editors jump to.
func (c *templateCheckCommand) tell(out io.Writer, file string, r trial.Result) error {
	if c.Output == "-" {
		out = os.Stderr
	}
	if c.JSON {
		to := json.NewEncoder(out)
		to.SetEscapeHTML(false)
		return to.Encode(checked{file, !lint.Failed(r.Findings), append([]lint.Finding{}, r.Findings...)})
	}
	text := ""
	for _, f := range r.Findings {
		text += fmt.Sprintf("%s:%d: %s: %s\n", file, max(1, f.Line), f.Severity, f.Message)
	}
	if text == "" {
		text = fmt.Sprintf("%s: fine (%d bytes when rendered, %.1f ms)\n", file, len(r.Rendered), float64(r.Took.Microseconds())/1000)
	}
	if _, err := io.WriteString(out, text); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}

func (c *templateCheckCommand) write(out io.Writer, r trial.Result) error {
	switch c.Output {
	case "":
		return nil
	case "-":
		if _, err := io.WriteString(out, r.Rendered); err != nil {
			return fmt.Errorf("print: %w", err)
		}
		return nil
	}
	const readable = 0o644
	if err := os.WriteFile(c.Output, []byte(r.Rendered), readable); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

type templatePreviewCommand struct {
	File    string `arg:"" type:"existingfile" help:"Template file."`
	Input   string `type:"existingfile" placeholder:"FILE" help:"JSON file with a loop's input."`
	Objects string `type:"existingdir" placeholder:"DIR" help:"Folder that stands for S3: s3://bucket/key is DIR/bucket/key, or DIR/key."`
	Watch   bool   `help:"Show the page anew when a file changes."`
	Listen  string `default:"127.0.0.1:8090" placeholder:"HOST:PORT" help:"Where to serve the preview."`
}

// Run serves the preview until a signal.
func (c *templatePreviewCommand) Run(ctx context.Context, out io.Writer) error {
	author := preview.Author{Template: c.File, Input: c.Input, Objects: c.Objects}
	s := preview.NewServer(author, time.Now, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen (choose another place with --listen): %w", err)
	}
	if _, err := fmt.Fprintf(out, "The preview of %s is at http://%s\nCtrl+C ends it.\n", c.File, l.Addr()); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	if c.Watch {
		const often = 300 * time.Millisecond
		go author.Watch(ctx, often, s.Changed)
	}
	const slow = 10 * time.Second
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: slow, BaseContext: func(net.Listener) context.Context { return ctx }}
	go func() {
		<-ctx.Done()
		_ = server.Close() // nothing is lost with a preview
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
