package syntax

import (
	"math"
	"strconv"
)

// declare reads DECLARE name CURSOR.
func (p *parser) declare(at At) Statement {
	p.need("declare")
	d := &DeclareCursor{At: at, Name: p.columnID()}
	for p.cursorOption(d) {
	}
	p.need("cursor")
	switch {
	case p.accept("with"):
		p.need("hold")
		d.Hold = true
	case p.accept("without"):
		p.need("hold")
	}
	p.need("for")
	d.Query = p.query()
	return d
}

func (p *parser) cursorOption(d *DeclareCursor) bool {
	switch {
	case p.accept("no"):
		p.need("scroll")
		d.Scroll = ScrollNo
	case p.accept("scroll"):
		d.Scroll = ScrollYes
	case p.accept("binary"):
		d.Binary = true
	case p.accept("insensitive"):
		d.Insensitive = true
	case p.accept("asensitive"):
	default:
		return false
	}
	return true
}

func (p *parser) closeCursor(at At) Statement {
	p.need("close")
	if p.accept("all") {
		return &CloseCursor{At: at, All: true}
	}
	return &CloseCursor{At: at, Name: p.columnID()}
}

// fetch reads FETCH and MOVE.
func (p *parser) fetch(at At) Statement {
	f := &Fetch{At: at, Count: 1, Move: p.advance().text == "move"}
	if !p.directionIsName() {
		p.direction(f)
	}
	p.acceptAny("from", "in")
	f.Name = p.columnID()
	return f
}

// directionIsName tells whether the word that is next is the cursor itself.
func (p *parser) directionIsName() bool {
	next := p.peek()
	return p.startsColumnID() && (next.kind == endOfText || next.kind == ';')
}

// direction reads which way and how far.
func (p *parser) direction(f *Fetch) {
	switch {
	case p.accept("next"):
	case p.accept("prior"):
		f.Direction = Backward
	case p.accept("first"):
		f.Direction = Absolute
	case p.accept("last"):
		f.Direction, f.Count = Absolute, -1
	case p.accept("absolute"):
		f.Direction, f.Count = Absolute, p.signedInteger()
	case p.accept("relative"):
		f.Direction, f.Count = Relative, p.signedInteger()
	case p.accept("all"):
		f.All = true
	case p.is("forward"), p.is("backward"):
		if p.advance().text == "backward" {
			f.Direction = Backward
		}
		switch {
		case p.accept("all"):
			f.All = true
		case p.startsSignedInteger():
			f.Count = p.signedInteger()
		}
	case p.startsSignedInteger():
		f.Count = p.signedInteger()
	}
}

func (p *parser) startsSignedInteger() bool {
	return p.tok.kind == integer || p.tok.isOp("-") || p.tok.isOp("+")
}

// signedInteger reads an int4 with a sign.
func (p *parser) signedInteger() int64 {
	negative := p.takeOp("-")
	if !negative {
		p.takeOp("+")
	}
	n, err := strconv.ParseInt(p.expect(integer).text, 10, 64)
	if err != nil || n > math.MaxInt32 {
		p.unexpected()
	}
	if negative {
		return -n
	}
	return n
}
