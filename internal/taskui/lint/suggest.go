package lint

import "fmt"

// suggest names the element that was most likely meant; empty when none is near.
func suggest(name string) string {
	const near = 4
	best, least := "", near
	for _, e := range Elements {
		if d := distance(name, e); d < least {
			best, least = e, d
		}
	}
	if best == "" {
		return " Templates may bring elements of their own, under other names."
	}
	return fmt.Sprintf(" Was <%s> meant?", best)
}

// distance is how many letters must be put in, left out or changed (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := last
			if a[i] != b[j] {
				cost = 1 + min(last, row[j], row[j+1])
			}
			last, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
