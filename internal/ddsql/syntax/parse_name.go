package syntax

import (
	"strconv"

	"foureyes/internal/ddsql/sqlerr"
)

// columnID reads the name of a column, a table or an alias.
func (p *parser) columnID() string {
	if p.tok.kind == quotedU {
		return p.unicodeText()
	}
	if !p.tok.columnID() {
		p.unexpected()
	}
	return p.advance().text
}

// label reads any name, reserved words included.
func (p *parser) label() string {
	if p.tok.kind == quotedU {
		return p.unicodeText()
	}
	if !p.tok.label() {
		p.unexpected()
	}
	return p.advance().text
}

// startsColumnID tells whether a columnID is next.
func (p *parser) startsColumnID() bool { return p.tok.kind == quotedU || p.tok.columnID() }

// columnIDs reads (name, ...).
func (p *parser) columnIDs() []string {
	p.expect('(')
	names := list(p, p.columnID)
	p.expect(')')
	return names
}

// qualified reads a name with points, the first part as a column's.
func (p *parser) qualified() Name {
	name := Name{p.columnID()}
	for p.take('.') {
		name = append(name, p.label())
	}
	return name
}

// typeFunctionName reads the first part of a type's name.
func (p *parser) typeFunctionName() string {
	if p.tok.kind == quotedU {
		return p.unicodeText()
	}
	if !p.tok.typeFunctionName() {
		p.unexpected()
	}
	return p.advance().text
}

// stringConstant reads a string.
func (p *parser) stringConstant() string {
	if p.tok.kind == textU {
		return p.unicodeText()
	}
	return p.expect(text).text
}

// startsString tells whether a string is next.
func (p *parser) startsString() bool { return p.tok.kind == text || p.tok.kind == textU }

// unicodeText reads U&” or U&"" with the UESCAPE that may follow.
func (p *parser) unicodeText() string {
	t := p.advance()
	escape := byte('\\')
	if p.is("uescape") {
		p.advance()
		if p.tok.kind != text {
			refuse(p.at(), sqlerr.SyntaxError, "UESCAPE must be followed by a simple string literal %s", p.near())
		}
		e := p.tok
		if len(e.text) != 1 || !validEscape(e.text[0]) {
			refuse(p.at(), sqlerr.SyntaxError, "invalid Unicode escape character %s", p.near())
		}
		p.advance()
		escape = e.text[0]
	}
	s := resolveU(t.text, escape, t.pos)
	if t.kind == quotedU {
		return clip(s)
	}
	return s
}

// near words where the current token is.
func (p *parser) near() string {
	if p.tok.kind == endOfText {
		return "at end of input"
	}
	return "at or near \"" + p.lex.src[p.tok.start:p.tok.end] + "\""
}

// validEscape tells whether c can be what UESCAPE names.
func validEscape(c byte) bool {
	return hexDigit(c) < 0 && c != '+' && c != '\'' && c != '"' && !isSpace(c)
}

// integerConstant reads digits that fit an int4.
func (p *parser) integerConstant() int {
	n, err := strconv.Atoi(p.expect(integer).text)
	if err != nil {
		p.unexpected()
	}
	return n
}
