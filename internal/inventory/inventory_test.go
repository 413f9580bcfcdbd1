package inventory_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
	"foureyes/internal/inventory"
)

// The columns of the public directory's pages, in their order; those without a type are
// strings.
var pages = map[string]string{
	"aws.sagemaker_flow_definition": `_key account_id creation_time:timestamp failure_reason flow_definition_arn flow_definition_name
		flow_definition_status human_loop_activation_config:json human_loop_config:json human_loop_request_source:json
		output_config:json role_arn tags:hstore_csv`,
	"aws.sagemaker_human_task_ui": `_key account_id creation_time:timestamp human_task_ui_arn human_task_ui_name
		human_task_ui_status tags:hstore_csv ui_template:json`,
	"aws.sagemaker_workteam": `_key account_id create_date:timestamp description last_updated_date:timestamp
		member_definitions:json notification_configuration:json product_listing_ids:array<string> sub_domain
		tags:hstore_csv worker_access_configuration:json workforce_arn workteam_arn workteam_name`,
	"aws.sagemaker_workforce": `_key account_id cognito_config:json create_date:timestamp failure_reason
		last_updated_date:timestamp oidc_config:json source_ip_config:json status sub_domain tags:hstore_csv
		workforce_arn workforce_name workforce_vpc_config:json`,
}

func TestDirectoryHasTheColumnsOfThePages(t *testing.T) {
	for name, page := range pages {
		set, known := inventory.Described(name)
		if !known {
			t.Errorf("there is no table %s", name)
		}
		var got []string
		for _, f := range set.Fields {
			got = append(got, strings.TrimSuffix(f.Name+":"+f.DataType, ":string"))
		}
		if diff := cmp.Diff(strings.Fields(page), got); diff != "" {
			t.Errorf("%s (-page +table):\n%s", name, diff)
		}
	}
}

// The directory, the tables and their descriptions say the same, and say it of all.
func TestDirectoryIsComplete(t *testing.T) {
	sets := inventory.Directory()
	for i, from := range inventory.New(nil, host).Tables(mine) {
		m, set := from.Meta(), sets[i]
		if set.ID != m.Schema+"."+m.Name || set.Title == "" || set.Summary == "" || len(set.Fields) != len(m.Columns) {
			t.Errorf("%s.%s is told of as %+v", m.Schema, m.Name, set)
		}
		for j, c := range m.Columns {
			f := set.Fields[j]
			if f.Name != c.Name || f.DataType != c.Directory || f.Description != c.Comment || !strings.HasSuffix(f.Description, ".") || f.Title == "" {
				t.Errorf("%s: column %+v is told of as %+v", set.ID, c, f)
			}
		}
		if m.Columns[0].Name != "_key" || !m.Columns[0].NotNull {
			t.Errorf("%s begins with %+v", set.ID, m.Columns[0])
		}
		for _, index := range m.Indexes {
			for _, c := range index.Columns {
				if c < 0 {
					t.Errorf("%s: index %s is of a column that is not there", set.ID, index.Name)
				}
			}
		}
	}
}

// Keys are unique and not null, and so is what says so.
func TestKeysAndNulls(t *testing.T) {
	onEngines(t, func(t *testing.T, h *house) {
		h.seed(t, 3, 120)
		for name, from := range h.tables(mine) {
			m, seen := from.Meta(), map[string]bool{}
			for _, row := range read(t, from, everyColumn(m)) {
				if key := row[0].Str(); seen[key] {
					t.Errorf("%s: key %s comes twice", name, key)
				} else {
					seen[key] = true
				}
				for i, c := range m.Columns {
					if c.NotNull && row[i].IsNull() {
						t.Errorf("%s.%s is NULL", name, c.Name)
					}
				}
			}
		}
	})
}

// Both engines give the same rows, json by its meaning.
func TestEnginesAgree(t *testing.T) {
	lite, post := openSQLite(t), openPostgres(t)
	lite.seed(t, 4, 100)
	post.seed(t, 4, 100)
	other := post.tables(mine)
	for name, from := range lite.tables(mine) {
		m := from.Meta()
		r := everyColumn(m)
		r.Order = []table.Order{{Column: 0}}
		var rows [2][]string
		for i, t2 := range []table.Table{from, other[name]} {
			for _, row := range read(t, t2, r) {
				rows[i] = append(rows[i], native(m, row))
			}
		}
		if diff := cmp.Diff(rows[0], rows[1]); diff != "" || len(rows[0]) == 0 {
			t.Errorf("%s (-SQLite +PostgreSQL):\n%s", name, diff)
		}
	}
}

