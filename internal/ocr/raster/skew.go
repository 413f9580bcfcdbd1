package raster

import (
	"image"
	"math"
)

const (
	// steepest is the largest slope that is looked for: about five degrees.
	steepest = 0.09
	// level is a slope that is left as it is: less than two pixels over a page.
	level = 0.0008
	// inkEnough bounds how many pixels of ink are asked for the slope.
	inkEnough = 60_000
)

// slope finds how the text's lines tilt: of all slopes the one along which ink
// falls into the fewest rows (Postl 1986).
func slope(b ink) float64 {
	points := b.sample()
	if len(points) < 100 {
		return 0
	}
	best := steepestPeak(points, b.h, 0, steepest, 0.005)
	best = steepestPeak(points, b.h, best, 0.005, 0.0005)
	if math.Abs(best) < level {
		return 0
	}
	return best
}

// sample takes pixels of ink evenly over the page, at most inkEnough.
func (b ink) sample() []image.Point {
	total := 0
	for _, v := range b.pix {
		total += int(v)
	}
	every, seen := total/inkEnough+1, 0
	points := make([]image.Point, 0, total/every+1)
	for i, v := range b.pix {
		if v == 0 {
			continue
		}
		if seen%every == 0 {
			points = append(points, image.Pt(i%b.w, i/b.w))
		}
		seen++
	}
	return points
}

// steepestPeak tries the slopes around one, step by step.
func steepestPeak(points []image.Point, height int, around, reach, step float64) float64 {
	best, most := around, -1.0
	for i := -math.Round(reach / step); i <= math.Round(reach/step); i++ {
		tried := around + i*step
		// A little is taken off what tilts, so that an empty contest ends level.
		if sharp := sharpness(points, height, tried) * (1 - math.Abs(tried)/100); sharp > most {
			best, most = tried, sharp
		}
	}
	return best
}

// sharpness is high when the points lie in few rows of that slope.
func sharpness(points []image.Point, height int, slope float64) float64 {
	rows := make([]float64, 3*height+2)
	for _, p := range points {
		row := int(float64(p.Y)-float64(p.X)*slope) + height
		if row >= 0 && row < len(rows) {
			rows[row]++
		}
	}
	sum := 0.0
	for i := 1; i < len(rows); i++ {
		sum += (rows[i] - rows[i-1]) * (rows[i] - rows[i-1])
	}
	return sum
}

// turn rotates a point about the middle of the page by a slope.
func turn(size image.Point, slope, x, y float64) (float64, float64) {
	sin, cos := math.Sincos(math.Atan(slope))
	cx, cy := float64(size.X)/2, float64(size.Y)/2
	dx, dy := x-cx, y-cy
	return cx + dx*cos - dy*sin, cy + dx*sin + dy*cos
}

// straighten turns the page so that lines of that slope become level. What comes
// in from outside is as light as the lightest corner.
func straighten(g *image.Gray, slope float64) *image.Gray {
	size := g.Bounds().Size()
	out := image.NewGray(image.Rectangle{Max: size})
	if slope == 0 {
		for y := range size.Y {
			copy(out.Pix[y*out.Stride:], g.Pix[y*g.Stride:y*g.Stride+size.X])
		}
		return out
	}
	sin, cos := math.Sincos(math.Atan(slope))
	cx, cy := float64(size.X)/2, float64(size.Y)/2
	paper := lightest(g)
	for y := range size.Y {
		for x := range size.X {
			dx, dy := float64(x)-cx, float64(y)-cy
			out.Pix[y*out.Stride+x] = between(g, cx+dx*cos-dy*sin, cy+dx*sin+dy*cos, paper)
		}
	}
	return out
}

// lightest is the grey of the lightest corner.
func lightest(g *image.Gray) uint8 {
	r := g.Bounds()
	light := uint8(0)
	for _, p := range []image.Point{r.Min, {r.Max.X - 1, r.Min.Y}, {r.Min.X, r.Max.Y - 1}, r.Max.Sub(image.Pt(1, 1))} {
		light = max(light, g.GrayAt(p.X, p.Y).Y)
	}
	return light
}

// between mixes the four pixels around a point.
func between(g *image.Gray, x, y float64, outside uint8) uint8 {
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	if x0 < 0 || y0 < 0 || x0 >= g.Rect.Dx() || y0 >= g.Rect.Dy() {
		return outside
	}
	x1, y1 := min(x0+1, g.Rect.Dx()-1), min(y0+1, g.Rect.Dy()-1)
	fx, fy := x-float64(x0), y-float64(y0)
	upper := float64(g.Pix[y0*g.Stride+x0])*(1-fx) + float64(g.Pix[y0*g.Stride+x1])*fx
	lower := float64(g.Pix[y1*g.Stride+x0])*(1-fx) + float64(g.Pix[y1*g.Stride+x1])*fx
	return uint8(upper*(1-fy) + lower*fy + 0.5)
}
