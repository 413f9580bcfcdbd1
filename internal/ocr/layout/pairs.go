package layout

import (
	"image"
	"slices"
)

// reader is one reading of a sheet: what was found, and which phrases are left.
type reader struct {
	Sheet
	phrases []*phrase
	pairs   []Pair
}

// Pairs finds labels and values. The surest signs are looked for first, and no
// word is in two pairs. The pairs come in the order in which one reads the labels.
func (s Sheet) Pairs() []Pair {
	r := &reader{Sheet: s, phrases: s.phrases()}
	r.ticks()
	r.colons()
	r.framed()
	r.ruled()
	r.stacked()
	keys := make(map[int]image.Rectangle)
	for _, p := range r.pairs {
		keys[p.Key[0]] = s.phraseOf(p.Key).box
	}
	slices.SortStableFunc(r.pairs, func(a, b Pair) int {
		if c := keys[a.Key[0]].Min.Y - keys[b.Key[0]].Min.Y; c != 0 && !level(keys[a.Key[0]], keys[b.Key[0]]) {
			return c
		}
		return keys[a.Key[0]].Min.X - keys[b.Key[0]].Min.X
	})
	return r.pairs
}

// pair notes a label and the phrases of its value.
func (r *reader) pair(key *phrase, value []*phrase, confidence float64) {
	p := Pair{Key: key.words, Tick: -1, Confidence: min(max(confidence, 1), 99)}
	key.used = true
	for _, v := range value {
		v.used = true
		p.Value = append(p.Value, v.words...)
		p.Place = p.Place.Union(v.box)
	}
	r.pairs = append(r.pairs, p)
}

// empty notes a label with nothing filled in, and where it would have been.
func (r *reader) empty(key *phrase, place image.Rectangle, confidence float64) {
	r.pair(key, nil, confidence)
	r.pairs[len(r.pairs)-1].Place = place
}

// gaps tells a distance in heights of letters, which is the same on a large scan
// and on a small one.
func gaps(pixels, height int) float64 { return max(float64(pixels)/float64(height), 0) }

// ticks gives each box to tick the words right of it, or else left of it.
func (r *reader) ticks() {
	for i, box := range r.Ticks {
		key, far := r.nearest(box, func(p *phrase) int { return p.box.Min.X - box.Max.X })
		base := 96.0
		if key == nil || far > 2*box.Dx() {
			key, far = r.nearest(box, func(p *phrase) int { return box.Min.X - p.box.Max.X })
			base = 80
		}
		if key == nil || far > 2*box.Dx() {
			continue
		}
		r.empty(key, box, base-6*gaps(far, box.Dx()))
		r.pairs[len(r.pairs)-1].Tick = i
	}
}

// nearest finds the unused phrase level with a box that is the least far away.
// Whatever is beyond the box in the other direction has a distance below zero.
func (r *reader) nearest(box image.Rectangle, distance func(*phrase) int) (*phrase, int) {
	var found *phrase
	best := 0
	for _, p := range r.phrases {
		far := distance(p)
		if p.used || far < -box.Dx()/4 || !level(p.box, box) {
			continue
		}
		if found == nil || far < best {
			found, best = p, far
		}
	}
	return found, best
}

// framed reads frames with a label at the top and the value below it.
func (r *reader) framed() {
	for i, frame := range r.Frames {
		var inside []*phrase
		for _, p := range r.phrases {
			if p.frame == i && !p.used {
				inside = append(inside, p)
			}
		}
		if len(inside) == 0 {
			continue
		}
		slices.SortStableFunc(inside, func(a, b *phrase) int { return reading(a.box, b.box) })
		r.frame(frame, inside[0], inside[1:])
	}
}

// frame reads one frame. A single phrase in the middle is no label: it is a cell
// of a table, or a heading.
func (r *reader) frame(frame image.Rectangle, first *phrase, rest []*phrase) {
	if !r.titled(first) || middle(first.box).Y > middle(frame).Y {
		return
	}
	if len(rest) == 0 {
		if frame.Max.Y-first.box.Max.Y >= first.height*3/2 && frame.Dy() < first.height*8 {
			r.empty(first, image.Rect(frame.Min.X, first.box.Max.Y, frame.Max.X, frame.Max.Y), 75)
		}
		return
	}
	if level(first.box, rest[0].box) || len(rest) > 6 {
		return
	}
	confidence := 86.0
	if first.height*20 <= rest[0].height*19 {
		confidence += 8
	}
	r.pair(first, rest, confidence-2*float64(len(rest)-1))
}
