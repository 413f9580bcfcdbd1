package ocr

import (
	"bytes"
	"fmt"
	"image"
)

// decodePGM reads a grey picture as Netpbm writes it: "P5", width, height, 255 and
// a byte for each pixel.
func decodePGM(data []byte) (*image.Gray, error) {
	var width, height, most int
	var magic string
	rest := bytes.NewReader(data)
	if _, err := fmt.Fscanf(rest, "%2s\n%d %d\n%d", &magic, &width, &height, &most); err != nil || magic != "P5" || most != 255 {
		return nil, fmt.Errorf("a page was not drawn as it should: %q", data[:min(len(data), 20)])
	}
	if err := fit([]image.Point{{X: width, Y: height}}); err != nil {
		return nil, err
	}
	pixels := data[len(data)-rest.Len():]
	if len(pixels) < 1+width*height {
		return nil, fmt.Errorf("a page of %d x %d pixels was drawn with %d bytes", width, height, len(pixels))
	}
	return &image.Gray{Pix: pixels[1 : 1+width*height], Stride: width, Rect: image.Rect(0, 0, width, height)}, nil
}

// encodePGM writes one.
func encodePGM(g *image.Gray) []byte {
	out := fmt.Appendf(nil, "P5\n%d %d\n255\n", g.Rect.Dx(), g.Rect.Dy())
	for y := range g.Rect.Dy() {
		out = append(out, g.Pix[y*g.Stride:y*g.Stride+g.Rect.Dx()]...)
	}
	return out
}

// smaller makes a picture with more pixels than reading needs a whole number of
// times smaller; each pixel is the mean of those that it stands for.
func smaller(g *image.Gray) *image.Gray {
	n := 1
	for g.Rect.Dx()*g.Rect.Dy() > enoughPixels*n*n {
		n++
	}
	if n == 1 {
		return g
	}
	out := image.NewGray(image.Rect(0, 0, g.Rect.Dx()/n, g.Rect.Dy()/n))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			sum := 0
			for j := range n {
				for _, v := range g.Pix[(y*n+j)*g.Stride+x*n : (y*n+j)*g.Stride+(x+1)*n] {
					sum += int(v)
				}
			}
			out.Pix[y*out.Stride+x] = uint8(sum / (n * n)) //nolint:gosec // a mean of bytes
		}
	}
	return out
}
