package raster

import (
	"image"
	"slices"
)

// mostTicks bounds how many boxes to tick a page may have.
const mostTicks = 500

// ticks finds small squares drawn with four straight sides, and whether there is
// ink inside.
func (b ink) ticks() []Tick {
	least, most := max(b.w/80, 12), max(b.w/28, 24)
	var found []Tick
	for y := range b.h {
		for _, top := range b.runs(y, least) {
			if top.Dx() > most || len(found) == mostTicks || slices.ContainsFunc(found, func(t Tick) bool { return t.Box.Overlaps(top) }) {
				continue
			}
			if box, is := b.square(top); is && abs(box.Dx()-box.Dy()) <= max(box.Dx()/10, 2) {
				found = append(found, Tick{box, b.marked(box)})
			}
		}
	}
	return found
}

// square looks for the other three sides of a box below its upper side.
func (b ink) square(top image.Rectangle) (image.Rectangle, bool) {
	side := top.Dx()
	for bottom := top.Min.Y + side*92/100; bottom <= top.Min.Y+side*106/100; bottom++ {
		if b.across(top.Min.X, top.Max.X, bottom) && b.alongside(top.Min.X, top.Min.Y, bottom) &&
			b.alongside(top.Max.X-1, top.Min.Y, bottom) && b.cornered(top, bottom) && b.thin(top, bottom) && b.stands(top, bottom) {
			for b.across(top.Min.X, top.Max.X, bottom+1) { // to the outer edge
				bottom++
			}
			return image.Rect(top.Min.X, top.Min.Y, top.Max.X, bottom+1), true
		}
	}
	return image.Rectangle{}, false
}

// cornered reports ink in all four corners, which round letters lack.
func (b ink) cornered(top image.Rectangle, bottom int) bool {
	for _, y := range []int{top.Min.Y + 1, bottom} {
		for _, x := range []int{top.Min.X + 1, top.Max.X - 2} {
			if !b.at(x, y) && !b.at(x, y-1) {
				return false
			}
		}
	}
	return true
}

// thin reports whether the sides are lines and not the strokes of bold letters. A
// mark may touch them here and there.
func (b ink) thin(top image.Rectangle, bottom int) bool {
	most, rows := max(top.Dx()/6, 3), 0
	for _, part := range []int{30, 40, 50, 60, 70} {
		y := top.Min.Y + (bottom-top.Min.Y)*part/100
		if b.stroke(top.Min.X, y, -1)+b.stroke(top.Min.X+1, y, 1) <= most &&
			b.stroke(top.Max.X-1, y, 1)+b.stroke(top.Max.X-2, y, -1) <= most {
			rows++
		}
	}
	return rows >= 3
}

// stroke counts how far ink goes on from a pixel to one side.
func (b ink) stroke(x, y, step int) int {
	n := 0
	for b.at(x, y) {
		x += step
		n++
	}
	return n
}

// stands reports whether there is paper right around the box, and a little further:
// a round letter bulges, and what has ink all along outside is a part of something
// larger, such as a table.
func (b ink) stands(top image.Rectangle, bottom int) bool {
	for _, gap := range []int{3, max(top.Dx()/4, 4)} {
		ink, all := 0, 0
		for y := top.Min.Y; y <= bottom; y++ {
			for _, x := range []int{top.Min.X - gap, top.Max.X - 1 + gap} {
				all++
				if b.at(x, y) {
					ink++
				}
			}
		}
		if ink*4 >= all {
			return false
		}
	}
	return true
}

// across reports ink nearly all along a row, one pixel up or down.
func (b ink) across(x0, x1, y int) bool {
	hit := 0
	for x := x0; x < x1; x++ {
		if b.at(x, y) || b.at(x, y-1) || b.at(x, y+1) {
			hit++
		}
	}
	return hit*100 >= (x1-x0)*92
}

// alongside reports ink nearly all along a column, two pixels left or right.
func (b ink) alongside(x, y0, y1 int) bool {
	hit := 0
	for y := y0; y < y1; y++ {
		if b.at(x, y) || b.at(x-1, y) || b.at(x+1, y) || b.at(x-2, y) || b.at(x+2, y) {
			hit++
		}
	}
	return hit*100 >= (y1-y0)*92
}

// marked reports whether more than specks lie inside a box.
func (b ink) marked(box image.Rectangle) bool {
	inner := box.Inset(max(box.Dx()/5, 3))
	ink := 0
	for y := inner.Min.Y; y < inner.Max.Y; y++ {
		for x := inner.Min.X; x < inner.Max.X; x++ {
			if b.at(x, y) {
				ink++
			}
		}
	}
	return ink*100 > inner.Dx()*inner.Dy()*7
}
