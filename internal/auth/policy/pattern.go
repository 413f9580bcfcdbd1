package policy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// pattern is a text with wildcards and variables.
type pattern struct {
	// tokens are the characters; wildcards are the negative ones.
	tokens []rune
	// variables stand before the token of that place, in order.
	variables []variable
	// fold ignores case.
	fold bool
}

// The wildcards among the tokens: any number of characters, and exactly one.
const (
	anyText rune = -1
	anyOne  rune = -2
)

// variable is ${key} or ${key, 'otherwise'}.
type variable struct {
	at        int
	key       string
	otherwise *string
}

// dialect is what a text may hold beside plain characters.
type dialect struct {
	wildcards bool
	// variables are understood since version 2012-10-17.
	variables bool
	fold      bool
}

// compile reads a pattern. The error is a sentence.
func (d dialect) compile(text string) (pattern, error) {
	p := pattern{fold: d.fold}
	for text != "" {
		if d.variables && strings.HasPrefix(text, "${") {
			inner, rest, closed := strings.Cut(text[2:], "}")
			if !closed {
				return p, sentence("The variable %q has no closing brace. To mean the characters themselves, write ${$}{.", cut(text))
			}
			if err := p.addVariable(inner); err != nil {
				return p, err
			}
			text = rest
			continue
		}
		r, size := utf8.DecodeRuneInString(text)
		p.tokens = append(p.tokens, d.token(r))
		text = text[size:]
	}
	return p, nil
}

func (d dialect) token(r rune) rune {
	switch {
	case d.wildcards && r == '*':
		return anyText
	case d.wildcards && r == '?':
		return anyOne
	}
	return r
}

// addVariable reads what stands between the braces. ${*}, ${?} and ${$} are the
// characters themselves (IAM User Guide, policy variables).
func (p *pattern) addVariable(inner string) error {
	if inner == "*" || inner == "?" || inner == "$" {
		p.tokens = append(p.tokens, rune(inner[0]))
		return nil
	}
	key, rest, hasDefault := strings.Cut(inner, ",")
	v := variable{at: len(p.tokens), key: strings.TrimSpace(key)}
	if !isKey(v.key) {
		return sentence("${%s} is no variable. One looks like ${aws:username}, or ${aws:username, 'nobody'} with a default.", cut(inner))
	}
	if hasDefault {
		rest = strings.TrimSpace(rest)
		if len(rest) < 2 || rest[0] != '\'' || rest[len(rest)-1] != '\'' {
			return sentence("The default in ${%s} must stand in single quotes, as in ${aws:username, 'nobody'}.", cut(inner))
		}
		text := rest[1 : len(rest)-1]
		v.otherwise = &text
	}
	p.variables = append(p.variables, v)
	return nil
}

// isKey reports whether text has the form of a condition key: service:name. Keys
// of tags may have spaces inside.
func isKey(text string) bool {
	service, name, ok := strings.Cut(text, ":")
	return ok && service != "" && name != "" && text == strings.TrimSpace(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || strings.ContainsRune(`${}*?"'`, r)
	})
}

// resolve puts the values of the variables in. A variable without a value and
// without a default matches nothing, so then there is no text.
func (p *pattern) resolve(values func(string) []string) ([]rune, bool) {
	if len(p.variables) == 0 {
		return p.tokens, true
	}
	var all []rune
	from := 0
	for _, v := range p.variables {
		all = append(all, p.tokens[from:v.at]...)
		from = v.at
		switch have := values(strings.ToLower(v.key)); {
		case len(have) == 1:
			all = append(all, []rune(have[0])...)
		case v.otherwise != nil:
			all = append(all, []rune(*v.otherwise)...)
		default:
			return nil, false
		}
	}
	return append(all, p.tokens[from:]...), true
}

func (p *pattern) match(text string, values func(string) []string) bool {
	tokens, ok := p.resolve(values)
	return ok && glob(tokens, text, p.fold)
}

// glob matches a whole text. It goes back only to the last star it has passed,
// which is enough, and costs at most len(tokens) times len(text) steps.
func glob(tokens []rune, text string, fold bool) bool {
	i, at := 0, 0
	star, from := -1, 0
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case i < len(tokens) && tokens[i] == anyText:
			star, from = i, at
			if i++; i == len(tokens) {
				return true
			}
		case i < len(tokens) && same(tokens[i], r, fold):
			i++
			at += size
		case star >= 0:
			_, size := utf8.DecodeRuneInString(text[from:])
			from += size
			i, at = star+1, from
		default:
			return false
		}
	}
	for i < len(tokens) && tokens[i] == anyText {
		i++
	}
	return i == len(tokens)
}

func same(token, r rune, fold bool) bool {
	return token == anyOne || token == r || fold && token >= 0 && unicode.ToLower(token) == unicode.ToLower(r)
}
