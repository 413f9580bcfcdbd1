package value

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
)

// DocKind is what a JSON document is.
type DocKind uint8

// The kinds in the order in which jsonb sorts them.
const (
	DocNull DocKind = iota
	DocString
	DocNumber
	DocBool
	DocArray
	DocObject
)

// Doc is a parsed JSON document.
type Doc struct {
	Kind DocKind
	True bool   // of a boolean
	Text string // a string decoded, or a number as written
	// Keys has an object's keys as written, those that repeat too; Items its values,
	// or an array's elements.
	Keys  []string
	Items []Doc
}

// maxJSONDepth bounds how deep documents nest, so that a hostile one cannot use
// up the stack.
const maxJSONDepth = 6400

// ParseDoc reads a JSON document as strictly as PostgreSQL does.
func ParseDoc(s string) (Doc, error) {
	p := jsonParser{text: s}
	d, err := p.document(0)
	if err != nil {
		return Doc{}, err
	}
	if p.skip(); p.at < len(s) {
		return Doc{}, p.broken("Expected end of input")
	}
	return d, nil
}

// jsonParser reads one document from the left. With scan it keeps nothing and
// only checks.
type jsonParser struct {
	text string
	at   int
}

func (p *jsonParser) broken(detail string) error {
	found := "the input string ended"
	if p.at < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[p.at:])
		found = "found \"" + string(r) + "\" at byte " + strconv.Itoa(p.at+min(n, 1))
	}
	return sqlerr.New(sqlerr.InvalidTextRepresentation, "invalid input syntax for type json").
		WithDetail("%s, but %s.", detail, found)
}

func (p *jsonParser) skip() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// peek is the next byte after blanks, 0 at the end.
func (p *jsonParser) peek() byte {
	p.skip()
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *jsonParser) document(depth int) (Doc, error) {
	if depth > maxJSONDepth {
		return Doc{}, sqlerr.New(sqlerr.StatementTooComplex, "stack depth limit exceeded")
	}
	switch c := p.peek(); {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '"':
		s, err := p.str()
		return Doc{Kind: DocString, Text: s}, err
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	}
	return p.word()
}

func (p *jsonParser) word() (Doc, error) {
	for word, d := range map[string]Doc{"true": {Kind: DocBool, True: true}, "false": {Kind: DocBool}, "null": {}} {
		if rest, ok := strings.CutPrefix(p.text[p.at:], word); ok && !startsWord(rest) {
			p.at += len(word)
			return d, nil
		}
	}
	return Doc{}, p.broken("Expected JSON value")
}

