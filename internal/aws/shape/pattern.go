package shape

import (
	"regexp"
	"strings"
)

// Pattern is a regular expression of a contract, matched against a whole
// string as Java's matches() does.
type Pattern struct {
	text  string
	match func(string) bool
}

// NewPattern compiles a published pattern. It panics on one that cannot be
// read, which the generator's tests find long before a server starts.
func NewPattern(text string) *Pattern {
	return &Pattern{text: text, match: matcher(text)}
}

// NewCheckedPattern keeps a published pattern for the sentence and asks a
// function instead, for patterns that do not say what they mean.
func NewCheckedPattern(text string, match func(string) bool) *Pattern {
	return &Pattern{text: text, match: match}
}

// Match reports whether the whole of s matches.
func (p *Pattern) Match(s string) bool { return p.match(s) }

// String gives the published text.
func (p *Pattern) String() string { return p.text }

func (p *Pattern) constraint() string {
	return "Member must satisfy regular expression pattern: " + p.text
}

// matcher compiles a pattern. The ones that only ask for some text are not
// worth a regular expression: they stand at the longest strings.
func matcher(text string) func(string) bool {
	switch text {
	case `[\S\s]+`:
		return func(s string) bool { return s != "" }
	case `.*`:
		return oneLine
	case `.+`:
		return func(s string) bool { return s != "" && oneLine(s) }
	}
	return regexp.MustCompile(`\A(?:` + fromJava(text) + `)\z`).MatchString
}

// oneLine reports whether s has no character that Java's dot leaves out.
func oneLine(s string) bool { return !strings.ContainsAny(s, javaLineEnds) }

// Java's dot excludes more line ends than Go's, and its \s includes the
// vertical tab that Go's leaves out.
const (
	javaLineEnds = "\n\r\u0085\u2028\u2029"
	javaDot      = `[^\n\r\x{85}\x{2028}\x{2029}]`
	javaSpace    = `\t-\r `
	javaNonSpace = `\x{0}-\x{8}\x{E}-\x{1F}\x{21}-\x{10FFFF}`
)

// fromJava rewrites a Java pattern for Go's regexp package.
func fromJava(text string) string {
	var out strings.Builder
	inClass := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i += escape(&out, text[i+1:], inClass)
		case c == '.' && !inClass:
			out.WriteString(javaDot)
		default:
			if c == '[' || c == ']' {
				inClass = c == '['
			}
			out.WriteByte(c)
		}
	}
	return out.String()
}

// escape writes the escape whose letter rest begins with and tells how many
// bytes it took after the backslash.
func escape(out *strings.Builder, rest string, inClass bool) int {
	switch {
	case rest[0] == 'u' && len(rest) >= 5:
		out.WriteString(`\x{` + rest[1:5] + `}`)
		return 5
	case rest[0] == 's':
		out.WriteString(class(javaSpace, inClass))
	case rest[0] == 'S':
		out.WriteString(class(javaNonSpace, inClass))
	default:
		out.WriteString(`\` + rest[:1])
	}
	return 1
}

// class puts ranges into brackets unless they stand inside some already.
func class(ranges string, inClass bool) string {
	if inClass {
		return ranges
	}
	return "[" + ranges + "]"
}
