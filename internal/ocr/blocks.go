package ocr

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"image"
	"math"
	"slices"
	"strings"

	"foureyes/internal/aws/recognition"
	"foureyes/internal/ocr/layout"
	"foureyes/internal/ocr/raster"
)

// writer makes blocks of pages, in Textract's order: a page, its lines, its words,
// then pairs and boxes to tick.
type writer struct {
	document [sha256.Size]byte // from which the ids come
	forms    bool
	blocks   []recognition.Block
	number   int // of the page under way, counted from 1
	sheet    sheet
	wordIDs  []string
}

// page adds the blocks of a page.
func (w *writer) page(number int, s sheet) {
	w.number, w.sheet = number, s
	root := len(w.blocks)
	w.add(recognition.Page, image.Rectangle{Max: s.page.Size})
	w.wordIDs = make([]string, len(s.words))
	for i := range s.words {
		w.wordIDs[i] = w.id(recognition.Word, i)
	}
	var children []string
	order := make([]int, 0, len(s.words))
	for _, line := range s.layout.Lines() {
		children = append(children, w.line(line))
		order = append(order, line...)
	}
	for _, n := range order {
		b := w.add(recognition.Word, s.words[n].box)
		b.ID, b.Text, b.Confidence, b.TextType = w.wordIDs[n], s.words[n].text, hundredths(s.words[n].confidence), recognition.Printed
	}
	if w.forms {
		for _, p := range s.layout.Pairs() {
			children = append(children, w.pair(p)...)
		}
	}
	if len(children) > 0 {
		w.blocks[root].Relationships = []recognition.Relationship{{Type: recognition.ChildOf, IDs: children}}
	}
}

// line adds a LINE and gives its id.
func (w *writer) line(words []int) string {
	box, texts, sum := image.Rectangle{}, make([]string, len(words)), 0.0
	for i, n := range words {
		box = box.Union(w.sheet.words[n].box)
		texts[i] = w.sheet.words[n].text
		sum += w.sheet.words[n].confidence
	}
	b := w.add(recognition.Line, box)
	b.Text, b.Confidence = strings.Join(texts, " "), hundredths(sum/float64(len(words)))
	b.Relationships = w.children(words)
	return b.ID
}

// pair adds a KEY, its VALUE and, for a box to tick, that, and gives the ids of the
// two sets.
func (w *writer) pair(p layout.Pair) []string {
	confidence := hundredths(p.Confidence)
	box := image.Rectangle{}
	for _, n := range p.Key {
		box = box.Union(w.sheet.words[n].box)
	}
	key := w.add(recognition.KeyValueSet, box)
	key.EntityTypes, key.Confidence = []string{recognition.Key}, confidence
	keyID, keyAt := key.ID, len(w.blocks)-1

	value := w.add(recognition.KeyValueSet, p.Place)
	value.EntityTypes, value.Confidence = []string{recognition.Value}, confidence
	value.Relationships = w.children(p.Value)
	valueID, valueAt := value.ID, len(w.blocks)-1
	w.blocks[keyAt].Relationships = append([]recognition.Relationship{{Type: recognition.ValueOf, IDs: []string{valueID}}}, w.children(p.Key)...)
	if p.Tick >= 0 {
		tick := w.tick(w.sheet.page.Ticks[p.Tick], confidence)
		w.blocks[valueAt].Relationships = []recognition.Relationship{{Type: recognition.ChildOf, IDs: []string{tick}}}
	}
	return []string{keyID, valueID}
}

// tick adds a box to tick and gives its id.
func (w *writer) tick(t raster.Tick, confidence float64) string {
	b := w.add(recognition.SelectionElement, t.Box)
	b.Confidence, b.SelectionStatus = confidence, recognition.NotSelected
	if t.Marked {
		b.SelectionStatus = recognition.Selected
	}
	return b.ID
}

// children names words as parts, if there are any.
func (w *writer) children(words []int) []recognition.Relationship {
	if len(words) == 0 {
		return nil
	}
	ids := make([]string, len(words))
	for i, n := range words {
		ids[i] = w.wordIDs[n]
	}
	return []recognition.Relationship{{Type: recognition.ChildOf, IDs: ids}}
}

// add appends a block of a kind at a place, with the next id of that kind.
func (w *writer) add(kind string, box image.Rectangle) *recognition.Block {
	w.blocks = append(w.blocks, recognition.Block{BlockType: kind, ID: w.id(kind, len(w.blocks)), Page: w.number, Geometry: w.geometry(kind, box)})
	return &w.blocks[len(w.blocks)-1]
}

// id makes a UUID of a free kind (version 8 of RFC 9562) from the document and the
// place in the answer, so that the same document gets the same ids.
func (w *writer) id(kind string, n int) string {
	seed := append(w.document[:], kind...)
	seed = binary.BigEndian.AppendUint32(seed, uint32(w.number)) //nolint:gosec // at most MaxPages
	seed = binary.BigEndian.AppendUint32(seed, uint32(n))        //nolint:gosec // a number of blocks
	sum := sha256.Sum256(seed)
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// geometry tells where a box of the straightened page is on the page as it came.
func (w *writer) geometry(kind string, box image.Rectangle) *recognition.Geometry {
	corners := []image.Point{box.Min, {X: box.Max.X, Y: box.Min.Y}, box.Max, {X: box.Min.X, Y: box.Max.Y}}
	polygon := make([]recognition.Point, len(corners))
	xs, ys := make([]float64, len(corners)), make([]float64, len(corners))
	for i, c := range corners {
		x, y := float64(c.X), float64(c.Y)
		if kind != recognition.Page { // a page is all of itself
			x, y = w.sheet.page.Back(x, y)
		}
		xs[i], ys[i] = part(x, w.sheet.page.Size.X), part(y, w.sheet.page.Size.Y)
		polygon[i] = recognition.Point{X: xs[i], Y: ys[i]}
	}
	left, top := slices.Min(xs), slices.Min(ys)
	return &recognition.Geometry{Polygon: polygon, BoundingBox: recognition.BoundingBox{
		Left: left, Top: top, Width: millionths(slices.Max(xs) - left), Height: millionths(slices.Max(ys) - top),
	}}
}

// part is a length as a part of the whole, between 0 and 1.
func part(length float64, whole int) float64 {
	return millionths(min(max(length/float64(whole), 0), 1))
}

// Finer digits would differ between processors, and say nothing.
func millionths(v float64) float64 { return math.Round(v*1e6) / 1e6 }
func hundredths(v float64) float64 { return math.Round(v*100) / 100 }
