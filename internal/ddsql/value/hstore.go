package value

import (
	"strings"

	"foureyes/internal/ddsql/sqlerr"
)

// ParseHstore reads "k"=>"v", n=>NULL.
func ParseHstore(s string) (Value, error) {
	p := hstoreParser{text: s}
	var pairs []Pair
	for p.skip(); p.at < len(s); p.skip() {
		pair, err := p.pair()
		if err != nil {
			return Null, err
		}
		pairs = append(pairs, pair)
		if p.skip(); p.at == len(s) {
			break
		}
		if s[p.at] != ',' {
			return Null, p.broken()
		}
		p.at++ // and one comma may stand at the end
	}
	return OfHstore(NewPairs(pairs...)), nil
}

type hstoreParser struct {
	text string
	at   int
}

func (p *hstoreParser) broken() error {
	if p.at >= len(p.text) {
		return sqlerr.New(sqlerr.SyntaxError, "syntax error in hstore: unexpected end of string")
	}
	return sqlerr.New(sqlerr.SyntaxError, "syntax error in hstore, near \"%s\" at position %d", p.text[p.at:p.at+1], p.at)
}

func (p *hstoreParser) skip() {
	for p.at < len(p.text) && strings.IndexByte(blanks, p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *hstoreParser) pair() (Pair, error) {
	key, _, err := p.word()
	if err != nil {
		return Pair{}, err
	}
	p.skip()
	if !strings.HasPrefix(p.text[p.at:], "=>") {
		return Pair{}, p.broken()
	}
	p.at += 2
	p.skip()
	text, quoted, err := p.word()
	if err != nil {
		return Pair{}, err
	}
	if !quoted && strings.EqualFold(text, "null") {
		return Pair{Key: key, Null: true}, nil
	}
	return Pair{Key: key, Value: text}, nil
}

// word reads a key or value, in quotes or up to a blank, comma or =>.
func (p *hstoreParser) word() (text string, quoted bool, err error) {
	var b strings.Builder
	if p.at < len(p.text) && p.text[p.at] == '"' {
		for p.at++; p.at < len(p.text); p.at++ {
			switch c := p.text[p.at]; {
			case c == '"':
				p.at++
				return b.String(), true, nil
			case c == '\\' && p.at+1 < len(p.text):
				p.at++
				b.WriteByte(p.text[p.at])
			default:
				b.WriteByte(c)
			}
		}
		return "", false, p.broken()
	}
	from := p.at
	for ; p.at < len(p.text); p.at++ {
		c := p.text[p.at]
		if strings.IndexByte(blanks+",", c) >= 0 || strings.HasPrefix(p.text[p.at:], "=>") {
			break
		}
		if c == '\\' && p.at+1 < len(p.text) {
			p.at++
		}
		b.WriteByte(p.text[p.at])
	}
	if p.at == from || p.text[from] == '=' {
		return "", false, p.broken()
	}
	return b.String(), false, nil
}
