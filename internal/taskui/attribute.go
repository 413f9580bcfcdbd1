package taskui

import "strings"

// place is where an attribute stands in a raw tag: start to end with the space
// before it, from and to its value inside the quotes.
type place struct {
	start, end int
	from, to   int
	bare       bool
}

// quoted gives a new value the quotes that the old one lacked.
func (p place) quoted(value string) string {
	if p.bare {
		return `"` + value + `"`
	}
	return value
}

// attribute finds an attribute with a value in a raw start tag, by the rules of
// the HTML standard's tokenizer. The first of equal names counts.
func attribute(raw, name string) (place, bool) {
	const gap = " \t\r\n\f"
	s := scanner{raw: raw, pos: 1}
	s.until(gap + "/>") // the tag's name
	for s.more() {
		start := s.pos
		s.over(gap + "/")
		if !s.more() {
			break
		}
		from := s.pos
		// An equals sign in the first place belongs to the name.
		s.pos++
		s.until(gap + "/>=")
		found := strings.EqualFold(raw[from:s.pos], name)
		end := s.pos
		s.over(gap)
		if s.pos >= len(raw) || raw[s.pos] != '=' {
			s.pos = end
			if found {
				return place{}, false
			}
			continue
		}
		s.pos++
		s.over(gap)
		p := s.value()
		p.start, p.end = start, s.pos
		if found {
			return p, true
		}
	}
	return place{}, false
}

// scanner moves through a raw tag.
type scanner struct {
	raw string
	pos int
}

// more reports whether the tag goes on.
func (s *scanner) more() bool { return s.pos < len(s.raw) && s.raw[s.pos] != '>' }

// until moves to the first of these bytes.
func (s *scanner) until(stop string) {
	for s.pos < len(s.raw) && strings.IndexByte(stop, s.raw[s.pos]) < 0 {
		s.pos++
	}
}

// over moves past these bytes.
func (s *scanner) over(skip string) {
	for s.pos < len(s.raw) && strings.IndexByte(skip, s.raw[s.pos]) >= 0 {
		s.pos++
	}
}

// value reads an attribute's value.
func (s *scanner) value() place {
	if s.pos < len(s.raw) && (s.raw[s.pos] == '"' || s.raw[s.pos] == '\'') {
		quote := s.raw[s.pos : s.pos+1]
		s.pos++
		from := s.pos
		s.until(quote)
		p := place{from: from, to: s.pos}
		s.pos = min(s.pos+1, len(s.raw))
		return p
	}
	from := s.pos
	s.until(" \t\r\n\f>")
	return place{from: from, to: s.pos, bare: true}
}
