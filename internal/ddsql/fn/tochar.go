package fn

import (
	"strconv"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addToChar adds to_char of times.
func addToChar(s *shelf) {
	s.add(
		strict("to_char", types(value.Timestamp, value.Text), value.Text, toChar(value.Timestamp)),
		strict("to_char", types(value.TimestampTZ, value.Text), value.Text, toChar(value.TimestampTZ)),
		strict("to_char", types(value.Interval, value.Text), value.Text, spanToChar),
	)
}

// parts are what template words write.
type parts struct {
	civil  value.Civil
	days   int64
	micros int64 // of the day; of an interval all of its time
	zone   string
	span   bool
}

func toChar(t value.Type) Eval {
	return func(e *Env, a []value.Value) (value.Value, error) {
		if value.IsInfinite(a[0].Micros()) {
			return value.Null, nil
		}
		days, ofDay := value.SplitMicros(a[0].Micros())
		p := parts{civil: value.CivilOf(days), days: days, micros: ofDay}
		if t == value.TimestampTZ {
			p.zone = "UTC"
		}
		return p.write(e, a[1].Str())
	}
}

func spanToChar(e *Env, a []value.Value) (value.Value, error) {
	s := a[0].Span()
	p := parts{
		civil: value.Civil{Year: int64(s.Months / 12), Month: int(s.Months % 12), Day: int(s.Days)},
		days:  int64(s.Days), micros: s.Micros, span: true,
	}
	return p.write(e, a[1].Str())
}

func (p parts) write(e *Env, pattern string) (value.Value, error) {
	nodes, err := template(pattern)
	if err != nil || len(nodes) == 0 {
		return value.Null, err
	}
	var b strings.Builder
	for _, n := range nodes {
		if n.word == "" {
			b.WriteString(n.written)
			continue
		}
		text, err := p.word(n)
		if err != nil {
			return value.Null, err
		}
		b.WriteString(text)
	}
	return value.OfText(b.String()), e.Worked(int64(len(nodes)))
}

// word writes one template word.
func (p parts) word(n node) (string, error) {
	if text, ok, err := p.name(n); ok || err != nil {
		return text, err
	}
	if n.word == "Y,YYY" {
		year := p.year()
		return strconv.FormatInt(year/1000, 10) + "," + leftZeros(strconv.FormatInt(year%1000, 10), 3), nil
	}
	number, width := p.number(n.word)
	text := strconv.FormatInt(number, 10)
	if !n.fill {
		text = padNumber(text, width)
	}
	if n.ordinal != "" {
		text += ordinal(number, n.ordinal)
	}
	return text, nil
}

// padNumber puts zeros between sign and digits.
func padNumber(text string, width int) string {
	if digits, negative := strings.CutPrefix(text, "-"); negative {
		return "-" + leftZeros(digits, width)
	}
	return leftZeros(text, width)
}

func ordinal(n int64, written string) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	if written[0] == 'T' {
		return strings.ToUpper(suffix)
	}
	return suffix
}

// year is as a calendar shows it: there is no year 0, and BC is said apart.
func (p parts) year() int64 {
	if !p.span && p.civil.Year <= 0 {
		return 1 - p.civil.Year
	}
	return p.civil.Year
}

// number gives what a word counts, and in how many digits.
func (p parts) number(word string) (n int64, width int) {
	switch word {
	case "YYYY":
		return p.year(), 4
	case "YYY":
		return p.year() % 1000, 3
	case "YY":
		return p.year() % 100, 2
	case "Y":
		return p.year() % 10, 1
	case "Q":
		return int64((p.civil.Month-1)/3 + 1), 1
	case "MM":
		return int64(p.civil.Month), 2
	case "DD":
		return int64(p.civil.Day), 2
	case "J":
		return p.days + 2451545, 1
	case "CC":
		return int64(centuryOf(p.civil.Year, 100)), 2
	}
	if n, width, ok := p.clockNumber(word); ok {
		return n, width
	}
	return p.calendarNumber(word)
}

func (p parts) clockNumber(word string) (n int64, width int, ok bool) {
	hour := p.micros / 3_600_000_000
	fraction := p.micros % 1_000_000
	switch word {
	case "HH24":
		return hour, 2, true
	case "HH12", "HH":
		if hour%12 == 0 {
			return 12, 2, true
		}
		return hour % 12, 2, true
	case "MI":
		return p.micros / 60_000_000 % 60, 2, true
	case "SS":
		return p.micros / 1_000_000 % 60, 2, true
	case "SSSS", "SSSSS":
		return p.micros / 1_000_000, 1, true
	case "MS", "FF3":
		return fraction / 1000, 3, true
	case "US", "FF6":
		return fraction, 6, true
	case "FF1":
		return fraction / 100_000, 1, true
	case "FF2":
		return fraction / 10_000, 2, true
	case "FF4":
		return fraction / 100, 4, true
	case "FF5":
		return fraction / 10, 5, true
	}
	return 0, 0, false
}

