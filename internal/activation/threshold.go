package activation

import "fmt"

// comparisons are the endings of the names of thresholds, with what each asks of a
// confidence.
var comparisons = []struct {
	ending, words string
	holds         func(confidence, limit float64) bool
}{
	{"Equals", "equal to", func(c, l float64) bool { return c == l }},
	{"LessThan", "less than", func(c, l float64) bool { return c < l }},
	{"LessThanEquals", "at most", func(c, l float64) bool { return c <= l }},
	{"GreaterThan", "greater than", func(c, l float64) bool { return c > l }},
	{"GreaterThanEquals", "at least", func(c, l float64) bool { return c >= l }},
}

// threshold is one limit of a confidence; which is its place in comparisons.
type threshold struct {
	which int
	limit float64
}

// String says it in words: less than 80.
func (t threshold) String() string { return fmt.Sprintf("%s %v", comparisons[t.which].words, t.limit) }

// thresholds are limits that a confidence must meet all of; none are met always.
type thresholds []threshold

// thresholds reads the thresholds whose names begin so.
func (p *parameters) thresholds(prefix string) thresholds {
	var ts thresholds
	for i, c := range comparisons {
		if limit, there := p.number(prefix+c.ending, 0, 100); there {
			ts = append(ts, threshold{i, limit})
		}
	}
	return ts
}

// unmet is the first threshold that a confidence does not meet.
func (t thresholds) unmet(confidence float64) (threshold, bool) {
	for _, one := range t {
		if !comparisons[one.which].holds(confidence, one.limit) {
			return one, true
		}
	}
	return threshold{}, false
}
