// Package chart draws the curve of risk over coverage, for terminals and as SVG.
//
// It owns the shape of the drawing: what is on which axis, where it is cut, and how
// it is told to those who cannot see it. It reads no file and knows no terminal: it
// is told the width, and whether colours are wanted.
package chart

import (
	"math"

	"foureyes/internal/advice"
)

// frame is what part of the plane is shown: all of the coverage, and the risk from 0
// up to top.
type frame struct{ top float64 }

// frameOf cuts where the risk's curve ends, with room for the aim; what the bound has
// above that is not shown.
func frameOf(a advice.Advice) frame {
	up := 2 * a.Question.Risk
	for _, p := range a.Curve {
		up = max(up, 1.1*p.Risk)
	}
	return frame{min(1, nice(up))}
}

// nice is the next of 1, 2, 2.5 and 5 times a power of ten.
func nice(x float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(x)))
	for _, times := range []float64{1, 2, 2.5, 5} {
		if x <= times*unit*(1+1e-9) {
			return times * unit
		}
	}
	return 10 * unit
}

// place is a point of the curve inside the frame, both from 0 to 1; below is false
// for one that is cut off.
func (f frame) place(coverage, risk float64) (x, y float64, below bool) {
	return coverage, risk / f.top, risk <= f.top
}

// line is one of the curve's two lines.
type line func(advice.Point) float64

func risk(p advice.Point) float64  { return p.Risk }
func upper(p advice.Point) float64 { return p.Upper }
