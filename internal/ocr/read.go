package ocr

import (
	"context"
	"fmt"
	"image"
	"os"
	"path/filepath"

	"foureyes/internal/ocr/layout"
	"foureyes/internal/ocr/raster"
)

// language is what Tesseract reads.
const language = "eng"

// modes are how Tesseract divides a page: 3 looks for columns and paragraphs and
// reads the samples best; 11 finds the few words of a page on which 3 sees none.
// Lines and the order of reading are layout's in both cases.
var modes = []string{"3", "11"}

// sheet is all that was found on a page.
type sheet struct {
	page   raster.Page
	words  []word
	layout layout.Sheet // the same words, and what is drawn
}

// page reads one page.
func (r *Recogniser) page(ctx context.Context, folder string, number int, p page) (sheet, error) {
	if err := r.enter(ctx); err != nil {
		return sheet{}, err
	}
	defer r.leave()
	g, err := p(ctx)
	if err != nil {
		return sheet{}, err
	}
	s := sheet{page: raster.Prepare(smaller(g))}
	name := fmt.Sprintf("clean-%d.pgm", number)
	file := filepath.Join(folder, name)
	if err := os.WriteFile(file, encodePGM(s.page.Clean), 0o600); err != nil {
		return s, fmt.Errorf("save a page: %w", err)
	}
	s.page.Clean = nil // other pages want the memory
	for _, mode := range modes {
		said, err := r.run(ctx, folder, r.tesseract, name, "stdout", "-l", language, "--psm", mode, "tsv")
		if err != nil {
			return s, unread("A page cannot be read.", err)
		}
		if s.words, err = parseTSV(said, s.page.Size); err != nil {
			return s, fmt.Errorf("read what tesseract says: %w", err)
		}
		if len(s.words) > 0 {
			break
		}
	}
	if err := os.Remove(file); err != nil {
		return s, fmt.Errorf("remove a page: %w", err)
	}
	s.layout = s.form()
	return s, nil
}

// form is what layout gets to see.
func (s sheet) form() layout.Sheet {
	f := layout.Sheet{Frames: s.page.Frames, Rules: s.page.Rules, Leaders: s.page.Leaders}
	for _, w := range s.words {
		f.Words = append(f.Words, layout.Word{Text: w.text, Box: w.box})
	}
	f.Ticks = make([]image.Rectangle, len(s.page.Ticks))
	for i, t := range s.page.Ticks {
		f.Ticks[i] = t.Box
	}
	return f
}
