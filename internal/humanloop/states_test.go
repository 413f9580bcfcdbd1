package humanloop

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// drawing is one section of docs/states.md.
type drawing struct {
	edges map[string]string // "from --> to" and its label
	rows  [][]string        // cells of the table, without its head
}

// readDrawing finds the section with this heading.
func readDrawing(t *testing.T, heading string) drawing {
	t.Helper()
	page, err := os.ReadFile("../../docs/states.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(page), "\n## "+heading+"\n")
	if !found {
		t.Fatalf("docs/states.md has no section %q", heading)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	d := drawing{edges: map[string]string{}}
	for line := range strings.Lines(section) {
		line = strings.TrimSpace(line)
		if edge, label, ok := strings.Cut(line, ": "); ok && strings.Contains(edge, "-->") {
			d.edges[edge] = label
		}
		if strings.HasPrefix(line, "|") {
			d.rows = append(d.rows, cells(line))
		}
	}
	if len(d.rows) < 3 {
		t.Fatalf("section %q of docs/states.md has no table", heading)
	}
	d.rows = d.rows[2:]
	return d
}

// cells are the texts between the bars of a line, without code marks.
func cells(line string) []string {
	parts := strings.Split(strings.Trim(strings.ReplaceAll(line, "`", ""), "|"), "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// names are the members of a list in a cell, in order.
func names(cell string) []string {
	all := strings.Split(cell, ", ")
	slices.Sort(all)
	return all
}

// wanted are the transitions that the rows tell of.
func wanted(t *testing.T, rows [][]string) map[transition]bool {
	t.Helper()
	all := map[transition]bool{}
	add := func(row []string, tr transition) {
		if all[tr] {
			t.Errorf("a second row tells of %+v: %v", tr, row)
		}
		all[tr] = true
	}
	for _, row := range rows {
		for _, rule := range names(row[2]) {
			switch len(row) {
			case 4:
				add(row, transition{from: row[0], rule: rule, to: row[3]})
			case 6:
				for flow := range strings.FieldsSeq(strings.ReplaceAll(row[3], "either", "Active Deleting")) {
					follows := strings.ReplaceAll(strings.Join(names(row[5]), ", "), "nothing", "")
					add(row, transition{row[0], rule, flow, row[4], follows})
				}
			default:
				t.Errorf("a row with %d cells: %v", len(row), row)
			}
		}
	}
	return all
}

// edgesOf are the arrows that a drawing of these transitions has.
func edgesOf(all map[transition]bool) map[string]string {
	rules := map[string][]string{}
	for tr := range all {
		edge := tr.from + " --> " + tr.to
		if !slices.Contains(rules[edge], tr.rule) {
			rules[edge] = append(rules[edge], tr.rule)
		}
	}
	edges := map[string]string{}
	for edge, r := range rules {
		edges[edge] = strings.Join(slices.Sorted(slices.Values(r)), ", ")
	}
	return edges
}

func TestDrawingShowsWhatTheRulesDo(t *testing.T) {
	done := explore()
	for heading, did := range map[string]map[transition]bool{"A human loop": done.loop, "An assignment": done.assignment} {
		drawn := readDrawing(t, heading)
		table := wanted(t, drawn.rows)
		for tr := range did {
			if !table[tr] {
				t.Errorf("%s: the rules do %+v, and no row tells of it", heading, tr)
			}
		}
		for tr := range table {
			if !did[tr] {
				t.Errorf("%s: a row tells of %+v, which never happens", heading, tr)
			}
		}
		if diff := cmp.Diff(edgesOf(did), drawn.edges); diff != "" {
			t.Errorf("%s, arrows (-done +drawn):\n%s", heading, diff)
		}
	}
}

// What is explored must be all that there is.
func TestEveryStateIsReached(t *testing.T) {
	reached := map[string]bool{}
	done := explore()
	for tr := range maps.Keys(done.loop) {
		reached[tr.to] = true
	}
	for tr := range maps.Keys(done.assignment) {
		reached["assignment "+tr.to] = true
	}
	for _, s := range []Status{InProgress, Finishing, Completed, Failed, Stopping, Stopped} {
		if !reached[string(s)] {
			t.Errorf("no loop becomes %s", s)
		}
	}
	for _, s := range []AssignmentStatus{Accepted, Paused, Submitted, Released, Declined, AssignmentExpiry, Withdrawn} {
		if !reached["assignment "+string(s)] {
			t.Errorf("no assignment becomes %s", s)
		}
	}
}
