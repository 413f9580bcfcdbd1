package imports

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"foureyes/internal/bulk"
	"foureyes/internal/page"
)

// List gives one page of a flow definition's imports.
func (s *Service) List(ctx context.Context, account, region, flowName string, q page.Query) ([]Import, error) {
	d, err := s.p.Store.FlowDefinition(ctx, account, region, flowName)
	if err != nil {
		return nil, err
	}
	return s.p.Store.ListImports(ctx, d.ID, q)
}

// Problems gives the problems of rows behind one, at most limit of them.
func (s *Service) Problems(ctx context.Context, i Import, after, limit int) ([]Problem, error) {
	return s.p.Store.Problems(ctx, i.ID, after, limit)
}

// problemsAtOnce is how many problems are read with one query.
const problemsAtOnce = 1000

// WriteProblems writes all problems as CSV.
func (s *Service) WriteProblems(ctx context.Context, i Import, to io.Writer) error {
	w := csv.NewWriter(to)
	w.UseCRLF = true
	if err := w.Write([]string{"row", "humanLoopName", "problem"}); err != nil {
		return fmt.Errorf("write the header: %w", err)
	}
	for last := 0; ; {
		problems, err := s.p.Store.Problems(ctx, i.ID, last, problemsAtOnce)
		if err != nil {
			return err
		}
		for _, p := range problems {
			last = p.Row
			if err := w.Write([]string{strconv.Itoa(p.Row), bulk.Harmless(p.Name), p.Message}); err != nil {
				return fmt.Errorf("write a problem: %w", err)
			}
		}
		if len(problems) < problemsAtOnce {
			w.Flush()
			return w.Error() //nolint:wrapcheck // of the writer that was handed in
		}
	}
}
