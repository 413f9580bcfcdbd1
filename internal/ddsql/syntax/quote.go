package syntax

import (
	"strings"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
)

// prefixed reads a string or name that begins with a letter, when one does here.
func (l *lexer) prefixed() (token, bool) {
	c, next := l.src[l.at]|0x20, l.byteAt(l.at+1)
	switch {
	case c == 'u' && next == '&' && l.byteAt(l.at+2) == '\'':
		start := l.at
		l.at += 2
		return token{kind: textU, text: l.quotedText(start, "unterminated quoted string")}, true
	case c == 'u' && next == '&' && l.byteAt(l.at+2) == '"':
		start := l.at
		l.at += 2
		return token{kind: quotedU, text: l.quotedName(start)}, true
	case next != '\'':
		return token{}, false
	}
	start := l.at
	switch c {
	case 'e':
		l.at++
		return token{kind: text, text: l.escapeString(start)}, true
	case 'b':
		l.at++
		return token{kind: bitText, text: l.quotedText(start, "unterminated bit string literal")}, true
	case 'x':
		l.at++
		return token{kind: bitText, text: l.quotedText(start, "unterminated hexadecimal string literal")}, true
	case 'n':
		// As PostgreSQL has it: the word nchar, and the string is the next token.
		l.at++
		return token{kind: word, class: columnName, bare: true, text: "nchar"}, true
	}
	return token{}, false
}

func (l *lexer) plainString() token {
	return token{kind: text, text: l.quotedText(l.at, "unterminated quoted string")}
}

// quotedText reads '...' from its first quote on, doubled quotes resolved, and the
// parts that continue it on further lines. Start is for the error.
func (l *lexer) quotedText(start int, unterminated string) string {
	body := l.quotedRun(start, unterminated)
	if !l.continues() {
		return body
	}
	var b strings.Builder
	b.WriteString(body)
	b.WriteString(l.quotedRun(start, unterminated))
	for l.continues() {
		b.WriteString(l.quotedRun(start, unterminated))
	}
	return b.String()
}

// quotedRun reads one '...'.
func (l *lexer) quotedRun(start int, unterminated string) string {
	l.at++
	from := l.at
	doubled := false
	for {
		i := strings.IndexByte(l.src[l.at:], '\'')
		if i < 0 {
			l.at = len(l.src)
			l.syntaxError(start, unterminated)
		}
		l.at += i + 1
		if l.byteAt(l.at) != '\'' {
			break
		}
		doubled = true
		l.at++
	}
	body := l.src[from : l.at-1]
	if doubled {
		body = strings.ReplaceAll(body, "''", "'")
	}
	return body
}

// continues tells whether the string goes on after white space with a line break
// in it, and passes that space. Comments of -- may stand there.
func (l *lexer) continues() bool {
	from, newline := l.at, false
	for l.at < len(l.src) {
		switch c := l.src[l.at]; {
		case isSpace(c):
			newline = newline || c == '\n' || c == '\r'
			l.at++
			continue
		case strings.HasPrefix(l.src[l.at:], "--"):
			l.lineComment()
			continue
		case c == '\'' && newline:
			return true
		}
		break
	}
	l.at = from
	return false
}

// quotedName reads "..." from its first quote on. Start is for the error.
func (l *lexer) quotedName(start int) string {
	l.at++
	from := l.at
	for {
		i := strings.IndexByte(l.src[l.at:], '"')
		if i < 0 {
			l.at = len(l.src)
			l.syntaxError(start, "unterminated quoted identifier")
		}
		l.at += i + 1
		if l.byteAt(l.at) != '"' {
			break
		}
		l.at++
	}
	name := strings.ReplaceAll(l.src[from:l.at-1], `""`, `"`)
	if name == "" {
		l.syntaxError(start, "zero-length delimited identifier")
	}
	return name
}

// escapeString reads E'...' from its quote on and resolves the backslashes.
func (l *lexer) escapeString(start int) string {
	var b strings.Builder
	l.escapeRun(start, &b)
	for l.continues() {
		l.escapeRun(start, &b)
	}
	if s := b.String(); utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	panic(sqlerr.At(l.position(start), sqlerr.CharacterNotInRepertoire,
		"invalid byte sequence for encoding \"UTF8\": %s", firstInvalid(b.String())))
}

func (l *lexer) escapeRun(start int, b *strings.Builder) {
	l.at++
	for l.at < len(l.src) {
		c := l.src[l.at]
		l.at++
		switch {
		case c == '\\' && l.at < len(l.src):
			l.escape(b)
		case c == '\'' && l.byteAt(l.at) == '\'':
			l.at++
			b.WriteByte(c)
		case c == '\'':
			return
		default:
			b.WriteByte(c)
		}
	}
	l.syntaxError(start, "unterminated quoted string")
}

// escape resolves what follows a backslash.
func (l *lexer) escape(b *strings.Builder) {
	c := l.src[l.at]
	l.at++
	switch c {
	case 'b':
		b.WriteByte('\b')
	case 'f':
		b.WriteByte('\f')
	case 'n':
		b.WriteByte('\n')
	case 'r':
		b.WriteByte('\r')
	case 't':
		b.WriteByte('\t')
	case 'u', 'U':
		l.at--
		b.WriteRune(l.unicodeEscape())
	case '0', '1', '2', '3', '4', '5', '6', '7':
		l.at--
		b.WriteByte(byte(l.digitsOf(8, 3)))
	case 'x':
		if hexDigit(l.byteAt(l.at)) < 0 {
			b.WriteByte(c)
			return
		}
		b.WriteByte(byte(l.digitsOf(16, 2)))
	default:
		b.WriteByte(c)
	}
}

// digitsOf reads at most so many digits of a base.
func (l *lexer) digitsOf(base, most int) int {
	n := 0
	for range most {
		d := hexDigit(l.byteAt(l.at))
		if d < 0 || d >= base {
			break
		}
		n = n*base + d
		l.at++
	}
	return n
}

// hexDigit gives the value of a hexadecimal digit, or -1.
func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
