package value

import (
	"math"
	"math/big"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
)

// ParseInterval reads an interval in any of PostgreSQL's forms: 1 year 2 mons,
// @ 3 days ago, 1-2, 4 05:06, P1Y2M3DT4H5M6S. A bare number counts seconds.
func ParseInterval(s string) (Span, error) { return ParseIntervalUnit(s, "second") }

// ParseIntervalUnit reads an interval whose bare number counts the given unit,
// as in INTERVAL '3' DAY.
func ParseIntervalUnit(s, unit string) (Span, error) {
	p := spanParser{text: s, unit: unit}
	text := strings.ToLower(strings.Trim(s, blanks))
	var ok bool
	if strings.HasPrefix(text, "p") {
		ok = p.iso(text[1:])
	} else {
		ok = p.words(text)
	}
	if p.overflow {
		return Span{}, sqlerr.New(sqlerr.IntervalFieldOverflow, "interval field value out of range: \"%s\"", s)
	}
	if !ok {
		return Span{}, badMoment(Interval, s)
	}
	return p.span()
}

// spanParser adds up the fields of an interval.
type spanParser struct {
	text, unit   string
	months, days float64 // whole numbers, exact up to 2^53
	micros       big.Int
	seen         map[string]bool
	overflow     bool
}

func (p *spanParser) span() (Span, error) {
	s := Span{int32(p.months), int32(p.days), p.micros.Int64()}
	if math.Abs(p.months) > math.MaxInt32 || math.Abs(p.days) > math.MaxInt32 || !p.micros.IsInt64() {
		return Span{}, sqlerr.New(sqlerr.DatetimeFieldOverflow, "interval out of range")
	}
	return s, nil
}

// scale is what one of a unit is in months, days and microseconds.
type scale struct {
	months, days float64
	micros       int64
}

var spanUnits = map[string]scale{
	"microsecond": {micros: 1}, "millisecond": {micros: 1000}, "second": {micros: microsPerSecond},
	"minute": {micros: microsPerMinute}, "hour": {micros: microsPerHour},
	"day": {days: 1}, "week": {days: 7}, "month": {months: 1}, "year": {months: 12},
	"decade": {months: 120}, "century": {months: 1200}, "millennium": {months: 12000},
}

var unitSpellings = map[string]string{
	"us": "microsecond", "usec": "microsecond", "usecs": "microsecond", "useconds": "microsecond", "usecond": "microsecond",
	"ms": "millisecond", "msec": "millisecond", "msecs": "millisecond", "mseconds": "millisecond", "msecond": "millisecond",
	"s": "second", "sec": "second", "secs": "second", "m": "minute", "min": "minute", "mins": "minute",
	"h": "hour", "hr": "hour", "hrs": "hour", "d": "day", "w": "week", "mon": "month", "mons": "month",
	"y": "year", "yr": "year", "yrs": "year", "dec": "decade", "decs": "decade",
	"c": "century", "cent": "century", "centuries": "century", "mil": "millennium", "mils": "millennium", "millennia": "millennium",
	"qtr": "quarter", "timezone_h": "timezone_hour", "timezone_m": "timezone_minute",
}

// Unit gives the one name of a unit of time, in the singular: hrs is hour. What
// it does not know it gives back in lower case.
func Unit(word string) string {
	word = strings.ToLower(word)
	if u, ok := unitSpellings[word]; ok {
		return u
	}
	if single, many := strings.CutSuffix(word, "s"); many {
		if _, ok := spanUnits[single]; ok || single == "quarter" {
			return single
		}
	}
	return word
}

// add adds a number of a unit. What is left of a year is counted in months, of
// a month or week in days, of a day in time.
func (p *spanParser) add(n *big.Rat, unit string) bool {
	u, ok := spanUnits[unit]
	if !ok {
		return false
	}
	if u.micros > 0 {
		p.addMicros(new(big.Rat).Mul(n, new(big.Rat).SetInt64(u.micros)))
		return true
	}
	whole, rest := wholeAndRest(n)
	restF, _ := rest.Float64()
	switch {
	case u.months >= 12:
		p.months += whole*u.months + math.RoundToEven(restF*u.months)
	case u.months == 1:
		p.months += whole
		p.addDays(new(big.Rat).Mul(rest, big.NewRat(daysPerMonth, 1)))
	default:
		p.days += whole * u.days
		p.addDays(new(big.Rat).Mul(rest, new(big.Rat).SetFloat64(u.days)))
	}
	p.overflow = p.overflow || math.Abs(whole) > math.MaxInt32
	return true
}

func (p *spanParser) addDays(n *big.Rat) {
	whole, rest := wholeAndRest(n)
	p.days += whole
	p.addMicros(rest.Mul(rest, new(big.Rat).SetInt64(microsPerDay)))
}

func (p *spanParser) addMicros(n *big.Rat) {
	whole, rest := new(big.Int).QuoRem(n.Num(), n.Denom(), new(big.Int))
	// Half goes to even, as elsewhere.
	twice := new(big.Int).Abs(new(big.Int).Lsh(rest, 1))
	if c := twice.Cmp(n.Denom()); c > 0 || c == 0 && whole.Bit(0) == 1 {
		whole.Add(whole, big.NewInt(int64(n.Sign())))
	}
	p.micros.Add(&p.micros, whole)
	p.overflow = p.overflow || !p.micros.IsInt64()
}

// wholeAndRest cuts towards zero.
func wholeAndRest(n *big.Rat) (whole float64, rest *big.Rat) {
	q := new(big.Int).Quo(n.Num(), n.Denom())
	whole, _ = new(big.Float).SetInt(q).Float64()
	return whole, new(big.Rat).Sub(n, new(big.Rat).SetInt(q))
}

// iso reads what follows the P of an ISO 8601 duration.
func (p *spanParser) iso(text string) bool {
	units := map[byte]string{'y': "year", 'm': "month", 'w': "week", 'd': "day"}
	inTime, some := false, false
	for text != "" {
		if text[0] == 't' && !inTime {
			units, inTime = map[byte]string{'h': "hour", 'm': "minute", 's': "second"}, true
			text = text[1:]
			continue
		}
		n, rest, ok := decimal(text)
		if !ok || rest == "" || units[rest[0]] == "" {
			return false
		}
		if !p.add(n, units[rest[0]]) {
			return false
		}
		text, some = rest[1:], true
	}
	return some
}

// decimal reads a number with sign and fraction from the front of a text.
func decimal(text string) (n *big.Rat, rest string, ok bool) {
	end := 0
	for end < len(text) && (text[end] >= '0' && text[end] <= '9' || text[end] == '.' || end == 0 && (text[0] == '-' || text[0] == '+')) {
		end++
	}
	if end > 40 || strings.Trim(text[:end], "+-.") == "" {
		return nil, text, false
	}
	n, ok = new(big.Rat).SetString(text[:end])
	return n, text[end:], ok
}
