package store

import (
	"context"
	"fmt"
	"strings"

	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports"
	"foureyes/internal/page"
)

// A town has imports that are over, and some that are under way: number 7 starts, the others
// have been checked.
const townOpenImports = 20

// townImports fills the tables of imports.
func townImports(now int64) []string {
	return []string{
		fmt.Sprintf(`INSERT INTO loop_import (id, account_id, region, flow_id, principal, file_name, size, received, fingerprint, layout, status,
			place_rows, place_bytes, row_count, bad, started, refused, unneeded, reason, created_at, changed_at, ended_at)
			WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
			SELECT 'import-' || i, '1', 'r', 'flow-' || (i %% 100), 'ines', 'f.csv', 7, 7, 'sum-' || i, '{}',
			  CASE WHEN i = 7 THEN '%s' WHEN i < %d THEN '%s' ELSE '%s' END, 100, 7, 200, 0, 0, 0, 0, '', %d + i, %d + i, CASE WHEN i >= %d THEN %d + i END
			FROM n`, imports.Starting, townOpenImports, imports.Checked, imports.Completed, now-1000_000, now-900_000, townOpenImports, now-500_000),
		`INSERT INTO loop_import_chunk (import_id, number, content) SELECT id, 0, ''  FROM loop_import`,
		numbered(`INSERT INTO loop_import_problem (import_id, number, name, message) SELECT id, i, '', '' FROM loop_import CROSS JOIN n`),
		numbered(`INSERT INTO loop_import_mark (import_id, number) SELECT id, i FROM loop_import CROSS JOIN n`),
		numbered(`INSERT INTO loop_import_name (import_id, name, number) SELECT id, 'name-' || i, i FROM loop_import CROSS JOIN n`),
	}
}

// numbered lets an INSERT take n(i), the numbers from 101 to 110.
func numbered(insert string) string {
	return strings.Replace(insert, "SELECT", "WITH RECURSIVE n(i) AS (SELECT 101 UNION ALL SELECT i + 1 FROM n WHERE i < 110) SELECT", 1)
}

// asksOfImports are asks about imports.
func (w town) asksOfImports(ctx context.Context) map[string]ask {
	const starting = "import-7"
	started := humanloop.Started{
		Loop: humanloop.Loop{
			ID: "of-row", Account: "1", Region: "r", Name: "of-row", FlowID: "flow-7", Status: humanloop.InProgress, TaskCount: 1,
			InputSHA256: []byte{1}, CreatedAt: w.now, DueAt: w.now,
		},
		Input: "{}", Flow: flow.Definition{ID: "flow-7"}, Row: &humanloop.ImportRow{Import: starting, Number: 150},
		Usable: func(flow.Definition, flow.Status, bool) error { return nil },
		Fits:   func(int) error { return nil },
	}
	added := imports.Import{ID: "new", Account: "1", Region: "r", FlowID: "flow-1", Fingerprint: "new", Status: imports.Uploading, CreatedAt: w.now, ChangedAt: w.now}
	return map[string]ask{
		"an import begins": {func() error {
			_, err := w.AddImport(ctx, added, func(int) error { return nil })
			return err
		}, []string{"loop_import_same"}},
		"an import": {func() error { _, err := w.Import(ctx, starting); return err }, nil},
		"imports of a flow": {func() error {
			_, err := w.ListImports(ctx, "flow-7", page.Query{Limit: 10, Descending: true})
			return err
		}, []string{"loop_import_list"}},
		"a chunk of a file": {func() error { _, err := w.Chunk(ctx, starting, 0); return err }, nil},
		"names of rows": {func() error {
			_, err := w.TakeNames(ctx, starting, []imports.NamedRow{{Row: 150, Name: "other"}, {Row: 151, Name: "name-101"}})
			return err
		}, nil},
		"rows that are wrong":   {func() error { _, err := w.Problems(ctx, starting, 105, 500); return err }, nil},
		"a row starts":          {func() error { _, err := w.StartLoop(ctx, started); return err }, nil},
		"a batch is done":       {func() error { return w.endBatch(ctx, starting) }, nil},
		"due jobs of imports":   {func() error { _, err := w.ImportJobs().ClaimJobs(ctx, w.now, w.now, 10); return err }, []string{"job_due"}},
		"imports that wait":     {func() error { _, err := w.IdleImports(ctx, w.now, 500); return err }, []string{"loop_import_idle"}},
		"what is of no use":     {func() error { _, err := w.Forget(ctx, "import-99", 2000); return err }, nil},
		"an import that is old": {func() error { _, err := w.RemoveImport(ctx, w.now); return err }, []string{"loop_import_ended"}},
	}
}

// endBatch brings an import forward, past the marks of a batch.
func (w town) endBatch(ctx context.Context, id string) error {
	_, err := w.ChangeImport(ctx, id, func(i imports.Import) (imports.Change, error) {
		c := imports.Change{Import: i, Problems: []imports.Problem{{Row: 200, Message: "refused"}}, Chunk: &imports.Chunk{Number: 1, Content: []byte{1}}}
		c.Import.Place.Rows = 105
		return c, nil
	})
	return err
}
