package layout

import (
	"cmp"
	"image"
	"slices"
	"strings"
)

// Lines puts the words into lines: level, with no gap wider than a few letters,
// and nothing drawn between. Each word is in one line; lines come from top to
// bottom, their words from left to right.
func (s Sheet) Lines() [][]int {
	var lines [][]int
	for _, row := range s.rows() {
		start := 0
		for i := 1; i < len(row); i++ {
			if s.apart(row[i-1], row[i]) {
				lines = append(lines, row[start:i])
				start = i
			}
		}
		lines = append(lines, row[start:])
	}
	return lines
}

// rows puts level words together, however far apart they are.
func (s Sheet) rows() [][]int {
	order := make([]int, len(s.Words))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(middle(s.Words[a].Box).Y, middle(s.Words[b].Box).Y)
	})
	var rows [][]int
	var band image.Rectangle // of the first word of the row, which the others must be level with
	for _, n := range order {
		box := s.Words[n].Box
		if len(rows) > 0 && level(band, box) {
			rows[len(rows)-1] = append(rows[len(rows)-1], n)
			continue
		}
		rows, band = append(rows, []int{n}), box
	}
	for _, row := range rows {
		slices.SortStableFunc(row, func(a, b int) int { return cmp.Compare(s.Words[a].Box.Min.X, s.Words[b].Box.Min.X) })
	}
	return rows
}

// apart reports whether two neighbours in a row belong to different lines.
func (s Sheet) apart(left, right int) bool {
	a, b := s.Words[left].Box, s.Words[right].Box
	// A blank of a typewriter is about as wide as its capitals are high.
	if b.Min.X-a.Max.X > max(a.Dy(), b.Dy())*3/2 || s.frameOf(middle(a)) != s.frameOf(middle(b)) {
		return true
	}
	between := image.Rect(a.Max.X, min(a.Min.Y, b.Min.Y), b.Min.X, max(a.Max.Y, b.Max.Y))
	drawn := func(r image.Rectangle) bool { return r.Overlaps(between) }
	return slices.ContainsFunc(s.Ticks, drawn) || slices.ContainsFunc(s.Leaders, drawn)
}

// phrases are the lines, cut behind each colon that ends a label and where a line
// to write on begins.
func (s Sheet) phrases() []*phrase {
	var found []*phrase
	for _, line := range s.Lines() {
		start, labels := 0, 0
		for i, n := range line {
			if !strings.HasSuffix(s.Words[n].Text, ":") || !s.label(s.phraseOf(line[start:i+1])) {
				if i+1 < len(line) && s.ruledOff(n, line[i+1]) {
					found, start = append(found, s.phraseOf(line[start:i+1])), i+1
				}
				continue
			}
			if labels++; labels > 1 {
				if from := s.begins(line[start : i+1]); from > 0 {
					found, start = append(found, s.phraseOf(line[start:start+from])), start+from
				}
			}
			found, start = append(found, s.phraseOf(line[start:i+1])), i+1
		}
		if start < len(line) {
			found = append(found, s.phraseOf(line[start:]))
		}
	}
	return found
}

// ruledOff reports whether a line to write on begins between two words.
func (s Sheet) ruledOff(left, right int) bool {
	a, b := s.Words[left].Box, s.Words[right].Box
	return slices.ContainsFunc(s.Rules, func(r image.Rectangle) bool {
		return r.Min.X > a.Max.X-a.Dy()/2 && r.Min.X < b.Min.X+b.Dy()/2 && abs(r.Max.Y-a.Max.Y) <= a.Dy()*3/4
	})
}

// begins tells where in a run of words that ends with a colon the label begins, when
// a value stands before it in the same line: behind the widest gap, or if all are
// alike with the last word.
func (s Sheet) begins(words []int) int {
	at, widest, narrowest := len(words)-1, 0, 0
	for i := 1; i < len(words); i++ {
		gap := s.Words[words[i]].Box.Min.X - s.Words[words[i-1]].Box.Max.X
		if gap > widest {
			at, widest = i, gap
		}
		if i == 1 || gap < narrowest {
			narrowest = gap
		}
	}
	if widest*3 < narrowest*4 {
		return len(words) - 1
	}
	return at
}
