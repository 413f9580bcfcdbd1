package datadog

import (
	"encoding/json"
	"math"
	"strconv"

	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/value"
)

// column is a column of a result, with the values of all rows.
type column struct {
	Name   string          `json:"name"`
	Type   string          `json:"type"`
	Values json.RawMessage `json:"values"`
}

// names are DDSQL's of the types that clients know; all others are texts.
var names = map[value.Kind]string{
	value.KindBool: "BOOLEAN", value.KindInt: "BIGINT", value.KindFloat: "DECIMAL", value.KindTimestamp: "TIMESTAMP",
	value.KindTimestampTZ: "TIMESTAMP", value.KindDate: "DATE", value.KindInterval: "INTERVAL", value.KindJSON: "JSON",
	value.KindJSONB: "JSON", value.KindInet: "INET", value.KindHstore: "HSTORE",
}

func nameOf(t value.Type) string {
	if e := t.Elem(); e != 0 {
		return nameOf(e) + "[]"
	}
	if name, ok := names[t.Kind()]; ok {
		return name
	}
	return "VARCHAR"
}

func columnsOf(columns []ddsql.Column) []column {
	out := make([]column, len(columns))
	for i, c := range columns {
		out[i] = column{Name: c.Name, Type: nameOf(c.Type), Values: json.RawMessage("[")}
	}
	return out
}

// add adds a row.
func (q *run) add(row []value.Value) {
	for i, v := range row {
		c := &q.columns[i]
		before := len(c.Values)
		if before > 1 {
			c.Values = append(c.Values, ',')
		}
		c.Values = appendValue(c.Values, v)
		q.size += len(c.Values) - before
	}
}

// close ends the columns.
func (q *run) close() {
	for i := range q.columns {
		q.columns[i].Values = append(q.columns[i].Values, ']')
	}
}

// appendValue writes a value by the rules of the API's description: moments are
// milliseconds since 1970 and documents are texts. What JSON has no number for is null.
func appendValue(dst []byte, v value.Value) []byte {
	switch v.Kind() {
	case value.KindNull, value.KindBool, value.KindInt:
		return fn.AppendJSON(dst, v)
	case value.KindFloat:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			return append(dst, "null"...)
		}
		return fn.AppendJSON(dst, v)
	case value.KindTimestamp, value.KindTimestampTZ:
		if value.IsInfinite(v.Micros()) {
			return append(dst, "null"...)
		}
		return strconv.AppendInt(dst, v.Time().UnixMilli(), 10)
	case value.KindDate:
		if d := v.Days(); d == value.PastDate || d == value.FutureDate {
			return append(dst, "null"...)
		}
		return strconv.AppendInt(dst, (v.Days()+daysTo2000)*millisecondsOfDay, 10)
	case value.KindHstore:
		return value.AppendJSONString(dst, string(fn.AppendJSON(nil, v)))
	case value.KindArray:
		return appendArray(dst, v.List())
	}
	return value.AppendJSONString(dst, string(value.AppendText(nil, v)))
}

// Dates count from 2000.
const (
	daysTo2000        = 10_957
	millisecondsOfDay = 86_400_000
)

// appendArray writes the elements in order, those of an array of arrays as well.
func appendArray(dst []byte, l *value.List) []byte {
	dst = append(dst, '[')
	for i, v := range l.Items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendValue(dst, v)
	}
	return append(dst, ']')
}
