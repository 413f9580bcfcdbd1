// Package layout reads a page's words as a form: it puts words into lines, and
// finds which of them are labels and which are what was filled in.
//
// It is a heuristic over positions, and over the colon; it knows no language and
// no kind of form. docs/documents.md tells people what it looks for. Where words
// and drawn shapes come from is not its business, nor how pairs are written.
//
// Lengths are pixels of a page whose lines are level.
package layout

import (
	"cmp"
	"image"
	"slices"
	"strings"
	"unicode"
)

// Word is something that was read, and where.
type Word struct {
	Text string
	Box  image.Rectangle
}

// Sheet is all that is known of a page.
type Sheet struct {
	Words   []Word
	Frames  []image.Rectangle
	Rules   []image.Rectangle // lines that run across, those of frames as well
	Leaders []image.Rectangle
	Ticks   []image.Rectangle
}

// Pair is a label and its value. Words are numbers of Sheet.Words in the order of
// reading.
type Pair struct {
	Key   []int
	Value []int // empty for what was left empty, and for a box to tick
	Tick  int   // the number of the box to tick that is the value, or -1
	// Place is where the value is, or would be.
	Place image.Rectangle
	// Confidence says from 0 to 100 how clearly label and value belong together.
	// It orders pairs; it is no probability.
	Confidence float64
}

// phrase is a run of words with no gap between them.
type phrase struct {
	words  []int
	box    image.Rectangle
	height int // of its letters, from which other distances are judged
	frame  int // the frame that it lies in, or -1
	used   bool
}

// text joins the words.
func (s Sheet) text(p *phrase) string {
	words := make([]string, len(p.words))
	for i, n := range p.words {
		words[i] = s.Words[n].Text
	}
	return strings.Join(words, " ")
}

// label reports whether the phrase announces a value by a colon.
func (s Sheet) label(p *phrase) bool {
	text := s.text(p)
	return strings.HasSuffix(text, ":") && strings.ContainsFunc(text, unicode.IsLetter)
}

// titled reports whether the phrase could be a label without a colon: few words,
// mostly letters, and no sentence.
func (s Sheet) titled(p *phrase) bool {
	text := s.text(p)
	letters, digits := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		} else if unicode.IsDigit(r) {
			digits++
		}
	}
	return letters > 1 && digits*4 <= letters && len(p.words) <= 6 && !strings.HasSuffix(text, ".")
}

// phraseOf measures a phrase.
func (s Sheet) phraseOf(words []int) *phrase {
	p := &phrase{words: words, frame: -1}
	heights := make([]int, len(words))
	for i, n := range words {
		p.box = p.box.Union(s.Words[n].Box)
		heights[i] = s.Words[n].Box.Dy()
	}
	slices.Sort(heights)
	p.height = max(heights[len(heights)/2], 1)
	p.frame = s.frameOf(middle(p.box))
	return p
}

// frameOf finds the smallest frame around a point, or -1.
func (s Sheet) frameOf(at image.Point) int {
	found, area := -1, 0
	for i, f := range s.Frames {
		if size := f.Dx() * f.Dy(); at.In(f) && (found < 0 || size < area) {
			found, area = i, size
		}
	}
	return found
}

// middle is the centre of a rectangle.
func middle(r image.Rectangle) image.Point {
	return image.Pt((r.Min.X+r.Max.X)/2, (r.Min.Y+r.Max.Y)/2)
}

// level reports whether two boxes stand in one line of text: half of the lower
// one beside the other.
func level(a, b image.Rectangle) bool {
	overlap := min(a.Max.Y, b.Max.Y) - max(a.Min.Y, b.Min.Y)
	return overlap*2 >= min(a.Dy(), b.Dy())
}

// reading orders boxes from top to bottom, and from left to right in a line.
func reading(a, b image.Rectangle) int {
	if level(a, b) {
		return cmp.Compare(a.Min.X, b.Min.X)
	}
	return cmp.Compare(a.Min.Y, b.Min.Y)
}

func abs(n int) int { return max(n, -n) }
