package fn

import (
	"strings"
	"sync"

	"foureyes/internal/ddsql/sqlerr"
)

// node is one piece of a pattern of to_char or to_timestamp: a word such as
// YYYY, or text that is written as it is.
type node struct {
	word    string // the word in upper case, empty for text
	written string // the word as it was written, or the text
	fill    bool   // FM: no blanks or zeros in front
	ordinal string // th or TH
	quoted  bool   // text in double quotes
}

// words are the template words, the longer of two with one beginning first.
var words = sync.OnceValue(func() []string {
	return strings.Fields(`SSSSS SSSS MONTH Y,YYY YYYY IYYY HH24 HH12 IDDD A.D. B.C. A.M. P.M.
		YYY IYY DAY MON DDD TZH TZM FF1 FF2 FF3 FF4 FF5 FF6
		YY IY AD BC AM PM HH MI SS MS US MM DY DD ID WW IW CC RM TZ OF
		Y I D W J Q`)
})

const maxTemplate = 4096

// template divides a pattern into nodes.
func template(pattern string) ([]node, error) {
	if len(pattern) > maxTemplate {
		return nil, sqlerr.New(sqlerr.ProgramLimitExceeded, "format is too long")
	}
	var nodes []node
	fill := false
	for at := 0; at < len(pattern); {
		rest := pattern[at:]
		upper := strings.ToUpper(rest[:min(2, len(rest))])
		switch {
		case upper == "FM":
			fill = true
			at += 2
			continue
		case upper == "FX" || upper == "TM":
			at += 2
			continue
		case rest[0] == '"':
			text, n := quotedText(rest)
			nodes = append(nodes, node{written: text, quoted: true})
			at += n
			continue
		}
		n, length := wordAt(rest)
		n.fill = fill
		fill = fill && n.word == ""
		nodes = append(nodes, n)
		at += length
	}
	return nodes, nil
}

// quotedText reads "text" with backslashes before quotes inside.
func quotedText(s string) (text string, length int) {
	var b strings.Builder
	i := 1
	for ; i < len(s) && s[i] != '"'; i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String(), min(i+1, len(s))
}

// wordAt reads a template word, or one character of text.
func wordAt(s string) (node, int) {
	for _, w := range words() {
		if len(s) < len(w) || !strings.EqualFold(s[:len(w)], w) {
			continue
		}
		n := node{word: w, written: s[:len(w)]}
		if rest := s[len(w):]; len(rest) >= 2 && strings.EqualFold(rest[:2], "th") && isNumberWord(w) {
			n.ordinal = rest[:2]
			return n, len(w) + 2
		}
		return n, len(w)
	}
	if s[0] == '\\' && len(s) > 1 && s[1] == '"' {
		return node{written: `"`}, 2
	}
	for i := 1; i < len(s); i++ {
		if s[i]&0xc0 != 0x80 { // the character's other bytes
			return node{written: s[:i]}, i
		}
	}
	return node{written: s}, len(s)
}

func isNumberWord(w string) bool {
	switch w {
	case "MONTH", "MON", "DAY", "DY", "AM", "PM", "A.M.", "P.M.", "AD", "BC", "A.D.", "B.C.", "RM", "TZ", "OF", "TZH", "TZM":
		return false
	}
	return true
}
