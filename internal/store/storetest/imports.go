package storetest

import (
	"errors"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports"
	"foureyes/internal/imports/rows"
	"foureyes/internal/job"
	"foureyes/internal/page"
)

// newImport is an import that could be added.
func (h *house) newImport(flowID string, at time.Time) imports.Import {
	return imports.Import{
		ID: h.id(), Account: account, Region: region, FlowID: flowID, Principal: "ines", FileName: "f.csv", Size: 7, Fingerprint: "sum",
		Layout: rows.Layout{Format: rows.CSV, Columns: []rows.Column{{Name: "a", Type: rows.Number}}},
		Status: imports.Uploading, CreatedAt: at, ChangedAt: at,
	}
}

func (h *house) addImport(t *testing.T, i imports.Import) imports.Import {
	t.Helper()
	added, err := h.AddImport(t.Context(), i, atMost(10))
	must(t, err)
	return added
}

// changing is a rule that moves values.
func changing(change func(*imports.Change)) imports.Rule {
	return func(i imports.Import) (imports.Change, error) {
		c := imports.Change{Import: i}
		change(&c)
		return c, nil
	}
}

func importsAsSaved(t *testing.T, h *house) {
	first := h.addImport(t, h.newImport("flow", noon))
	h.reopen(t)
	got, err := h.Import(t.Context(), first.ID)
	same(t, "as added", first, got, err)
	same(t, "asked for again", first, h.addImport(t, h.newImport("flow", noon.Add(time.Hour))), nil)

	given := changing(func(c *imports.Change) {
		c.Import.Received, c.Import.Status, c.Import.Place = 7, imports.Failed, rows.Place{Rows: 3, Offset: 5}
		c.Import.Rows, c.Import.Bad, c.Import.Started, c.Import.Refused, c.Import.Unneeded = 3, 1, 2, 4, 5
		c.Import.Reason, c.Import.ChangedAt, c.Import.EndedAt = "why", noon.Add(time.Minute), noon.Add(time.Minute)
		c.Chunk = &imports.Chunk{Number: 4, Content: []byte{0, 1}}
		c.Problems = []imports.Problem{{Row: 3, Message: "third"}, {Row: 1, Name: "a", Message: "first"}}
	})
	changed, err := h.ChangeImport(t.Context(), first.ID, given)
	must(t, err)
	got, err = h.Import(t.Context(), first.ID)
	same(t, "as changed", changed, got, err)
	chunk, err := h.Chunk(t.Context(), first.ID, 4)
	same(t, "a chunk", []byte{0, 1}, chunk, err)
	problems, err := h.Problems(t.Context(), first.ID, 0, 10)
	same(t, "problems", []imports.Problem{{Row: 1, Name: "a", Message: "first"}, {Row: 3, Message: "third"}}, problems, err)
	problems, err = h.Problems(t.Context(), first.ID, 1, 1)
	same(t, "problems behind the first", []imports.Problem{{Row: 3, Message: "third"}}, problems, err)

	second := h.addImport(t, h.newImport("flow", noon.Add(time.Hour)))
	if second.ID == first.ID {
		t.Error("one that failed counts")
	}
	h.addImport(t, h.newImport("another", noon))
	listed, err := h.ListImports(t.Context(), "flow", page.Query{Limit: 1, Descending: true})
	same(t, "a page and one more", []imports.Import{second, changed}, listed, err)
	_, err = h.AddImport(t.Context(), h.newImport("a third", noon), atMost(2))
	refused(t, "one too many", err, fault.Quota)
	_, err = h.Import(t.Context(), "none")
	refused(t, "none", err, fault.NotFound)
	_, err = h.ChangeImport(t.Context(), second.ID, func(imports.Import) (imports.Change, error) { return imports.Change{}, errRefused })
	refused(t, "a rule that refuses", err, fault.Invalid)
}

