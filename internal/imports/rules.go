package imports

import (
	"errors"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/imports/rows"
	"foureyes/internal/job"
)

// Change is what shall be after a rule: the import, problems to add to it, and the jobs
// that must follow. Marks of rows up to Import.Place are of no use after it.
type Change struct {
	Import   Import
	Problems []Problem
	Jobs     []job.Row
	// Chunk is kept in the place of the one of the same number; nil for none.
	Chunk *Chunk
}

// Chunk is a part of a file. Numbers count from 0.
type Chunk struct {
	Number  int
	Content []byte
}

// Rule is a plain function from what is to what shall be. It may be run twice.
type Rule func(Import) (Change, error)

// errOvertaken says that another run of the job is further.
var errOvertaken = errors.New("the import is not where this batch began")

// batch is what a batch of rows came to.
type batch struct {
	// from is where it began, to where the next one begins.
	from, to rows.Place
	// end tells that there are no more rows.
	end                        bool
	started, refused, unneeded int
	problems                   []Problem
	// waits is why the next batch waits, until then; empty if it need not.
	waits string
	until time.Time
}

// receive is the rule of a chunk. Sending one again that was received changes nothing but
// its bytes. The last one lets the check begin.
func receive(i Import, offset int64, chunk []byte, now time.Time) (Change, error) {
	if err := i.takes(offset, len(chunk)); err != nil {
		return Change{}, err
	}
	i.Received, i.ChangedAt = max(i.Received, offset+int64(len(chunk))), now
	c := Change{Import: i, Chunk: &Chunk{int(offset / ChunkSize), chunk}}
	if i.Received == i.Size {
		c.Import.Status = Checking
		c.Jobs = []job.Row{i.next(now, now)}
	}
	return c, nil
}

// takes refuses a chunk that does not fit.
func (i Import) takes(offset int64, n int) error {
	end := offset + int64(n)
	switch {
	case i.Status != Uploading:
		return fault.New(fault.InUse, Subject, "The import is %s: its file is there.", i.Status)
	case offset > i.Received:
		return fault.New(fault.Conflict, Subject, "The next chunk begins at byte %d, not at %d.", i.Received, offset)
	case offset%ChunkSize != 0:
		return fault.New(fault.Invalid, Subject, "Chunks begin at multiples of %d bytes.", ChunkSize)
	case end > i.Size:
		return fault.New(fault.Invalid, Subject, "The chunk ends at byte %d, and the file was said to have %d.", end, i.Size)
	case n != ChunkSize && end != i.Size:
		return fault.New(fault.Invalid, Subject, "Each chunk but the last has %d bytes; this one has %d.", ChunkSize, n)
	}
	return nil
}

// checked is the rule of a batch of rows that were checked.
func checked(i Import, b batch, now time.Time) (Change, error) {
	if i.Status != Checking || i.Place != b.from {
		return Change{}, errOvertaken
	}
	i.Place, i.ChangedAt = b.to, now
	i.Rows, i.Bad, i.Unneeded = b.to.Rows, i.Bad+len(b.problems), i.Unneeded+b.unneeded
	switch {
	case i.Bad > mostProblems:
		return fail(i, b.problems, "More than 10,000 rows are wrong. Look at the first of them: is this the right file, and is it read in the right way?", now)
	case i.Rows > MaxRows:
		return fail(i, b.problems, "The file has more than 1,000,000 rows. Divide it into several files.", now)
	case !b.end:
		return Change{Import: i, Problems: b.problems, Jobs: []job.Row{i.next(now, now)}}, nil
	case i.Rows == 0:
		return fail(i, nil, "The file has no rows.", now)
	}
	i.Status = Checked
	return Change{Import: i, Problems: b.problems}, nil
}

// begin is the rule by which the good rows start. Saying so again changes nothing.
func begin(i Import, now time.Time) (Change, error) {
	switch {
	case i.Status == Starting || i.Status == Completed:
		return Change{Import: i}, nil
	case i.Status != Checked:
		return Change{}, fault.New(fault.InUse, Subject, "The import is %s. Its rows can start when it is %s.", i.Status, Checked)
	case i.Good() == 0:
		return Change{}, fault.New(fault.Invalid, Subject, "No row of the file is in order.")
	}
	i.Status, i.Place, i.Unneeded, i.ChangedAt = Starting, rows.Place{}, 0, now
	return Change{Import: i, Jobs: []job.Row{i.next(now, now)}}, nil
}

// advance is the rule of a batch of rows that were started. One that was cancelled
// meanwhile still counts what it has started.
func advance(i Import, b batch, now time.Time) (Change, error) {
	if i.Status != Starting && i.Status != Cancelled || i.Place != b.from {
		return Change{}, errOvertaken
	}
	i.Place, i.ChangedAt, i.Started = b.to, now, i.Started+b.started
	i.Refused, i.Unneeded = i.Refused+b.refused, i.Unneeded+b.unneeded
	switch {
	case i.Status == Cancelled:
		return Change{Import: i, Problems: b.problems}, nil
	case b.end:
		i.Status, i.Reason, i.EndedAt = Completed, "", now
		return Change{Import: i, Problems: b.problems, Jobs: []job.Row{i.next(now, now)}}, nil
	}
	due := now
	if i.Reason = b.waits; b.waits != "" {
		due = b.until
	}
	return Change{Import: i, Problems: b.problems, Jobs: []job.Row{i.next(due, now)}}, nil
}

// cancel is the rule by which an import ends before it is done. Loops that it has started
// stay. Cancelling again changes nothing.
func cancel(i Import, reason string, now time.Time) (Change, error) {
	switch {
	case i.Status == Cancelled:
		return Change{Import: i}, nil
	case i.Over():
		return Change{}, fault.New(fault.InUse, Subject, "The import is %s already.", i.Status)
	}
	i.Status, i.Reason, i.ChangedAt, i.EndedAt = Cancelled, reason, now, now
	return Change{Import: i, Jobs: []job.Row{i.next(now, now)}}, nil
}

// fail ends an import that cannot go on.
func fail(i Import, problems []Problem, reason string, now time.Time) (Change, error) {
	if i.Over() {
		return Change{}, errOvertaken
	}
	i.Status, i.Reason, i.ChangedAt, i.EndedAt = Failed, reason, now, now
	return Change{Import: i, Problems: problems, Jobs: []job.Row{i.next(now, now)}}, nil
}
