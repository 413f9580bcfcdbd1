package fn

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addRegexps adds the operators and functions of regular expressions.
func addRegexps(s *shelf) {
	t2, t3, t4 := types(value.Text, value.Text), types(value.Text, value.Text, value.Text), types(value.Text, value.Text, value.Text, value.Text)
	for op, m := range map[string]matchOp{"~": {}, "!~": {not: true}, "~*": {flags: "i"}, "!~*": {"i", true}} {
		s.operators(strict(op, t2, value.Bool, m.eval))
	}
	s.add(
		strict("regexp_like", t3, value.Bool, regexpLike).optional(1),
		strict("regexp_match", t3, value.TextArray, regexpMatch).optional(1),
		strict("regexp_replace", t4, value.Text, regexpReplace).optional(1),
		strict("regexp_replace", append(t3[:3:3], value.Int8, value.Int8, value.Text), value.Text, regexpReplaceFrom).optional(2),
		strict("regexp_count", append(t2[:2:2], value.Int8, value.Text), value.Int8, regexpCount).optional(2),
		strict("regexp_instr", append(t2[:2:2], value.Int8, value.Int8, value.Int8, value.Text, value.Int8), value.Int8, regexpInstr).optional(5),
		strict("regexp_substr", append(t2[:2:2], value.Int8, value.Int8, value.Text, value.Int8), value.Text, regexpSubstr).optional(4),
		strict("regexp_split_to_array", t3, value.TextArray, regexpSplit).optional(1),
		strict("substring", t2, value.Text, substringPattern),
		strict("substring", t3, value.Text, substringSimilar),
	)
	s.addSets(
		Set{Name: "regexp_matches", Args: t3, Defaults: 1, Returns: value.TextArray, Strict: true, Open: regexpMatches},
		Set{Name: "regexp_split_to_table", Args: t3, Defaults: 1, Returns: value.Text, Strict: true, Open: regexpSplitRows},
	)
}

// matchOp is one of the four matching operators.
type matchOp struct {
	flags string
	not   bool
}

func (m matchOp) eval(e *Env, a []value.Value) (value.Value, error) {
	re, err := e.ready(a, m.flags)
	if err != nil {
		return value.Null, err
	}
	return value.OfBool(re.MatchString(a[0].Str()) != m.not), nil
}

// ready compiles the second argument and checks the first.
func (e *Env) ready(a []value.Value, flags string) (*regexp.Regexp, error) {
	if err := e.subject(a[0].Str()); err != nil {
		return nil, err
	}
	return e.pattern(a[1].Str(), flags)
}

// flagsAt is an argument that may be left out.
func flagsAt(a []value.Value, i int) string {
	if i < len(a) {
		return a[i].Str()
	}
	return ""
}

// noGlobal refuses g where it has no meaning.
func noGlobal(name, flags string) error {
	if strings.Contains(flags, "g") {
		return sqlerr.New(sqlerr.InvalidParameterValue, "%s() does not support the \"global\" option", name)
	}
	return nil
}

func regexpLike(e *Env, a []value.Value) (value.Value, error) {
	if err := noGlobal("regexp_like", flagsAt(a, 2)); err != nil {
		return value.Null, err
	}
	re, err := e.ready(a, flagsAt(a, 2))
	if err != nil {
		return value.Null, err
	}
	return value.OfBool(re.MatchString(a[0].Str())), nil
}

// groups is a match as an array: its groups, or the whole without any.
func groups(s string, m []int) value.Value {
	if len(m) > 2 {
		m = m[2:]
	}
	items := make([]value.Value, len(m)/2)
	for i := range items {
		if m[2*i] >= 0 {
			items[i] = value.OfText(s[m[2*i]:m[2*i+1]])
		}
	}
	return value.NewArray(value.Text, items...)
}

func regexpMatch(e *Env, a []value.Value) (value.Value, error) {
	flags := flagsAt(a, 2)
	if strings.Contains(flags, "g") {
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "regexp_match() does not support the \"global\" option").
			WithHint("Use the regexp_matches function instead.")
	}
	re, err := e.ready(a, flags)
	if err != nil {
		return value.Null, err
	}
	m := re.FindStringSubmatchIndex(a[0].Str())
	if m == nil {
		return value.Null, nil
	}
	return groups(a[0].Str(), m), nil
}

func regexpMatches(e *Env, a []value.Value) (Next, error) {
	re, err := e.ready(a, flagsAt(a, 2))
	if err != nil {
		return nil, err
	}
	most := 1
	if strings.Contains(flagsAt(a, 2), "g") {
		most = -1
	}
	s := a[0].Str()
	found := re.FindAllStringSubmatchIndex(s, most)
	return each(e, found, func(m []int) value.Value { return groups(s, m) }), nil
}

