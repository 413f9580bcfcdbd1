package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/mattn/go-isatty"

	"foureyes/internal/advice"
)

// adviceLine is a line of the server's answer.
type adviceLine struct {
	HumanLoops int
	Advice     *advice.Report
	Problem    string
}

// query writes the flags for the API.
func (c *adviseCommand) query() url.Values {
	q := url.Values{
		"risk": {c.Risk.String()}, "confidenceLevel": {c.ConfidenceLevel.String()},
		"agreement": {c.Agreement}, "all": {strconv.FormatBool(c.All)}, "progress": {"true"},
	}
	for name, text := range map[string]string{
		"confidence": c.Confidence, "prediction": c.Prediction, "answer": c.Answer, "sampled": c.Sampled, "field": c.Field,
	} {
		if text != "" {
			q.Set(name, text)
		}
	}
	for name, day := range map[string]time.Time{"from": c.From, "until": c.Until} {
		if !day.IsZero() {
			q.Set(name, day.UTC().Format(time.RFC3339))
		}
	}
	return q
}

// fromServer asks the server, and shows on a terminal how far it is.
func (c *adviseCommand) fromServer(ctx context.Context) (advice.Report, error) {
	answer, err := c.send(ctx, http.MethodGet, "/flow-definitions/"+url.PathEscape(c.Flow)+"/advice?"+c.query().Encode(), nil)
	if err != nil {
		return advice.Report{}, err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode >= http.StatusBadRequest {
		return advice.Report{}, read(answer, nil)
	}
	progress := io.Discard
	if isatty.IsTerminal(os.Stderr.Fd()) {
		progress = os.Stderr
	}
	return readAdvice(answer.Body, progress)
}

// readAdvice reads lines up to the one with the advice.
func readAdvice(r io.Reader, progress io.Writer) (advice.Report, error) {
	shown := false
	for lines := json.NewDecoder(r); ; {
		var l adviceLine
		err := lines.Decode(&l)
		if shown && (err != nil || l.Advice != nil || l.Problem != "") {
			_, _ = fmt.Fprint(progress, "\r\x1b[K") // what comes next stands where it stood
		}
		switch {
		case err != nil:
			return advice.Report{}, fmt.Errorf("read the answer: %w", err)
		case l.Problem != "":
			return advice.Report{}, errors.New(l.Problem)
		case l.Advice != nil:
			return *l.Advice, nil
		}
		_, _ = fmt.Fprintf(progress, "\r%d human loops read", l.HumanLoops)
		shown = true
	}
}
