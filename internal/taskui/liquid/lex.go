package liquid

import (
	"regexp"
	"strings"
)

// tokenKind tells the three things a template is made of.
type tokenKind uint8

const (
	textToken   tokenKind = iota // text between the marks
	outputToken                  // {{ … }}
	tagToken                     // {% … %}
)

// token is one piece of a template. A tag has a name; text is its arguments, the
// inside of an output, or plain text.
type token struct {
	kind tokenKind
	name string
	text string
	line int
}

// space is what "{{-" and "-}}" cut away.
const space = " \t\r\n\v\f"

// lexer cuts a template into tokens. Raw and comment end here, because their
// insides need not be well formed.
type lexer struct {
	source string
	pos    int
	line   int
	tokens []token
	// cut is set by a closing "-": the next text loses its leading space.
	cut bool
}

// lex cuts source into tokens.
func lex(source string) ([]token, error) {
	l := &lexer{source: source, line: 1}
	for l.pos < len(source) {
		if err := l.next(); err != nil {
			return nil, err
		}
	}
	return l.tokens, nil
}

// take moves n bytes on and returns them, counting lines.
func (l *lexer) take(n int) string {
	s := l.source[l.pos : l.pos+n]
	l.pos += n
	l.line += strings.Count(s, "\n")
	return s
}

// rest is what has not been read.
func (l *lexer) rest() string { return l.source[l.pos:] }

// next reads the text up to the next mark, and what stands in the mark.
func (l *lexer) next() error {
	start := opening(l.rest())
	if start < 0 {
		l.addText(l.take(len(l.rest())), false)
		return nil
	}
	dash := strings.HasPrefix(l.rest()[start+2:], "-")
	l.addText(l.take(start), dash)
	line, closer := l.line, "}}"
	if l.rest()[1] == '%' {
		closer = "%}"
	}
	end := strings.Index(l.rest()[2:], closer)
	if end < 0 {
		return &Error{Line: line, Message: `"` + l.rest()[:2] + `" is never closed with "` + closer + `"`}
	}
	inside := l.take(2 + end + 2)[2 : 2+end]
	inside = strings.TrimPrefix(inside, "-")
	inside, l.cut = strings.CutSuffix(inside, "-")
	if closer == "}}" {
		l.tokens = append(l.tokens, token{outputToken, "", inside, line})
		return nil
	}
	return l.addTag(inside, line)
}

// opening finds the next "{{" or "{%".
func opening(s string) int {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '{')
		if i < 0 || from+i+1 >= len(s) {
			return -1
		}
		if c := s[from+i+1]; c == '{' || c == '%' {
			return from + i
		}
		from += i + 1
	}
}

// addText adds plain text; dash tells that the mark after it begins with "-".
func (l *lexer) addText(s string, dash bool) {
	line := l.line - strings.Count(s, "\n")
	if l.cut {
		s = strings.TrimLeft(s, space)
	}
	if dash {
		s = strings.TrimRight(s, space)
	}
	l.cut = false
	if s != "" {
		l.tokens = append(l.tokens, token{textToken, "", s, line})
	}
}

// addTag adds a tag, or the whole of a raw, comment or doc block.
func (l *lexer) addTag(inside string, line int) error {
	t := splitTag(inside, line)
	switch t.name {
	case "raw", "doc":
		text, err := l.verbatim(t)
		if err == nil && t.name == "raw" && text != "" {
			l.tokens = append(l.tokens, token{textToken, "", text, line})
		}
		return err
	case "comment":
		return l.skipComment(t)
	case "#":
		return nil
	}
	l.tokens = append(l.tokens, t)
	return nil
}

// splitTag divides the inside of a tag into name and arguments, whose white space
// stays for the sake of counting lines.
func splitTag(inside string, line int) token {
	trimmed := strings.TrimLeft(inside, space)
	line += strings.Count(inside[:len(inside)-len(trimmed)], "\n")
	if strings.HasPrefix(trimmed, "#") {
		return token{tagToken, "#", "", line}
	}
	end := strings.IndexFunc(trimmed, func(c rune) bool { return !isNameRune(c) })
	if end < 0 {
		end = len(trimmed)
	}
	return token{tagToken, trimmed[:end], trimmed[end:], line}
}

var endings = map[string]*regexp.Regexp{
	"raw": regexp.MustCompile(`\{%(-?)\s*endraw\s*(-?)%\}`),
	"doc": regexp.MustCompile(`\{%(-?)\s*enddoc\s*(-?)%\}`),
}

// verbatim takes everything up to the end of a raw or doc block.
func (l *lexer) verbatim(t token) (string, error) {
	rest := l.rest()
	m := endings[t.name].FindStringSubmatchIndex(rest)
	if m == nil {
		return "", unclosed(t)
	}
	text := rest[:m[0]]
	if l.cut {
		text = strings.TrimLeft(text, space)
	}
	if m[2] < m[3] {
		text = strings.TrimRight(text, space)
	}
	l.cut = m[4] < m[5]
	l.take(m[1])
	return text, nil
}

// commentMark finds what matters inside a comment: other comments and their ends.
var commentMark = regexp.MustCompile(`\{%-?\s*(comment|endcomment)\b(?s:.*?)(-?)%\}`)

// skipComment takes everything up to the end of a comment, inner ones included.
func (l *lexer) skipComment(t token) error {
	for depth := 1; depth > 0; {
		rest := l.rest()
		m := commentMark.FindStringSubmatchIndex(rest)
		if m == nil {
			return unclosed(t)
		}
		if rest[m[2]:m[3]] == "comment" {
			depth++
		} else {
			depth--
		}
		l.cut = m[4] < m[5]
		l.take(m[1])
	}
	return nil
}

// unclosed is the error for a block without its end.
func unclosed(t token) *Error {
	return &Error{Line: t.line, Message: `"` + t.name + `" is never closed with "end` + t.name + `"`}
}