func regexpReplace(e *Env, a []value.Value) (value.Value, error) {
	flags := flagsAt(a, 3)
	if flags != "" && flags[0] >= '0' && flags[0] <= '9' {
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "invalid regular expression option: \"%c\"", flags[0]).
			WithHint("If you meant to use regexp_replace() with a start parameter, cast the fourth argument to integer explicitly.")
	}
	n := 1
	if strings.Contains(flags, "g") {
		n = 0
	}
	return substitute(e, a, flags, 1, n)
}

func regexpReplaceFrom(e *Env, a []value.Value) (value.Value, error) {
	n := 1
	if strings.Contains(flagsAt(a, 5), "g") {
		n = 0
	}
	if len(a) > 4 {
		if a[4].Int() < 0 {
			return value.Null, errNegativeParameter("n", a[4].Int())
		}
		n = int(min(a[4].Int(), 1<<31))
	}
	start, err := startAt(a, 3)
	if err != nil {
		return value.Null, err
	}
	return substitute(e, a, flagsAt(a, 5), start, n)
}

func errNegativeParameter(name string, n int64) error {
	return sqlerr.New(sqlerr.InvalidParameterValue, "invalid value for parameter \"%s\": %d", name, n)
}

// startAt is the argument that says at which character to begin, from 1.
func startAt(a []value.Value, i int) (int64, error) {
	if i >= len(a) {
		return 1, nil
	}
	if a[i].Int() <= 0 {
		return 0, errNegativeParameter("start", a[i].Int())
	}
	return a[i].Int(), nil
}

// substitute replaces the n-th match from a character on, or all when n is 0.
func substitute(e *Env, a []value.Value, flags string, start int64, n int) (value.Value, error) {
	re, err := e.ready(a, flags)
	if err != nil {
		return value.Null, err
	}
	s, with := a[0].Str(), a[2].Str()
	most := n
	if n == 0 {
		most = -1
	}
	offset := runeCut(s, start-1)
	head, tail := s[:offset], s[offset:]
	var b strings.Builder
	b.WriteString(head)
	last := 0
	for i, m := range re.FindAllStringSubmatchIndex(tail, most) {
		if n > 0 && i+1 != n {
			continue
		}
		b.WriteString(tail[last:m[0]])
		expand(&b, with, tail, m)
		last = m[1]
		if err := e.Room(int64(b.Len())); err != nil {
			return value.Null, err
		}
	}
	b.WriteString(tail[last:])
	return value.OfText(b.String()), e.Room(int64(b.Len()))
}

// expand writes a replacement: \1 and $1 are the first group, \& the whole
// match, \\ and \$ the character itself.
func expand(b *strings.Builder, with, s string, m []int) {
	for i := 0; i < len(with); i++ {
		c := with[i]
		if (c != '\\' && c != '$') || i+1 == len(with) {
			b.WriteByte(c)
			continue
		}
		next := with[i+1]
		switch {
		case next >= '0' && next <= '9' && 2*int(next-'0') < len(m) && (c == '$' || next != '0'):
			if from := m[2*int(next-'0')]; from >= 0 {
				b.WriteString(s[from:m[2*int(next-'0')+1]])
			}
			i++
		case c == '\\' && next == '&':
			b.WriteString(s[m[0]:m[1]])
			i++
		case c == '\\' && (next == '\\' || next == '$'):
			b.WriteByte(next)
			i++
		case c == '\\' && next >= '1' && next <= '9':
			i++ // a group that the pattern does not have is empty
		default:
			b.WriteByte(c)
		}
	}
}

func regexpCount(e *Env, a []value.Value) (value.Value, error) {
	_, found, err := findFrom(e, "regexp_count", a, 2, flagsAt(a, 3))
	return value.OfInt(int64(len(found))), err
}

// findFrom finds all matches from the character that an argument names; the
// offset is where that is.
func findFrom(e *Env, name string, a []value.Value, start int, flags string) (offset int, found [][]int, err error) {
	if err := noGlobal(name, flags); err != nil {
		return 0, nil, err
	}
	from, err := startAt(a, start)
	if err != nil {
		return 0, nil, err
	}
	re, err := e.ready(a, flags)
	if err != nil {
		return 0, nil, err
	}
	s := a[0].Str()
	if from > int64(utf8.RuneCountInString(s))+1 {
		return len(s), nil, nil
	}
	offset = runeCut(s, from-1)
	return offset, re.FindAllStringSubmatchIndex(s[offset:], -1), nil
}

