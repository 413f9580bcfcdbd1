package chain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"sync"
	"time"

	"foureyes/internal/audit"
)

// Files is the place where a chain lies.
type Files interface {
	// Names lists all files, in order of their names.
	Names(ctx context.Context) ([]string, error)
	// Read gives a whole file; false when there is none.
	Read(ctx context.Context, name string) (body []byte, there bool, err error)
	// Keep makes a file, durably, as a whole or not at all. The same again changes nothing.
	Keep(ctx context.Context, name string, body []byte) error
	// String names the place.
	String() string
}

// Mark says up to where the table of entries can be read for good.
type Mark struct {
	// Last is the greatest id that can be seen.
	Last int64
	// Writers are the transactions that may still add entries with smaller ids.
	Writers []string
}

// Store is what the database knows of a chain.
type Store interface {
	// LastBatches gives the last batch whose file was written, and the one that was
	// planned after it; zero for none.
	LastBatches(ctx context.Context) (written, planned Batch, err error)
	// AuditMark says how far the table goes. First it looks for the entries, then for
	// those who write.
	AuditMark(ctx context.Context) (Mark, error)
	// AuditRange lists entries after one id and up to another, in their order, at most
	// limit of them.
	AuditRange(ctx context.Context, after, through int64, limit int) ([]audit.Kept, error)
	// PlanBatch saves a batch that will be written, unless the last one that was written
	// is not the one before it: then another server was faster.
	PlanBatch(ctx context.Context, b Batch) error
	// BatchWritten notes that the file of a planned batch is there.
	BatchWritten(ctx context.Context, b Batch) error
}

const (
	// mostEntries bounds a batch: about 2 MB.
	mostEntries = 5000
	// sealAfter is how long an entry waits for others that share its batch.
	sealAfter = time.Minute
)

// Writer writes the chain. Each batch is first planned in the database, so that whoever
// goes on after a crash writes the same bytes once more; it is safe, though useless, that
// two write at the same time.
type Writer struct {
	store Store
	files Files
	log   *slog.Logger
	most  int // entries of a batch

	mu      sync.Mutex
	mark    Mark
	checked int64 // the batch that was last seen in its place
}

// NewWriter makes a Writer.
func NewWriter(store Store, files Files, log *slog.Logger) *Writer {
	return &Writer{store: store, files: files, log: log, most: mostEntries}
}

// Write writes what is due by now and reports how many entries that were. It stops where
// may says no.
func (w *Writer) Write(ctx context.Context, now time.Time, may func() bool) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	through, err := w.settled(ctx)
	if err != nil {
		return 0, fmt.Errorf("see how far the audit goes: %w", err)
	}
	sum := 0
	for may() {
		n, err := w.next(ctx, through, now)
		sum += n
		if err != nil || n == 0 {
			return sum, err
		}
	}
	return sum, nil
}

// settled gives the id up to which no entry can come any more. Transactions end in
// another order than that in which they took their ids, so those are waited for that were
// at work when the greatest id was seen; until the next call, for nobody waits here.
func (w *Writer) settled(ctx context.Context) (int64, error) {
	now, err := w.store.AuditMark(ctx)
	if err != nil {
		return 0, err
	}
	before := w.mark
	switch working := func(writer string) bool { return slices.Contains(now.Writers, writer) }; {
	case len(now.Writers) == 0:
		before = now
	case slices.ContainsFunc(before.Writers, working):
		return 0, nil
	}
	w.mark = now
	return before.Last, nil
}

// next writes one batch: the planned one, or one that is due.
func (w *Writer) next(ctx context.Context, through int64, now time.Time) (int, error) {
	written, planned, err := w.store.LastBatches(ctx)
	if err != nil {
		return 0, fmt.Errorf("read how far the audit log is: %w", err)
	}
	if err := w.check(ctx, written); err != nil {
		return 0, err
	}
	if planned.Number == 0 {
		if planned, err = w.plan(ctx, written, through, now); err != nil || planned.Number == 0 {
			return 0, err
		}
	}
	if err := w.write(ctx, written, planned); err != nil {
		return 0, fmt.Errorf("write batch %d of the audit log: %w", planned.Number, err)
	}
	return planned.Count, nil
}

