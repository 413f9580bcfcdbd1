package fn

import (
	"math"
	"strconv"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addNumberFormats adds to_char of numbers and to_number.
func addNumberFormats(s *shelf) {
	number := func(_ *Env, a []value.Value) (value.Value, error) { return numberToChar(a[0].Float(), a[1].Str()) }
	s.add(
		strict("to_char", types(value.Int8, value.Text), value.Text, number),
		strict("to_char", types(value.Float8, value.Text), value.Text, number),
		strict("to_number", types(value.Text, value.Text), value.Float8, toNumber),
	)
}

// picture is a pattern of digits: 9 and 0 for them, G or a comma for groups, D
// or a point, signs and FM.
type picture struct {
	fill              bool
	whole, fraction   string // 9, 0, comma, or a literal of one character
	sign              string // S, MI, PR, PL or empty
	signFirst         bool
	currency          bool
	scientific, roman bool
	ordinal           string
}

func errPicture(format string, args ...any) error {
	return sqlerr.New(sqlerr.SyntaxError, format, args...)
}

func parsePicture(pattern string) (picture, error) {
	var p picture
	point := false
	for at := 0; at < len(pattern); {
		rest := strings.ToUpper(pattern[at:])
		n := 1
		switch {
		case strings.HasPrefix(rest, "FM"):
			p.fill, n = true, 2
		case strings.HasPrefix(rest, "MI"), strings.HasPrefix(rest, "PR"), strings.HasPrefix(rest, "PL"), strings.HasPrefix(rest, "SG"):
			p.sign, p.signFirst, n = rest[:2], p.whole == "", 2
		case strings.HasPrefix(rest, "EEEE"):
			p.scientific, n = true, 4
		case strings.HasPrefix(rest, "RN"):
			p.roman, n = true, 2
		case strings.HasPrefix(rest, "TH"):
			p.ordinal, n = pattern[at:at+2], 2
		case rest[0] == 'S':
			p.sign, p.signFirst = "S", p.whole == ""
		case rest[0] == 'D' || rest[0] == '.':
			if point {
				return p, errPicture("multiple decimal points")
			}
			point = true
		case rest[0] == 'L':
			p.currency = true
		case rest[0] == 'G':
			p.whole += ","
		case rest[0] == '"':
			text, length := quotedText(pattern[at:])
			p.add(point, text)
			n = length
		default:
			p.add(point, pattern[at:at+1])
		}
		at += n
	}
	return p, nil
}

func (p *picture) add(point bool, text string) {
	if point {
		p.fraction += text
	} else {
		p.whole += text
	}
}

func numberToChar(f float64, pattern string) (value.Value, error) {
	if len(pattern) > maxTemplate {
		return value.Null, sqlerr.New(sqlerr.ProgramLimitExceeded, "format is too long")
	}
	p, err := parsePicture(pattern)
	if err != nil {
		return value.Null, err
	}
	switch {
	case p.roman:
		return value.OfText(roman(f, p.fill)), nil
	case p.scientific:
		text := strconv.FormatFloat(f, 'e', strings.Count(p.fraction, "9")+strings.Count(p.fraction, "0"), 64)
		if f >= 0 && !p.fill {
			text = " " + text
		}
		return value.OfText(text), nil
	}
	return value.OfText(p.write(f)), nil
}

// write fills the picture with a number's digits, or # where they do not fit.
func (p picture) write(f float64) string {
	places := strings.Count(p.fraction, "9") + strings.Count(p.fraction, "0")
	text := strconv.FormatFloat(math.Abs(roundTo(f, places)), 'f', places, 64)
	whole, fraction, _ := strings.Cut(text, ".")
	negative := f < 0 && strings.Trim(text, "0.") != ""
	slots := strings.Count(p.whole, "9") + strings.Count(p.whole, "0")
	if whole == "0" && strings.Contains(p.whole+p.fraction, "9") && !strings.Contains(p.whole, "0") && places > 0 {
		whole = ""
	}
	if len(whole) > slots || math.IsNaN(f) || math.IsInf(f, 0) {
		whole, fraction = strings.Repeat("#", slots), strings.Repeat("#", places)
	}
	body := p.wholePart(whole, slots) + p.fractionPart(fraction)
	return p.signed(body, negative)
}

// wholePart puts digits from the right; zeros begin at the first 0 of the picture.
func (p picture) wholePart(digits string, slots int) string {
	lead := slots - len(digits)
	var b strings.Builder
	started := false
	for i := 0; i < len(p.whole); i++ {
		switch c := p.whole[i]; c {
		case '9', '0':
			switch {
			case lead <= 0:
				started = true
				b.WriteByte(digits[0])
				digits = digits[1:]
			case c == '0' || started:
				started = true
				b.WriteByte('0')
			case !p.fill:
				b.WriteByte(' ')
			}
			lead--
		case ',':
			if started {
				b.WriteByte(',')
			} else if !p.fill {
				b.WriteByte(' ')
			}
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (p picture) fractionPart(digits string) string {
	if p.fraction == "" {
		return ""
	}
	var b strings.Builder
	b.WriteByte('.')
	for i := 0; i < len(p.fraction); i++ {
		if c := p.fraction[i]; c == '9' || c == '0' {
			b.WriteByte(digits[0])
			digits = digits[1:]
		} else {
			b.WriteByte(c)
		}
	}
	if !p.fill {
		return b.String()
	}
	// FM leaves out zeros at the end where the picture has 9.
	text := b.String()
	for i := len(p.fraction); i > 0 && p.fraction[i-1] == '9' && text[len(text)-1] == '0'; i-- {
		text = text[:len(text)-1]
	}
	return text
}

// signed puts the sign where the picture has it, next to the digits without.
func (p picture) signed(body string, negative bool) string {
	sign := ""
	if negative {
		sign = "-"
	}
	trimmed := strings.TrimLeft(body, " ")
	blanks := body[:len(body)-len(trimmed)]
	switch p.sign {
	case "S", "SG":
		if !negative {
			sign = "+"
		}
	case "MI":
		if !negative && !p.fill {
			sign = " "
		}
	case "PR":
		switch {
		case negative:
			return blanks + "<" + trimmed + ">"
		case p.fill:
			return body
		}
		return " " + body + " "
	case "PL":
		if !negative {
			sign = "+"
		}
	default:
		if !negative && !p.fill {
			sign = " "
		}
		if p.ordinal != "" && !negative {
			n, _ := strconv.ParseInt(strings.Trim(trimmed, " ,.#"), 10, 64) // # has no ordinal
			trimmed += ordinal(n, p.ordinal)
		}
		return blanks + sign + trimmed
	}
	if p.sign != "" && !p.signFirst {
		return body + sign
	}
	return blanks + sign + trimmed
}

func roman(f float64, fill bool) string {
	n := int(math.RoundToEven(f))
	if n < 1 || n > 3999 {
		return strings.Repeat("#", 15)
	}
	var b strings.Builder
	for i, v := range []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1} {
		for ; n >= v; n -= v {
			b.WriteString(strings.Fields("M CM D CD C XC L XL X IX V IV I")[i])
		}
	}
	if fill {
		return b.String()
	}
	return strings.Repeat(" ", 15-b.Len()) + b.String()
}

// toNumber reads the digits that the pattern has places for.
func toNumber(_ *Env, a []value.Value) (value.Value, error) {
	if len(a[1].Str()) > maxTemplate {
		return value.Null, sqlerr.New(sqlerr.ProgramLimitExceeded, "format is too long")
	}
	var b strings.Builder
	for _, c := range []byte(a[0].Str()) {
		switch {
		case c >= '0' && c <= '9' || c == '.':
			b.WriteByte(c)
		case c == '-' || c == '<':
			if !strings.HasPrefix(b.String(), "-") {
				text := "-" + b.String()
				b.Reset()
				b.WriteString(text)
			}
		}
	}
	f, err := strconv.ParseFloat(b.String(), 64)
	if err != nil {
		return value.Null, sqlerr.New(sqlerr.InvalidTextRepresentation, "invalid input syntax for type numeric: \"%s\"", a[0].Str())
	}
	return value.OfFloat(f), nil
}
