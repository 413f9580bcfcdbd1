package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
	"foureyes/internal/taskui"
)

// listed is one row of a list.
type listed struct {
	page.Key

	name string
}

// list is something that is read page by page.
type list struct {
	// read gives a page and, if there are more, at least one row of the next.
	read func(q page.Query) ([]listed, error)
	add  func(name string, at time.Time)
	// remove is nil where rows stay.
	remove func(name string)
}

// names of rows, three created in each millisecond; % and _ must not be wildcards.
var rowNames = []string{
	"aa", "ab-x", "ac", "ba", "bb-x", "bc", "ca", "cb-X", "cc", "da", "db-x", "dc", "ea", "eb-x", "ec",
	"fa", "fb-x", "fc", "ga", "gb-x", "gc", "ha", "hb-x",
}

func rowTime(i int) time.Time { return noon.Add(time.Duration(i/3) * time.Millisecond) }

// check reads a list in every way.
func (l list) check(t *testing.T) {
	t.Helper()
	for i := range rowNames {
		at := (i * 7) % len(rowNames) // not in the order of time
		l.add(rowNames[at], rowTime(at))
	}
	rows, err := l.read(page.Query{Limit: 1000})
	must(t, err)
	if len(rows) != len(rowNames) || !slices.IsSortedFunc(rows, byPlace) {
		t.Fatalf("the whole list: %v", rows)
	}
	l.checkFilters(t, rows)
	if l.remove != nil {
		l.checkStable(t, rows)
	}
}

func byPlace(a, b listed) int {
	return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
}

// walk reads a list page by page; between is called after each.
func (l list) walk(t *testing.T, q page.Query, between func()) []listed {
	t.Helper()
	var all []listed
	for {
		rows, err := l.read(q)
		must(t, err)
		kept, last := page.More(rows, q.Limit)
		all = append(all, kept...)
		if last == nil {
			return all
		}
		q.After = &last.Key
		between()
	}
}

