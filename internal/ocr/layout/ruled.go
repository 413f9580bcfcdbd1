package layout

import (
	"cmp"
	"image"
	"slices"
)

// ruled reads labels that are followed by dots, or by a line to write on.
func (r *reader) ruled() {
	for _, label := range r.phrases {
		if label.used || !r.titled(label) {
			continue
		}
		place, is := r.place(label)
		if !is {
			continue
		}
		var value []*phrase
		for _, p := range r.phrases {
			if !p.used && p != label && middle(p.box).In(place) {
				value = append(value, p)
			}
		}
		if len(value) == 0 {
			r.empty(label, place, 72)
			continue
		}
		slices.SortStableFunc(value, func(a, b *phrase) int { return cmp.Compare(a.box.Min.X, b.box.Min.X) })
		r.pair(label, value, 91-1.5*float64(len(value)-1))
	}
}

// place is where a label's dots or line ask for a value. Dots that a value
// interrupts count as one.
func (r *reader) place(label *phrase) (image.Rectangle, bool) {
	marks := slices.Concat(r.Leaders, r.Rules)
	slices.SortFunc(marks, func(a, b image.Rectangle) int { return cmp.Compare(a.Min.X, b.Min.X) })
	end, found := label.box.Max.X, false
	for _, m := range marks {
		low := m.Max.Y - label.box.Max.Y
		if m.Min.X < label.box.Max.X-label.height/2 || abs(low) > label.height*3/4 {
			continue
		}
		if !found && m.Min.X-label.box.Max.X > 3*label.height {
			break
		}
		if found && m.Min.X-end > 2*reach*label.height {
			break
		}
		end, found = max(end, m.Max.X), true
	}
	return image.Rect(label.box.Max.X, label.box.Min.Y-label.height/2, end+1, label.box.Max.Y+label.height/2), found
}
