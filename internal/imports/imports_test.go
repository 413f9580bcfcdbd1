package imports_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports"
	"foureyes/internal/imports/rows"
	"foureyes/internal/job"
)

// endOf is what the runner makes of a run; a failed job is tried again at once.
func endOf(row job.Row, err error, now time.Time) []job.End {
	e := job.End{Row: row}
	if err != nil {
		e.Error, e.Retry = err.Error(), now
	}
	return []job.End{e}
}

func TestGoodRowsStartAndBadOnesTellWhy(t *testing.T) {
	h := newHouse(t, 0, 0)
	_, err := h.loops.Start(t.Context(), humanloop.StartRequest{
		Account: account, Region: region, Name: "taken", FlowDefinitionARN: h.flow.ARN(), InputContent: "{}",
	}, noon)
	must(t, err)
	i := h.create(t, "id,n\na,1\nb,x\na,3\ntaken,4\nno name,5\n,6\nc,unrenderable\nd,8\n", rows.Layout{
		Format: rows.CSV, NameColumn: "id", Columns: []rows.Column{{Name: "n", Type: rows.Text}},
	})
	h.work(t)
	i = h.find(t, i.ID)
	if i.Status != imports.Checked || i.Rows != 8 || i.Bad != 5 || i.Good() != 3 {
		t.Fatalf("checked: %+v", i)
	}
	want := []imports.Problem{
		{3, "a", "Row 1 has the same name."},
		{4, "taken", "There is a human loop of this name already."},
		{5, "no name", "The name is none for a human loop: 1 to 63 letters, digits and hyphens, with no hyphen at either end."},
		{6, "", `There is no name in "id".`},
		{7, "c", "Task failed to render: [ InvalidParameters: 'This cannot be shown.' ]."},
	}
	if diff := cmp.Diff(want, h.problems(t, i)); diff != "" {
		t.Error(diff)
	}
	if got := len(h.started(t)); got != 1 {
		t.Errorf("the check has started %d loops", got-1)
	}
	i, err = h.Start(t.Context(), i, h.now)
	must(t, err)
	h.work(t)
	if i = h.find(t, i.ID); i.Status != imports.Completed || i.Started != 3 || i.Refused != 0 || !i.Over() {
		t.Errorf("completed: %+v", i)
	}
	inputs := map[string]string{"taken": "{}", "a": `{"id":"a","n":"1"}`, "b": `{"id":"b","n":"x"}`, "d": `{"id":"d","n":"8"}`}
	if diff := cmp.Diff(inputs, h.started(t)); diff != "" {
		t.Error(diff)
	}
	if _, err := h.db.Chunk(t.Context(), i.ID, 0); err == nil {
		t.Error("the file is still there")
	}
	var text strings.Builder
	must(t, h.WriteProblems(t.Context(), i, &text))
	if lines := strings.Split(text.String(), "\r\n"); len(lines) != 7 || lines[1] != "3,a,Row 1 has the same name." {
		t.Errorf("%q", lines)
	}
}

// However often batches break off, also behind starts that nobody heard of, each row
// starts once. Loops that are over and deleted by then come back no more.
func TestRowsStartOnce(t *testing.T) {
	const n = 700
	h := newHouse(t, 0, 0)
	i := h.create(t, jsonLines(n, func(i int) any { return map[string]int{"n": i} }), rows.Layout{Format: rows.JSONLines})
	h.work(t)
	i, err := h.Start(t.Context(), h.find(t, i.ID), h.now)
	must(t, err)
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same each time
	var over []string
	h.loops.after = func(name string) error {
		if random.IntN(40) > 0 {
			return nil
		}
		over = append(over, name)
		return errBroken
	}
	rounds := 0
	for h.step(t) > 0 {
		rounds++
		for _, name := range over {
			must(t, h.stopAndDelete(t.Context(), name))
		}
		over = over[:0]
	}
	if i = h.find(t, i.ID); i.Status != imports.Completed || i.Started != n {
		t.Errorf("%+v", i)
	}
	seen := map[string]bool{}
	for _, name := range h.loops.begun {
		if seen[name] {
			t.Errorf("%s was begun twice", name)
		}
		seen[name] = true
	}
	if len(seen) != n || rounds < 5 {
		t.Errorf("%d loops were begun in %d rounds", len(seen), rounds)
	}
}

func (h *house) stopAndDelete(ctx context.Context, name string) error {
	s := h.loops.Loops.(*humanloop.Service)
	if err := s.Stop(ctx, account, region, name, h.now); err != nil {
		return err
	}
	return s.Delete(ctx, account, region, name, h.now)
}

