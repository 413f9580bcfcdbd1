package raster

import "image"

// ink is a page of black and white; a pixel is 1 where there is ink.
type ink struct {
	w, h int
	pix  []uint8
}

// at reports ink; outside the page there is none.
func (b ink) at(x, y int) bool {
	return x >= 0 && y >= 0 && x < b.w && y < b.h && b.pix[y*b.w+x] != 0
}

// transposed exchanges the axes, so that what runs down runs across.
func (b ink) transposed() ink {
	t := ink{b.h, b.w, make([]uint8, len(b.pix))}
	for y := range b.h {
		for x, v := range b.pix[y*b.w : (y+1)*b.w] {
			t.pix[x*b.h+y] = v
		}
	}
	return t
}

// inkOf is the page in black and white.
func inkOf(g *image.Gray) ink { return shades(g).ink(g) }

// shade holds sums of grey, from which the mean of any area is known at once. The
// sums of a large page overflow, which the differences of four of them undo: no area
// that is asked for has a sum of more than 32 bits.
type shade struct {
	w, h int
	sums []uint32 // (w+1) x (h+1), of all that is above and left
}

// shades sums the page up.
func shades(g *image.Gray) shade {
	size := g.Bounds().Size()
	s := shade{size.X, size.Y, make([]uint32, (size.X+1)*(size.Y+1))}
	for y := range s.h {
		var row uint32
		for x, v := range g.Pix[y*g.Stride : y*g.Stride+s.w] {
			row += uint32(v)
			s.sums[(y+1)*(s.w+1)+x+1] = s.sums[y*(s.w+1)+x+1] + row
		}
	}
	return s
}

// mean is the mean grey around a pixel, in a square of an eighth of the width.
func (s shade) mean(x, y int) int {
	reach := max(s.w/16, 8)
	x0, y0, x1, y1 := max(x-reach, 0), max(y-reach, 0), min(x+reach, s.w), min(y+reach, s.h)
	sum := s.sums[y1*(s.w+1)+x1] - s.sums[y0*(s.w+1)+x1] - s.sums[y1*(s.w+1)+x0] + s.sums[y0*(s.w+1)+x0]
	return int(sum) / ((x1 - x0) * (y1 - y0))
}

// ink tells what is clearly darker than its surroundings, so that a shadow over
// half of the page makes no ink (Bradley and Roth 2007).
func (s shade) ink(g *image.Gray) ink {
	b := ink{s.w, s.h, make([]uint8, s.w*s.h)}
	for y := range s.h {
		for x, v := range g.Pix[y*g.Stride : y*g.Stride+s.w] {
			if int(v)*100 < s.mean(x, y)*80 {
				b.pix[y*s.w+x] = 1
			}
		}
	}
	return b
}

// flatten makes paper white wherever it lies in a shadow: Tesseract tells ink from
// paper by one grey for the whole page.
func (s shade) flatten(g *image.Gray) {
	for y := range s.h {
		row := g.Pix[y*g.Stride : y*g.Stride+s.w]
		for x, v := range row {
			row[x] = uint8(min(int(v)*268/max(s.mean(x, y), 1), 255)) //nolint:gosec // bounded
		}
	}
}
