package workforce

import (
	"cmp"
	"slices"
	"strings"

	"foureyes/internal/page"
)

// List is one page of a list that is small enough to be read whole: teams of an
// account and region are a few dozen.
type List struct {
	page.Query

	ByName bool
}

// pageOf filters, orders and cuts teams.
func (l List) pageOf(teams []Workteam) []Workteam {
	teams = slices.DeleteFunc(slices.Clone(teams), func(t Workteam) bool { return !l.contains(t.Name) })
	slices.SortFunc(teams, l.compare)
	if l.After != nil {
		last := Workteam{ID: l.After.ID, Name: l.After.Name, CreatedAt: l.After.CreatedAt}
		teams = slices.DeleteFunc(teams, func(t Workteam) bool { return l.compare(t, last) <= 0 })
	}
	return teams[:min(len(teams), l.Limit+1)]
}

func (l List) compare(a, b Workteam) int {
	order := cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	if l.ByName {
		order = cmp.Compare(a.Name, b.Name)
	}
	if l.Descending {
		return -order
	}
	return order
}

// contains is the case-insensitive NameContains of the list operations.
func (l List) contains(name string) bool {
	return strings.Contains(strings.ToLower(name), strings.ToLower(l.NameContains))
}
