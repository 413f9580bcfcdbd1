package suite

import (
	"os"
	"strings"
	"testing"
)

// TestEveryOperationHasItsRow holds docs/api.md against the contracts.
func TestEveryOperationHasItsRow(t *testing.T) {
	page, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	apis, err := contracts()
	if err != nil {
		t.Fatal(err)
	}
	all := operations(apis)
	for _, o := range all {
		if n := strings.Count(string(page), "\n| `"+o.name+"` | "); n != 1 {
			t.Errorf("%s has %d rows in docs/api.md", o.name, n)
		}
	}
	if len(all) != 32 {
		t.Errorf("the contracts have %d operations", len(all))
	}
}

// TestEveryOperationIsAsked: no operation is without cases of both sorts.
func TestEveryOperationIsAsked(t *testing.T) {
	cases, err := allCases()
	if err != nil {
		t.Fatal(err)
	}
	names, limits, told := map[string]bool{}, map[string]int{}, map[string]int{}
	for _, c := range cases {
		if names[c.name] {
			t.Errorf("two cases are called %s", c.name)
		}
		names[c.name] = true
		limits[c.operation]++
	}
	for _, c := range lives() {
		told[c.operation]++
	}
	apis, _ := contracts()
	for _, o := range operations(apis) {
		if limits[o.name]-told[o.name] < 15 || told[o.name] < 1 {
			t.Errorf("%s has %d cases of its contract and %d of its life", o.name, limits[o.name]-told[o.name], told[o.name])
		}
	}
}