func startsWord(s string) bool {
	return s != "" && (s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z' || s[0] >= '0' && s[0] <= '9' || s[0] == '_' || s[0] >= 0x80)
}

func (p *jsonParser) array(depth int) (Doc, error) {
	d := Doc{Kind: DocArray}
	p.at++
	if p.peek() == ']' {
		p.at++
		return d, nil
	}
	for {
		item, err := p.document(depth + 1)
		if err != nil {
			return Doc{}, err
		}
		d.Items = append(d.Items, item)
		switch p.peek() {
		case ',':
			p.at++
		case ']':
			p.at++
			return d, nil
		default:
			return Doc{}, p.broken("Expected \",\" or \"]\"")
		}
	}
}

func (p *jsonParser) object(depth int) (Doc, error) {
	d := Doc{Kind: DocObject}
	p.at++
	if p.peek() == '}' {
		p.at++
		return d, nil
	}
	for {
		if err := p.member(&d, depth); err != nil {
			return Doc{}, err
		}
		switch p.peek() {
		case ',':
			p.at++
		case '}':
			p.at++
			return d, nil
		default:
			return Doc{}, p.broken("Expected \",\" or \"}\"")
		}
	}
}

func (p *jsonParser) member(d *Doc, depth int) error {
	if p.peek() != '"' {
		return p.broken("Expected string")
	}
	key, err := p.str()
	if err != nil {
		return err
	}
	if p.peek() != ':' {
		return p.broken("Expected \":\"")
	}
	p.at++
	item, err := p.document(depth + 1)
	d.Keys, d.Items = append(d.Keys, key), append(d.Items, item)
	return err
}

func (p *jsonParser) digits() bool {
	from := p.at
	for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at > from
}

func (p *jsonParser) accept(set string) bool {
	if p.at < len(p.text) && strings.IndexByte(set, p.text[p.at]) >= 0 {
		p.at++
		return true
	}
	return false
}

func (p *jsonParser) number() (Doc, error) {
	from := p.at
	p.accept("-")
	ok := p.accept("0") || p.digits()
	if ok && p.accept(".") {
		ok = p.digits()
	}
	if ok && p.accept("eE") {
		p.accept("+-")
		ok = p.digits()
	}
	if !ok || startsWord(p.text[p.at:]) {
		return Doc{}, p.broken("Expected JSON value")
	}
	return Doc{Kind: DocNumber, Text: p.text[from:p.at]}, nil
}

// str reads a string in quotes and decodes it.
func (p *jsonParser) str() (string, error) {
	p.at++
	from := p.at
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return p.text[from : p.at-1], nil
		case c == '\\':
			return p.escaped(from)
		case c < ' ':
			return "", p.broken("Character with value " + strconv.Itoa(int(c)) + " must be escaped")
		}
		p.at++
	}
	return "", p.broken("Expected end of string")
}

// escaped reads the rest of a string that has a backslash.
func (p *jsonParser) escaped(from int) (string, error) {
	var b strings.Builder
	b.WriteString(p.text[from:p.at])
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == '"':
			p.at++
			return b.String(), nil
		case c == '\\':
			if err := p.escape(&b); err != nil {
				return "", err
			}
			continue
		case c < ' ':
			return "", p.broken("Character with value " + strconv.Itoa(int(c)) + " must be escaped")
		}
		b.WriteByte(c)
		p.at++
	}
	return "", p.broken("Expected end of string")
}

func (p *jsonParser) escape(b *strings.Builder) error {
	p.at++
	if p.at >= len(p.text) {
		return p.broken("Expected escape sequence")
	}
	c := p.text[p.at]
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 {
		b.WriteByte("\"\\/\b\f\n\r\t"[i])
		p.at++
		return nil
	}
	if c != 'u' {
		return p.broken("Escape sequence is invalid")
	}
	p.at++
	r, err := p.hex4()
	if err != nil {
		return err
	}
	if utf16.IsSurrogate(r) {
		if r, err = p.pair(r); err != nil {
			return err
		}
	}
	if r == 0 {
		// A text cannot hold it; only json that is kept as it came may.
		r = nulStandIn
	}
	b.WriteRune(r)
	return nil
}

// nulStandIn marks a \u0000 inside a decoded string: a code point that no text
// holds by mistake, since it is no character.
const nulStandIn = '\uFDD0'

func (p *jsonParser) hex4() (rune, error) {
	if p.at+4 > len(p.text) {
		return 0, p.broken(`"\u" must be followed by four hexadecimal digits`)
	}
	n, err := strconv.ParseUint(p.text[p.at:p.at+4], 16, 32)
	if err != nil {
		return 0, p.broken(`"\u" must be followed by four hexadecimal digits`)
	}
	p.at += 4
	return rune(n), nil
}

// pair reads the second half of a surrogate pair.
func (p *jsonParser) pair(high rune) (rune, error) {
	if !strings.HasPrefix(p.text[p.at:], `\u`) {
		return 0, p.broken("Unicode low surrogate must follow a high surrogate")
	}
	p.at += 2
	low, err := p.hex4()
	if err != nil {
		return 0, err
	}
	if r := utf16.DecodeRune(high, low); r != utf8.RuneError {
		return r, nil
	}
	return 0, p.broken("Unicode low surrogate must follow a high surrogate")
}
