package query

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

type queryInput struct {
	AccountInput

	Body struct {
		Query      string     `json:"query" maxLength:"1000000" doc:"One statement."`
		Parameters []*string  `json:"parameters,omitempty" maxItems:"1000" doc:"What stands for $1, $2 and so on, as text; null for NULL."`
		RowLimit   int64      `json:"rowLimit,omitempty" minimum:"1" doc:"How many rows to give at most; truncated tells that there are more. Without it, more rows than the server allows are an error."`
		Values     string     `json:"values,omitempty" enum:"json,text" default:"json" doc:"How values are written: as JSON, or all as text, as psql shows them."`
		TimeRange  *timeRange `json:"timeRange,omitempty" doc:"What current_setting('dd.time_frame_start') and dd.time_frame_end give."`
	}
}

type timeRange struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// asked is a query that has begun, with its first rows at hand.
type asked struct {
	session *ddsql.Session
	rows    *ddsql.Rows
	batch   table.Batch
	err     error // of the last batch; io.EOF at the end
}

func (q *asked) close() {
	if q.rows != nil {
		q.rows.Close()
	}
	q.session.Close()
}

// query answers with a stream. What goes wrong before the first rows has a status of
// its own; what goes wrong later stands at the end of the answer.
func (a *api) query(ctx context.Context, in *queryInput) (*huma.StreamResponse, error) {
	q := &asked{session: a.p.Open(a.caller(jsonapi.CallerOf(ctx), in.AccountInput))}
	if err := q.begin(ctx, in, jsonapi.Now(ctx)); err != nil {
		q.close()
		return nil, refusalOf(err)
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		defer q.close()
		h.SetHeader("Content-Type", "application/json")
		a.stream(h, in).run(q)
	}}, nil
}

// begin runs the statement up to its first rows.
func (q *asked) begin(ctx context.Context, in *queryInput, now time.Time) error {
	if err := frame(q.session, in.Body.TimeRange); err != nil {
		return err
	}
	st, err := q.session.Prepare(ctx, in.Body.Query, nil)
	if err != nil {
		return err
	}
	params, err := parameters(st.Params(), in.Body.Parameters, now)
	if err != nil {
		return err
	}
	if q.rows, err = q.session.Run(ctx, st, params); err != nil {
		return err
	}
	q.next()
	if !errors.Is(q.err, io.EOF) {
		return q.err
	}
	return nil
}

// next reads the next rows.
func (q *asked) next() { q.err = q.rows.Next(&q.batch) }

// settingTime is how a moment of the time range is written, to be cast to TIMESTAMP.
const settingTime = "2006-01-02 15:04:05.999"

func frame(s *ddsql.Session, r *timeRange) error {
	if r == nil {
		return nil
	}
	if err := s.Set("dd.time_frame_start", r.From.UTC().Format(settingTime)); err != nil {
		return err
	}
	return s.Set("dd.time_frame_end", r.To.UTC().Format(settingTime))
}

// parameters reads the values of parameters, as a client of the wire sends them.
func parameters(types []value.Type, given []*string, now time.Time) ([]value.Value, error) {
	if len(types) != len(given) {
		return nil, errParameters(len(types), len(given))
	}
	values := make([]value.Value, len(given))
	for i, text := range given {
		if text == nil {
			continue
		}
		var err error
		if values[i], err = value.ParseText(types[i], *text, now); err != nil {
			return nil, err
		}
	}
	return values, nil
}
