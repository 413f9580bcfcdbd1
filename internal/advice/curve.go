package advice

import "slices"

// Point is a place on the curve of risk over coverage.
type Point struct {
	Threshold float64
	// Coverage is the share of pairs that are not below the threshold.
	Coverage float64
	// Risk is the share of wrong ones among these.
	Risk float64
	// Upper is the bound of the risk that the selection compares.
	Upper float64
}

// mostPoints is how many points a curve has at most, beside the selected one.
const mostPoints = 200

// curve gives the points at about even steps of coverage, and that of the selected
// level, if there is one.
func (s selection) curve(selected int) []Point {
	var points []Point
	next := 0.0
	for i, l := range slices.Backward(s.levels) {
		coverage := float64(l.n) / float64(s.n)
		if coverage < next && i != selected && i != 0 {
			continue
		}
		points = append(points, Point{
			Threshold: l.threshold, Coverage: coverage,
			Risk: float64(l.wrong) / float64(l.n), Upper: Upper(l.wrong, l.n, s.delta),
		})
		for next <= coverage {
			next += 1.0 / mostPoints
		}
	}
	return points
}
