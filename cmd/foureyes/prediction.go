package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"text/tabwriter"
	"time"
)

type predictionCommand struct {
	List   predictionListCommand   `cmd:"" help:"List who answers for Textract and Rekognition."`
	Set    predictionSetCommand    `cmd:"" help:"Set who answers: Amazon's own service, an HTTP endpoint, a command, or what is built in."`
	Test   predictionTestCommand   `cmd:"" help:"Ask a source at once, and tell what it answered."`
	Remove predictionRemoveCommand `cmd:"" help:"Remove a source."`
}

// predictionSource is who answers, as the console API tells.
type predictionSource struct {
	Service   string         `json:"service"`
	Account   string         `json:"account"`
	Region    string         `json:"region"`
	Kind      string         `json:"kind"`
	Address   string         `json:"address,omitempty"`
	Settings  map[string]any `json:"settings,omitempty"`
	CreatedAt time.Time      `json:"createdAt"`
}

type predictionListCommand struct {
	server
	output
}

// Run lists all sources, page by page.
func (c *predictionListCommand) Run(ctx context.Context, w io.Writer) error {
	all := []predictionSource{}
	for token := ""; ; {
		var out struct {
			PredictionSources []predictionSource
			NextToken         string
		}
		if err := c.call(ctx, http.MethodGet, "/prediction-sources?"+url.Values{"nextToken": {token}}.Encode(), nil, &out); err != nil {
			return err
		}
		all = append(all, out.PredictionSources...)
		if token = out.NextToken; token == "" {
			break
		}
	}
	return c.print(w, all, tableOfSources(all))
}

func tableOfSources(all []predictionSource) string {
	if len(all) == 0 {
		return "None. Set one with: foureyes prediction set textract --builtin\n"
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "SERVICE\tACCOUNT\tREGION\tSINCE\tKIND\tADDRESS")
	for _, s := range all {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", s.Service, s.Account, s.Region, s.CreatedAt.Local().Format(time.DateOnly), s.Kind, s.Address)
	}
	_ = w.Flush() // a Builder never fails
	return b.String()
}

// namedSource names a source.
type namedSource struct {
	server

	Service string `arg:"" enum:"textract,rekognition" help:"textract (AnalyzeDocument) or rekognition (DetectModerationLabels)."`
	Region  string `help:"Only for calls in this region. Default: for all that have no source of their own."`
	Account string `help:"Account whose calls, 12 digits. Default: that of the server's first key." placeholder:"ID"`
}

func (c *namedSource) path(what string) string {
	return "/prediction-sources/" + url.PathEscape(c.Service) + what + "?" + url.Values{"region": {c.Region}, "account": {c.Account}}.Encode()
}

type predictionTestCommand struct {
	namedSource
	output

	File string `help:"Image or document to show it. Default: an empty sheet of paper." type:"existingfile" placeholder:"FILE"`
}

// predictionTrial is what came of asking a source.
type predictionTrial struct {
	Answered         bool            `json:"answered"`
	Reason           string          `json:"reason,omitempty"`
	TookMilliseconds int64           `json:"tookMilliseconds"`
	Answer           json.RawMessage `json:"answer,omitempty"`
}

// Run asks a source. That it gives no answer is a failure.
func (c *predictionTestCommand) Run(ctx context.Context, w io.Writer) error {
	in := map[string]any{}
	if c.File != "" {
		image, err := os.ReadFile(c.File)
		if err != nil {
			return fmt.Errorf("read the image: %w", err)
		}
		in["image"] = image
	}
	var out predictionTrial
	if err := c.call(ctx, http.MethodPost, c.path("/test"), in, &out); err != nil {
		return err
	}
	if !out.Answered {
		return fmt.Errorf("the source of %s gave no answer that can be used: %s", c.Service, out.Reason)
	}
	summary, err := summaryOf(out.Answer)
	if err != nil {
		return err
	}
	return c.print(w, out, fmt.Sprintf("The source of %s answered in %d ms: %s\n", c.Service, out.TookMilliseconds, summary))
}

// summaryOf tells what was recognised, in a line.
func summaryOf(answer []byte) (string, error) {
	var a struct {
		Blocks []struct {
			BlockType   string
			EntityTypes []string
		}
		ModerationLabels []struct {
			Name       string
			Confidence float64
		}
	}
	if err := json.Unmarshal(answer, &a); err != nil {
		return "", fmt.Errorf("read the answer: %w", err)
	}
	if a.Blocks == nil {
		names := []string{}
		for _, l := range a.ModerationLabels {
			names = append(names, fmt.Sprintf("%s %.1f", l.Name, l.Confidence))
		}
		return strings.Join(append([]string{fmt.Sprintf("%d moderation labels", len(names))}, names...), ", "), nil
	}
	counts := map[string]int{}
	for _, b := range a.Blocks {
		counts[strings.Join(append([]string{b.BlockType}, b.EntityTypes...), " ")]++
	}
	return fmt.Sprintf("%d pages, %d lines, %d words, %d key-value pairs",
		counts["PAGE"], counts["LINE"], counts["WORD"], counts["KEY_VALUE_SET KEY"]), nil
}

type predictionRemoveCommand struct{ namedSource }

// Run removes a source.
func (c *predictionRemoveCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodDelete, c.path(""), nil, nil); err != nil {
		return err
	}
	return say(w, "The prediction source was removed.\n")
}