// intAt is an argument that may be left out.
func intAt(a []value.Value, i int, otherwise int64) int64 {
	if i < len(a) {
		return a[i].Int()
	}
	return otherwise
}

// nth gives the bounds of a group of the n-th match, ok false without it.
func nth(found [][]int, n, group int64) (from, to int, ok bool) {
	if n > int64(len(found)) {
		return 0, 0, false
	}
	m := found[n-1]
	if 2*group >= int64(len(m)) || m[2*group] < 0 {
		return 0, 0, false
	}
	return m[2*group], m[2*group+1], true
}

func regexpInstr(e *Env, a []value.Value) (value.Value, error) {
	n, end, group := intAt(a, 3, 1), intAt(a, 4, 0), intAt(a, 6, 0)
	switch {
	case n <= 0:
		return value.Null, errNegativeParameter("n", n)
	case end != 0 && end != 1:
		return value.Null, errNegativeParameter("endoption", end)
	case group < 0:
		return value.Null, errNegativeParameter("subexpr", group)
	}
	offset, found, err := findFrom(e, "regexp_instr", a, 2, flagsAt(a, 5))
	if err != nil {
		return value.Null, err
	}
	from, to, ok := nth(found, n, group)
	if !ok {
		return value.OfInt(0), nil
	}
	if end == 1 {
		from = to
	}
	return value.OfInt(int64(utf8.RuneCountInString(a[0].Str()[:offset+from]) + 1)), nil
}

func regexpSubstr(e *Env, a []value.Value) (value.Value, error) {
	n, group := intAt(a, 3, 1), intAt(a, 5, 0)
	switch {
	case n <= 0:
		return value.Null, errNegativeParameter("n", n)
	case group < 0:
		return value.Null, errNegativeParameter("subexpr", group)
	}
	offset, found, err := findFrom(e, "regexp_substr", a, 2, flagsAt(a, 4))
	if err != nil {
		return value.Null, err
	}
	from, to, ok := nth(found, n, group)
	if !ok {
		return value.Null, nil
	}
	return value.OfText(a[0].Str()[offset+from : offset+to]), nil
}

// split divides at matches; empty ones at the ends or right after another match
// do not count.
func split(e *Env, name string, a []value.Value) ([]string, error) {
	if err := noGlobal(name, flagsAt(a, 2)); err != nil {
		return nil, err
	}
	re, err := e.ready(a, flagsAt(a, 2))
	if err != nil {
		return nil, err
	}
	s := a[0].Str()
	var parts []string
	last := 0
	for _, m := range re.FindAllStringIndex(s, -1) {
		if m[0] >= len(s) || m[1] <= last {
			continue
		}
		parts = append(parts, s[last:m[0]])
		last = m[1]
	}
	return append(parts, s[last:]), nil
}

func regexpSplit(e *Env, a []value.Value) (value.Value, error) {
	parts, err := split(e, "regexp_split_to_array", a)
	return value.TextList(parts...), err
}

func regexpSplitRows(e *Env, a []value.Value) (Next, error) {
	parts, err := split(e, "regexp_split_to_table", a)
	return each(e, parts, value.OfText), err
}

// substringPattern is the first group of the first match, or all of it.
func substringPattern(e *Env, a []value.Value) (value.Value, error) {
	re, err := e.ready(a, "")
	if err != nil {
		return value.Null, err
	}
	m := re.FindStringSubmatchIndex(a[0].Str())
	if m == nil {
		return value.Null, nil
	}
	return groups(a[0].Str(), m[:min(len(m), 4)]).List().Items[0], nil
}

// substringSimilar is the part of a text between two marks of a SIMILAR TO
// pattern, or all of it when the pattern has no marks.
func substringSimilar(e *Env, a []value.Value) (value.Value, error) {
	if utf8.RuneCountInString(a[2].Str()) > 1 {
		return value.Null, sqlerr.New(sqlerr.InvalidEscapeSequence, "invalid escape string").
			WithHint("Escape string must be empty or one character.")
	}
	text, parts := similarTo(a[1].Str(), a[2].Str())
	if parts > 2 {
		return value.Null, sqlerr.New("2200C", "SQL regular expression may not contain more than two escape-double-quote separators")
	}
	pattern := "^(?:" + text + ")$"
	if parts == 2 {
		// The first part takes as little as it can, the middle one as much.
		head, rest, _ := strings.Cut(text, "){1,1}?(")
		middle, tail, _ := strings.Cut(rest, "){1,1}(?:")
		pattern = "^(?:" + strings.ReplaceAll(head, ".*", ".*?") + ")(" + middle + ")(?:" + tail + ")$"
	}
	return substringPattern(e, []value.Value{a[0], value.OfText(pattern)})
}
