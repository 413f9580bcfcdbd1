package syntax

import (
	"strings"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
)

// nameLimit is how many bytes of a name count, as in PostgreSQL; the rest is cut.
const nameLimit = 63

// lexer cuts the text into tokens, one at a time, so that a mistake is found only
// when the parser gets there. Its methods panic with a *sqlerr.Error.
type lexer struct {
	src string
	at  int // the next byte

	// Characters are counted from the last token on.
	countedBytes, countedChars int
	ascii                      bool
}

func newLexer(src string) lexer {
	return lexer{src: src, ascii: isASCII(src)}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// position gives the character, from 1, at a byte that is not before the last asked.
func (l *lexer) position(offset int) int {
	if l.ascii {
		return offset + 1
	}
	if offset < l.countedBytes {
		return utf8.RuneCountInString(l.src[:offset]) + 1
	}
	l.countedChars += utf8.RuneCountInString(l.src[l.countedBytes:offset])
	l.countedBytes = offset
	return l.countedChars + 1
}

// fail panics with an error about the text from start to the current byte, worded
// as PostgreSQL's scanner does.
func (l *lexer) fail(start int, code, message string) {
	near := l.src[start:l.at]
	panic(sqlerr.At(l.position(start), code, "%s at or near \"%s\"", message, near))
}

func (l *lexer) syntaxError(start int, message string) { l.fail(start, sqlerr.SyntaxError, message) }

// next gives the next token.
func (l *lexer) next() token {
	l.skipSpace()
	start := l.at
	if start >= len(l.src) {
		return token{kind: endOfText, start: start, end: start, pos: l.position(start)}
	}
	t := l.scan(l.src[start])
	t.start, t.end = start, l.at
	t.pos = l.position(start)
	return t
}

// scan reads the token that begins with c.
func (l *lexer) scan(c byte) token {
	switch {
	case nameStart(c):
		return l.wordOrString()
	case c >= '0' && c <= '9':
		return l.number()
	case c == '.' && l.digitAt(l.at+1):
		return l.number()
	case c == '\'':
		return l.plainString()
	case c == '"':
		return token{kind: quoted, text: clip(l.quotedName(l.at))}
	case c == '$':
		return l.dollar()
	case isOperator(c):
		return l.operator()
	}
	return l.punctuation(c)
}

// punctuation reads what is no operator, and any character that nothing knows.
func (l *lexer) punctuation(c byte) token {
	for _, p := range [...]struct {
		sign string
		kind kind
	}{{"::", colons}, {":=", colonEquals}, {"..", dots}} {
		if strings.HasPrefix(l.src[l.at:], p.sign) {
			l.at += 2
			return token{kind: p.kind, text: p.sign}
		}
	}
	l.at++
	return token{kind: kind(c), text: l.src[l.at-1 : l.at]}
}

// skipSpace passes white space and comments.
func (l *lexer) skipSpace() {
	for l.at < len(l.src) {
		switch {
		case isSpace(l.src[l.at]):
			l.at++
		case strings.HasPrefix(l.src[l.at:], "--"):
			l.lineComment()
		case strings.HasPrefix(l.src[l.at:], "/*"):
			l.comment()
		default:
			return
		}
	}
}

func (l *lexer) lineComment() {
	for l.at < len(l.src) && l.src[l.at] != '\n' && l.src[l.at] != '\r' {
		l.at++
	}
}

// comment passes a comment, which may hold others.
func (l *lexer) comment() {
	start, depth := l.at, 0
	for l.at < len(l.src) {
		switch {
		case strings.HasPrefix(l.src[l.at:], "/*"):
			depth++
			l.at += 2
		case strings.HasPrefix(l.src[l.at:], "*/"):
			depth--
			l.at += 2
			if depth == 0 {
				return
			}
		default:
			l.at++
		}
	}
	l.syntaxError(start, "unterminated /* comment")
}

// wordOrString reads a name or keyword, or the string or name that a letter and a
// quote begin: E”, B”, X”, N”, U&”.
func (l *lexer) wordOrString() token {
	if t, is := l.prefixed(); is {
		return t
	}
	start := l.at
	for l.at < len(l.src) && namePart(l.src[l.at]) {
		l.at++
	}
	name := lower(l.src[start:l.at])
	if k, is := keywords[name]; is {
		return token{kind: word, class: k.class, bare: k.bare, text: name}
	}
	return token{kind: word, bare: true, text: clip(name)}
}

// number reads an integer or another number. What follows at once must not be a
// letter.
func (l *lexer) number() token {
	start := l.at
	l.digits()
	whole := true
	if l.byteAt(l.at) == '.' && l.byteAt(l.at+1) != '.' {
		whole = false
		l.at++
		l.digits()
	}
	if c := l.byteAt(l.at); c == 'e' || c == 'E' {
		whole = l.exponent(start) && whole
	}
	l.noJunk(start, "trailing junk after numeric literal")
	digits := l.src[start:l.at]
	if whole && fitsInt4(digits) {
		return token{kind: integer, text: digits}
	}
	return token{kind: numeric, text: digits}
}

// exponent passes an exponent, and tells whether none is here after all: a sign
// must have digits behind it, a letter alone is junk.
func (l *lexer) exponent(start int) (none bool) {
	signed := l.byteAt(l.at+1) == '+' || l.byteAt(l.at+1) == '-'
	from := l.at + 1
	if signed {
		from++
	}
	switch {
	case l.digitAt(from):
		l.at = from
		l.digits()
		return false
	case signed:
		l.at = from
		l.syntaxError(start, "trailing junk after numeric literal")
	}
	return true
}

// noJunk refuses a name that begins right behind a number.
func (l *lexer) noJunk(start int, message string) {
	if !nameStart(l.byteAt(l.at)) {
		return
	}
	for namePart(l.byteAt(l.at)) {
		l.at++
	}
	l.syntaxError(start, message)
}

func (l *lexer) digits() {
	for l.digitAt(l.at) {
		l.at++
	}
}

// fitsInt4 tells whether decimal digits are at most 2147483647.
func fitsInt4(digits string) bool {
	const largest = "2147483647"
	digits = strings.TrimLeft(digits, "0")
	return len(digits) < len(largest) || len(digits) == len(largest) && digits <= largest
}

func (l *lexer) byteAt(i int) byte {
	if i < len(l.src) {
		return l.src[i]
	}
	return 0
}

func (l *lexer) digitAt(i int) bool { return l.byteAt(i) >= '0' && l.byteAt(i) <= '9' }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// nameStart tells whether a name can begin with c; bytes beyond ASCII can.
func nameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= utf8.RuneSelf
}

func namePart(c byte) bool { return nameStart(c) || c >= '0' && c <= '9' || c == '$' }

// lower folds ASCII letters only, as PostgreSQL does in UTF-8.
func lower(s string) string {
	for i := range len(s) {
		if s[i] >= 'A' && s[i] <= 'Z' {
			return string(foldASCII([]byte(s)))
		}
	}
	return s
}

func foldASCII(b []byte) []byte {
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return b
}

// clip cuts a name to what counts, between characters.
func clip(name string) string {
	if len(name) <= nameLimit {
		return name
	}
	end := nameLimit
	for end > 0 && !utf8.RuneStart(name[end]) {
		end--
	}
	return name[:end]
}
