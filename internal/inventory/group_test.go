package inventory_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// What the database counts and sums is what comes of the rows.
func TestGroupsAreThoseOfTheRows(t *testing.T) {
	onEngines(t, func(t *testing.T, h *house) {
		h.seed(t, 8, 150)
		for name, from := range h.tables(mine) {
			t.Run(name, func(t *testing.T) {
				g := &guesser{rand: rand.New(rand.NewPCG(12, 2)), meta: from.Meta(), rows: read(t, from, everyColumn(from.Meta()))}
				taken := 0
				for range 200 {
					r := g.groupRequest()
					if !from.Accept(r).Group {
						continue
					}
					taken++
					want, got := g.grouped(r), showAll(rounded(read(t, from, r)))
					if len(r.Order) == 0 {
						slices.Sort(want)
						slices.Sort(got)
					}
					if diff := cmp.Diff(want, got); diff != "" {
						t.Fatalf("%+v of %+v (-rows +table):\n%s", *r.Group, r.Filter, diff)
					}
				}
				if taken < 40 {
					t.Errorf("only %d of 200 groups were accepted", taken)
				}
			})
		}
	})
}

func (g *guesser) groupRequest() table.Request {
	r := table.Request{Limit: -1, Group: &table.Group{}}
	for range g.rand.IntN(3) {
		k := table.Key{Column: g.rand.IntN(len(g.meta.Columns))}
		if g.meta.Columns[k.Column].Type == value.Timestamp {
			k.Trunc = []string{"", "second", "minute", "hour", "day", "week", "month", "quarter", "year"}[g.rand.IntN(9)]
		}
		r.Group.Keys = append(r.Group.Keys, k)
	}
	for range 1 + g.rand.IntN(3) {
		a := table.Aggregate{Calc: table.Calc(g.rand.IntN(5)), Column: g.rand.IntN(len(g.meta.Columns))}
		if g.rand.IntN(3) == 0 {
			a = table.Aggregate{Column: -1}
		}
		for range g.rand.IntN(3) {
			a.Filter = append(a.Filter, g.condition())
		}
		r.Group.Aggregates = append(r.Group.Aggregates, a)
	}
	for range g.rand.IntN(2) {
		r.Filter = append(r.Filter, g.condition())
	}
	for i := range r.Group.Keys { // all keys, so that the order is total
		if len(r.Order) == i && g.rand.IntN(2) == 0 {
			r.Order = append(r.Order, table.Order{Column: i, Desc: g.rand.IntN(2) == 0, NullsFirst: g.rand.IntN(2) == 0})
		}
	}
	if len(r.Order) < len(r.Group.Keys) {
		r.Order = nil
	}
	return r
}

// grouped computes groups by their meaning.
func (g *guesser) grouped(r table.Request) []string {
	groups, keys := map[string][][]value.Value{}, map[string][]value.Value{}
	if len(r.Group.Keys) == 0 {
		groups[""], keys[""] = nil, nil
	}
	for _, row := range g.rows {
		if !meets(r.Filter, row) {
			continue
		}
		var key []value.Value
		for _, k := range r.Group.Keys {
			key = append(key, truncated(row[k.Column], k.Trunc))
		}
		at := show(key)
		groups[at], keys[at] = append(groups[at], row), key
	}
	var all [][]value.Value
	for at, rows := range groups {
		made := slices.Clone(keys[at])
		for _, a := range r.Group.Aggregates {
			made = append(made, calculated(a, rows))
		}
		all = append(all, made)
	}
	slices.SortFunc(all, func(a, b []value.Value) int { return table.CompareRows(r.Order, a, b) })
	return showAll(rounded(all))
}

// rounded leaves out the digits of doubles that depend on the order of a sum.
func rounded(rows [][]value.Value) [][]value.Value {
	for _, row := range rows {
		for i, v := range row {
			if v.Kind() == value.KindFloat {
				row[i] = value.OfFloat(math.Round(v.Float()*1e6) / 1e6)
			}
		}
	}
	return rows
}

func meets(conditions []table.Condition, row []value.Value) bool {
	for i := range conditions {
		if !conditions[i].Matches(row[conditions[i].Column]) {
			return false
		}
	}
	return true
}

func truncated(v value.Value, unit string) value.Value {
	if v.IsNull() || unit == "" {
		return v
	}
	t := v.Time()
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	switch unit {
	case "second":
		t = t.Truncate(time.Second)
	case "minute":
		t = t.Truncate(time.Minute)
	case "hour":
		t = t.Truncate(time.Hour)
	case "day":
		t = day
	case "week":
		t = day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	case "month":
		t = day.AddDate(0, 0, 1-day.Day())
	case "quarter":
		t = time.Date(t.Year(), (t.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
	case "year":
		t = time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return value.OfTime(t)
}

func calculated(a table.Aggregate, rows [][]value.Value) value.Value {
	var n int64
	var sum float64
	best, whole := value.Null, false
	for _, row := range rows {
		if !meets(a.Filter, row) {
			continue
		}
		if a.Column < 0 {
			n++
			continue
		}
		v := row[a.Column]
		if v.IsNull() {
			continue
		}
		n++
		switch {
		case a.Calc == table.Sum || a.Calc == table.Avg:
			sum += v.Float()
			whole = v.Kind() == value.KindInt
		case a.Calc == table.Count:
		case best.IsNull() || (value.Compare(v, best) < 0) == (a.Calc == table.Min):
			best = v
		}
	}
	switch {
	case a.Calc == table.Count:
		return value.OfInt(n)
	case n == 0:
		return value.Null
	case a.Calc == table.Avg:
		return value.OfFloat(sum / float64(n))
	case a.Calc == table.Sum && whole:
		return value.OfInt(int64(sum))
	case a.Calc == table.Sum:
		return value.OfFloat(sum)
	}
	return best
}
