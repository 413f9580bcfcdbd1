package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// paper is a white page, as wide as A4 at 200 dots per inch.
func paper() *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 1654, 900))
	fill(g, g.Rect, 255)
	return g
}

func fill(g *image.Gray, r image.Rectangle, level uint8) {
	draw.Draw(g, r, image.NewUniform(color.Gray{Y: level}), image.Point{}, draw.Src)
}

// frame draws the outline of a rectangle, inwards.
func frame(g *image.Gray, r image.Rectangle, thick int) {
	fill(g, r, 0)
	fill(g, r.Inset(thick), 255)
}

// writing draws rows of blots that are as large as letters, and as far apart.
func writing(g *image.Gray, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // a drawing, and the same each time
	for y := 200; y < 800; y += 60 {
		for x := 150; x < 1000+random.IntN(500); x += 18 {
			if random.IntN(6) > 0 {
				fill(g, image.Rect(x, y+random.IntN(6), x+12, y+22), 20)
			}
		}
	}
}

func TestPagesAreStraightened(t *testing.T) {
	for _, degrees := range []float64{-4.5, -1.3, 0, 0.4, 4.5} {
		g := paper()
		writing(g, 7)
		want := math.Tan(degrees * math.Pi / 180)
		p := Prepare(straighten(g, -want))
		if math.Abs(p.Skew-want) > 0.003 {
			t.Errorf("a page tilted by %v degrees has the slope %.4f, want %.4f", degrees, p.Skew, want)
		}
		if again := slope(inkOf(p.Clean)); math.Abs(again) > 0.003 {
			t.Errorf("straightened from %v degrees, the page still has the slope %.4f", degrees, again)
		}
	}
}

// What turns a page back gives the place on the page as it came.
func TestBackUndoesStraightening(t *testing.T) {
	g := paper()
	writing(g, 3)
	mark := image.Rect(1400, 300, 1440, 340)
	fill(g, mark, 0)
	tilted := straighten(g, -0.03)
	p := Prepare(tilted)
	// The blot's middle is where the drawing had it, within a few pixels.
	x, y := p.Back(float64(mark.Min.X+20), float64(mark.Min.Y+20))
	if level := tilted.GrayAt(int(x), int(y)).Y; level > 100 {
		t.Errorf("at %.0f, %.0f there is the grey %d, want the blot", x, y, level)
	}
}

func TestBoxesToTick(t *testing.T) {
	tests := map[string]struct {
		draw func(g *image.Gray, r image.Rectangle)
		want []bool // marked, for each box that is to be found
	}{
		"empty":         {func(g *image.Gray, r image.Rectangle) { frame(g, r, 2) }, []bool{false}},
		"thick":         {func(g *image.Gray, r image.Rectangle) { frame(g, r, 4) }, []bool{false}},
		"crossed":       {func(g *image.Gray, r image.Rectangle) { frame(g, r, 2); cross(g, r) }, []bool{true}},
		"speck":         {func(g *image.Gray, r image.Rectangle) { frame(g, r, 2); fill(g, image.Rect(812, 812, 814, 814), 0) }, []bool{false}},
		"too wide":      {func(g *image.Gray, r image.Rectangle) { r.Max.X += 12; frame(g, r, 2) }, nil},
		"a bold letter": {func(g *image.Gray, r image.Rectangle) { frame(g, r, 9) }, nil},
		"a ring":        {ring, nil},
		"three sides":   {func(g *image.Gray, r image.Rectangle) { frame(g, r, 2); fill(g, image.Rect(810, 828, 828, 834), 255) }, nil},
		"part of a table": {func(g *image.Gray, r image.Rectangle) {
			frame(g, r, 2)
			frame(g, r.Add(image.Pt(r.Dx()-2, 0)), 2)
			frame(g, r.Sub(image.Pt(r.Dx()-2, 0)), 2)
		}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			g := paper()
			box := image.Rect(800, 800, 832, 832)
			test.draw(g, box)
			p := Prepare(g)
			var marked []bool
			for _, tick := range p.Ticks {
				marked = append(marked, tick.Marked)
			}
			if !slices.Equal(marked, test.want) {
				t.Errorf("the boxes found are %v, want marked %v", p.Ticks, test.want)
			}
			if len(test.want) == 1 && (inkOf(p.Clean).count(box) > 0 || !near4(p.Ticks[0].Box, box)) {
				t.Errorf("the box %v was found at %v; %d pixels of it are left", box, p.Ticks[0].Box, inkOf(p.Clean).count(box))
			}
		})
	}
}

func cross(g *image.Gray, r image.Rectangle) {
	for i := range r.Dx() - 8 {
		fill(g, image.Rect(r.Min.X+4+i, r.Min.Y+4+i, r.Min.X+7+i, r.Min.Y+7+i), 0)
		fill(g, image.Rect(r.Min.X+4+i, r.Max.Y-4-i, r.Min.X+7+i, r.Max.Y-1-i), 0)
	}
}

