package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"text/tabwriter"
)

// sqlTable is a table as the data directory tells of it.
type sqlTable struct {
	ID, Title, Summary string
	Fields             []struct {
		Name        string
		DataType    string `json:"data_type"`
		Description string
	}
}

// directory reads from the data directory, and gives the answer as it came too.
func (d *sqlDesk) directory(ctx context.Context, path string, out any) (json.RawMessage, error) {
	answer, err := d.send(ctx, http.MethodGet, path, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	var raw json.RawMessage
	if err := read(answer, &raw); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return nil, fmt.Errorf("decode the answer: %w", err)
	}
	return raw, nil
}

// tables lists the tables.
func (d *sqlDesk) tables(ctx context.Context) error {
	var out struct{ Tables []sqlTable }
	raw, err := d.directory(ctx, "/sql/tables", &out)
	if err != nil {
		return err
	}
	if d.format == "json" || d.format == "jsonl" {
		return say(d.out, string(raw))
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "TABLE\tTITLE\tCOLUMNS")
	for _, t := range out.Tables {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%d\n", t.ID, t.Title, len(t.Fields))
	}
	_ = w.Flush() // a Builder never fails
	return say(d.out, b.String())
}

// describe tells of one table. Without a schema it is the one of that name.
func (d *sqlDesk) describe(ctx context.Context, name string) error {
	name, err := d.named(ctx, name)
	if err != nil {
		return err
	}
	var t sqlTable
	raw, err := d.directory(ctx, "/sql/tables/"+url.PathEscape(name), &t)
	if err != nil {
		return err
	}
	if d.format == "json" || d.format == "jsonl" {
		return say(d.out, string(raw))
	}
	var b strings.Builder
	_, _ = fmt.Fprintf(&b, "%s\n\n%s\n\n    %s\n\n", t.Title, t.Summary, t.ID)
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "FIELD\tTYPE\tDESCRIPTION")
	for _, f := range t.Fields {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", f.Name, f.DataType, f.Description)
	}
	_ = w.Flush() // a Builder never fails
	return say(d.out, b.String())
}

func (d *sqlDesk) named(ctx context.Context, name string) (string, error) {
	if strings.Contains(name, ".") {
		return name, nil
	}
	var out struct{ Tables []sqlTable }
	if _, err := d.directory(ctx, "/sql/tables", &out); err != nil {
		return "", err
	}
	for _, t := range out.Tables {
		if strings.HasSuffix(t.ID, "."+name) {
			return t.ID, nil
		}
	}
	return name, nil
}