// rowsStartOnce is about the marks of rows whose loops were started.
func rowsStartOnce(t *testing.T, h *house) {
	d := h.flow(t, "f")
	i := h.addImport(t, h.newImport(d.ID, noon))
	ask := func(name string, row int) error {
		s := starting(h.newLoop(d, name, noon), d)
		s.Row = &humanloop.ImportRow{Import: i.ID, Number: row}
		_, err := h.StartLoop(t.Context(), s)
		return err
	}
	is := func(what string, err, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	is("an import that starts nothing", ask("a", 1), humanloop.ErrImportOver)
	_, err := h.ChangeImport(t.Context(), i.ID, changing(func(c *imports.Change) { c.Import.Status = imports.Starting }))
	must(t, err)
	must(t, ask("a", 1))
	is("a row again", ask("another name", 1), humanloop.ErrRowStarted)
	is("a name that is taken", ask("a", 2), errTaken)
	must(t, ask("b", 2))
	_, err = h.ChangeImport(t.Context(), i.ID, changing(func(c *imports.Change) { c.Import.Place.Rows = 2 }))
	must(t, err)
	is("a row behind which the import is", ask("c", 2), humanloop.ErrRowStarted)
	must(t, ask("c", 3))
	more, err := h.Forget(t.Context(), i.ID, 10)
	same(t, "marks are left", false, more, err)
	must(t, ask("d", 3))
}

func namesOfRows(t *testing.T, h *house) {
	i := h.addImport(t, h.newImport("flow", noon))
	for range 2 { // a batch may come twice
		taken, err := h.TakeNames(t.Context(), i.ID, []imports.NamedRow{{Row: 1, Name: "a"}, {Row: 2, Name: "b"}, {Row: 3, Name: "a"}})
		same(t, "names that others have", map[int]int{3: 1}, taken, err)
	}
	more, err := h.Forget(t.Context(), i.ID, 1)
	same(t, "one is forgotten", true, more, err)
	more, err = h.Forget(t.Context(), i.ID, 10)
	same(t, "all are forgotten", false, more, err)
	taken, err := h.TakeNames(t.Context(), i.ID, []imports.NamedRow{{Row: 9, Name: "a"}})
	same(t, "a name that is free again", map[int]int{}, taken, err)
}

func jobsOfImports(t *testing.T, h *house) {
	i := h.addImport(t, h.newImport("flow", noon))
	row := job.Row{ID: imports.Kind + ":" + i.ID, Kind: imports.Kind, Payload: i.ID, DueAt: noon, CreatedAt: noon}
	save := changing(func(c *imports.Change) { c.Jobs = []job.Row{row} })
	queue := h.ImportJobs()
	_, err := h.ChangeImport(t.Context(), i.ID, save)
	must(t, err)
	select {
	case <-queue.JobsSaved():
	default:
		t.Error("nobody was told of the job")
	}
	if other := h.claim(t, noon); len(other) != 0 {
		t.Errorf("the runner of other jobs got %v", other)
	}
	claimed, err := queue.ClaimJobs(t.Context(), noon, noon.Add(time.Minute), 10)
	same(t, "claimed", []string{row.ID}, column(claimed, jobID), err)
	// Saved anew while it runs, it stays.
	_, err = h.ChangeImport(t.Context(), i.ID, save)
	must(t, err)
	must(t, queue.FinishJobs(t.Context(), []job.End{{Row: claimed[0]}}))
	claimed, err = queue.ClaimJobs(t.Context(), noon, noon.Add(time.Minute), 10)
	same(t, "claimed again", 1, len(claimed), err)
	must(t, queue.FinishJobs(t.Context(), []job.End{{Row: claimed[0]}}))
}

func oldImportsLeave(t *testing.T, h *house) {
	i := h.addImport(t, h.newImport("flow", noon))
	idle, err := h.IdleImports(t.Context(), noon.Add(time.Second), 10)
	same(t, "idle", []string{i.ID}, idle, err)
	idle, err = h.IdleImports(t.Context(), noon, 10)
	same(t, "not idle yet", 0, len(idle), err)
	_, err = h.ChangeImport(t.Context(), i.ID, changing(func(c *imports.Change) {
		c.Import.EndedAt, c.Import.Status = noon, imports.Cancelled
		c.Problems = []imports.Problem{{Row: 1, Message: "wrong"}}
		c.Jobs = []job.Row{{ID: imports.Kind + ":" + i.ID, Kind: imports.Kind, Payload: i.ID, DueAt: noon, CreatedAt: noon}}
	}))
	must(t, err)
	removed, err := h.RemoveImport(t.Context(), noon.Add(time.Second))
	same(t, "removed before its job is done", false, removed, err)
	queue := h.ImportJobs()
	claimed, err := queue.ClaimJobs(t.Context(), noon, noon.Add(time.Minute), 10)
	must(t, err)
	must(t, queue.FinishJobs(t.Context(), []job.End{{Row: claimed[0]}}))
	removed, err = h.RemoveImport(t.Context(), noon)
	same(t, "removed too early", false, removed, err)
	removed, err = h.RemoveImport(t.Context(), noon.Add(time.Second))
	same(t, "removed", true, removed, err)
	_, err = h.Import(t.Context(), i.ID)
	refused(t, "a removed one", err, fault.NotFound)
}
