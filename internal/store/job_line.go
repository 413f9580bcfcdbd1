package store

import (
	"database/sql"
	"slices"

	"foureyes/internal/job"
)

// Jobs of a line run one after the other. Those behind its first have a due time
// that never comes, so that looking for due jobs does not meet them, however many
// there are; the end of the first gives the next one its time.

// inLine is the due time of a job behind others: the year 9999.
const inLine = 253402214400000

// saveInLine saves a job at the end of its line. One of the same id that is there
// already keeps its place.
func (t *tx) saveInLine(j job.Row) error {
	if err := t.lockLine(j.Line); err != nil {
		return err
	}
	type end struct {
		place sql.NullInt64
		alive int
	}
	last, err := one(t, func(row scanner) (e end, err error) {
		err = row.Scan(&e.place, &e.alive)
		return e, err
	}, `SELECT MAX(place), COUNT(CASE WHEN dead_at IS NULL THEN 1 END) FROM job WHERE line = $1`, j.Line)
	if err != nil {
		return err
	}
	due := millis(j.DueAt)
	if last.alive > 0 {
		due = int64(inLine)
	}
	_, err = t.exec(`
		INSERT INTO job (id, kind, payload, due_at, attempts, last_error, created_at, line, place, trace)
		VALUES ($1, $2, $3, $4, 0, '', $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
		j.ID, j.Kind, j.Payload, due, millis(j.CreatedAt), j.Line, last.place.Int64+1, kept(j.Trace))
	return err
}

// callNext makes the first job of a line due, if the end of the one before it has
// just been saved.
func (t *tx) callNext(e job.End) error {
	if e.Row.Line == "" {
		return nil
	}
	n, err := t.exec(`UPDATE job SET due_at = created_at WHERE due_at = $2 AND id = (
		SELECT id FROM job WHERE line = $1 AND dead_at IS NULL ORDER BY place LIMIT 1)`, e.Row.Line, int64(inLine))
	t.savedJobs = t.savedJobs || n > 0
	return err
}

// lockLine lets whoever adds to a line and whoever calls its next job stand in line
// themselves: neither may miss the other.
func (t *tx) lockLine(line string) error { return t.lockCount("job line", line) }

// lockLines locks the lines of some ends in an order that all keep to.
func (t *tx) lockLines(ends []job.End) error {
	var lines []string
	for _, e := range ends {
		if e.Row.Line != "" {
			lines = append(lines, e.Row.Line)
		}
	}
	slices.Sort(lines)
	for _, line := range slices.Compact(lines) {
		if err := t.lockLine(line); err != nil {
			return err
		}
	}
	return nil
}
