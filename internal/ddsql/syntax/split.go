package syntax

import "strings"

// Piece is one statement of a text as it is written, and where it begins in bytes.
type Piece struct {
	Text  string
	Start int
	// Complete tells that a semicolon ends it, which is not in Text.
	Complete bool
}

// Split cuts a text at the semicolons between its statements. Pieces without a token
// are left out. A string, a quoted name or a comment that does not end takes all that
// follows into the last piece, which is then not complete.
func Split(sql string) []Piece {
	var pieces []Piece
	l := newLexer(sql)
	for {
		p, some := l.piece()
		if some {
			pieces = append(pieces, p)
		}
		if !p.Complete {
			return pieces
		}
	}
}

// piece reads up to the next semicolon; some tells that there is a token before it.
func (l *lexer) piece() (p Piece, some bool) {
	rest := strings.TrimLeft(l.src[l.at:], " \t\r\n\f")
	start := -1
	defer func() {
		if recover() != nil { // what the lexer refuses is for the parser to tell
			start = len(l.src) - len(rest)
			p, some = Piece{Text: rest, Start: start}, true
		}
	}()
	for {
		t := l.next()
		if start < 0 {
			start = t.start
		}
		switch t.kind {
		case ';', endOfText:
			return Piece{Text: l.src[start:t.start], Start: start, Complete: t.kind == ';'}, t.start > start
		}
	}
}
