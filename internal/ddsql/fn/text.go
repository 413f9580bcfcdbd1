package fn

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addText adds the functions of texts that count characters or change them one
// by one.
func addText(s *shelf) {
	t1, t2, t3 := types(value.Text), types(value.Text, value.Text), types(value.Text, value.Text, value.Text)
	ti := types(value.Text, value.Int8)
	s.add(
		strict("lower", t1, value.Text, textOf(strings.ToLower)),
		strict("upper", t1, value.Text, textOf(strings.ToUpper)),
		strict("initcap", t1, value.Text, textOf(initcap)),
		strict("reverse", t1, value.Text, textOf(reverse)),
		strict("length", t1, value.Int8, runes),
		strict("char_length", t1, value.Int8, runes),
		strict("character_length", t1, value.Int8, runes),
		strict("octet_length", t1, value.Int8, octets),
		strict("bit_length", t1, value.Int8, bitLength),
		strict("btrim", t2, value.Text, trim(true, true)).optional(1),
		strict("trim", t2, value.Text, trim(true, true)).optional(1),
		strict("ltrim", t2, value.Text, trim(true, false)).optional(1),
		strict("rtrim", t2, value.Text, trim(false, true)).optional(1),
		strict("replace", t3, value.Text, replace),
		strict("translate", t3, value.Text, translate),
		strict("strpos", t2, value.Int8, strpos),
		strict("position", t2, value.Int8, strpos),
		strict("starts_with", t2, value.Bool, startsWith),
		strict("left", ti, value.Text, left),
		strict("right", ti, value.Text, right),
		strict("repeat", ti, value.Text, repeat),
		strict("lpad", types(value.Text, value.Int8, value.Text), value.Text, pad(true)).optional(1),
		strict("rpad", types(value.Text, value.Int8, value.Text), value.Text, pad(false)).optional(1),
		strict("substr", types(value.Text, value.Int8, value.Int8), value.Text, substr).optional(1),
		strict("substring", types(value.Text, value.Int8, value.Int8), value.Text, substr).optional(1),
		strict("overlay", types(value.Text, value.Text, value.Int8, value.Int8), value.Text, overlay).optional(1),
		strict("split_part", types(value.Text, value.Text, value.Int8), value.Text, splitPart),
		strict("ascii", t1, value.Int8, ascii),
		strict("chr", types(value.Int8), value.Text, chr),
	)
	s.operators(strict("^@", t2, value.Bool, startsWith))
}

