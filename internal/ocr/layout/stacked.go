package layout

// stacked reads labels right above their values, with neither colon nor frame.
// That is the weakest sign, so more is asked for: more paper around the two than
// between them, and small letters above large ones or several such pairs side by
// side.
func (r *reader) stacked() {
	type stack struct{ label, value *phrase }
	var stacks []stack
	for _, p := range r.phrases {
		if v := r.stackedOn(p); v != nil {
			stacks = append(stacks, stack{p, v})
		}
	}
	for _, s := range stacks {
		confidence, beside := 70.0, 0
		for _, other := range stacks {
			if level(other.label.box, s.label.box) {
				beside++
			}
		}
		small := s.label.height*20 <= s.value.height*19
		if small {
			confidence += 10
		}
		if beside > 1 {
			confidence += 6
		}
		if (small || beside > 1) && !s.label.used && !s.value.used {
			r.pair(s.label, []*phrase{s.value}, confidence)
		}
	}
}

// stackedOn finds what stands right under a phrase and could be its value.
func (r *reader) stackedOn(label *phrase) *phrase {
	if label.used || label.frame >= 0 || !r.titled(label) {
		return nil
	}
	value := r.under(label, 4)
	if value == nil || label.height > value.height {
		return nil
	}
	gap := max(value.box.Min.Y-label.box.Max.Y, label.height/3)
	for _, p := range r.phrases {
		if p == label || p == value || p.box.Max.X <= label.box.Min.X || p.box.Min.X >= value.box.Max.X {
			continue
		}
		if near := p.box.Min.Y - value.box.Max.Y; near >= 0 && near*2 < gap*3 {
			return nil
		}
		if near := label.box.Min.Y - p.box.Max.Y; near >= 0 && near*2 < gap*3 {
			return nil
		}
	}
	return value
}