// No condition makes another account's rows seen.
func TestAccountsAreApart(t *testing.T) {
	onEngines(t, func(t *testing.T, h *house) {
		h.seed(t, 5, 60)
		others := h.tables(theirs)
		for name, from := range h.tables(mine) {
			m := from.Meta()
			account, _ := m.Column("account_id")
			for _, row := range read(t, from, everyColumn(m)) {
				if row[account].Str() != mine {
					t.Errorf("%s shows %s", name, show(row))
				}
			}
			for _, row := range read(t, others[name], everyColumn(m)) {
				for i, c := range m.Columns {
					asked := table.Condition{Column: i, Op: table.Eq, Value: row[i]}
					alone := c.Name == "_key" || c.Name == "account_id" || strings.HasSuffix(c.Name, "_arn") && strings.Contains(row[i].Str(), theirs)
					if c.Type != value.Text || row[i].IsNull() || !alone {
						continue
					}
					r := table.Request{Columns: []int{account}, Filter: []table.Condition{asked}, Limit: -1}
					if !from.Accept(r).Filter[0] {
						t.Fatalf("%s.%s was not accepted", name, c.Name)
					}
					for _, found := range read(t, from, r) {
						if found[0].Str() != mine || c.Name != "_key" {
							t.Errorf("%s: %s = %s shows %s", name, c.Name, row[i], show(found))
						}
					}
				}
			}
		}
	})
}

// All scans of a snapshot see one moment; scans without one see each change.
func TestSnapshotIsOneMoment(t *testing.T) {
	onEngines(t, func(t *testing.T, h *house) {
		h.seed(t, 6, 10)
		all := inventory.New(h.store, host)
		loops := all.Tables(mine)[1]
		count := func(ctx context.Context) int {
			rows, err := loops.Scan(ctx, table.Request{Limit: -1, Columns: []int{0}})
			must(t, err)
			return len(drain(t, rows))
		}
		ctx, end := all.Begin(t.Context())
		before := count(ctx)
		if _, err := h.db.Exec(`DELETE FROM human_loop WHERE account_id = $1 AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.loop_id = human_loop.id)`, mine); err != nil {
			t.Fatal(err)
		}
		if again := count(ctx); again != before {
			t.Errorf("a snapshot has %d loops, then %d", before, again)
		}
		end()
		if live := count(t.Context()); live >= before {
			t.Errorf("%d loops are left of %d", live, before)
		}
	})
}

// What is closed early, or given up, leaves no connection in use: many more such scans
// than there are connections can follow each other.
func TestEarlyEndsFreeTheDatabase(t *testing.T) {
	onEngines(t, func(t *testing.T, h *house) {
		h.fill(t, 5000)
		all := inventory.New(h.store, host)
		loops := all.Tables(mine)[1]
		for i := range 40 {
			ctx, cancel := context.WithCancel(t.Context())
			of, end := all.Begin(ctx)
			var open []table.Rows
			for range 3 {
				rows, err := loops.Scan(of, everyColumn(loops.Meta()))
				must(t, err)
				must(t, rows.Next(new(table.Batch)))
				open = append(open, rows)
			}
			if i%2 == 0 {
				cancel()
			}
			for _, rows := range open {
				must(t, rows.Close())
				if err := rows.Next(new(table.Batch)); err == nil {
					t.Error("a closed scan gives rows")
				}
			}
			end()
			cancel()
		}
	})
}

// A scan whose context has ended says so, and begins nothing.
func TestEndedContextEndsTheScan(t *testing.T) {
	onEngines(t, func(t *testing.T, h *house) {
		h.seed(t, 8, 10)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for name, from := range h.tables(mine) {
			rows, err := from.Scan(ctx, everyColumn(from.Meta()))
			must(t, err)
			if err := rows.Next(new(table.Batch)); err == nil || errors.Is(err, io.EOF) {
				t.Errorf("%s: %v", name, err)
			}
			must(t, rows.Close())
		}
	})
}

// A database that fails is told of, with the table's name.
type (
	broken   struct{}
	noMoment struct{}
)

func (broken) Snapshot(context.Context) inventory.Snapshot { return noMoment{} }
func (noMoment) Select(inventory.Selection) (inventory.Cursor, error) {
	return nil, errors.New("no disk")
}
func (noMoment) Close() error { return nil }

func TestFailuresAreTold(t *testing.T) {
	for _, from := range inventory.New(broken{}, host).Tables(mine) {
		rows, err := from.Scan(t.Context(), table.Request{Limit: -1})
		must(t, err)
		want := fmt.Sprintf("read %s.%s: no disk", from.Meta().Schema, from.Meta().Name)
		if err := rows.Next(new(table.Batch)); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		must(t, rows.Close())
	}
}
