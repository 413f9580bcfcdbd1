package raster

import "image"

// wiper paints paper over what is drawn.
type wiper struct {
	page  *image.Gray
	bits  ink
	paper shade
}

// area wipes a rectangle.
func (w wiper) area(r image.Rectangle) {
	r = r.Intersect(w.page.Bounds())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			w.pixel(x, y)
		}
	}
}

// pixel makes one pixel as light as its surroundings; a little lighter, since
// their mean has ink in it.
func (w wiper) pixel(x, y int) {
	w.page.Pix[y*w.page.Stride+x] = uint8(min(w.paper.mean(x, y)*108/100, 255)) //nolint:gosec // bounded
}

// rules wipes lines, but for the strokes of letters that cross them. Where two
// lines meet there are no letters.
func (w wiper) rules(across, down []image.Rectangle) {
	for _, a := range across {
		for _, d := range down {
			if meets(a, d) {
				w.area(image.Rect(d.Min.X, a.Min.Y, d.Max.X, a.Max.Y).Inset(-near / 2))
			}
		}
	}
	for _, r := range across {
		for x := r.Min.X; x < r.Max.X; x++ {
			if !w.bits.at(x, r.Min.Y-2) && !w.bits.at(x, r.Max.Y+1) {
				w.area(image.Rect(x, r.Min.Y-2, x+1, r.Max.Y+2))
			}
		}
	}
	for _, r := range down {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			if !w.bits.at(r.Min.X-2, y) && !w.bits.at(r.Max.X+1, y) {
				w.area(image.Rect(r.Min.X-2, y, r.Max.X+2, y+1))
			}
		}
	}
}