func TestRowsWaitForRoom(t *testing.T) {
	h := newHouse(t, 10, 0)
	i := h.create(t, jsonLines(25, func(i int) any { return i }), rows.Layout{Format: rows.JSONLines})
	h.work(t)
	_, err := h.Start(t.Context(), i, h.now)
	must(t, err)
	for want := 10; want <= 20; want += 10 {
		h.work(t)
		if i = h.find(t, i.ID); len(h.loops.begun) != want || !strings.HasPrefix(i.Reason, "You have reached the limit of 10 human loops") {
			t.Fatalf("%+v", i)
		}
		for name := range h.started(t) {
			must(t, h.stopAndDelete(t.Context(), name))
		}
		h.now = h.now.Add(5 * time.Second)
	}
	h.work(t)
	if i = h.find(t, i.ID); i.Status != imports.Completed || i.Started != 25 || i.Reason != "" {
		t.Errorf("%+v", i)
	}
}

func TestRowsKeepToTheRate(t *testing.T) {
	h := newHouse(t, 0, 10)
	i := h.create(t, jsonLines(25, func(i int) any { return i }), rows.Layout{Format: rows.JSONLines})
	h.work(t)
	_, err := h.Start(t.Context(), i, h.now)
	must(t, err)
	for _, want := range []int{10, 20, 25} {
		h.work(t)
		if i = h.find(t, i.ID); i.Started != want {
			t.Errorf("%d are started, want %d", i.Started, want)
		}
		h.now = h.now.Add(time.Second)
	}
	if i.Status != imports.Completed {
		t.Errorf("%+v", i)
	}
}

func TestCancelledImportStartsNothingMore(t *testing.T) {
	h := newHouse(t, 0, 0)
	i := h.create(t, jsonLines(1000, func(i int) any { return i }), rows.Layout{Format: rows.JSONLines})
	h.work(t)
	i, err := h.Start(t.Context(), i, h.now)
	must(t, err)
	// Rows start side by side, and one may fall far behind the others: it is cancelled once
	// the first 280 have started, however many of those behind them have too.
	done, first, until := 0, 0, 0
	h.loops.after = func(name string) error {
		var row int
		if _, err := fmt.Sscanf(name, strings.ToLower(i.ID)+"-%d", &row); err != nil {
			return err
		}
		if done++; row <= 280 {
			first++
		}
		if until > 0 || done < 300 || first < 280 {
			return nil
		}
		until = done
		_, err := h.Cancel(context.WithoutCancel(t.Context()), i, h.now)
		return err
	}
	h.work(t)
	i = h.find(t, i.ID)
	if got := len(h.started(t)); i.Status != imports.Cancelled || i.Started < 280 || i.Started > got || until == 0 || got > until+16 {
		t.Errorf("%d loops, %d when it was cancelled, %+v", got, until, i)
	}
	if i, err = h.Cancel(t.Context(), i, h.now); err != nil || i.Status != imports.Cancelled {
		t.Errorf("again: %v", err)
	}
	if _, err = h.Start(t.Context(), i, h.now); !fault.Is(err, fault.InUse) {
		t.Errorf("a start of what was cancelled: %v", err)
	}
}

