package inventory

import (
	"context"
	"errors"
	"fmt"
	"io"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

var errOver = errors.New("the snapshot has ended")

// ahead is how many batches are read before they are asked for.
const ahead = 2

// batch is what the reader hands over: rows, or the error that ended them.
type batch struct {
	values []value.Value
	count  int
	err    error
}

// rows reads with a goroutine of its own, so that whoever waits can give up at once,
// even while the database looks for the next row.
type rows struct {
	ctx    context.Context //nolint:containedctx // of the scan
	cancel context.CancelFunc
	over   chan struct{} // closed when nothing more is read from the snapshot
	full   chan batch
	empty  chan []value.Value
	done   chan struct{} // closed when the reader has ended
	width  int
	err    error
}

// scan starts the reader.
func scan(ctx context.Context, i *Inventory, selection Selection) *rows {
	of, shared := ctx.Value(heldKey{}).(*held)
	ctx, cancel := context.WithCancel(ctx)
	if !shared {
		of = i.hold(ctx)
	}
	kinds := selection.kinds()
	r := &rows{
		ctx: ctx, cancel: cancel, over: of.over, width: len(kinds),
		full: make(chan batch, ahead), empty: make(chan []value.Value, ahead+1), done: make(chan struct{}),
	}
	of.readers.Add(1)
	go func() {
		defer close(r.done)
		err := r.read(of.begin(), selection, kinds)
		of.readers.Done()
		if !shared {
			_ = of.begin().Close()
		}
		r.give(batch{err: err})
	}()
	return r
}

// kinds are those of the selection's cells.
func (s *Selection) kinds() []Kind {
	var kinds []Kind
	for _, c := range s.Columns {
		kinds = append(kinds, s.Table.Columns[c].Kind)
	}
	if s.Group == nil {
		return kinds
	}
	for _, k := range s.Group.Keys {
		kinds = append(kinds, s.Table.Columns[k.Column].Kind)
	}
	for _, a := range s.Group.Aggregates {
		kinds = append(kinds, a.kind(s.Table))
	}
	return kinds
}

func (a *Aggregate) kind(d *Definition) Kind {
	switch a.Calc {
	case table.Count:
		return Number
	case table.Avg:
		return Real
	}
	return d.Columns[a.Column].Kind
}

// read hands over all rows; io.EOF is how that ends well.
func (r *rows) read(s Snapshot, selection Selection, kinds []Kind) (err error) {
	cursor, err := s.Select(selection)
	if err != nil {
		return fmt.Errorf("read %s: %w", selection.Table, err)
	}
	defer func() { _ = cursor.Close() }()
	for {
		b := r.blank()
		for b.count < table.BatchRows && b.err == nil {
			var cells []any
			if cells, b.err = cursor.Next(); b.err == nil {
				b.values, b.err = decode(b.values, kinds, cells)
				b.count++
			}
		}
		if b.err != nil && !errors.Is(b.err, io.EOF) {
			return fmt.Errorf("read %s: %w", selection.Table, b.err)
		}
		err, b.err = b.err, nil
		if b.count > 0 && !r.give(b) {
			return errOver
		}
		if err != nil {
			return err
		}
	}
}

// blank is a batch with the room of one that was read, if there is one.
func (r *rows) blank() batch {
	select {
	case used := <-r.empty:
		return batch{values: used[:0]}
	default:
		return batch{}
	}
}

// give reports whether there is anybody left to take the batch.
func (r *rows) give(b batch) bool {
	select {
	case r.full <- b:
		return true
	case <-r.ctx.Done():
	case <-r.over:
	}
	return false
}

// Next takes a batch from the reader.
func (r *rows) Next(b *table.Batch) error {
	if r.err != nil {
		return r.err
	}
	select {
	case got := <-r.full:
		if r.err = got.err; r.err != nil {
			return r.err
		}
		if cap(b.Values) > 0 {
			select {
			case r.empty <- b.Values:
			default:
			}
		}
		b.Width, b.Count, b.Values = r.width, got.count, got.values
		return nil
	case <-r.ctx.Done():
		return r.ctx.Err()
	case <-r.over:
		return errOver
	}
}

// Close ends the scan. Unless its context had ended before, the database is free of it
// afterwards.
func (r *rows) Close() error {
	ended := r.ctx.Err() != nil
	r.cancel()
	if r.err == nil {
		r.err = io.EOF
	}
	if !ended {
		<-r.done
	}
	return nil
}
