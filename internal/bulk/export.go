package bulk

import (
	"context"
	"fmt"
	"io"
	"time"
)

// Export finds the flow definition and, for tables, the columns, and gives what writes
// the file. What is wrong with a request is told before anything is written. Loops and
// answers that come after now are left out.
func (s *Service) Export(ctx context.Context, r Request, now time.Time) (func(context.Context, io.Writer) error, error) {
	d, err := s.store.FlowDefinition(ctx, r.Account, r.Region, r.Flow)
	if err != nil {
		return nil, err
	}
	pass := reading{s.store, r, d.ID, now}
	if r.Format == JSONLines {
		return func(ctx context.Context, w io.Writer) error { return pass.each(ctx, linesWriter(w)) }, nil
	}
	c := &columnsOf{map[string]kind{}}
	if err := pass.each(ctx, c.see); err != nil {
		return nil, err
	}
	return func(ctx context.Context, w io.Writer) error { return pass.table(ctx, w, c.columns()) }, nil
}

// table is a file of rows and columns that is being written.
type table interface {
	row(cells map[string]cell) error
	end() error
}

func (p reading) table(ctx context.Context, w io.Writer, columns []column) error {
	t, err := newTable(p.r.Format, w, columns)
	if err != nil {
		return err
	}
	err = p.each(ctx, func(r record) error {
		rows, err := rowsOf(r)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := t.row(row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.end()
}

func newTable(f Format, w io.Writer, columns []column) (table, error) {
	switch f {
	case CSV:
		return newCSV(w, columns)
	case Parquet:
		return newParquet(w, columns), nil
	}
	return nil, fmt.Errorf("there is no table format %q", f)
}
