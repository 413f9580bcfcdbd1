package value

import (
	"math/big"
	"strings"
)

// minuteToSecond is the unit of INTERVAL '1:30' MINUTE TO SECOND, where 1:30 is
// no hour.
const minuteToSecond = "minute to second"

// words reads PostgreSQL's own form and that of the SQL standard.
func (p *spanParser) words(text string) bool {
	p.seen = map[string]bool{}
	text = strings.TrimSpace(strings.TrimPrefix(text, "@"))
	ago := false
	if rest, ok := strings.CutSuffix(text, "ago"); ok {
		ago, text = true, strings.TrimSpace(rest)
	}
	fields := splitFields(text)
	if len(fields) == 0 {
		return false
	}
	for i := 0; i < len(fields); i++ {
		next := ""
		if i+1 < len(fields) {
			next = fields[i+1]
		}
		used, ok := p.field(fields[i], next)
		if !ok {
			return false
		}
		if used {
			i++
		}
	}
	if ago {
		p.months, p.days = -p.months, -p.days
		p.micros.Neg(&p.micros)
	}
	return true
}

// splitFields divides at blanks and where letters meet digits, so that 1day3h
// and 1 day 3 h read the same.
func splitFields(text string) []string {
	var fields []string
	for word := range strings.FieldsSeq(text) {
		from := 0
		for i := 1; i < len(word); i++ {
			if isLetter(word[i]) != isLetter(word[i-1]) {
				fields = append(fields, word[from:i])
				from = i
			}
		}
		fields = append(fields, word[from:])
	}
	return fields
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

// field reads one field; used says that the next one was its unit.
func (p *spanParser) field(text, next string) (used, ok bool) {
	switch {
	case strings.Contains(text, ":"):
		return false, p.once("clock") && p.clock(text)
	case strings.Contains(strings.TrimLeft(text, "+-"), "-"):
		return false, p.once("year-month") && p.yearMonth(text)
	}
	n, rest, ok := decimal(text)
	if !ok || rest != "" {
		return false, false
	}
	if next != "" && isLetter(next[0]) {
		unit := Unit(next)
		return true, p.once(unit) && p.add(n, unit)
	}
	// A number before a time counts days; alone it counts the default unit.
	unit := p.unit
	if unit == minuteToSecond {
		unit = "second"
	}
	if strings.Contains(next, ":") {
		unit = "day"
	}
	return false, (next == "" || unit == "day") && p.once(unit) && p.add(n, unit)
}

// once refuses a unit that comes twice.
func (p *spanParser) once(unit string) bool {
	if p.seen[unit] {
		return false
	}
	p.seen[unit] = true
	return true
}

// clock reads h:m, h:m:s or m:s.f.
func (p *spanParser) clock(text string) bool {
	sign, digits := signOf(text)
	parts := strings.Split(digits, ":")
	units := []string{"hour", "minute", "second"}
	if len(parts) > 3 {
		return false
	}
	if len(parts) == 2 && (strings.Contains(parts[1], ".") || p.unit == minuteToSecond) {
		units = units[1:]
	}
	for i, part := range parts {
		n, ok := unsigned(part, units[i] == "second")
		if !ok {
			return false
		}
		most := big.NewRat(60, 1)
		if units[i] == "second" {
			most = big.NewRat(61, 1) // a leap second
		}
		if i > 0 && n.Cmp(most) >= 0 {
			p.overflow = true
			return false
		}
		p.add(n.Mul(n, sign), units[i])
	}
	return true
}

// yearMonth reads years-months.
func (p *spanParser) yearMonth(text string) bool {
	sign, digits := signOf(text)
	y, m, _ := strings.Cut(digits, "-")
	years, ok1 := unsigned(y, false)
	months, ok2 := unsigned(m, false)
	if !ok1 || !ok2 {
		return false
	}
	if months.Cmp(big.NewRat(12, 1)) >= 0 {
		p.overflow = true
		return false
	}
	return p.add(years.Mul(years, sign), "year") && p.add(months.Mul(months, sign), "month")
}

func signOf(text string) (sign *big.Rat, digits string) {
	switch text[0] {
	case '-':
		return big.NewRat(-1, 1), text[1:]
	case '+':
		return big.NewRat(1, 1), text[1:]
	}
	return big.NewRat(1, 1), text
}

func unsigned(text string, fraction bool) (*big.Rat, bool) {
	if text == "" || len(text) > 30 || strings.Trim(text, "0123456789.") != "" || !fraction && strings.Contains(text, ".") {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}
