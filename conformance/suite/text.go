package suite

import (
	"strings"
	"unicode/utf8"
)

// textChanges are the lengths at and beyond the bounds, the words of an enum and
// others, and strings that are nearly of the pattern.
func (h *shape) textChanges() []change {
	if len(h.Enum) > 0 {
		return h.wordChanges()
	}
	all := []change{with("empty", ""), with("length_minimum", h.text(h.MinLength))}
	if h.MinLength > 1 {
		all = append(all, with("below_length_minimum", h.shorter(h.MinLength-1)))
	}
	if h.MaxLength > 0 {
		all = append(all, with("length_maximum", h.text(h.MaxLength)), with("above_length_maximum", h.longer(h.MaxLength+1)))
		all = append(all, h.wideChanges()...)
	}
	return append(all, h.nearChanges()...)
}

// wordChanges tries each word of an enum, and words that are none.
func (h *shape) wordChanges() []change {
	first := h.Enum[0]
	all := []change{
		with("other_word", "Unheard-of"), with("empty", ""), with("lower_case", strings.ToLower(first)+"x"),
		with("space_before", " "+first), with("space_behind", first+" "), with("upper_case", "_"+strings.ToUpper(first)),
	}
	for _, word := range h.Enum {
		all = append(all, with("word_"+word, word))
	}
	return all
}

// shorter is a string of n characters that has the pattern if one can be made.
func (h *shape) shorter(n int) string {
	text := []rune(h.text(n))
	return string(text[:min(n, len(text))])
}

// longer is a string of n characters, more than allowed, that has the pattern if
// one can be made.
func (h *shape) longer(n int) string {
	text := ""
	if h.form != nil && h.form.tree != nil {
		if _, most := lengths(h.form.tree); most >= n {
			text = fill(h.form.tree, n)
		}
	}
	if text == "" {
		text = h.text(n)
	}
	if missing := n - utf8.RuneCountInString(text); missing > 0 {
		text += strings.Repeat("a", missing)
	}
	return text
}

// wideChanges try characters of several bytes: lengths are in characters.
func (h *shape) wideChanges() []change {
	if h.form != nil && (h.form.tree == nil || !h.form.match("é")) {
		return nil
	}
	wide := func(n int) string { return strings.Repeat("é", n) }
	return []change{
		with("length_maximum_of_wide_characters", wide(h.MaxLength)), with("above_length_maximum_of_wide_characters", wide(h.MaxLength+1)),
	}
}

// near are characters that patterns allow or not, by name.
var near = []struct{ name, text string }{
	{"space", " "},
	{"hyphen", "-"},
	{"two_hyphens", "--"},
	{"underscore", "_"},
	{"dot", "."},
	{"slash", "/"},
	{"colon", ":"},
	{"line_feed", "\n"},
	{"carriage_return", "\r"},
	{"tab", "\t"},
	{"vertical_tab", "\v"},
	{"next_line", "\u0085"},
	{"line_separator", "\u2028"},
	{"upper_case", "Z"},
	{"digit", "7"},
	{"umlaut", "ü"},
	{"greek", "λ"},
	{"combining_accent", "e\u0301"},
	{"arabic_digit", "٣"},
	{"non_breaking_space", "\u00a0"},
	{"last_before_surrogates", "\ud7ff"},
	{"private_use", "\ue000"},
	{"last_allowed", "\ufffd"},
	{"noncharacter", "\ufffe"},
	{"emoji", "😀"},
	{"euro", "€"},
	{"quote", `"`},
	{"apostrophe", "'"},
	{"backslash", `\`},
	{"percent", "%"},
	{"plus", "+"},
	{"at", "@"},
	{"comma", ","},
	{"semicolon", ";"},
	{"delete", "\u007f"},
	{"null_character", "\u0000"},
	{"less_than", "<"},
}

// nearChanges put each character behind a string of the pattern, where an end
// that is not anchored lets it pass, and some before and into it.
func (h *shape) nearChanges() []change {
	if h.form == nil {
		return nil
	}
	good := h.text(h.MinLength + 8)
	middle := len(good) / 2
	var all []change
	for i, n := range near {
		all = append(all, with(n.name+"_behind", good+n.text))
		if i < 9 {
			all = append(all, with(n.name+"_before", n.text+good), with(n.name+"_inside", good[:middle]+n.text+good[middle:]))
		}
	}
	return all
}