func ring(g *image.Gray, r image.Rectangle) {
	c := r.Min.Add(r.Size().Div(2))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if d := math.Hypot(float64(x-c.X), float64(y-c.Y)); d > 12 && d < 16 {
				g.SetGray(x, y, color.Gray{})
			}
		}
	}
}

// count tells how many pixels of ink are in an area.
func (b ink) count(r image.Rectangle) int {
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if b.at(x, y) {
				n++
			}
		}
	}
	return n
}

// near4 reports whether two rectangles differ by at most four pixels a side.
func near4(a, b image.Rectangle) bool {
	return abs(a.Min.X-b.Min.X) <= 4 && abs(a.Min.Y-b.Min.Y) <= 4 && abs(a.Max.X-b.Max.X) <= 4 && abs(a.Max.Y-b.Max.Y) <= 4
}

func TestFramesAndRules(t *testing.T) {
	g := paper()
	// Two cells that share a side, and an underline.
	frame(g, image.Rect(100, 100, 600, 200), 3)
	frame(g, image.Rect(597, 100, 1100, 200), 3)
	fill(g, image.Rect(100, 400, 900, 403), 0)
	p := Prepare(g)
	if len(p.Frames) != 2 || !near4(p.Frames[0], image.Rect(103, 103, 597, 197)) || !near4(p.Frames[1], image.Rect(600, 103, 1097, 197)) {
		t.Errorf("the frames are %v, want the two cells", p.Frames)
	}
	if !slices.ContainsFunc(p.Rules, func(r image.Rectangle) bool { return near4(r, image.Rect(100, 400, 900, 403)) }) {
		t.Errorf("the rules are %v, want the underline among them", p.Rules)
	}
	if left := inkOf(p.Clean).count(p.Clean.Rect); left > 0 {
		t.Errorf("%d pixels of lines are left, want none", left)
	}
}

// A line is wiped, what crosses it stays.
func TestStrokesThatCrossALineStay(t *testing.T) {
	g := paper()
	fill(g, image.Rect(100, 400, 900, 403), 0)
	stroke := image.Rect(500, 385, 506, 412)
	fill(g, stroke, 0)
	p := Prepare(g)
	if got, want := inkOf(p.Clean).count(stroke), stroke.Dx()*stroke.Dy(); got < want*9/10 {
		t.Errorf("%d of %d pixels of the stroke are left", got, want)
	}
}

func TestLeaders(t *testing.T) {
	g := paper()
	for i := range 12 { // dots to write on
		fill(g, image.Rect(400+i*8, 500, 403+i*8, 503), 0)
	}
	for i := range 3 { // an ellipsis
		fill(g, image.Rect(400+i*8, 600, 403+i*8, 603), 0)
	}
	p := Prepare(g)
	if len(p.Leaders) != 1 || !near4(p.Leaders[0], image.Rect(400, 500, 491, 503)) {
		t.Errorf("the leaders are %v, want the twelve dots", p.Leaders)
	}
	b := inkOf(p.Clean)
	if b.count(image.Rect(395, 495, 500, 510)) > 0 || b.count(image.Rect(395, 595, 500, 610)) != 27 {
		t.Error("the twelve dots should be gone and the ellipsis left")
	}
}

// A shadow over half of the page hides nothing, and is nothing.
func TestShadowIsNoInk(t *testing.T) {
	g := paper()
	for i := range g.Pix {
		g.Pix[i] = uint8(255 - 150*(i%g.Stride)/g.Stride) //nolint:gosec // at most 255
	}
	blot := image.Rect(1500, 600, 1512, 620)
	fill(g, blot, 30)
	if got, want := inkOf(g).count(g.Rect), blot.Dx()*blot.Dy(); got != want {
		t.Errorf("%d pixels are ink, want the %d of the blot", got, want)
	}
	clean := Prepare(g).Clean
	for _, p := range []image.Point{{10, 450}, {800, 20}, {1640, 890}} {
		if level := clean.GrayAt(p.X, p.Y).Y; level < 245 {
			t.Errorf("the paper at %v has the grey %d, want it white", p, level)
		}
	}
	if level := clean.GrayAt(1506, 610).Y; level > 100 {
		t.Errorf("the blot has the grey %d, want it dark", level)
	}
}

func TestAnySizeIsPrepared(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 0)) //nolint:gosec // the same noise each time
	for _, size := range []image.Point{{1, 1}, {8, 8}, {1, 900}, {900, 1}, {40, 31}, {333, 222}} {
		g := image.NewGray(image.Rectangle{Max: size})
		for i := range g.Pix {
			g.Pix[i] = uint8(random.IntN(256)) //nolint:gosec // a byte
		}
		p := Prepare(g)
		for _, r := range slices.Concat(p.Frames, p.Rules, p.Leaders) {
			if !r.In(g.Rect) {
				t.Errorf("on a page of %v something was found at %v", size, r)
			}
		}
	}
}
