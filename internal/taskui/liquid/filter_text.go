package liquid

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textFilters work on text, character by character or as a whole.
var textFilters = map[string]filter{
	"append":         {1, 1, appendText},
	"prepend":        {1, 1, prependText},
	"capitalize":     {0, 0, whole(capitalize)},
	"downcase":       {0, 0, each(strings.ToLower)},
	"upcase":         {0, 0, each(strings.ToUpper)},
	"strip":          {0, 0, trim(true, true)},
	"lstrip":         {0, 0, trim(true, false)},
	"rstrip":         {0, 0, trim(false, true)},
	"strip_newlines": {0, 0, each(stripNewlines)},
	"strip_html":     {0, 0, stripHTML},
	"newline_to_br":  {0, 0, newlineToBreak},
	"truncate":       {0, 2, truncate},
	"truncatewords":  {0, 2, truncateWords},
	"split":          {1, 1, split},
	"replace":        {1, 2, replacing(-1, false)},
	"replace_first":  {1, 2, replacing(1, false)},
	"replace_last":   {2, 2, replacing(1, true)},
	"remove":         {1, 1, replacing(-1, false)},
	"remove_first":   {1, 1, replacing(1, false)},
	"remove_last":    {1, 1, replacing(1, true)},
}

// each makes a filter of a function that looks at one character at a time, so
// that pieces of different escape state can be changed one by one.
func each(f func(string) string) func(c *call) (any, error) {
	return func(c *call) (any, error) {
		if m, ok := c.in.(Markup); ok {
			out := m.each(f)
			return out, c.grow(out.size() + len(out.parts)*bytesPerItem)
		}
		s, err := c.text(c.in)
		if err != nil {
			return nil, err
		}
		out := f(s)
		return out, c.grow(len(out))
	}
}

// whole makes a filter of a function that needs the text in one piece.
func whole(f func(string) string) func(c *call) (any, error) {
	return func(c *call) (any, error) { return c.whole(f) }
}

// whole applies f to the input and pays for the result.
func (c *call) whole(f func(string) string) (any, error) {
	var out any
	if m, ok := c.in.(Markup); ok {
		out = m.whole(f)
	} else {
		s, err := c.text(c.in)
		if err != nil {
			return nil, err
		}
		out = f(s)
	}
	s, _ := asString(out)
	return out, c.grow(len(s))
}

// join puts two texts together, each keeping its escape state.
func (c *call) join(a, b any) (any, error) {
	s, err := c.text(a)
	if err != nil {
		return nil, err
	}
	t, err := c.text(b)
	if err != nil {
		return nil, err
	}
	if err := c.grow(len(s) + len(t)); err != nil {
		return nil, err
	}
	_, marked := a.(Markup)
	if _, also := b.(Markup); !marked && !also {
		return s + t, nil
	}
	left, right := parts(a, s), parts(b, t)
	if err := c.growItems(len(left) + len(right)); err != nil {
		return nil, err
	}
	return Markup{append(append(make([]part, 0, len(left)+len(right)), left...), right...)}, nil
}

func appendText(c *call) (any, error)  { return c.join(c.in, c.arg(0)) }
func prependText(c *call) (any, error) { return c.join(c.arg(0), c.in) }

// capitalize makes the first letter large and all others small.
func capitalize(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + strings.ToLower(s[n:])
}

func stripNewlines(s string) string {
	return strings.NewReplacer("\r", "", "\n", "").Replace(s)
}

// newlineToBreak puts a line break element before every new line. It is escaped
// like all else unless skip_autoescape follows.
func newlineToBreak(c *call) (any, error) {
	s, err := c.text(c.in)
	if err != nil {
		return nil, err
	}
	const element = "<br />\n"
	if err := c.grow(len(s) + strings.Count(s, "\n")*len(element)); err != nil {
		return nil, err
	}
	return c.whole(func(s string) string {
		return strings.NewReplacer("\r\n", element, "\n", element).Replace(s)
	})
}

// trim cuts space from the ends.
func trim(left, right bool) func(c *call) (any, error) {
	cut := func(s string, left, right bool) string {
		if left {
			s = strings.TrimLeft(s, space+"\x00")
		}
		if right {
			s = strings.TrimRight(s, space+"\x00")
		}
		return s
	}
	return func(c *call) (any, error) {
		m, ok := c.in.(Markup)
		if !ok {
			s, err := c.text(c.in)
			return cut(s, left, right), err
		}
		rest := m.parts
		for left && len(rest) > 0 && cut(rest[0].text, true, false) == "" {
			rest = rest[1:]
		}
		for right && len(rest) > 0 && cut(rest[len(rest)-1].text, false, true) == "" {
			rest = rest[:len(rest)-1]
		}
		out := append([]part(nil), rest...)
		if n := len(out); n > 0 {
			out[0].text = cut(out[0].text, left, false)
			out[n-1].text = cut(out[n-1].text, false, right)
		}
		return Markup{out}, c.growItems(len(out))
	}
}

