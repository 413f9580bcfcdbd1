package store

import (
	"strings"
	"testing"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/humanloop"
	"foureyes/internal/inventory"
)

// Each column of the registry is read from somewhere, and nothing else is.
func TestRelationsHaveTheColumnsOfTheRegistry(t *testing.T) {
	for _, d := range inventory.Definitions {
		r, known := relations[d.String()]
		if !known || len(r.columns) != len(d.Columns) {
			t.Errorf("%s: the registry has %d columns, the relation %d", d, len(d.Columns), len(r.columns))
		}
		for _, c := range d.Columns {
			if e := r.columns[c.Name]; e.sqlite == "" || e.postgres == "" {
				t.Errorf("%s.%s is read from nowhere", d, c.Name)
			}
		}
	}
	if len(relations) != len(inventory.Definitions) {
		t.Errorf("there are %d relations for %d tables", len(relations), len(inventory.Definitions))
	}
}

// Every status that the API shows is one of those that are counted side by side.
func TestAllStatusesAreCounted(t *testing.T) {
	counted := map[string]bool{}
	for _, c := range shownStatus().few {
		counted[c.value] = strings.Contains(c.when, "'"+c.value+"'")
	}
	all := []humanloop.Status{humanloop.InProgress, humanloop.Finishing, humanloop.Completed, humanloop.Failed, humanloop.Stopping, humanloop.Stopped}
	for _, s := range all {
		if !counted[string(s.Shown())] {
			t.Errorf("%s is not counted", s)
		}
	}
}

// What is asked often is found by an index.
func TestQuestionsOfSQLUseIndexes(t *testing.T) {
	s, err := OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	d := definition(t, "aws.sagemaker_human_loop")
	created, status := d.Column("creation_time"), d.Column("human_loop_status")
	arn := []any{"arn:aws:sagemaker:us-east-1:000000000042:human-loop/x"}
	since := inventory.Condition{Column: created, Op: table.Ge, Args: []any{int64(5)}}
	all := []inventory.Aggregate{{Column: -1}}
	for name, test := range map[string]struct {
		of    inventory.Selection
		want  []string
		sorts bool // a few groups
	}{
		"by ARN": {
			inventory.Selection{Columns: []int{status}, Limit: -1, Where: []inventory.Condition{{Column: d.Column("human_loop_arn"), Op: table.Eq, Args: arn}}},
			[]string{"human_loop_name (account_id=? AND region=? AND name=?)", "human_loop_gone (account_id=? AND region=? AND name=?)"},
			false,
		},
		"by name": {
			inventory.Selection{Columns: []int{status}, Limit: -1, Where: []inventory.Condition{{Column: d.Column("human_loop_name"), Op: table.Eq, Args: []any{"x"}}}},
			[]string{"human_loop_name (account_id=? AND region=? AND name=?)", "human_loop_gone (account_id=? AND region=? AND name=?)"},
			false,
		},
		"by key": {
			inventory.Selection{Columns: []int{status}, Limit: -1, Where: []inventory.Condition{{Column: 0, Op: table.Eq, Args: []any{"x"}}}},
			[]string{"PRIMARY KEY (id=?)"},
			false,
		},
		"newest of a week": {
			inventory.Selection{Columns: []int{0, created}, Limit: 5, Where: []inventory.Condition{since}, Order: []table.Order{{Column: created, Desc: true, NullsFirst: true}}},
			[]string{"human_loop_time (account_id=? AND created_at>?)"},
			false,
		},
		"what waits": {
			inventory.Selection{Limit: -1, Group: &inventory.Group{Keys: []table.Key{{Column: d.Column("flow_definition_name")}}, Aggregates: all}, Where: []inventory.Condition{
				{Column: status, Op: table.Eq, Args: []any{"InProgress"}}, {Column: d.Column("deleted_at"), Op: table.IsNull},
			}},
			[]string{"human_loop_ended (flow_id=? AND ended_at=?)"},
			true,
		},
		"ended since": {
			inventory.Selection{Limit: -1, Columns: []int{created}, Where: []inventory.Condition{
				{Column: status, Op: table.Eq, Args: []any{"Completed"}}, {Column: d.Column("ended_at"), Op: table.Ge, Args: []any{int64(5)}},
			}},
			[]string{"human_loop_ended (flow_id=? AND ended_at>?)"},
			false,
		},
		"the newest that wait": {
			inventory.Selection{
				Columns: []int{created}, Limit: 5, Order: []table.Order{{Column: created, Desc: true, NullsFirst: true}},
				Where: []inventory.Condition{{Column: status, Op: table.In, Args: []any{"InProgress", "Stopping"}}},
			},
			[]string{"human_loop_time (account_id=?)"},
			false,
		},
		"what waits since": {
			inventory.Selection{Limit: -1, Columns: []int{created}, Where: []inventory.Condition{since, {Column: status, Op: table.Eq, Args: []any{"InProgress"}}}},
			[]string{"human_loop_time (account_id=? AND created_at>?)"},
			false,
		},
		"what waits or has failed": {
			inventory.Selection{Limit: -1, Columns: []int{created}, Where: []inventory.Condition{{Column: status, Op: table.In, Args: []any{"InProgress", "Failed"}}}},
			[]string{"human_loop_time (account_id=?)"},
			false,
		},
		"count":     {inventory.Selection{Limit: -1, Group: &inventory.Group{Aggregates: all}}, []string{"COVERING INDEX human_loop_time"}, false},
		"by status": {inventory.Selection{Limit: -1, Group: &inventory.Group{Keys: []table.Key{{Column: status}}, Aggregates: all}}, []string{"COVERING INDEX human_loop_time"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			test.of.Table, test.of.Account = d, "000000000042"
			plan := explained(t, s, test.of)
			for _, want := range test.want {
				if !strings.Contains(plan, want) {
					t.Errorf("the plan has no %s:\n%s", want, plan)
				}
			}
			if strings.Contains(plan, "TEMP B-TREE") != test.sorts {
				t.Errorf("rows are sorted, or are not:\n%s", plan)
			}
		})
	}
}

func definition(t *testing.T, name string) *inventory.Definition {
	t.Helper()
	for _, d := range inventory.Definitions {
		if d.String() == name {
			return d
		}
	}
	t.Fatalf("there is no table %s", name)
	return nil
}

func explained(t *testing.T, s *Store, of inventory.Selection) string {
	t.Helper()
	query, args, err := statementOf(of, false)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.queries.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(steps, "\n")
}
