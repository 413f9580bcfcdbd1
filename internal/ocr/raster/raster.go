// Package raster prepares the pixels of a scanned page for reading: it tells paper
// from ink, straightens the page, and finds what is drawn but is not text: ruled
// lines, frames, boxes to tick and dotted leaders. Those it wipes off, since a
// recogniser of characters would read them as characters.
//
// It is plain computation over *image.Gray, without I/O, and knows nothing of
// words and fields; those are layout's. Its cost grows with the number of pixels,
// and the number of shapes that it looks at is bounded.
//
// Lengths are pixels of the straightened page. What is small is told by the width
// of the page, which is taken to be that of a sheet of paper.
package raster

import "image"

// Page is a page that was straightened and wiped.
type Page struct {
	Clean   *image.Gray       // for the recogniser
	Size    image.Point       // of the page as it was handed in
	Skew    float64           // slope of the text's lines before straightening: down per right
	Frames  []image.Rectangle // the smallest frames that ruled lines make
	Rules   []image.Rectangle // horizontal lines
	Leaders []image.Rectangle // rows of dots
	Ticks   []Tick            // boxes to tick
}

// Tick is a small square that somebody may have marked.
type Tick struct {
	Box    image.Rectangle
	Marked bool
}

// Prepare straightens a page and finds its drawn shapes.
func Prepare(g *image.Gray) Page {
	skew := slope(inkOf(g))
	g = straighten(g, skew)
	paper := shades(g)
	bits := paper.ink(g)
	p := Page{Clean: g, Size: g.Bounds().Size(), Skew: skew}
	p.Ticks = bits.ticks()
	across, down := bits.rules(max(bits.w/18, 40)), bits.transposed().rules(max(bits.w/30, 24))
	for i, r := range down {
		down[i] = flip(r)
	}
	p.Rules, p.Frames = across, frames(across, down)
	p.Leaders = bits.leaders()
	w := wiper{g, bits, paper}
	w.rules(across, down)
	for _, t := range p.Ticks {
		w.area(t.Box.Inset(-2))
	}
	for _, l := range p.Leaders {
		w.area(l.Inset(-1))
	}
	paper.flatten(g)
	return p
}

// Back gives the point of the page as it was handed in that a straightened page
// has at x, y.
func (p Page) Back(x, y float64) (float64, float64) { return turn(p.Size, p.Skew, x, y) }

// flip exchanges the axes.
func flip(r image.Rectangle) image.Rectangle {
	return image.Rect(r.Min.Y, r.Min.X, r.Max.Y, r.Max.X)
}