var (
	hiddenHTML = regexp.MustCompile(`(?is)<script.*?</script>|<!--.*?-->|<style.*?</style>`)
	tagHTML    = regexp.MustCompile(`(?s)<.*?>`)
)

// stripHTML removes tags, comments, scripts and styles.
func stripHTML(c *call) (any, error) {
	const slow = 16 // a regular expression reads this much slower than a copy
	if err := c.step(slow * weight(c.in)); err != nil {
		return nil, err
	}
	return c.whole(func(s string) string {
		return tagHTML.ReplaceAllLiteralString(hiddenHTML.ReplaceAllLiteralString(s, ""), "")
	})
}

// truncate shortens to a number of characters, the ellipsis included.
func truncate(c *call) (any, error) {
	const usual = 50
	n, ellipsis, err := c.shortening(usual)
	if err != nil {
		return nil, err
	}
	return c.whole(func(s string) string {
		if int64(utf8.RuneCountInString(s)) <= n {
			return s
		}
		keep := max(n-int64(utf8.RuneCountInString(ellipsis)), 0)
		for i := range s {
			if keep == 0 {
				return s[:i] + ellipsis
			}
			keep--
		}
		return s
	})
}

// truncateWords shortens to a number of words.
func truncateWords(c *call) (any, error) {
	const usual = 15
	n, ellipsis, err := c.shortening(usual)
	if err != nil {
		return nil, err
	}
	return c.whole(func(s string) string {
		words := strings.Fields(s)
		if n = max(n, 1); int64(len(words)) <= n {
			return s
		}
		return strings.Join(words[:n], " ") + ellipsis
	})
}

// shortening reads the arguments that truncate and truncatewords share.
func (c *call) shortening(usual int64) (int64, string, error) {
	if len(c.args) < 2 {
		return c.argInt(0, usual), "...", nil
	}
	ellipsis, err := c.argText(1)
	return c.argInt(0, usual), ellipsis, err
}

// split cuts a text into a list; empty pieces at the end are dropped.
func split(c *call) (any, error) {
	s, err := c.text(c.in)
	if err != nil {
		return nil, err
	}
	sep, err := c.argText(0)
	if err != nil {
		return nil, err
	}
	if err := c.growItems(strings.Count(s, sep) + 1); err != nil {
		return nil, err
	}
	var pieces []string
	if sep == " " {
		pieces = strings.Fields(s)
	} else {
		pieces = strings.Split(s, sep)
	}
	for len(pieces) > 0 && pieces[len(pieces)-1] == "" {
		pieces = pieces[:len(pieces)-1]
	}
	list := make(List, len(pieces))
	for i, piece := range pieces {
		list[i] = piece
	}
	return list, nil
}

// replacing makes replace and remove: all places, or the first or last one. The
// second argument is empty when it is not given.
func replacing(n int, last bool) func(c *call) (any, error) {
	return func(c *call) (any, error) {
		old, err := c.argText(0)
		if err != nil {
			return nil, err
		}
		with, err := c.argText(1)
		if err != nil {
			return nil, err
		}
		s, err := c.text(c.in)
		if err != nil {
			return nil, err
		}
		places := 1
		if n < 0 {
			places = strings.Count(s, old)
		}
		if err := c.growBy(len(s), places, len(with)-len(old)); err != nil {
			return nil, err
		}
		return c.whole(func(s string) string { return replace(s, old, with, n, last) })
	}
}

// growBy pays for a text of base bytes that grows by size bytes in n places.
func (c *call) growBy(base, n, size int) error {
	if size > 0 && n > c.limits.Value/size {
		return c.grow(c.limits.Value + 1)
	}
	return c.grow(base + n*max(size, 0))
}

// replace puts with where old stands: n times, or at the last place.
func replace(s, old, with string, n int, last bool) string {
	if !last {
		return strings.Replace(s, old, with, n)
	}
	i := strings.LastIndex(s, old)
	if i < 0 {
		return s
	}
	return s[:i] + with + s[i+len(old):]
}
