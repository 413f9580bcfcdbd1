package job

import "time"

// Row is one saved piece of follow-up work. It is stored in the transaction
// whose change makes it necessary, so it is lost only if the change is.
type Row struct {
	ID      string
	Kind    string
	Payload string
	// DueAt is when it may run first (UTC, milliseconds).
	DueAt time.Time
	// Attempts counts the runs that began, this one included.
	Attempts int
	// CreatedAt is when the change was made.
	CreatedAt time.Time
}
