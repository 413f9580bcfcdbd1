package query

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/value"
)

// Answer is what a query gives. The members come in this order, so that rows can be
// read while they arrive; the last ones tell how it ended.
type Answer struct {
	Columns   []Column `json:"columns" nullable:"false"`
	Rows      [][]any  `json:"rows" nullable:"false" doc:"Each as long as columns. As JSON, times are ISO 8601, tags are objects and documents are themselves."`
	RowCount  int64    `json:"rowCount"`
	Truncated bool     `json:"truncated" doc:"There were more rows than rowLimit."`
	Command   string   `json:"command,omitempty" doc:"What was done, such as SELECT 5; left out when the query failed."`
	Error     *Refusal `json:"error,omitempty" doc:"Why the rows end here, when the query failed after the first ones."`
}

// Column is a column of an answer.
type Column struct {
	Name string `json:"name"`
	Type string `json:"type" doc:"As PostgreSQL names it, such as text or timestamp without time zone."`
}

// answers describes the stream.
func (a *api) answers(o *huma.Operation) {
	o.Description = "Runs one statement, which reads the tables of one account: that of the key that signed, or that of account for people. " +
		"Rows are sent as they are found. A statement that fails has PostgreSQL's sqlState, and position is where in the query. " +
		"Each request is a session of its own: SET and BEGIN end with it. Queries are not in the audit."
	o.Responses = map[string]*huma.Response{
		"200": {Description: "The rows.", Content: map[string]*huma.MediaType{"application/json": {Schema: a.schema(Answer{})}}},
	}
}

func (a *api) schema(v any) *huma.Schema {
	return huma.SchemaFromType(a.OpenAPI().Components.Schemas, reflect.TypeOf(v))
}

// refusals describes what queries are refused with, beside the problems of every
// operation. huma describes those when the operation is registered.
func (a *api) refusals() {
	responses := a.OpenAPI().Paths["/api/v1/sql"].Post.Responses
	for _, status := range []string{"403", "422", "429", "500", "503"} {
		if r, ok := responses[status]; ok {
			for _, m := range r.Content {
				m.Schema = &huma.Schema{AnyOf: []*huma.Schema{m.Schema, a.schema(Refusal{})}}
			}
		}
	}
}

// patience is how long a client may take to receive flushAt bytes.
const (
	patience = time.Minute
	flushAt  = 32 << 10
)

// stream writes an answer while its rows are read.
type stream struct {
	w      http.ResponseWriter
	now    func() time.Time
	out    *http.ResponseController
	text   bool
	limit  int64 // 0 for none
	buffer []byte
	count  int64
	more   bool
	err    error // of the client's connection
}

func (a *api) stream(h huma.Context, in *queryInput) *stream {
	_, w := humago.Unwrap(h)
	return &stream{w: w, now: a.p.Now, out: http.NewResponseController(w), text: in.Body.Values == "text", limit: in.Body.RowLimit}
}

func (s *stream) run(q *asked) {
	s.begin(q.rows.Columns)
	for q.err == nil && s.err == nil && !s.more {
		s.rows(q)
		if !s.more {
			q.next()
		}
	}
	s.end(q)
}

func (s *stream) begin(columns []ddsql.Column) {
	out := make([]Column, len(columns))
	for i, c := range columns {
		t := c.Type
		if t == value.Unknown {
			t = value.Text
		}
		out[i] = Column{Name: c.Name, Type: t.String()}
	}
	b, _ := json.Marshal(out) // texts can always be encoded
	s.buffer = append(append(append(s.buffer, `{"columns":`...), b...), `,"rows":[`...)
}

// rows writes a batch.
func (s *stream) rows(q *asked) {
	for i := range q.batch.Count {
		if s.limit > 0 && s.count == s.limit {
			s.more = true
			return
		}
		s.row(q.batch.Row(i))
		if len(s.buffer) >= flushAt {
			s.flush()
		}
	}
}

func (s *stream) row(row []value.Value) {
	if s.count++; s.count > 1 {
		s.buffer = append(s.buffer, ',')
	}
	s.buffer = append(s.buffer, "\n["...)
	for i, v := range row {
		if i > 0 {
			s.buffer = append(s.buffer, ',')
		}
		if s.text && !v.IsNull() {
			s.buffer = value.AppendJSONString(s.buffer, string(value.AppendText(nil, v)))
		} else {
			s.buffer = fn.AppendJSON(s.buffer, v)
		}
	}
	s.buffer = append(s.buffer, ']')
}

// end tells how it ended.
func (s *stream) end(q *asked) {
	s.buffer = append(s.buffer, "],\n\"rowCount\":"...)
	s.buffer = strconv.AppendInt(s.buffer, s.count, 10)
	s.buffer = append(s.buffer, `,"truncated":`...)
	s.buffer = strconv.AppendBool(s.buffer, s.more)
	if q.err != nil && !errors.Is(q.err, io.EOF) {
		b, _ := json.Marshal(refusalOf(q.err))
		s.buffer = append(append(s.buffer, `,"error":`...), b...)
	} else {
		s.buffer = value.AppendJSONString(append(s.buffer, `,"command":`...), q.rows.Tag(s.count))
	}
	s.buffer = append(s.buffer, "}\n"...)
	s.flush()
	_ = s.out.SetWriteDeadline(time.Time{}) // the connection goes on
}

// flush sends what has gathered. A client that takes too long is gone.
func (s *stream) flush() {
	if s.err == nil {
		_ = s.out.SetWriteDeadline(s.now().Add(patience)) // a writer of tests may have none
		_, s.err = s.w.Write(s.buffer)
	}
	s.buffer = s.buffer[:0]
}
