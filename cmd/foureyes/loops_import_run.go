package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
)

const (
	// lookEvery is how often the server is asked how far an import is.
	lookEvery = 500 * time.Millisecond
	// outage is how long a server may be out of reach, as when it is started anew.
	outage = time.Minute
)

// importRun is an import that is looked after.
type importRun struct {
	server *server
	flow   string
	bar    *importBar
}

func (r importRun) path(more string) string {
	return "/flow-definitions/" + url.PathEscape(r.flow) + "/imports" + more
}

// uploaded uploads what the server does not have yet of a file, and waits until it is
// checked.
func (r importRun) uploaded(ctx context.Context, name string, request map[string]any) (loopImport, error) {
	var i loopImport
	if err := r.server.call(ctx, http.MethodPost, r.path(""), request, &i); err != nil {
		return i, err
	}
	f, err := os.Open(name)
	if err != nil {
		return i, fmt.Errorf("open the file: %w", err)
	}
	defer func() { _ = f.Close() }() // it is only read
	for i.Status == "Uploading" {
		r.bar.show("Uploading", i.Received, i.Size)
		if i, err = r.chunk(ctx, i, f); err != nil {
			return i, fmt.Errorf("%w (the same command goes on with the upload)", err)
		}
	}
	return r.await(ctx, i, "Uploading", "Checking")
}

// chunk sends the next chunk.
func (r importRun) chunk(ctx context.Context, i loopImport, f io.ReaderAt) (loopImport, error) {
	body := make([]byte, min(i.ChunkSize, i.Size-i.Received))
	if _, err := f.ReadAt(body, i.Received); err != nil {
		return i, fmt.Errorf("read the file: %w", err)
	}
	path := r.path("/" + i.ID + "/file?offset=" + strconv.FormatInt(i.Received, 10))
	err := r.patiently(ctx, func() error {
		answer, err := r.server.sendBytes(ctx, http.MethodPut, path, "application/octet-stream", body)
		if err != nil {
			return err
		}
		defer func() { _ = answer.Body.Close() }()
		if answer.StatusCode == http.StatusConflict {
			// An earlier try may have arrived, though its answer did not.
			i, err = r.look(ctx, i)
			return err
		}
		return read(answer, &i)
	})
	return i, err
}

// look asks how far an import is. What the answer leaves out, such as a reason, is no more.
func (r importRun) look(ctx context.Context, old loopImport) (loopImport, error) {
	var i loopImport
	if err := r.server.call(ctx, http.MethodGet, r.path("/"+old.ID), nil, &i); err != nil {
		return old, err
	}
	return i, nil
}

// started lets the rows start, and waits for the last of them.
func (r importRun) started(ctx context.Context, i loopImport) (loopImport, error) {
	err := r.patiently(ctx, func() error {
		return r.server.call(ctx, http.MethodPost, r.path("/"+i.ID+"/start"), nil, &i)
	})
	if err != nil {
		return i, err
	}
	return r.await(ctx, i, "Starting")
}

// await waits until an import is in none of some states.
func (r importRun) await(ctx context.Context, i loopImport, states ...string) (loopImport, error) {
	for {
		left := true
		for _, s := range states {
			left = left && i.Status != s
		}
		if left {
			return i, nil
		}
		r.bar.progress(i)
		select {
		case <-ctx.Done():
			return i, errors.New("the server goes on by itself; the same command looks on again")
		case <-time.After(lookEvery):
		}
		err := r.patiently(ctx, func() (err error) { i, err = r.look(ctx, i); return err })
		if err != nil && ctx.Err() == nil {
			return i, err
		}
	}
}

// patiently tries again while the server is out of reach.
func (r importRun) patiently(ctx context.Context, try func() error) error {
	since := time.Now()
	for {
		err := try()
		if _, unreachable := errors.AsType[*url.Error](err); !unreachable || time.Since(since) > outage || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(lookEvery):
		}
	}
}

// problems gives the first few problems of rows.
func (r importRun) problems(ctx context.Context, i loopImport) ([]rowProblem, error) {
	var out struct{ Problems []rowProblem }
	err := r.server.call(ctx, http.MethodGet, r.path("/"+i.ID+"/problems?maxResults="+strconv.Itoa(fewProblems)), nil, &out)
	return out.Problems, err
}

// allProblems writes all problems of rows.
func (r importRun) allProblems(ctx context.Context, i loopImport, to io.Writer) error {
	answer, err := r.server.send(ctx, http.MethodGet, r.path("/"+i.ID+"/problems/file"), nil)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode >= http.StatusBadRequest {
		return read(answer, nil)
	}
	if _, err := io.Copy(to, answer.Body); err != nil {
		return fmt.Errorf("save the problems: %w", err)
	}
	return nil
}

// importBar shows on a terminal how far an import is.
type importBar struct {
	out  io.Writer
	bar  *progressbar.ProgressBar
	step string
}

func newImportBar(quiet bool) *importBar {
	if quiet || !isatty.IsTerminal(os.Stderr.Fd()) {
		return &importBar{out: io.Discard}
	}
	return &importBar{out: os.Stderr}
}

func (b *importBar) progress(i loopImport) {
	switch i.Status {
	case "Checking":
		b.show("Checking", i.DoneBytes, i.Size)
	case "Starting":
		step := "Starting"
		if i.Reason != "" {
			step = "Waiting: " + i.Reason
		}
		b.show(step, int64(i.Done), int64(i.Rows))
	}
}

func (b *importBar) show(step string, done, of int64) {
	if step != b.step {
		b.end()
		options := []progressbar.Option{
			progressbar.OptionSetWriter(b.out), progressbar.OptionSetDescription(step),
			progressbar.OptionThrottle(100 * time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionShowCount(),
		}
		if step != "Starting" {
			options = append(options, progressbar.OptionShowBytes(true))
		}
		b.bar, b.step = progressbar.NewOptions64(of, options...), step
	}
	_ = b.bar.Set64(done) // a terminal that is gone is nobody's error
}

// end takes the bar away.
func (b *importBar) end() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
	b.bar, b.step = nil, ""
}
