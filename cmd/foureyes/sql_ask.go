package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// sqlColumn is a column of an answer.
type sqlColumn struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// sqlPrinter prints an answer while it arrives.
type sqlPrinter interface {
	begin(columns []sqlColumn) error
	row(values []json.RawMessage) error
	// end is told what was done, such as SELECT 5; it is empty when the statement failed
	// after its first rows.
	end(command string) error
}

// ask runs a statement; text asks for all values as texts.
func (d *sqlDesk) ask(ctx context.Context, statement string, text bool, p sqlPrinter) error {
	in := map[string]any{"query": statement, "values": "json"}
	if text {
		in["values"] = "text"
	}
	answer, err := d.send(ctx, http.MethodPost, "/sql", in)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode >= http.StatusBadRequest {
		return refusal(answer, statement)
	}
	return readAnswer(answer.Body, statement, p)
}

// refusal reads a problem; one without a SQLSTATE was not about the statement.
func refusal(answer *http.Response, statement string) error {
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	failed := &sqlError{text: statement}
	if err := json.Unmarshal(body, failed); err != nil || failed.Detail == "" {
		return fmt.Errorf("the server answered %s", answer.Status)
	}
	if failed.SQLState == "" {
		return errors.New(failed.Detail)
	}
	return failed
}

// send sends a signed request to the SQL API.
func (d *sqlDesk) send(ctx context.Context, method, path string, in any) (*http.Response, error) {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return nil, fmt.Errorf("encode the request: %w", err)
		}
	}
	r, err := http.NewRequestWithContext(ctx, method, strings.TrimRight(d.settings["endpoint_url"], "/")+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	if err := sign(ctx, r, body, d.settings); err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, fmt.Errorf("reach the server: %w. Is it running? Start it with: foureyes serve", err)
	}
	return answer, nil
}

// readAnswer reads an answer member by member, and its rows one by one.
func readAnswer(r io.Reader, statement string, p sqlPrinter) error {
	var last struct {
		command string
		failed  *sqlError
	}
	d := json.NewDecoder(r)
	_, err := d.Token() // {
	for err == nil && d.More() {
		var name json.Token
		if name, err = d.Token(); err != nil {
			break
		}
		switch name {
		case "columns":
			var columns []sqlColumn
			if err = d.Decode(&columns); err == nil {
				err = p.begin(columns)
			}
		case "rows":
			err = readRows(d, p)
		case "command":
			err = d.Decode(&last.command)
		case "error":
			last.failed = &sqlError{text: statement}
			err = d.Decode(last.failed)
		default:
			var skipped json.RawMessage
			err = d.Decode(&skipped)
		}
	}
	if err == nil {
		_, err = d.Token() // }
	}
	if err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	if err := p.end(last.command); err != nil {
		return err
	}
	if last.failed != nil {
		return last.failed
	}
	return nil
}

func readRows(d *json.Decoder, p sqlPrinter) error {
	if _, err := d.Token(); err != nil { // [
		return err
	}
	for d.More() {
		var values []json.RawMessage
		if err := d.Decode(&values); err != nil {
			return err
		}
		if err := p.row(values); err != nil {
			return err
		}
	}
	_, err := d.Token() // ]
	return err
}
