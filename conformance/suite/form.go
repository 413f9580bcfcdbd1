package suite

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// form is a pattern of a contract: what Java's matches() would say of a string,
// and strings of any length that have it.
type form struct {
	match func(string) bool
	tree  *syntax.Regexp // nil when the pattern does not say what it means
}

// javaEscape is how Java writes a code unit; Go's regexp writes \x{…}.
var javaEscape = regexp.MustCompile(`\\u([0-9A-F]{4})`)

// newForm reads a Java pattern as a tree, in which the two classes that mean
// something else in Java are exchanged: the dot, and \s and \S.
func newForm(pattern string) (*form, error) {
	tree, err := syntax.Parse(javaEscape.ReplaceAllString(pattern, `\x{$1}`), syntax.Perl)
	if err != nil {
		return nil, err
	}
	toJava(tree)
	whole, err := regexp.Compile(`^(?:` + tree.String() + `)$`)
	if err != nil {
		return nil, err
	}
	// Without this, the dollar would be content before a line end.
	return &form{match: func(s string) bool { return whole.FindString(s) == s && whole.MatchString(s) }, tree: tree}, nil
}

var (
	// goNonSpace is \S as Go reads it, javaNonSpace as Java does: without U+000B.
	goNonSpace   = []rune{0, 8, 0xb, 0xb, 0xe, 0x1f, 0x21, 0x10ffff}
	javaNonSpace = []rune{0, 8, 0xe, 0x1f, 0x21, 0x10ffff}
	// javaDot is everything but Java's line ends.
	javaDot = []rune{0, 9, 0xb, 0xc, 0xe, 0x84, 0x86, 0x2027, 0x202a, 0x10ffff}
)

func toJava(t *syntax.Regexp) {
	switch {
	case t.Op == syntax.OpAnyCharNotNL:
		t.Op, t.Rune = syntax.OpCharClass, javaDot
	case t.Op == syntax.OpCharClass && slices.Equal(t.Rune, goNonSpace):
		t.Rune = javaNonSpace
	case t.Op == syntax.OpCharClass:
		t.Rune = withVerticalTab(t.Rune)
	}
	for _, sub := range t.Sub {
		toJava(sub)
	}
}

// withVerticalTab fills the gap that a class has where \s of Go stands in it.
func withVerticalTab(class []rune) []rune {
	for i := 0; i+4 <= len(class); i += 2 {
		if slices.Equal(class[i:i+4], []rune{'\t', '\n', '\f', '\r'}) {
			return slices.Concat(class[:i], []rune{'\t', '\r'}, class[i+4:])
		}
	}
	return class
}

// endless stands for no bound of a length.
const endless = 1 << 30

// lengths are how many characters a part of a pattern can have.
func lengths(t *syntax.Regexp) (least, most int) {
	switch t.Op {
	case syntax.OpLiteral:
		return len(t.Rune), len(t.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar:
		return 1, 1
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		low, high := times(t)
		least, most = lengths(t.Sub[0])
		return low * least, min(endless, high*most)
	case syntax.OpCapture:
		return lengths(t.Sub[0])
	case syntax.OpConcat:
		for _, sub := range t.Sub {
			a, b := lengths(sub)
			least, most = least+a, min(endless, most+b)
		}
	case syntax.OpAlternate:
		least = endless
		for _, sub := range t.Sub {
			a, b := lengths(sub)
			least, most = min(least, a), max(most, b)
		}
	}
	return least, most
}

// times is how often a part may be repeated.
func times(t *syntax.Regexp) (low, high int) {
	switch t.Op {
	case syntax.OpStar:
		return 0, endless / 1024
	case syntax.OpPlus:
		return 1, endless / 1024
	case syntax.OpQuest:
		return 0, 1
	}
	if t.Max < 0 {
		return t.Min, endless / 1024
	}
	return t.Min, t.Max
}

// fill makes a string of n characters that a part of a pattern matches. Whoever
// asks checks the result: parts with gaps in their lengths are not looked into.
func fill(t *syntax.Regexp, n int) string {
	switch t.Op {
	case syntax.OpLiteral:
		return string(t.Rune)
	case syntax.OpCharClass:
		return string(nice(t.Rune))
	case syntax.OpAnyChar:
		return "a"
	case syntax.OpCapture:
		return fill(t.Sub[0], n)
	case syntax.OpConcat:
		return fillAll(t.Sub, n)
	case syntax.OpAlternate:
		i := slices.IndexFunc(t.Sub, func(sub *syntax.Regexp) bool { return fits(sub, n) })
		return fill(t.Sub[max(i, 0)], n)
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		return repeat(t, n)
	}
	return "" // the ends of the text
}

func fits(t *syntax.Regexp, n int) bool {
	least, most := lengths(t)
	return least <= n && n <= most
}

// fillAll gives the first part that can grow all the characters that are left.
func fillAll(parts []*syntax.Regexp, n int) string {
	for _, p := range parts {
		least, _ := lengths(p)
		n -= least
	}
	var out strings.Builder
	for _, p := range parts {
		least, most := lengths(p)
		extra := min(max(n, 0), most-least)
		n -= extra
		out.WriteString(fill(p, least+extra))
	}
	return out.String()
}

// repeat writes a part as often as n characters need.
func repeat(t *syntax.Regexp, n int) string {
	low, high := times(t)
	least, most := lengths(t.Sub[0])
	if n <= 0 || least == 0 {
		return strings.Repeat(fill(t.Sub[0], least), low)
	}
	count := min(max(low, n/least), high)
	if least == most {
		return strings.Repeat(fill(t.Sub[0], least), count)
	}
	same := make([]*syntax.Regexp, count)
	for i := range same {
		same[i] = t.Sub[0]
	}
	return fillAll(same, n)
}

// nice picks a character of a class, one that reads well if there is one.
func nice(ranges []rune) rune {
	for _, c := range "ab0A/-" {
		if contains(ranges, c) {
			return c
		}
	}
	return ranges[0]
}

func contains(ranges []rune, c rune) bool {
	for i := 0; i < len(ranges); i += 2 {
		if ranges[i] <= c && c <= ranges[i+1] {
			return true
		}
	}
	return false
}
