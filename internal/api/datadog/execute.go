package datadog

import (
	"encoding/json"
	"fmt"
	"net/http"

	"foureyes/internal/auth"
	"foureyes/internal/aws"
)

// Limits on the rows of a result, as Datadog publishes them.
const (
	usualRows = 5000
	mostRows  = 10_000
)

// executeAttributes are those of ddsql_query_request. Pointers tell what was left
// out.
type executeAttributes struct {
	Query    *string `json:"query"`
	RowLimit *int64  `json:"row_limit"`
	Time     *struct {
		From *int64 `json:"from_timestamp"`
		To   *int64 `json:"to_timestamp"`
	} `json:"time"`
}

// check refuses what Datadog's API refuses.
func (a *executeAttributes) check() error {
	const at = "/data/attributes/"
	switch {
	case a.Query == nil:
		return invalid(at+"query", "The query is missing.")
	case a.RowLimit != nil && (*a.RowLimit < 1 || *a.RowLimit > mostRows):
		return invalid(at+"row_limit", "The row limit must be from 1 to %d.", mostRows)
	case a.Time == nil || a.Time.From == nil || a.Time.To == nil:
		return invalid(at+"time", "The time window is missing: from_timestamp and to_timestamp, in milliseconds since 1970.")
	case *a.Time.From > *a.Time.To:
		return invalid(at+"time", "The time window ends before it begins.")
	}
	return nil
}

func (a *executeAttributes) limit() int64 {
	if a.RowLimit != nil {
		return *a.RowLimit
	}
	return usualRows
}

// execute begins a query, and gives its result if that comes soon.
func (d *Door) execute(r *http.Request, c auth.SQLCaller) ([]byte, error) {
	a, err := read[executeAttributes](r, "ddsql_query_request")
	if err == nil {
		err = a.check()
	}
	if err != nil {
		return nil, err
	}
	q := d.begin(c, a) //nolint:contextcheck // it may outlive its request
	defer d.finish(q)  // unless its id was told, nobody will come back
	if err := d.wait(r.Context(), q); err != nil {
		return nil, err
	}
	return d.state(r, q)
}

type fetchAttributes struct {
	QueryID string `json:"query_id"`
}

// fetch gives the result of a query that was begun before, if it is there by now.
func (d *Door) fetch(r *http.Request, c auth.SQLCaller) ([]byte, error) {
	a, err := read[fetchAttributes](r, "ddsql_query_fetch_request")
	if err != nil {
		return nil, err
	}
	q, ok := d.find(a.QueryID, c)
	if !ok {
		return nil, invalid("/data/attributes/query_id", "There is no such query, or its result is not kept any more.")
	}
	if err := d.wait(r.Context(), q); err != nil {
		return nil, err
	}
	return d.state(r, q)
}

// response is ddsql_query_response.
type response struct {
	Data responseData `json:"data"`
	Meta struct {
		Elapsed   int64  `json:"elapsed"`
		RequestID string `json:"request_id"`
	} `json:"meta"`
}

type responseData struct {
	ID         string     `json:"id"`
	Type       string     `json:"type"`
	Attributes attributes `json:"attributes"`
}

type attributes struct {
	State    string   `json:"state"`
	QueryID  string   `json:"query_id,omitempty"`
	Columns  []column `json:"columns,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
}

// state tells where a query stands: its result, its error, or that it still runs.
func (d *Door) state(r *http.Request, q *run) ([]byte, error) {
	id, began := aws.RequestFrom(r.Context())
	out := response{Data: responseData{ID: q.id, Type: "ddsql_query_response"}}
	out.Meta.RequestID = id
	select {
	case <-q.done:
		if q.err != nil {
			return nil, q.err
		}
		out.Data.Attributes = attributes{State: "completed", Columns: q.columns, Warnings: q.warnings}
	default:
		if err := d.keep(q); err != nil {
			return nil, err
		}
		out.Data.Attributes = attributes{State: "running", QueryID: q.id}
	}
	out.Meta.Elapsed = max(0, d.p.Now().Sub(began).Milliseconds())
	b, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("encode the result: %w", err)
	}
	return b, nil
}
