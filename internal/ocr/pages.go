package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	// resolution is what a PDF's pages are drawn at, in dots per inch.
	resolution = 200
	// enoughPixels is what reading needs: A4 at 300 dots per inch has 8.7 million.
	// Pages that have more are made smaller.
	enoughPixels = 12_000_000
)

// page gives the pixels of one page when it is its turn.
type page func(ctx context.Context) (*image.Gray, error)

// open makes a document's pages readable.
func (r *Recogniser) open(ctx context.Context, folder string, d document) ([]page, error) {
	switch d.kind {
	case tiff:
		return r.openTIFF(ctx, folder, d)
	case pdf:
		return r.openPDF(ctx, folder, d)
	default:
		return []page{func(context.Context) (*image.Gray, error) { return decode(d.data) }}, nil
	}
}

// decode reads a PNG or JPEG.
func decode(data []byte) (*image.Gray, error) {
	decoded, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, bad("The image is broken.", err)
	}
	size := decoded.Bounds().Size()
	g := image.NewGray(image.Rectangle{Max: size})
	draw.Draw(g, g.Rect, image.NewUniform(color.White), image.Point{}, draw.Src) // paper behind what is transparent
	draw.Draw(g, g.Rect, decoded, decoded.Bounds().Min, draw.Over)
	return g, nil
}

// openTIFF lets Tesseract, whose library reads every kind of TIFF, make a PDF of
// it, from which each page comes in its own size.
func (r *Recogniser) openTIFF(ctx context.Context, folder string, d document) ([]page, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.leave()
	if err := os.WriteFile(filepath.Join(folder, "document.tif"), d.data, 0o600); err != nil {
		return nil, fmt.Errorf("save the TIFF: %w", err)
	}
	if _, err := r.run(ctx, folder, r.tesseract, "document.tif", "document", "-l", language, "--psm", "11", "-c", "jpg_quality=95", "pdf"); err != nil {
		return nil, unread("The TIFF cannot be read.", err)
	}
	pages := make([]page, len(d.sizes))
	for i, size := range d.sizes {
		pages[i] = r.drawn(folder, i+1, size)
	}
	return pages, nil
}

// openPDF asks for the sizes of a PDF's pages.
func (r *Recogniser) openPDF(ctx context.Context, folder string, d document) ([]page, error) {
	if err := os.WriteFile(filepath.Join(folder, "document.pdf"), d.data, 0o600); err != nil {
		return nil, fmt.Errorf("save the PDF: %w", err)
	}
	said, err := r.run(ctx, folder, r.pdfinfo, "-f", "1", "-l", strconv.Itoa(MaxPages+1), "document.pdf")
	if err != nil {
		if f, is := errors.AsType[*failure](err); is && strings.Contains(f.complaint, "password") {
			return nil, &Error{Unsupported, "The PDF is locked by a password.", err}
		}
		return nil, unread("The PDF cannot be read.", err)
	}
	sizes, err := pdfSizes(string(said))
	if err != nil {
		return nil, err
	}
	pages := make([]page, len(sizes))
	for i, size := range sizes {
		pages[i] = r.drawn(folder, i+1, size)
	}
	return pages, nil
}

// drawn draws a page of the folder's PDF with so many pixels.
func (r *Recogniser) drawn(folder string, number int, size image.Point) page {
	return func(ctx context.Context) (*image.Gray, error) {
		n, name := strconv.Itoa(number), fmt.Sprintf("page-%d", number)
		_, err := r.run(ctx, folder, r.pdftoppm, "-gray", "-cropbox", "-singlefile", "-f", n, "-l", n,
			"-scale-to-x", strconv.Itoa(size.X), "-scale-to-y", strconv.Itoa(size.Y), "document.pdf", name)
		if err != nil {
			return nil, unread("A page cannot be drawn.", err)
		}
		file := filepath.Join(folder, name+".pgm")
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, bad("A page cannot be drawn.", err)
		}
		if err := os.Remove(file); err != nil {
			return nil, fmt.Errorf("remove a page: %w", err)
		}
		return decodePGM(data)
	}
}

// unread makes a program's giving up the document's fault; other errors are ours.
func unread(message string, err error) error {
	if f, is := errors.AsType[*failure](err); is {
		return bad(message, f)
	}
	return err
}

// pdfSizes reads what pdfinfo says of each page, in points, and makes pixels of it.
func pdfSizes(said string) ([]image.Point, error) {
	var sizes []image.Point
	turned := map[int]bool{}
	count := 0
	for line := range strings.Lines(said) {
		var number, turn int
		var width, height float64
		if n, _ := fmt.Sscanf(line, "Page %d size: %g x %g pts", &number, &width, &height); n == 3 {
			scale := min(resolution/72.0, math.Sqrt(enoughPixels/max(width*height, 1)), maxSide/max(width, height, 1))
			sizes = append(sizes, image.Pt(int(math.Ceil(width*scale)), int(math.Ceil(height*scale))))
		} else if n, _ := fmt.Sscanf(line, "Page %d rot: %d", &number, &turn); n == 2 {
			turned[number] = turn%180 != 0
		} else if n, _ := fmt.Sscanf(line, "Pages: %d", &number); n == 1 {
			count = number
		}
	}
	if count > MaxPages {
		return nil, tooLarge(fmt.Sprintf("The document has %d pages; at most %d are read.", count, MaxPages))
	}
	if len(sizes) == 0 {
		return nil, bad("The PDF has no page.", nil)
	}
	for i := range sizes {
		if turned[i+1] {
			sizes[i].X, sizes[i].Y = sizes[i].Y, sizes[i].X
		}
	}
	return sizes, fit(sizes)
}
