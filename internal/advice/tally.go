package advice

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// Pair is one prediction that people have judged.
type Pair struct {
	// Confidence is on any scale, as long as more means surer.
	Confidence float64
	Right      bool
}

// greatest bounds what a confidence may be, on either side of zero, so that steps of
// a millionth can be counted.
const greatest = 1e9

// The steps that confidences are rounded down to, as powers of ten: millionths at
// first, larger ones once there are too many different ones.
const (
	finest       = 6
	mostDistinct = 1 << 16
)

// Tally counts pairs by their confidence, in memory that does not grow with their
// number. Confidences are rounded down to a step; a threshold is always a whole
// number of steps, and what is at or above it is the same before and after the
// rounding. So rounding makes thresholds coarser, never wrong.
type Tally struct {
	cells  map[int64]cell // by the number of steps
	digits int            // a step is 10 to the power of -digits
	all    cell
}

// cell counts the pairs of one confidence.
type cell struct{ n, wrong int64 }

// NewTally makes an empty tally.
func NewTally() *Tally { return &Tally{cells: map[int64]cell{}, digits: finest} }

// Add counts a pair. It refuses what is no finite number of a sensible size.
func (t *Tally) Add(p Pair) error {
	if !(math.Abs(p.Confidence) <= greatest) { // also not a number
		return fmt.Errorf("the confidence %v is no number between -1e9 and 1e9", p.Confidence)
	}
	step := stepsDown(p.Confidence, t.digits)
	c := t.cells[step]
	c.add(p.Right)
	t.cells[step] = c
	t.all.add(p.Right)
	for len(t.cells) > mostDistinct {
		t.coarsen()
	}
	return nil
}

func (c *cell) add(right bool) {
	c.n++
	if !right {
		c.wrong++
	}
}

// Len is the number of pairs.
func (t *Tally) Len() int64 { return t.all.n }

// coarsen makes the steps ten times as large.
func (t *Tally) coarsen() {
	larger := make(map[int64]cell, len(t.cells)/4)
	for step, c := range t.cells {
		down := step / 10
		if step%10 < 0 {
			down--
		}
		sum := larger[down]
		larger[down] = cell{sum.n + c.n, sum.wrong + c.wrong}
	}
	t.cells, t.digits = larger, t.digits-1
}

// stepsDown is the greatest number of steps that does not exceed x.
func stepsDown(x float64, digits int) int64 {
	step := int64(math.Floor(x * math.Pow10(digits)))
	// The product is rounded, so it may be one off.
	for value(step+1, digits) <= x {
		step++
	}
	for value(step, digits) > x {
		step--
	}
	return step
}

// value is a number of steps as a confidence: the nearest number to the decimal one.
func value(step int64, digits int) float64 {
	if digits < 0 {
		return float64(step) * math.Pow10(-digits)
	}
	return float64(step) / math.Pow10(digits)
}

// level is what a threshold would do: n pairs are at or above it, wrong of them wrong.
type level struct {
	threshold float64
	n, wrong  int64
}

// levels are all thresholds that make a difference, the lowest first.
func (t *Tally) levels() []level {
	steps := slices.Sorted(maps.Keys(t.cells))
	all := make([]level, len(steps))
	var above cell
	for i, step := range slices.Backward(steps) {
		c := t.cells[step]
		above.n, above.wrong = above.n+c.n, above.wrong+c.wrong
		all[i] = level{value(step, t.digits), above.n, above.wrong}
	}
	return all
}