func TestFileOfManyChunks(t *testing.T) {
	h := newHouse(t, 0, 0)
	long := strings.Repeat("x", 1<<18)
	text := jsonLines(11, func(i int) any { return fmt.Sprint(i, long) })
	request := h.request(text, rows.Layout{Format: rows.JSONLines})
	i, err := h.Create(t.Context(), request, h.now)
	must(t, err)
	first, second := []byte(text[:imports.ChunkSize]), []byte(text[imports.ChunkSize:2*imports.ChunkSize])
	for name, put := range map[string]func() error{
		"one that comes too early": func() error { _, err := h.Upload(t.Context(), i, imports.ChunkSize, second, h.now); return err },
		"a short one":              func() error { _, err := h.Upload(t.Context(), i, 0, first[:10], h.now); return err },
		"one between two":          func() error { _, err := h.Upload(t.Context(), i, 1, first, h.now); return err },
		"one that is too long":     func() error { _, err := h.Upload(t.Context(), i, 0, []byte(text+"x"), h.now); return err },
	} {
		if err := put(); !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for range 2 { // the second time as if the answer had been lost
		if i, err = h.Upload(t.Context(), i, 0, first, h.now); err != nil || i.Received != imports.ChunkSize {
			t.Fatalf("%+v, %v", i, err)
		}
	}
	again, err := h.Create(t.Context(), request, h.now.Add(time.Hour))
	if err != nil || again.ID != i.ID || again.Received != imports.ChunkSize {
		t.Fatalf("asked again: %+v, %v", again, err)
	}
	i, err = h.Upload(t.Context(), i, imports.ChunkSize, second, h.now)
	must(t, err)
	i, err = h.Upload(t.Context(), i, 2*imports.ChunkSize, []byte(text[2*imports.ChunkSize:]), h.now)
	must(t, err)
	if _, err := h.Upload(t.Context(), i, 0, first, h.now); !fault.Is(err, fault.InUse) {
		t.Errorf("a chunk of a whole file: %v", err)
	}
	h.work(t)
	_, err = h.Start(t.Context(), i, h.now)
	must(t, err)
	h.work(t)
	started := h.started(t)
	for name, input := range started {
		var row int
		if _, err := fmt.Sscanf(name, strings.ToLower(i.ID)+"-%d", &row); err != nil || input != fmt.Sprintf(`"%d%s"`, row-1, long) {
			t.Errorf("%s has an input of %d characters, %v", name, len(input), err)
		}
	}
	if len(started) != 11 {
		t.Errorf("%d loops", len(started))
	}
}

func TestFilesThatCannotBeImported(t *testing.T) {
	h := newHouse(t, 0, 0)
	for text, want := range map[string]string{
		"a,b\n":           "The file has no rows.",
		"a,a\n1,2\n":      `Column "a" stands in the first line twice.`,
		"\xFF\xFEa\x00":   "The file is in UTF-16. Save it as UTF-8.",
		"a,b\n1,2\n3,\"4": "", // of the last row, which is merely wrong
	} {
		i := h.create(t, text, rows.Layout{Format: rows.CSV})
		h.work(t)
		if i = h.find(t, i.ID); i.Reason != want || (want == "") != (i.Status == imports.Checked) {
			t.Errorf("%q: %s, %q", text, i.Status, i.Reason)
		}
	}
	i := h.create(t, strings.Repeat("x\n", 10_501), rows.Layout{Format: rows.JSONLines})
	h.work(t)
	if i = h.find(t, i.ID); i.Status != imports.Failed || !strings.HasPrefix(i.Reason, "More than 10,000 rows are wrong.") || i.Rows != 10_500 {
		t.Errorf("%+v", i)
	}
}

func TestImportsThatAreNotTaken(t *testing.T) {
	h := newHouse(t, 0, 0)
	good := h.request("x", rows.Layout{Format: rows.JSONLines})
	for name, change := range map[string]func(*imports.Request){
		"an empty file":   func(r *imports.Request) { r.Size = 0 },
		"a huge file":     func(r *imports.Request) { r.Size = imports.MaxSize + 1 },
		"an unclear name": func(r *imports.Request) { r.FileName = "\xFF" },
		"no format":       func(r *imports.Request) { r.Layout.Format = "xls" },
	} {
		r := good
		change(&r)
		if _, err := h.Create(t.Context(), r, h.now); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	nowhere := good
	nowhere.Flow = "nothing"
	if _, err := h.Create(t.Context(), nowhere, h.now); !fault.Is(err, fault.NotFound) {
		t.Errorf("no flow definition: %v", err)
	}
	good.Fingerprint = ""
	for range 20 {
		_, err := h.Create(t.Context(), good, h.now)
		must(t, err)
	}
	if _, err := h.Create(t.Context(), good, h.now); !fault.Is(err, fault.Quota) {
		t.Errorf("one too many: %v", err)
	}
	if _, err := h.Find(t.Context(), account, region, "check", "x"); !fault.Is(err, fault.NotFound) {
		t.Errorf("no import: %v", err)
	}
}

func TestImportsLeave(t *testing.T) {
	h := newHouse(t, 0, 0)
	idle, err := h.Create(t.Context(), h.request("of another length", rows.Layout{Format: rows.JSONLines}), h.now)
	must(t, err)
	done := h.create(t, "x\n", rows.Layout{Format: rows.JSONLines})
	h.work(t)
	_, err = h.Cancel(t.Context(), done, h.now)
	must(t, err)
	h.work(t)
	const keep = 10 * 24 * time.Hour
	for _, step := range []struct {
		after   time.Duration
		removed int
		idle    imports.Status
	}{{6 * 24 * time.Hour, 0, imports.Uploading}, {8 * 24 * time.Hour, 0, imports.Cancelled}, {11 * 24 * time.Hour, 1, imports.Cancelled}} {
		h.now = noon.Add(step.after)
		n, err := h.Retain(t.Context(), keep, h.now)
		must(t, err)
		h.work(t)
		if n != step.removed || h.find(t, idle.ID).Status != step.idle {
			t.Errorf("after %s %d are removed, and the idle one is %+v", step.after, n, h.find(t, idle.ID))
		}
	}
	if _, err := h.Find(t.Context(), account, region, "check", done.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("the old one: %v", err)
	}
}
