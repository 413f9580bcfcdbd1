package value

import (
	"strconv"
	"strings"
	"time"

	"foureyes/internal/ddsql/sqlerr"
)

// maxDims is how many dimensions an array may have.
const maxDims = 6

func malformed(s, detail string) error {
	return sqlerr.New(sqlerr.InvalidTextRepresentation, "malformed array literal: \"%s\"", s).WithDetail("%s", detail)
}

// parseArray reads an array literal such as {1,2} or [0:1]={a,"b c"}.
func parseArray(t, elem Type, s string, now time.Time) (Value, error) {
	if t == Int2Vector || t == OIDVector {
		return parseVector(elem, s, now)
	}
	p := arrayParser{text: s, elem: elem, now: now}
	l, err := p.array()
	if err != nil {
		return Null, err
	}
	return OfArray(l), nil
}

func parseVector(elem Type, s string, now time.Time) (Value, error) {
	var items []Value
	for word := range strings.FieldsSeq(s) {
		v, err := ParseText(elem, word, now)
		if err != nil {
			return Null, err
		}
		items = append(items, v)
	}
	return NewVector(elem, items...), nil
}

type arrayParser struct {
	text  string
	at    int
	elem  Type
	now   time.Time
	items []Value
	sizes []int // of each dimension, as its first part showed
	depth int   // of the innermost braces that held an item
}

func (p *arrayParser) array() (*List, error) {
	bounds, err := p.bounds()
	if err != nil {
		return nil, err
	}
	p.skip()
	if !p.accept('{') {
		return nil, malformed(p.text, `Array value must start with "{" or dimension information.`)
	}
	if err := p.braces(0); err != nil {
		return nil, err
	}
	if p.skip(); p.at < len(p.text) {
		return nil, malformed(p.text, "Junk after closing right brace.")
	}
	return p.list(bounds)
}

func (p *arrayParser) list(bounds []Dim) (*List, error) {
	l := &List{Elem: p.elem, Items: p.items}
	if len(p.items) == 0 {
		return l, nil
	}
	for _, n := range p.sizes {
		l.Dims = append(l.Dims, Dim{n, 1})
	}
	if bounds == nil {
		return l, nil
	}
	if len(bounds) != len(l.Dims) {
		return nil, malformed(p.text, "Specified array dimensions do not match array contents.")
	}
	for i, b := range bounds {
		if b.Len != l.Dims[i].Len {
			return nil, malformed(p.text, "Specified array dimensions do not match array contents.")
		}
	}
	l.Dims = bounds
	return l, nil
}

func (p *arrayParser) skip() {
	for p.at < len(p.text) && strings.IndexByte(blanks, p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *arrayParser) accept(c byte) bool {
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

// bounds reads [low:high]... = in front, nil without.
func (p *arrayParser) bounds() ([]Dim, error) {
	var dims []Dim
	for p.skip(); p.accept('['); p.skip() {
		end := strings.IndexByte(p.text[p.at:], ']')
		if end < 0 {
			return nil, malformed(p.text, `Missing "]" after array dimensions.`)
		}
		low, high, both := strings.Cut(p.text[p.at:p.at+end], ":")
		if !both {
			low, high = "1", low
		}
		from, err1 := strconv.ParseInt(low, 10, 32)
		to, err2 := strconv.ParseInt(high, 10, 32)
		if err1 != nil || err2 != nil {
			return nil, malformed(p.text, `"[" must introduce explicitly-specified array dimensions.`)
		}
		if to < from {
			return nil, sqlerr.New(sqlerr.ArraySubscriptError, "upper bound cannot be less than lower bound")
		}
		dims = append(dims, Dim{int(to - from + 1), int(from)})
		p.at += end + 1
	}
	if len(dims) > 0 && !p.accept('=') {
		return nil, malformed(p.text, `Missing "=" after array dimensions.`)
	}
	if len(dims) > maxDims {
		return nil, tooManyDims(len(dims))
	}
	return dims, nil
}

func tooManyDims(n int) error {
	return sqlerr.New(sqlerr.ProgramLimitExceeded, "number of array dimensions (%d) exceeds the maximum allowed (%d)", n, maxDims)
}

// braces reads what follows an opening brace, to its closing one.
func (p *arrayParser) braces(dim int) error {
	if dim >= maxDims {
		return tooManyDims(dim + 1)
	}
	count := 0
	if p.skip(); p.accept('}') {
		if dim > 0 {
			return malformed(p.text, `Unexpected "}" character.`)
		}
		return nil
	}
	for {
		if err := p.member(dim); err != nil {
			return err
		}
		count++
		p.skip()
		if p.accept('}') {
			return p.sized(dim, count)
		}
		if !p.accept(',') {
			return malformed(p.text, "Unexpected array element.")
		}
	}
}

// sized checks that all parts of a dimension are equally long.
func (p *arrayParser) sized(dim, count int) error {
	for len(p.sizes) <= dim {
		p.sizes = append(p.sizes, 0)
	}
	if p.sizes[dim] == 0 {
		p.sizes[dim] = count
	}
	if p.sizes[dim] != count {
		return malformed(p.text, "Multidimensional arrays must have sub-arrays with matching dimensions.")
	}
	return nil
}

func (p *arrayParser) member(dim int) error {
	p.skip()
	if p.accept('{') {
		if p.depth != 0 && p.depth <= dim+1 {
			return malformed(p.text, "Multidimensional arrays must have sub-arrays with matching dimensions.")
		}
		return p.braces(dim + 1)
	}
	if p.depth == 0 {
		p.depth = dim + 1
	}
	if p.depth != dim+1 {
		return malformed(p.text, "Multidimensional arrays must have sub-arrays with matching dimensions.")
	}
	text, quoted, err := p.word()
	if err != nil {
		return err
	}
	if !quoted && strings.EqualFold(text, "null") {
		p.items = append(p.items, Null)
		return nil
	}
	v, err := ParseText(p.elem, text, p.now)
	p.items = append(p.items, v)
	return err
}

// word reads one element, in quotes or up to a comma or brace.
func (p *arrayParser) word() (text string, quoted bool, err error) {
	var b strings.Builder
	kept := 0 // what must not be trimmed
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			if quoted || strings.Trim(b.String(), blanks) != "" {
				return "", false, malformed(p.text, "Unexpected array element.")
			}
			quoted = true
			b.Reset()
			if err := p.quoted(&b); err != nil {
				return "", false, err
			}
			kept = b.Len()
			continue
		case c == '\\' && p.at+1 < len(p.text):
			p.at++
			b.WriteByte(p.text[p.at])
			kept = b.Len()
		case c == ',' || c == '}':
			text = b.String()
			text = text[:kept] + strings.TrimRight(text[kept:], blanks)
			if text == "" && !quoted || quoted && len(text) > kept {
				return "", false, malformed(p.text, `Unexpected "`+string(c)+`" character.`)
			}
			return text, quoted, nil
		case c == '{':
			return "", false, malformed(p.text, `Unexpected "{" character.`)
		default:
			b.WriteByte(c)
		}
		p.at++
	}
	return "", false, malformed(p.text, "Unexpected end of input.")
}

func (p *arrayParser) quoted(b *strings.Builder) error {
	for p.at++; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return nil
		case c == '\\' && p.at+1 < len(p.text):
			p.at++
			b.WriteByte(p.text[p.at])
		default:
			b.WriteByte(c)
		}
	}
	return malformed(p.text, "Unexpected end of input.")
}