// plan saves the batch after the one that was written, if there is anything due for it,
// and gives what the database has then.
func (w *Writer) plan(ctx context.Context, written Batch, through int64, now time.Time) (Batch, error) {
	entries, err := w.store.AuditRange(ctx, written.To, through, w.most)
	if err != nil {
		return Batch{}, fmt.Errorf("read the audit: %w", err)
	}
	if len(entries) < w.most && !waited(entries, now) {
		return Batch{}, nil
	}
	b, _ := Seal(written, entries, now)
	if err := w.store.PlanBatch(ctx, b); err != nil {
		return Batch{}, fmt.Errorf("plan batch %d of the audit log: %w", b.Number, err)
	}
	is, planned, err := w.store.LastBatches(ctx)
	if err != nil {
		return Batch{}, fmt.Errorf("read how far the audit log is: %w", err)
	}
	if is.Number != written.Number {
		return Batch{}, nil // another server has written it meanwhile
	}
	return planned, nil
}

// waited says whether entries are sealed although more would fit into their batch.
func waited(entries []audit.Kept, now time.Time) bool {
	return len(entries) > 0 && now.Sub(entries[0].At) >= sealAfter
}

// The sentences of what a Writer cannot go on from; each names what to look at.
var (
	errElsewhere = errors.New("it is not in its place. The audit log goes on only where all of it is: name the old place with --audit-log, " +
		"or copy its files to the new one")
	errReplaced = errors.New("its file is not what the database knows: the file was changed, or the database is not the one that it was written from. " +
		"Look with: foureyes audit verify")
	errLeft = errors.New("there is another file of this number already, which the database knows nothing of: it may have been set back, as to a backup. " +
		"Keep that file and all after it elsewhere, as what the database has lost; then the audit log goes on")
	errEntries = errors.New("entries of the audit were changed or removed in the database after the batch was planned. " +
		"Find out by whom; what to do then is in docs/operations.md")
)

// check makes sure that the last batch lies where it should, once: when this server
// begins, and after another one has written.
func (w *Writer) check(ctx context.Context, written Batch) error {
	if written.Number == w.checked {
		return nil
	}
	if err := InPlace(ctx, w.files, written); err != nil {
		return err
	}
	w.checked = written.Number
	return nil
}

// InPlace tells what is wrong with the file of the last batch that was written; where none
// was, only whether the place can be read.
func InPlace(ctx context.Context, files Files, written Batch) error {
	number := max(written.Number, 1)
	body, there, err := files.Read(ctx, Name(number))
	switch {
	case err != nil:
	case written.Number == 0:
	case !there:
		err = errElsewhere
	case !bytes.HasSuffix(body, written.record()):
		err = errReplaced
	}
	if err != nil {
		return fmt.Errorf("look for batch %d of the audit log in %s: %w", number, files, err)
	}
	return nil
}

// write makes the file of a planned batch, and notes it.
func (w *Writer) write(ctx context.Context, written, planned Batch) error {
	entries, err := w.store.AuditRange(ctx, written.To, planned.To, math.MaxInt32)
	if err != nil {
		return fmt.Errorf("read the audit: %w", err)
	}
	if len(entries) == 0 {
		return errEntries
	}
	b, file := Seal(written, entries, planned.SealedAt)
	if b != planned {
		return errEntries
	}
	if err := w.keep(ctx, Name(b.Number), file); err != nil {
		return err
	}
	if err := w.store.BatchWritten(ctx, b); err != nil {
		return fmt.Errorf("note it: %w", err)
	}
	w.checked = b.Number
	w.log.InfoContext(ctx, "audit log written", "batch", b.Number, "entries", b.Count, "through", b.To, "head", b.Hash())
	return nil
}

// keep makes a file unless a crash came after it was made.
func (w *Writer) keep(ctx context.Context, name string, file []byte) error {
	old, there, err := w.files.Read(ctx, name)
	switch {
	case err != nil:
		return fmt.Errorf("look for %s in %s: %w", name, w.files, err)
	case there && !bytes.Equal(old, file):
		return fmt.Errorf("%s in %s: %w", name, w.files, errLeft)
	case there:
		return nil
	}
	if err := w.files.Keep(ctx, name, file); err != nil {
		return fmt.Errorf("keep %s in %s: %w", name, w.files, err)
	}
	return nil
}