func (p parts) calendarNumber(word string) (n int64, width int) {
	isoYear, isoWeekNumber := isoWeek(p.days)
	ofYear := p.days - value.Civil{Year: p.civil.Year, Month: 1, Day: 1}.Days() + 1
	if p.span {
		ofYear = p.days
	}
	switch word {
	case "IYYY":
		return isoYear, 4
	case "IYY":
		return isoYear % 1000, 3
	case "IY":
		return isoYear % 100, 2
	case "I":
		return isoYear % 10, 1
	case "DDD":
		return ofYear, 3
	case "IDDD":
		return int64(isoWeekNumber-1)*7 + isoWeekday(p.days), 3
	case "D":
		return isoWeekday(p.days)%7 + 1, 1 // from Sunday
	case "ID":
		return isoWeekday(p.days), 1
	case "W":
		return int64((p.civil.Day-1)/7 + 1), 1
	case "WW":
		return (ofYear-1)/7 + 1, 2
	case "IW":
		return int64(isoWeekNumber), 2
	}
	return 0, 1
}

var (
	monthTitles = strings.Fields("January February March April May June July August September October November December")
	dayTitles   = strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
	romans      = strings.Fields("I II III IV V VI VII VIII IX X XI XII")
)

// name writes words that give names; ok is false for numbers.
func (p parts) name(n node) (text string, ok bool, err error) {
	switch n.word {
	case "AM", "PM", "A.M.", "P.M.":
		half := "AM"
		if p.micros/3_600_000_000%24 >= 12 {
			half = "PM"
		}
		return likeWritten(half, n), true, nil
	case "AD", "BC", "A.D.", "B.C.":
		era := "AD"
		if p.civil.Year <= 0 {
			era = "BC"
		}
		return likeWritten(era, n), true, p.noSpan()
	case "TZ", "OF", "TZH", "TZM":
		return p.zoneName(n), true, p.noSpan()
	case "RM":
		if p.civil.Month == 0 {
			return "", true, nil
		}
		return padded(inCase(romans[(p.civil.Month+11)%12], n.written), 4, n.fill), true, nil
	case "MONTH", "MON":
		if p.span {
			return "", true, p.noSpan()
		}
		return title(monthTitles[p.civil.Month-1], n, n.word == "MONTH"), true, nil
	case "DAY", "DY":
		return title(dayTitles[isoWeekday(p.days)-1], n, n.word == "DAY"), true, p.noSpan()
	}
	return "", false, nil
}

// noSpan refuses words that an interval has no answer for.
func (p parts) noSpan() error {
	if p.span {
		return sqlerr.New(sqlerr.InvalidDatetimeFormat, "invalid format specification for an interval value").
			WithHint("Intervals are not tied to specific calendar dates.")
	}
	return nil
}

// likeWritten follows the word's case and dots: am, A.M.
func likeWritten(text string, n node) string {
	if strings.Contains(n.word, ".") {
		text = text[:1] + "." + text[1:] + "."
	}
	return inCase(text, n.written)
}

func inCase(text, written string) string {
	if written[0] >= 'a' && written[0] <= 'z' {
		return strings.ToLower(text)
	}
	return text
}

// title writes a name as the word is written: MONTH, Month or month; long names
// are filled to nine characters.
func title(name string, n node, long bool) string {
	if !long {
		name = name[:3]
	}
	switch w := n.written; {
	case w[0] >= 'a' && w[0] <= 'z':
		name = strings.ToLower(name)
	case w[1] >= 'A' && w[1] <= 'Z':
		name = strings.ToUpper(name)
	}
	return padded(name, 9*int(b2i(long)), n.fill)
}

func padded(s string, width int, fill bool) string {
	if fill {
		return s
	}
	return s + strings.Repeat(" ", max(0, width-len(s)))
}

// zoneName writes the zone, which is UTC for timestamps with one.
func (p parts) zoneName(n node) string {
	switch n.word {
	case "TZ":
		return inCase(p.zone, n.written)
	case "TZM":
		return "00"
	}
	return "+00"
}