func (l list) checkFilters(t *testing.T, rows []listed) {
	t.Helper()
	low, high := rowTime(6), rowTime(15)
	for _, f := range []struct {
		name string
		q    page.Query
		want func(listed) bool
	}{
		{"all", page.Query{}, func(listed) bool { return true }},
		{"from, inclusive", page.Query{From: low}, func(r listed) bool { return !r.CreatedAt.Before(low) }},
		{"until, exclusive", page.Query{Until: high}, func(r listed) bool { return r.CreatedAt.Before(high) }},
		{"between", page.Query{From: low, Until: high}, func(r listed) bool {
			return !r.CreatedAt.Before(low) && r.CreatedAt.Before(high)
		}},
		{"nothing between", page.Query{From: high, Until: low}, func(listed) bool { return false }},
		{"part of the name, in any case", page.Query{NameContains: "B-x"}, func(r listed) bool {
			return strings.Contains(strings.ToLower(r.name), "b-x")
		}},
		{"part of the name, between", page.Query{NameContains: "b", From: low, Until: high}, func(r listed) bool {
			return strings.Contains(r.name, "b") && !r.CreatedAt.Before(low) && r.CreatedAt.Before(high)
		}},
		{"no wildcard", page.Query{NameContains: "%"}, func(listed) bool { return false }},
		{"no single wildcard", page.Query{NameContains: "b_x"}, func(listed) bool { return false }},
		{"no escape", page.Query{NameContains: `\`}, func(listed) bool { return false }},
	} {
		want := slices.DeleteFunc(slices.Clone(rows), func(r listed) bool { return !f.want(r) })
		for _, limit := range []int{1, 2, 7, 23, 100} {
			f.q.Limit, f.q.Descending = limit, false
			up := l.walk(t, f.q, func() {})
			f.q.Descending = true
			down := l.walk(t, f.q, func() {})
			slices.Reverse(down)
			if !slices.Equal(up, want) || !slices.Equal(down, want) {
				t.Errorf("%s, %d at a time: %v up, %v down, want %v", f.name, limit, names(up), names(down), names(want))
			}
		}
	}
}

// checkStable adds and removes rows while a list is read: what was there all the
// time comes exactly once.
func (l list) checkStable(t *testing.T, rows []listed) {
	t.Helper()
	for _, descending := range []bool{false, true} {
		n := 0
		got := l.walk(t, page.Query{Limit: 2, Descending: descending}, func() {
			name := fmt.Sprintf("new-%t-%d", descending, n)
			l.add(name, rowTime(n*3))
			if n > 0 && n%2 == 0 {
				l.remove(fmt.Sprintf("new-%t-%d", descending, n-1))
			}
			n++
		})
		kept := slices.DeleteFunc(slices.Clone(got), func(r listed) bool { return strings.HasPrefix(r.name, "new-") })
		if descending {
			slices.Reverse(kept)
		}
		if !slices.Equal(kept, rows) {
			t.Errorf("descending %t: %v, want %v", descending, names(kept), names(rows))
		}
		for i := range n { // those that are left
			if i%2 == 0 || i == n-1 || i == n-2 {
				l.removeIfThere(t, fmt.Sprintf("new-%t-%d", descending, i))
			}
		}
	}
}

func (l list) removeIfThere(t *testing.T, name string) {
	t.Helper()
	rows, err := l.read(page.Query{Limit: 1000})
	must(t, err)
	if slices.Contains(names(rows), name) {
		l.remove(name)
	}
}

func names(rows []listed) []string {
	return column(rows, func(r listed) string { return r.name })
}

func pagesOfLoops(t *testing.T, h *house) {
	d, other := h.flow(t, "one"), h.flow(t, "two")
	h.start(t, other, "of-another-flow", noon)
	list{
		read: func(q page.Query) ([]listed, error) {
			rows, err := h.ListLoops(t.Context(), d.ID, q)
			return column(rows, func(l humanloop.Loop) listed { return listed{page.Key{CreatedAt: l.CreatedAt, ID: l.ID}, l.Name} }), err
		},
		add: func(name string, at time.Time) { h.start(t, d, name, at) },
		remove: func(name string) {
			l, err := h.Loop(t.Context(), account, region, name)
			must(t, err)
			must(t, h.ChangeLoop(t.Context(), l.ID, setting(func(l *humanloop.Loop) { l.DeletedAt = noon })))
		},
	}.check(t)
}

func pagesOfFlows(t *testing.T, h *house) {
	h.flow(t, "elsewhere", func(d *flow.Definition) { d.Region = "us-east-1" })
	list{
		read: func(q page.Query) ([]listed, error) {
			rows, err := h.ListFlowDefinitions(t.Context(), account, region, q)
			return column(rows, func(d flow.Definition) listed { return listed{page.Key{CreatedAt: d.CreatedAt, ID: d.ID}, d.Name} }), err
		},
		add: func(name string, at time.Time) {
			h.flow(t, name, func(d *flow.Definition) { d.CreatedAt = at })
		},
		remove: func(name string) {
			d, err := h.FlowDefinition(t.Context(), account, region, name)
			must(t, err)
			h.deleting(t, d)
			gone, err := h.RemoveFlow(t.Context(), d.ID, 9, noon)
			same(t, "gone", true, gone, err)
		},
	}.check(t)
}

func pagesOfTemplates(t *testing.T, h *house) {
	must(t, h.DeleteHumanTaskUI(t.Context(), account, region, h.ui.Name, noon))
	list{
		read: func(q page.Query) ([]listed, error) {
			rows, err := h.ListHumanTaskUIs(t.Context(), account, region, q)
			return column(rows, func(u taskui.UI) listed { return listed{page.Key{CreatedAt: u.CreatedAt, ID: u.ID}, u.Name} }), err
		},
		add:    func(name string, at time.Time) { h.template(t, name, at) },
		remove: func(name string) { must(t, h.DeleteHumanTaskUI(t.Context(), account, region, name, noon)) },
	}.check(t)
}

func pagesOfPeople(t *testing.T, h *house) {
	list{
		read: func(q page.Query) ([]listed, error) {
			rows, err := h.ListPeople(t.Context(), q)
			return column(rows, func(p auth.Person) listed { return listed{page.Key{CreatedAt: p.CreatedAt, ID: p.ID}, p.Name} }), err
		},
		add: func(name string, at time.Time) {
			id := h.id()
			p := auth.Person{ID: id, Email: id + "@host", Name: name, WorkerID: id, CreatedAt: at}
			must(t, h.CreatePerson(t.Context(), p, "", auth.Membership{Account: account, Region: region, Group: "g"}))
		},
	}.check(t)
}
