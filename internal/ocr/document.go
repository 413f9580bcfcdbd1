package ocr

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // a kind of document
	_ "image/png"  // a kind of document
)

const (
	// MaxBytes is how large a document may be: as at Textract.
	MaxBytes = 10 << 20
	// MaxPages is how many pages are read in one call. Textract's call takes one.
	MaxPages = 30
	// MaxPixels bounds a page's picture: A4 at 600 dots per inch has 35 million.
	MaxPixels = 40_000_000
	// maxSide bounds the sides of a picture, as at Textract.
	maxSide = 10_000
	// fewestPixels is the least side that may hold a word.
	fewestPixels = 8
)

// kind is a format of documents.
type kind int

const (
	picture kind = iota // PNG or JPEG
	tiff
	pdf
)

// document is one whose format and size are known to be fit. A PDF's pages are
// known only when it has been opened.
type document struct {
	kind  kind
	data  []byte
	sizes []image.Point // of the pages' pictures; none for a PDF
}

// inspect tells the kind of a document by its first bytes, and refuses what is too
// large before anything is unpacked.
func inspect(data []byte) (document, error) {
	if len(data) > MaxBytes {
		return document{}, tooLarge(fmt.Sprintf("The document has %d bytes; at most %d are read.", len(data), MaxBytes))
	}
	d := document{data: data}
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")), bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		config, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			return d, bad("The image is broken.", err)
		}
		d.sizes = []image.Point{{X: config.Width, Y: config.Height}}
	case bytes.HasPrefix(data, []byte("II*\x00")), bytes.HasPrefix(data, []byte("MM\x00*")):
		sizes, err := tiffSizes(data)
		if err != nil {
			return d, err
		}
		d.kind, d.sizes = tiff, sizes
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		d.kind = pdf
	default:
		return d, &Error{Unsupported, "The document is no PNG, JPEG, TIFF or PDF.", nil}
	}
	return d, fit(d.sizes)
}

// fit refuses pages beyond the limits.
func fit(sizes []image.Point) error {
	if len(sizes) > MaxPages {
		return tooLarge(fmt.Sprintf("The document has %d pages; at most %d are read.", len(sizes), MaxPages))
	}
	for i, s := range sizes {
		switch {
		case s.X < fewestPixels || s.Y < fewestPixels:
			return bad(fmt.Sprintf("Page %d has %d x %d pixels, too few for a word.", i+1, s.X, s.Y), nil)
		case s.X > maxSide || s.Y > maxSide || s.X*s.Y > MaxPixels:
			return tooLarge(fmt.Sprintf("Page %d has %d x %d pixels; at most %d a side and %d in all are read.", i+1, s.X, s.Y, maxSide, MaxPixels))
		}
	}
	return nil
}