func initcap(s string) string {
	inWord := false
	return strings.Map(func(r rune) rune {
		first := !inWord
		inWord = unicode.IsLetter(r) || unicode.IsDigit(r)
		if first {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}

func reverse(s string) string {
	b := make([]byte, 0, len(s))
	for len(s) > 0 {
		_, n := utf8.DecodeLastRuneInString(s)
		b, s = append(b, s[len(s)-n:]...), s[:len(s)-n]
	}
	return string(b)
}

func runes(_ *Env, a []value.Value) (value.Value, error) {
	return value.OfInt(int64(utf8.RuneCountInString(a[0].Str()))), nil
}

func octets(_ *Env, a []value.Value) (value.Value, error) {
	return value.OfInt(int64(len(a[0].Str()))), nil
}

func bitLength(_ *Env, a []value.Value) (value.Value, error) {
	return value.OfInt(int64(8 * len(a[0].Str()))), nil
}

// trim takes characters of a set, blanks by default, from one end or both.
func trim(start, end bool) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		text, set := a[0].Str(), " "
		if len(a) > 1 {
			set = a[1].Str()
		}
		if start {
			text = strings.TrimLeft(text, set)
		}
		if end {
			text = strings.TrimRight(text, set)
		}
		return value.OfText(text), nil
	}
}

func replace(e *Env, a []value.Value) (value.Value, error) {
	text, old, with := a[0].Str(), a[1].Str(), a[2].Str()
	if old == "" {
		return a[0], nil
	}
	n := int64(strings.Count(text, old))
	if err := e.Room(int64(len(text)) + n*int64(len(with)-len(old))); err != nil {
		return value.Null, err
	}
	return value.OfText(strings.ReplaceAll(text, old, with)), e.Worked(int64(len(text) / 100))
}

func translate(_ *Env, a []value.Value) (value.Value, error) {
	to := []rune(a[2].Str())
	table := map[rune]rune{}
	for i, from := range []rune(a[1].Str()) {
		if _, there := table[from]; there {
			continue
		}
		if i < len(to) {
			table[from] = to[i]
		} else {
			table[from] = -1
		}
	}
	return value.OfText(strings.Map(func(r rune) rune {
		if with, ok := table[r]; ok {
			return with
		}
		return r
	}, a[0].Str())), nil
}

func strpos(_ *Env, a []value.Value) (value.Value, error) {
	text := a[0].Str()
	i := strings.Index(text, a[1].Str())
	if i < 0 {
		return value.OfInt(0), nil
	}
	return value.OfInt(int64(utf8.RuneCountInString(text[:i]) + 1)), nil
}

func startsWith(_ *Env, a []value.Value) (value.Value, error) {
	return value.OfBool(strings.HasPrefix(a[0].Str(), a[1].Str())), nil
}

// runeCut is the first n characters; below 0 all but the last -n.
func runeCut(s string, n int64) int {
	if n < 0 {
		n += int64(utf8.RuneCountInString(s))
	}
	if n <= 0 {
		return 0
	}
	if n >= int64(len(s)) {
		return len(s)
	}
	return len(firstRunes(s, int(n)))
}

func left(_ *Env, a []value.Value) (value.Value, error) {
	s := a[0].Str()
	return value.OfText(s[:runeCut(s, a[1].Int())]), nil
}

// right is the last n characters; below 0 all but the first -n.
func right(_ *Env, a []value.Value) (value.Value, error) {
	s, n := a[0].Str(), a[1].Int()
	switch {
	case n == 0 || n < -int64(len(s)):
		return value.OfText(""), nil
	case n > int64(len(s)):
		return a[0], nil
	case n < 0:
		return value.OfText(s[runeCut(s, -n):]), nil
	}
	return value.OfText(s[runeCut(s, -n):]), nil
}

func repeat(e *Env, a []value.Value) (value.Value, error) {
	s, n := a[0].Str(), max(a[1].Int(), 0)
	if s == "" || n == 0 {
		return value.OfText(""), nil
	}
	if n > 1<<40 {
		return value.Null, e.Room(1 << 62)
	}
	if err := e.Room(int64(len(s)) * n); err != nil {
		return value.Null, err
	}
	return value.OfText(strings.Repeat(s, int(n))), e.Worked(int64(len(s)) * n / 100)
}

// pad fills a text on the left or right to a length, or cuts it there.
func pad(atLeft bool) Eval {
	return func(e *Env, a []value.Value) (value.Value, error) {
		s, n, fill := a[0].Str(), max(a[1].Int(), 0), " "
		if len(a) > 2 {
			fill = a[2].Str()
		}
		have := int64(utf8.RuneCountInString(s))
		if have >= n || fill == "" {
			return value.OfText(s[:runeCut(s, n)]), nil
		}
		if err := e.Room(n); err != nil {
			return value.Null, err
		}
		wide := int64(utf8.RuneCountInString(fill))
		filling := firstRunes(strings.Repeat(fill, int((n-have)/wide)+1), int(n-have))
		if atLeft {
			return value.OfText(filling + s), nil
		}
		return value.OfText(s + filling), nil
	}
}

func errNegativeLength() error {
	return sqlerr.New(sqlerr.SubstringError, "negative substring length not allowed")
}

// substr counts from 1; a start before that takes from the length.
func substr(_ *Env, a []value.Value) (value.Value, error) {
	s, start := a[0].Str(), a[1].Int()
	end := int64(1) << 62
	if len(a) > 2 {
		if a[2].Int() < 0 {
			return value.Null, errNegativeLength()
		}
		end = start + a[2].Int()
		if end < start {
			end = 1 << 62
		}
	}
	return value.OfText(between(s, start, end)), nil
}

// between is the characters from start up to, without, end, counted from 1.
func between(s string, start, end int64) string {
	start = max(start, 1)
	if end <= start {
		return ""
	}
	rest := s[runeCut(s, start-1):]
	return rest[:runeCut(rest, end-start)]
}

func overlay(_ *Env, a []value.Value) (value.Value, error) {
	s, with, start := a[0].Str(), a[1].Str(), a[2].Int()
	length := int64(utf8.RuneCountInString(with))
	if len(a) > 3 {
		length = a[3].Int()
	}
	if start <= 0 {
		return value.Null, errNegativeLength()
	}
	end, err := addInts(start, length)
	if err != nil {
		return value.Null, err
	}
	return value.OfText(between(s, 1, start) + with + between(s, end, 1<<62)), nil
}

// splitPart counts parts from 1, or from the end with a negative number.
func splitPart(_ *Env, a []value.Value) (value.Value, error) {
	s, delim, n := a[0].Str(), a[1].Str(), a[2].Int()
	if n == 0 {
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "field position must not be zero")
	}
	parts := []string{s}
	if delim != "" && s != "" {
		parts = strings.Split(s, delim)
	}
	if n < 0 {
		n += int64(len(parts)) + 1
	}
	if n < 1 || n > int64(len(parts)) {
		return value.OfText(""), nil
	}
	return value.OfText(parts[n-1]), nil
}

func ascii(_ *Env, a []value.Value) (value.Value, error) {
	if a[0].Str() == "" {
		return value.OfInt(0), nil
	}
	r, _ := utf8.DecodeRuneInString(a[0].Str())
	return value.OfInt(int64(r)), nil
}

func chr(_ *Env, a []value.Value) (value.Value, error) {
	n := a[0].Int()
	switch {
	case n == 0:
		return value.Null, sqlerr.New(sqlerr.ProgramLimitExceeded, "null character not permitted")
	case n < 0:
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "character number must be positive")
	case n > utf8.MaxRune || !utf8.ValidRune(rune(n)):
		return value.Null, sqlerr.New(sqlerr.ProgramLimitExceeded, "requested character too large for encoding: %d", n)
	}
	return value.OfText(string(rune(n))), nil
}
