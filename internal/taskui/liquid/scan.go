package liquid

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lexeme is a word of an expression. Its kind is 'n' for a name, 's' for a
// string, 'd' for a number, 0 for the end, or the mark itself.
type lexeme struct {
	kind byte
	text string
}

// The lexemes of two characters.
const (
	dots       = 'D' // ..
	comparison = 'C' // == != <> <= >= < >
)

// isNameRune tells what may stand in a name. A hyphen may too, but not at the
// front; see scanName.
func isNameRune(c rune) bool { return c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c) }

// scan cuts the inside of a tag or output into lexemes.
func scan(s string) ([]lexeme, error) {
	var out []lexeme
	for {
		s = strings.TrimLeft(s, space)
		if s == "" {
			return out, nil
		}
		l, n, err := scanOne(s)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
		s = s[n:]
	}
}

// scanOne reads the lexeme that s begins with and its length.
func scanOne(s string) (lexeme, int, error) {
	c, _ := utf8.DecodeRuneInString(s)
	switch {
	case c == '"' || c == '\'':
		end := strings.IndexByte(s[1:], s[0])
		if end < 0 {
			return lexeme{}, 0, fmt.Errorf("a text is never closed: %s", clip(s))
		}
		return lexeme{'s', s[1 : 1+end]}, end + 2, nil
	case isDigit(s[0]) || c == '-' && len(s) > 1 && isDigit(s[1]):
		n := scanNumber(s)
		return lexeme{'d', s[:n]}, n, nil
	case isNameRune(c):
		n := scanName(s)
		return lexeme{'n', s[:n]}, n, nil
	case strings.HasPrefix(s, ".."):
		return lexeme{dots, ".."}, 2, nil
	}
	for _, op := range []string{"==", "!=", "<>", "<=", ">=", "<", ">"} {
		if strings.HasPrefix(s, op) {
			return lexeme{comparison, op}, len(op), nil
		}
	}
	if strings.IndexByte("|:,.[]()=", s[0]) >= 0 {
		return lexeme{s[0], s[:1]}, 1, nil
	}
	return lexeme{}, 0, fmt.Errorf("unexpected %q", c)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// scanNumber measures a number. A point belongs to it only before a digit, so
// that 1..5 stays a range.
func scanNumber(s string) int {
	n, point := 1, false
	for n < len(s) {
		switch {
		case isDigit(s[n]):
		case s[n] == '.' && !point && n+1 < len(s) && isDigit(s[n+1]):
			point = true
		default:
			return n
		}
		n++
	}
	return n
}

// scanName measures a name: letters, digits, _ and -, and a last question mark.
func scanName(s string) int {
	for i, c := range s {
		switch {
		case isNameRune(c) || c == '-':
		case c == '?':
			return i + 1
		default:
			return i
		}
	}
	return len(s)
}

// number gives the value of a number lexeme.
func number(s string) any {
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		return i
	}
	if strings.Contains(s, ".") {
		if f, err := strconv.ParseFloat(s, 64); err == nil {
			return f
		}
	}
	return Number(s)
}

// clip shortens text for a message.
func clip(s string) string {
	const longest = 60
	s, _, _ = strings.Cut(s, "\n")
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	return string([]rune(s)[:longest]) + "…"
}
