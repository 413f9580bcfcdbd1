package syntax

import (
	"strconv"
	"strings"
)

// operatorChars are the characters that operators are made of. Only an operator
// that has one of the special ones may end in + or -.
const (
	operatorChars = "~!@#^&|`?+-*/%<>="
	specialChars  = "~!@#^&|`?%"
)

func isOperator(c byte) bool { return strings.IndexByte(operatorChars, c) >= 0 }

// operator reads the longest operator, which ends where a comment begins.
func (l *lexer) operator() token {
	start := l.at
	end := start
	for end < len(l.src) && isOperator(l.src[end]) {
		if rest := l.src[end:]; strings.HasPrefix(rest, "--") || strings.HasPrefix(rest, "/*") {
			break
		}
		end++
	}
	l.at = start + len(withoutSigns(l.src[start:end]))
	sign := l.src[start:l.at]
	switch {
	case sign == "=>":
		return token{kind: arrow, text: sign}
	case sign == "!=":
		sign = "<>"
	case len(sign) > nameLimit:
		l.syntaxError(start, "operator too long")
	}
	return token{kind: operator, text: sign}
}

// withoutSigns takes + and - off the end, so that a <-1 is a < -1.
func withoutSigns(sign string) string {
	for len(sign) > 1 && strings.ContainsAny(sign[len(sign)-1:], "+-") &&
		!strings.ContainsAny(sign[:len(sign)-1], specialChars) {
		sign = sign[:len(sign)-1]
	}
	return sign
}

// dollar reads a parameter, a dollar-quoted string, or the sign alone.
func (l *lexer) dollar() token {
	start := l.at
	l.at++
	if l.digitAt(l.at) {
		l.digits()
		l.noJunk(start, "trailing junk after parameter")
		return l.parameter(start)
	}
	for namePart(l.byteAt(l.at)) && l.byteAt(l.at) != '$' && (l.at > start+1 || nameStart(l.byteAt(l.at))) {
		l.at++
	}
	if l.byteAt(l.at) != '$' {
		l.at = start + 1
		return token{kind: '$', text: "$"}
	}
	l.at++
	return l.dollarString(start, l.src[start:l.at])
}

func (l *lexer) parameter(start int) token {
	digits := l.src[start+1 : l.at]
	if n, err := strconv.Atoi(digits); err != nil || n > 1<<16-1 || n < 1 {
		l.syntaxError(start, "parameter number out of range")
	}
	return token{kind: parameter, text: digits}
}

// dollarString reads up to the same delimiter.
func (l *lexer) dollarString(start int, delimiter string) token {
	length := strings.Index(l.src[l.at:], delimiter)
	if length < 0 {
		l.at = len(l.src)
		l.syntaxError(start, "unterminated dollar-quoted string")
	}
	body := l.src[l.at : l.at+length]
	l.at += length + len(delimiter)
	return token{kind: text, text: body}
}
