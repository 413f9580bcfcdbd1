package layout

import (
	"image"
	"slices"
)

const (
	// reach is how far right of its label a value may be, in heights of letters.
	reach = 16
	// mostLines bounds the lines of a value.
	mostLines = 6
)

// colons reads labels with a colon: the value stands right of it, or else below.
// First all that stand right, so that the value of one label is not taken for what
// stands below another.
func (r *reader) colons() {
	var labels []*phrase
	for _, p := range r.phrases {
		if !p.used && r.label(p) {
			p.used = true // no label is the value of another
			labels = append(labels, p)
		}
	}
	var left []*phrase
	for _, label := range labels {
		if value := r.right(label); value != nil {
			lines := r.further(label, value)
			far := gaps(value.box.Min.X-label.box.Max.X, label.height)
			r.pair(label, lines, 97-1.2*far-1.5*float64(len(lines)-1))
		} else {
			left = append(left, label)
		}
	}
	for _, label := range left {
		if value := r.below(label); value != nil {
			far := gaps(value.box.Min.Y-label.box.Max.Y, label.height)
			r.pair(label, r.further(label, value), 84-6*far)
		} else {
			r.empty(label, r.room(label), 70)
		}
	}
}

// right finds the next phrase in the label's line, if that is no label itself.
func (r *reader) right(label *phrase) *phrase {
	var found *phrase
	for _, p := range r.phrases {
		if p == label || p.box.Min.X < label.box.Max.X-label.height/2 || !level(p.box, label.box) {
			continue
		}
		if found == nil || p.box.Min.X < found.box.Min.X {
			found = p
		}
	}
	if found == nil || found.used || found.box.Min.X-label.box.Max.X > reach*label.height {
		return nil
	}
	return found
}

// below finds the phrase under a label that begins where the label does.
func (r *reader) below(label *phrase) *phrase {
	for _, p := range r.phrases {
		far := p.box.Min.Y - label.box.Max.Y
		if !p.used && p.frame == label.frame && far >= -label.height/4 && far <= label.height*3/2 &&
			abs(p.box.Min.X-label.box.Min.X) <= 2*label.height && !level(p.box, label.box) {
			return p
		}
	}
	return nil
}

// further adds the lines that follow a value's first: right under it, beginning
// where it begins, with nothing where the labels stand.
func (r *reader) further(label, value *phrase) []*phrase {
	lines := []*phrase{value}
	for last := value; len(lines) < mostLines; {
		next := r.under(last, 3) // lines of one value are written in one size
		if next == nil || r.labelled(label, next) {
			break
		}
		lines, last = append(lines, next), next
	}
	return lines
}

// under finds the unused phrase close under another, with the same left edge. Its
// letters are at most so many halves as high, or as low.
func (r *reader) under(above *phrase, halves int) *phrase {
	i := slices.IndexFunc(r.phrases, func(p *phrase) bool {
		far := p.box.Min.Y - above.box.Max.Y
		return !p.used && p != above && p.frame == above.frame && !level(p.box, above.box) &&
			far > -above.height/2 && far <= above.height*5/4 &&
			abs(p.box.Min.X-above.box.Min.X) <= above.height*3/4 &&
			p.height*2 <= above.height*halves && above.height*2 <= p.height*halves
	})
	if i < 0 {
		return nil
	}
	return r.phrases[i]
}

// labelled reports whether something stands left of a line, in the column where
// its value's label stands: then it is a line of its own.
func (r *reader) labelled(label, line *phrase) bool {
	return slices.ContainsFunc(r.phrases, func(p *phrase) bool {
		return p != line && level(p.box, line.box) && p.box.Max.X <= line.box.Min.X && p.box.Max.X > label.box.Min.X
	})
}

// room is the empty place right of a label, up to the next phrase.
func (r *reader) room(label *phrase) image.Rectangle {
	room := label.box
	room.Min.X, room.Max.X = label.box.Max.X+label.height/2, label.box.Max.X+reach*label.height
	for _, p := range r.phrases {
		if p.box.Min.X > room.Min.X && level(p.box, label.box) {
			room.Max.X = min(room.Max.X, p.box.Min.X)
		}
	}
	if label.frame >= 0 {
		room = room.Intersect(r.Frames[label.frame])
	}
	if room.Empty() {
		return label.box
	}
	return room
}
