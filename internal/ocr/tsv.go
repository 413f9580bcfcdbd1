package ocr

import (
	"fmt"
	"image"
	"strconv"
	"strings"
	"unicode"
)

// word is one that Tesseract read, in pixels of the straightened page.
type word struct {
	text       string
	confidence float64 // 0 to 100
	box        image.Rectangle
}

// The columns of Tesseract's TSV that are read, and how many there are.
const (
	tsvLevel = iota
	_
	_
	_
	_
	_
	tsvLeft
	tsvTop
	tsvWidth
	tsvHeight
	tsvConfidence
	tsvText
	tsvColumns
)

// wordLevel is what marks the rows that are words.
const wordLevel = "5"

// doubtful is the confidence below which signs without a letter or digit are taken
// for dirt.
const doubtful = 60

// parseTSV reads Tesseract's table of words. What lies outside of the page is cut.
func parseTSV(said []byte, size image.Point) ([]word, error) {
	var words []word
	for line := range strings.Lines(string(said)) {
		cells := strings.SplitN(strings.TrimRight(line, "\r\n"), "\t", tsvColumns)
		if len(cells) < tsvColumns || cells[tsvLevel] != wordLevel {
			continue
		}
		w, err := parseWord(cells)
		if err != nil {
			return nil, fmt.Errorf("in the line %q: %w", line, err)
		}
		w.box = w.box.Intersect(image.Rectangle{Max: size})
		if w.text != "" && !w.box.Empty() && !w.dirt() {
			words = append(words, w)
		}
	}
	return words, nil
}

// parseWord reads the cells of a word.
func parseWord(cells []string) (word, error) {
	var numbers [4]int
	for i := range numbers {
		n, err := strconv.ParseInt(cells[tsvLeft+i], 10, 32)
		if err != nil {
			return word{}, err
		}
		numbers[i] = int(n)
	}
	confidence, err := strconv.ParseFloat(cells[tsvConfidence], 64)
	if err != nil {
		return word{}, err
	}
	if !(confidence >= 0) { // not a number, or no word
		confidence = 0
	}
	return word{
		text:       letter(clean(cells[tsvText])),
		confidence: min(confidence, 100),
		box:        image.Rect(numbers[0], numbers[1], numbers[0]+numbers[2], numbers[1]+numbers[3]),
	}, nil
}

// letter makes a stroke that stands alone the letter that it looks like: drawn
// lines were wiped off before the page was read.
func letter(text string) string {
	if text == "|" {
		return "I"
	}
	return text
}

// clean takes away what is not to be seen.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) || unicode.IsSpace(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// dirt reports whether a word is likely none.
func (w word) dirt() bool {
	readable := strings.ContainsFunc(w.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	return !readable && w.confidence < doubtful
}
