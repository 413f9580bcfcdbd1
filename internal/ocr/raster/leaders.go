package raster

import (
	"cmp"
	"image"
	"slices"
)

const (
	// fewestDots make a leader; an ellipsis has three.
	fewestDots = 5
	// mostDots bounds how many specks are looked at: dust is no leader.
	mostDots = 20_000
)

// leaders finds rows of dots, as forms have them where something is to be written.
func (b ink) leaders() []image.Rectangle {
	size := max(b.w/330, 3)
	dots := b.dots(size)
	slices.SortStableFunc(dots, func(a, b image.Rectangle) int { return cmp.Compare(a.Min.X, b.Min.X) })
	type chain struct {
		box  image.Rectangle
		last image.Rectangle
		dots int
	}
	var open []chain
	var found []image.Rectangle
	for _, d := range dots {
		joined := false
		open = slices.DeleteFunc(open, func(c chain) bool {
			if d.Min.X-c.last.Max.X <= 4*size {
				return false
			}
			if c.dots >= fewestDots {
				found = append(found, c.box)
			}
			return true
		})
		for i := range open {
			c := &open[i]
			if gap := d.Min.X - c.last.Max.X; gap > 0 && abs(d.Max.Y-c.last.Max.Y) <= size/2+1 {
				c.box, c.last, c.dots, joined = c.box.Union(d), d, c.dots+1, true
				break
			}
		}
		if !joined {
			open = append(open, chain{d, d, 1})
		}
	}
	for _, c := range open {
		if c.dots >= fewestDots {
			found = append(found, c.box)
		}
	}
	return found
}

// dots finds blots of ink that are no larger than size, with paper around them.
func (b ink) dots(size int) []image.Rectangle {
	var found []image.Rectangle
	for y := range b.h {
		for x := range b.w {
			// The first pixel of a blot, in the order of reading.
			if !b.at(x, y) || b.at(x-1, y) || b.at(x, y-1) || b.at(x-1, y-1) || b.at(x+1, y-1) {
				continue
			}
			if d, is := b.dot(x, y, size); is && len(found) < mostDots {
				found = append(found, d)
			}
		}
	}
	return found
}

// dot measures the blot that begins at a pixel, and gives up on one that is larger
// than size.
func (b ink) dot(x, y, size int) (image.Rectangle, bool) {
	blot := image.Rect(x, y, x+1, y+1)
	for grown := true; grown; {
		grown = false
		around := blot.Inset(-1)
		for j := around.Min.Y; j < around.Max.Y; j++ {
			for i := around.Min.X; i < around.Max.X; i++ {
				if p := image.Rect(i, j, i+1, j+1); b.at(i, j) && !p.In(blot) {
					blot, grown = blot.Union(p), true
				}
			}
		}
		if blot.Dx() > size || blot.Dy() > size {
			return blot, false
		}
	}
	return blot, true
}
