package ddsql

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// explain shows a query's plan; with ANALYZE it runs the query and says what it
// took.
func (s *Session) explain(ctx context.Context, t *syntax.Explain, types []value.Type, params []value.Value) (*Rows, error) {
	q, ok := t.Statement.(*syntax.Query)
	if !ok {
		return nil, sqlerr.New(sqlerr.FeatureNotSupported, "only queries have a plan")
	}
	analyze, err := options(t.Options)
	if err != nil {
		return nil, err
	}
	r, err := s.begin(ctx, q, types, params)
	if err != nil {
		return nil, err
	}
	defer r.close()
	lines := plan.Explain(r.plan.Root)
	if analyze {
		start := s.engine.now()
		rows, err := count(r)
		if err != nil {
			return nil, err
		}
		lines = append(lines, fmt.Sprintf("Rows: %d", rows), fmt.Sprintf("Execution Time: %.3f ms", s.engine.now().Sub(start).Seconds()*1000),
			fmt.Sprintf("Memory: %d kB at most", r.budget.Peak()>>10))
	}
	rows := make([][]value.Value, len(lines))
	for i, line := range lines {
		rows[i] = []value.Value{value.OfText(line)}
	}
	return told("EXPLAIN", textColumns("QUERY PLAN"), rows), nil
}

// options reads EXPLAIN's: those that ask for more or less than there is have no
// effect.
func options(list []syntax.Option) (analyze bool, err error) {
	for _, o := range list {
		on := o.Value == "" || strings.EqualFold(o.Value, "true") || strings.EqualFold(o.Value, "on") || o.Value == "1"
		switch o.Name {
		case "analyze":
			analyze = on
		case "format":
			if !strings.EqualFold(o.Value, "text") {
				return false, sqlerr.New(sqlerr.FeatureNotSupported, "plans are written as text only")
			}
		case "verbose", "costs", "buffers", "timing", "summary", "settings", "wal":
		default:
			return false, sqlerr.New(sqlerr.SyntaxError, "unrecognized EXPLAIN option \"%s\"", o.Name)
		}
	}
	return analyze, nil
}

func count(r *running) (int64, error) {
	var b table.Batch
	var rows int64
	for {
		err := r.Next(&b)
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return 0, err
		}
		rows += int64(b.Count)
	}
}
