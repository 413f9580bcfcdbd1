package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"os/exec"
	"strconv"
)

// look is what a scanner does to a page.
type look struct {
	dpi     int
	tilt    float64 // degrees, clockwise
	noise   float64 // standard deviation of a pixel's grey
	shade   float64 // how much darker the right edge is than the left
	seed    uint64
	bilevel bool // black and white alone, as a fax has it
}

// rasterise gives the pixels of a PDF of one page.
func rasterise(ctx context.Context, pdf []byte, dpi int) (*image.Gray, error) {
	command := exec.CommandContext(ctx, "pdftoppm", "-png", "-gray", "-r", strconv.Itoa(dpi), "-")
	command.Stdin = bytes.NewReader(pdf)
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("pdftoppm: %w", err)
	}
	drawn, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		return nil, fmt.Errorf("read pdftoppm's picture: %w", err)
	}
	gray := image.NewGray(drawn.Bounds())
	for y := range drawn.Bounds().Dy() {
		for x := range drawn.Bounds().Dx() {
			gray.Set(x, y, drawn.At(x, y))
		}
	}
	return gray, nil
}

// scan tilts, shades and roughens a page. The same look gives the same pixels.
func (l look) scan(drawn *image.Gray, page int) *image.Gray {
	random := rand.New(rand.NewPCG(l.seed, uint64(page))) //nolint:gosec // noise, and the same each time
	size := drawn.Bounds().Size()
	scanned := image.NewGray(drawn.Bounds())
	sin, cos := math.Sincos(l.tilt * math.Pi / 180)
	for y := range size.Y {
		for x := range size.X {
			dx, dy := float64(x-size.X/2), float64(y-size.Y/2)
			level := at(drawn, dx*cos+dy*sin+float64(size.X/2), dy*cos-dx*sin+float64(size.Y/2))
			level -= l.shade*float64(x)/float64(size.X) + 4
			level += random.NormFloat64() * l.noise
			scanned.SetGray(x, y, color.Gray{Y: l.level(level)})
		}
	}
	return scanned
}

// level rounds to the greys that the scanner has.
func (l look) level(v float64) uint8 {
	if !l.bilevel {
		return uint8(math.Round(min(max(v, 0), 255)/8) * 8 * 255 / 256)
	}
	if v < 150 {
		return 0
	}
	return 255
}

// at gives the grey between four pixels; outside there is white paper.
func at(from *image.Gray, x, y float64) float64 {
	x0, y0 := math.Floor(x), math.Floor(y)
	fx, fy := x-x0, y-y0
	grey := func(x, y float64) float64 {
		p := image.Pt(int(x), int(y))
		if !p.In(from.Bounds()) {
			return 255
		}
		return float64(from.GrayAt(p.X, p.Y).Y)
	}
	upper := grey(x0, y0)*(1-fx) + grey(x0+1, y0)*fx
	lower := grey(x0, y0+1)*(1-fx) + grey(x0+1, y0+1)*fx
	return upper*(1-fy) + lower*fy
}

func jpegFile(pages []*image.Gray, _ int) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, pages[0], &jpeg.Options{Quality: 40})
	return out.Bytes(), err
}

// pngFile saves a page of black and white alone, with one bit for each pixel.
func pngFile(pages []*image.Gray, _ int) ([]byte, error) {
	page := image.NewPaletted(pages[0].Bounds(), color.Palette{color.Black, color.White})
	for i, level := range pages[0].Pix {
		page.Pix[i] = level >> 7
	}
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, page)
	return out.Bytes(), err
}
