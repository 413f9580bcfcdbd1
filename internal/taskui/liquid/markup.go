package liquid

import (
	"html"
	"strings"
)

// mode says what printing does with a piece of text.
type mode uint8

const (
	// plain text is escaped when it is printed.
	plain mode = iota
	// asIs text is printed as it stands: the template's own text, and what
	// skip_autoescape let through.
	asIs
	// escaped text is printed as it stands too, but an escape made it, so that
	// its meaning is the unescaped text.
	escaped
)

// part is a piece of text in one mode.
type part struct {
	text string
	mode mode
}

// Markup is text that remembers, piece by piece, whether it must still be
// escaped. Capture, escape and skip_autoescape make it. The zero value is empty.
type Markup struct{ parts []part }

// marked makes a Markup of one piece.
func marked(text string, m mode) Markup { return Markup{parts: []part{{text, m}}} }

// parts gives any text value as pieces.
func parts(v any, text string) []part {
	if m, ok := v.(Markup); ok {
		return m.parts
	}
	return []part{{text, plain}}
}

// text joins the pieces as they stand.
func (m Markup) text() string {
	if len(m.parts) == 1 {
		return m.parts[0].text
	}
	var b strings.Builder
	for _, p := range m.parts {
		b.WriteString(p.text)
	}
	return b.String()
}

// size is the length of the text in bytes.
func (m Markup) size() int {
	n := 0
	for _, p := range m.parts {
		n += len(p.text)
	}
	return n
}

// meaning joins the pieces with every escape undone.
func (m Markup) meaning() string {
	var b strings.Builder
	for _, p := range m.parts {
		if p.mode == escaped {
			b.WriteString(html.UnescapeString(p.text))
		} else {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// settled reports whether nothing is left to escape.
func (m Markup) settled() bool {
	for _, p := range m.parts {
		if p.mode == plain {
			return false
		}
	}
	return true
}

// each applies f to every piece; right for functions that look at one
// character at a time.
func (m Markup) each(f func(string) string) Markup {
	out := make([]part, len(m.parts))
	for i, p := range m.parts {
		out[i] = part{f(p.text), p.mode}
	}
	return Markup{out}
}

// whole applies f to the joined text. What was settled stays so; mixed text
// becomes plain, the safe side.
func (m Markup) whole(f func(string) string) any {
	if m.settled() {
		return marked(f(m.text()), asIs)
	}
	return f(m.text())
}

// escape gives the pieces escaped, leaving those that an escape made.
func (m Markup) escape(f func(string) string) Markup {
	out := make([]part, len(m.parts))
	for i, p := range m.parts {
		out[i] = part{p.text, escaped}
		if p.mode != escaped {
			out[i].text = f(p.text)
		}
	}
	return Markup{out}
}

// escaper writes the five characters that mean something in HTML as A2I does.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// escapeHTML escapes all five characters.
func escapeHTML(s string) string { return escaper.Replace(s) }

// escapeOnce escapes, but leaves "&" alone where it already begins an entity.
func escapeOnce(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(escapeHTML(s))
			return b.String()
		}
		b.WriteString(escapeHTML(s[:i]))
		n := entityLength(s[i:])
		if n == 0 {
			b.WriteString("&amp;")
			n = 1
		} else {
			b.WriteString(s[i : i+n])
		}
		s = s[i+n:]
	}
}

// entityLength is the length of the entity that s begins with, or 0. Names are
// letters and digits, numbers decimal or hexadecimal.
func entityLength(s string) int {
	const longest = 40
	end := strings.IndexByte(s[:min(len(s), longest)], ';')
	if end < 2 {
		return 0
	}
	name := s[1:end]
	legal := isNameByte
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		name, legal = digits, isDigitByte
		if hex := strings.TrimLeft(digits, "xX"); len(hex) == len(digits)-1 {
			name, legal = hex, isHexByte
		}
	}
	for i := range len(name) {
		if !legal(name[i]) {
			return 0
		}
	}
	if name == "" {
		return 0
	}
	return end + 1
}

func isDigitByte(c byte) bool { return c >= '0' && c <= '9' }

func isHexByte(c byte) bool {
	return isDigitByte(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func isNameByte(c byte) bool {
	return isDigitByte(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
