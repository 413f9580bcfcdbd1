package ocr

import (
	"image"

	"foureyes/internal/ocr/raster"
)

// small is a page with a pair, a label without a value and a marked box, tilted a
// little, as it is before blocks are made of it.
func small() sheet {
	s := sheet{
		page: raster.Page{Size: image.Pt(1000, 1400), Skew: 0.01, Ticks: []raster.Tick{{Box: image.Rect(100, 300, 124, 324), Marked: true}}},
		words: []word{
			{"Total:", 96.5, image.Rect(100, 100, 180, 120)},
			{"42.10", 91.256, image.Rect(300, 100, 370, 120)},
			{"EUR", 88, image.Rect(385, 100, 430, 120)},
			{"Signed:", 95, image.Rect(100, 200, 190, 220)},
			{"paid", 97, image.Rect(140, 302, 190, 322)},
		},
	}
	s.layout = s.form()
	return s
}
