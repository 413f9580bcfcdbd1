package bulk

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"foureyes/internal/fault"
)

// mostColumns is how many columns a table may have. More of them than this are no
// members but data that stands in members' names.
const mostColumns = 2000

// column is one column of a table.
type column struct {
	name string
	kind kind
}

// fixed are the columns that every table begins with.
var fixed = []column{
	{"humanLoopName", text},
	{"humanLoopStatus", text},
	{"creationTime", text},
	{"endTime", text},
	{"failureReason", text},
	{"answers", number},
	{"workerId", text},
	{"acceptanceTime", text},
	{"submissionTime", text},
	{"timeSpentInSeconds", number},
}

// columnsOf collects the columns of a table while loops are handed in.
type columnsOf struct{ kinds map[string]kind }

// see notes the members of a loop's input and answers.
func (c *columnsOf) see(r record) error {
	note := func(path string, of cell) { c.kinds[path] = c.kinds[path].with(of.kind) }
	if err := flatten("input", []byte(r.input), note); err != nil {
		return err
	}
	for _, a := range r.answers {
		if err := flatten("answer", a.Answer, note); err != nil {
			return err
		}
	}
	if len(c.kinds) > mostColumns {
		return fault.New(fault.Invalid, Subject,
			"The inputs and answers have more than %d different members. Export them as JSON Lines instead.", mostColumns)
	}
	return nil
}

// columns gives those of every table, then the input's, then the answers', by name.
func (c *columnsOf) columns() []column {
	names := slices.SortedFunc(maps.Keys(c.kinds), func(a, b string) int {
		return compareColumns(a, b)
	})
	all := slices.Clone(fixed)
	for _, name := range names {
		all = append(all, column{name, c.kinds[name]})
	}
	return all
}

// compareColumns puts what was asked before what was answered.
func compareColumns(a, b string) int {
	if (a[0] == 'i') != (b[0] == 'i') {
		if a[0] == 'i' {
			return -1
		}
		return 1
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// rowsOf makes the rows of a loop: one for each answer, or one without.
func rowsOf(r record) ([]map[string]cell, error) {
	base := map[string]cell{}
	put := func(row map[string]cell) func(string, cell) {
		return func(path string, c cell) { row[path] = c }
	}
	if err := flatten("input", []byte(r.input), put(base)); err != nil {
		return nil, err
	}
	base["humanLoopName"] = cell{text, r.loop.Name}
	base["humanLoopStatus"] = cell{text, string(r.loop.Status.Shown())}
	base["creationTime"] = timeCell(r.loop.CreatedAt)
	base["endTime"] = timeCell(r.loop.EndedAt)
	base["failureReason"] = cell{text, r.loop.FailureReason}
	base["answers"] = cell{number, strconv.Itoa(len(r.answers))}
	if len(r.answers) == 0 {
		return []map[string]cell{base}, nil
	}
	rows := make([]map[string]cell, 0, len(r.answers))
	for _, a := range r.answers {
		row := maps.Clone(base)
		row["workerId"] = cell{text, a.WorkerID}
		row["acceptanceTime"] = timeCell(a.AcceptedAt)
		row["submissionTime"] = timeCell(a.EndedAt)
		row["timeSpentInSeconds"] = cell{number, seconds(a.TimeSpent)}
		if err := flatten("answer", a.Answer, put(row)); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) }

func timeCell(t time.Time) cell {
	if t.IsZero() {
		return cell{}
	}
	return cell{text, t.UTC().Format(timeLayout)}
}

// timeLayout is how times are written: ISO 8601, UTC, milliseconds.
const timeLayout = "2006-01-02T15:04:05.000Z"
