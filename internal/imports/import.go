package imports

import (
	"time"

	"foureyes/internal/imports/rows"
	"foureyes/internal/job"
)

const (
	// ChunkSize is how many bytes each chunk but the last has.
	ChunkSize = 1 << 20
	// MaxSize is how many bytes a file may have.
	MaxSize = 512 << 20
	// MaxRows is how many rows a file may have.
	MaxRows = 1_000_000
	// mostProblems is how many rows may be wrong before a file is taken for another than
	// it should be.
	mostProblems = 10_000
	// mostUnfinished is how many imports of an account and region may be under way.
	mostUnfinished = 20
)

// Status is how far an import is.
type Status string

// The states.
const (
	Uploading Status = "Uploading"
	Checking  Status = "Checking"
	// Checked waits for somebody to say that the good rows shall start.
	Checked   Status = "Checked"
	Starting  Status = "Starting"
	Completed Status = "Completed"
	Cancelled Status = "Cancelled"
	// Failed has a reason. Loops that were started before stay.
	Failed Status = "Failed"
)

// Import is a file and what has become of it.
type Import struct {
	ID, Account, Region, FlowID string
	// Principal asked for it, and is who its loops are created by.
	Principal string
	FileName  string
	// Size is that of the file in bytes, Received how many of them are there.
	Size, Received int64
	// Fingerprint tells the file, with its layout, from others; empty if nobody asked.
	Fingerprint string
	Layout      rows.Layout
	Status      Status
	// Place is how far the pass is that runs, or ran last.
	Place rows.Place
	// Rows are those of the file, as far as they were checked; Bad of them are wrong.
	Rows, Bad int
	// Started and Refused are loops; Unneeded rows meet no condition for review, as far
	// as the pass is.
	Started, Refused, Unneeded int
	// Reason is why it Failed or was Cancelled, or what it waits for.
	Reason string
	// CreatedAt, ChangedAt and EndedAt are UTC; EndedAt is zero until it is over.
	CreatedAt, ChangedAt, EndedAt time.Time
}

// Problem is what is wrong with a row.
type Problem struct {
	Row     int
	Name    string // of the loop, where the file names it
	Message string
}

// NamedRow is a row with the name that the file gives to its loop.
type NamedRow struct {
	Row  int
	Name string
}

// Good is how many rows can be started.
func (i Import) Good() int { return i.Rows - i.Bad }

// Over reports whether nothing will happen any more.
func (i Import) Over() bool { return !i.EndedAt.IsZero() }

// Counts reports whether asking for the same file means this import: one that was given
// up is begun anew.
func (i Import) Counts() bool { return i.Status != Cancelled && i.Status != Failed }

// Kind is that of the jobs.
const Kind = "import-loops"

// next is the job that goes on with an import.
func (i Import) next(due, now time.Time) job.Row {
	return job.Row{ID: Kind + ":" + i.ID, Kind: Kind, Payload: i.ID, DueAt: due, CreatedAt: now}
}
