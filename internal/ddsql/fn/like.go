package fn

import (
	"strings"
	"time"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// zeroTime stands for now where no clock plays a part.
var zeroTime time.Time

// addLike adds LIKE and ILIKE under the names that PostgreSQL's parser gives
// them, and the functions that write ESCAPE and SIMILAR TO.
func addLike(s *shelf) {
	t2 := types(value.Text, value.Text)
	for op, like := range map[string]likeOp{"~~": {}, "!~~": {not: true}, "~~*": {fold: true}, "!~~*": {true, true}} {
		s.operators(strict(op, t2, value.Bool, like.eval))
	}
	s.add(
		strict("like", t2, value.Bool, likeOp{}.eval),
		strict("notlike", t2, value.Bool, likeOp{not: true}.eval),
		strict("like_escape", t2, value.Text, likeEscape),
		strict("similar_to_escape", t2, value.Text, similarToEscape).optional(1),
	)
}

// likeOp is one of the four operators.
type likeOp struct{ not, fold bool }

func (l likeOp) eval(e *Env, a []value.Value) (value.Value, error) {
	text, pattern := a[0].Str(), a[1].Str()
	if l.fold {
		text, pattern = strings.ToLower(text), strings.ToLower(pattern)
	}
	if err := e.Worked(int64(len(text)/100) + 1); err != nil {
		return value.Null, err
	}
	ok, err := matchLike(e, text, pattern)
	return value.OfBool(ok != l.not), err
}

// matchLike matches a whole text: % is any characters, _ is one, and a
// backslash takes the next one as it is. Only the last % is ever tried again,
// so the time is at most the product of the two lengths.
func matchLike(e *Env, s, p string) (bool, error) {
	againS, againP := "", ""
	again := false
	for s != "" || p != "" {
		ok := false
		if p != "" {
			switch p[0] {
			case '%':
				p = strings.TrimLeft(p, "%")
				if p == "" {
					return true, nil
				}
				againS, againP, again = s, p, true
				continue
			case '\\':
				if len(p) == 1 {
					return false, sqlerr.New(sqlerr.InvalidEscapeSequence, "LIKE pattern must not end with escape character")
				}
				if ok = s != "" && s[0] == p[1]; ok {
					s, p = s[1:], p[2:]
				}
			case '_':
				if ok = s != ""; ok {
					_, n := utf8.DecodeRuneInString(s)
					s, p = s[n:], p[1:]
				}
			default:
				if ok = s != "" && s[0] == p[0]; ok {
					s, p = s[1:], p[1:]
				}
			}
		}
		if ok {
			continue
		}
		if !again || againS == "" {
			return false, trailingEscape(p)
		}
		_, n := utf8.DecodeRuneInString(againS)
		againS = againS[n:]
		s, p = againS, againP
		if err := e.Worked(1); err != nil {
			return false, err
		}
	}
	return true, nil
}

// trailingEscape refuses what is left of a pattern that ends with a backslash.
func trailingEscape(p string) error {
	if p == `\` {
		return sqlerr.New(sqlerr.InvalidEscapeSequence, "LIKE pattern must not end with escape character")
	}
	return nil
}

// likeEscape rewrites a pattern whose escape character is another one, or none.
func likeEscape(_ *Env, a []value.Value) (value.Value, error) {
	pattern, escape := a[0].Str(), a[1].Str()
	if utf8.RuneCountInString(escape) > 1 {
		return value.Null, sqlerr.New(sqlerr.InvalidEscapeSequence, "invalid escape string").
			WithHint("Escape string must be empty or one character.")
	}
	if escape == `\` {
		return a[0], nil
	}
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch {
		case escape != "" && strings.HasPrefix(pattern[i:], escape):
			b.WriteByte('\\')
			i += len(escape)
			if i < len(pattern) {
				b.WriteByte(pattern[i])
			}
		case pattern[i] == '\\':
			b.WriteString(`\\`)
		default:
			b.WriteByte(pattern[i])
		}
	}
	return value.OfText(b.String()), nil
}

// similarToEscape turns a pattern of SIMILAR TO into a regular expression.
func similarToEscape(_ *Env, a []value.Value) (value.Value, error) {
	escape := `\`
	if len(a) > 1 {
		escape = a[1].Str()
	}
	if utf8.RuneCountInString(escape) > 1 {
		return value.Null, sqlerr.New(sqlerr.InvalidEscapeSequence, "invalid escape string").
			WithHint("Escape string must be empty or one character.")
	}
	re, _ := similarTo(a[0].Str(), escape)
	return value.OfText("^(?:" + re + ")$"), nil
}

// similarTo writes % as .*, _ as . and quotes what SIMILAR TO does not know.
// Parts between two escaped double quotes become the first group, for substring.
func similarTo(pattern, escape string) (re string, parts int) {
	var b strings.Builder
	inClass := false
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		if escape != "" && strings.HasPrefix(pattern[i:], escape) {
			i += len(escape)
			if i >= len(pattern) {
				break
			}
			if pattern[i] == '"' && !inClass {
				b.WriteString([]string{"){1,1}?(", "){1,1}(?:"}[min(parts, 1)])
				parts++
			} else {
				b.WriteString(`\` + pattern[i:i+1])
			}
			continue
		}
		switch {
		case inClass:
			if c == '\\' {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
			inClass = c != ']'
		case c == '[':
			b.WriteByte(c)
			inClass = true
			if rest := pattern[i+1:]; strings.HasPrefix(rest, "^") {
				b.WriteByte('^')
				i++
			}
		case c == '%':
			b.WriteString(".*")
		case c == '_':
			b.WriteByte('.')
		case c == '(':
			b.WriteString("(?:")
		case strings.IndexByte(`\.^$`, c) >= 0:
			b.WriteString(`\` + string(c))
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), parts
}
