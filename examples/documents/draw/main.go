// Package main draws the sample documents of examples/documents: forms of firms
// and people that do not exist, made to look as if they came from a scanner. Beside
// each document it writes what a careful reader finds in it, as JSON.
//
// A form is drawn as a PDF of lines and texts (sheet.go), turned into pixels by
// poppler's pdftoppm, then tilted, shaded and sprinkled with noise from a seed
// (scan.go). It owns how the samples look. Nothing that ships imports it.
//
// Run it from the root of the repository, with poppler-utils installed, after a
// form has changed: go run ./examples/documents/draw. Another version of poppler
// or of the fonts draws other pixels, so nothing compares the files with new ones.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"os"
	"path/filepath"
)

// document is one sample: its pages, how it was scanned, and how it is saved.
type document struct {
	file  string
	pages []func(*sheet)
	look  look
	save  func(pages []*image.Gray, dpi int) ([]byte, error)
}

var documents = []document{
	{"invoice.jpg", []func(*sheet){invoice}, look{dpi: 150, tilt: 0.45, noise: 2.2, shade: 26, seed: 1}, jpegFile},
	{"application.png", []func(*sheet){application}, look{dpi: 200, tilt: -0.6, noise: 16, shade: 40, seed: 2, bilevel: true}, pngFile},
	{"delivery-note.png", []func(*sheet){deliveryNote}, look{dpi: 200, tilt: 0.8, noise: 14, shade: 20, seed: 3, bilevel: true}, pngFile},
	{"claim.pdf", []func(*sheet){claimPerson, claimDamage, claimSigned}, look{dpi: 150, tilt: -0.35, noise: 1.8, shade: 18, seed: 4}, pdfFile},
}

func main() {
	folder := flag.String("into", "examples/documents", "the folder that gets the documents")
	flag.Parse()
	for _, d := range documents {
		if err := d.write(context.Background(), *folder); err != nil {
			fmt.Fprintf(os.Stderr, "draw %s: %v\n", d.file, err)
			os.Exit(1)
		}
	}
}

// write draws the document and saves it, and what is to be found in it.
func (d document) write(ctx context.Context, folder string) error {
	var scans []*image.Gray
	var found []field
	for i, draw := range d.pages {
		s := &sheet{page: i + 1}
		draw(s)
		drawn, err := rasterise(ctx, s.pdf(), d.look.dpi)
		if err != nil {
			return err
		}
		scans = append(scans, d.look.scan(drawn, i))
		found = append(found, s.fields...)
	}
	data, err := d.save(scans, d.look.dpi)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	expected, err := json.MarshalIndent(found, "", "  ")
	if err != nil {
		return fmt.Errorf("encode what is expected: %w", err)
	}
	name := filepath.Join(folder, d.file)
	if err := os.WriteFile(name, data, 0o644); err != nil { //nolint:gosec // samples for everybody
		return err
	}
	return os.WriteFile(name+".json", append(expected, '\n'), 0o644) //nolint:gosec // samples for everybody
}
