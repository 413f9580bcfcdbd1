package fn

import (
	"math"
	"strconv"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addToTime adds to_timestamp and to_date with a pattern.
func addToTime(s *shelf) {
	t2 := types(value.Text, value.Text)
	s.add(
		strict("to_timestamp", t2, value.TimestampTZ, toTimestamp),
		strict("to_date", t2, value.Date, toDatePattern),
	)
}

// reading is what a text held, as its pattern says.
type reading struct {
	text string
	at   int

	year                          int64
	hasYear, bc, hasMonth, hasDay bool
	month, day, doy               int
	isoYear                       int64
	isoWeek, isoDay               int
	century                       int64
	week, weekOfMonth             int
	julian                        int64
	hour, minute, second          int64
	micros, seconds               int64
	half                          string
	hour12                        bool
	zone                          int64 // micros ahead of UTC
}

func errReading(format string, args ...any) *sqlerr.Error {
	return sqlerr.New(sqlerr.InvalidDatetimeFormat, format, args...)
}

func errReadField(text string) error {
	return sqlerr.New(sqlerr.DatetimeFieldOverflow, "date/time field value out of range: \"%s\"", text)
}

func toTimestamp(e *Env, a []value.Value) (value.Value, error) {
	r, err := read(e, a[0].Str(), a[1].Str())
	if err != nil {
		return value.Null, err
	}
	days, err := r.days()
	if err != nil {
		return value.Null, err
	}
	ofDay, err := r.ofDay()
	if err != nil {
		return value.Null, err
	}
	micros, err := value.TimestampOf(days, ofDay)
	return value.OfTimestampTZ(micros - r.zone), err
}

func toDatePattern(e *Env, a []value.Value) (value.Value, error) {
	r, err := read(e, a[0].Str(), a[1].Str())
	if err != nil {
		return value.Null, err
	}
	days, err := r.days()
	if err != nil {
		return value.Null, err
	}
	return checkedDate(days)
}

func read(e *Env, text, pattern string) (*reading, error) {
	nodes, err := template(pattern)
	if err != nil {
		return nil, err
	}
	r := &reading{text: text}
	for i, n := range nodes {
		if n.word == "" {
			r.skipText(n)
			continue
		}
		r.skipBlanks()
		next := i+1 < len(nodes) && nodes[i+1].word != "" && isNumberWord(nodes[i+1].word)
		if err := r.word(n, next); err != nil {
			return nil, err
		}
	}
	return r, e.Worked(int64(len(nodes)))
}

func (r *reading) rest() string { return r.text[r.at:] }

func (r *reading) skipBlanks() {
	for r.at < len(r.text) && strings.IndexByte(" \t\n\r\v\f", r.text[r.at]) >= 0 {
		r.at++
	}
}

// isSeparator reports whether a byte may stand for any other separator.
func isSeparator(c byte) bool {
	isLetter, isDigit := c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9'
	return c > ' ' && c < 0x7f && !isLetter && !isDigit
}

// skipText goes over what stands between words: a separator or blank takes any
// separators and blanks, other text as many characters as it has.
func (r *reading) skipText(n node) {
	if !n.quoted && (n.written == " " || isSeparator(n.written[0])) {
		r.skipBlanks()
		// A sign belongs to the number behind it only when no separator was due.
		if r.at < len(r.text) && isSeparator(r.text[r.at]) {
			if c := r.text[r.at]; c != '+' && c != '-' || n.written != " " {
				r.at++
			}
		}
		r.skipBlanks()
		return
	}
	r.at = min(len(r.text), r.at+runeCut(r.rest(), int64(len([]rune(n.written)))))
}

// widths are how many digits a word takes when a number follows at once.
var widths = map[string]int{
	"YYYY": 4, "YYY": 3, "YY": 2, "Y": 1, "IYYY": 4, "IYY": 3, "IY": 2, "I": 1, "MM": 2, "DD": 2, "DDD": 3, "IDDD": 3,
	"HH": 2, "HH12": 2, "HH24": 2, "MI": 2, "SS": 2, "SSSS": 5, "SSSSS": 5, "MS": 3, "US": 6, "FF1": 1, "FF2": 2,
	"FF3": 3, "FF4": 4, "FF5": 5, "FF6": 6, "D": 1, "ID": 1, "W": 1, "WW": 2, "IW": 2, "CC": 2, "Q": 1, "J": 10, "Y,YYY": 5,
}

// digits reads a number, at most so many digits when another one follows.
func (r *reading) digits(n node, next bool) (number int64, count int, err error) {
	from := r.at
	most := len(r.text)
	if next || n.word == "MS" || n.word == "US" || strings.HasPrefix(n.word, "FF") {
		most = min(most, from+widths[n.word])
	}
	if r.at < len(r.text) && (r.text[r.at] == '-' || r.text[r.at] == '+') {
		r.at++
	}
	first := r.at
	for r.at < most && r.text[r.at] >= '0' && r.text[r.at] <= '9' {
		r.at++
	}
	if r.at == first {
		return 0, 0, errReading("invalid value \"%s\" for \"%s\"", shown(r.text[from:], widths[n.word]), n.written).
			WithDetail("Value must be an integer.")
	}
	number, err = strconv.ParseInt(r.text[from:r.at], 10, 64)
	if err != nil || number > math.MaxInt32 || number < math.MinInt32 {
		return 0, 0, sqlerr.New(sqlerr.DatetimeFieldOverflow, "value for \"%s\" in source string is out of range", n.written)
	}
	if len(n.ordinal) == 2 {
		r.at = min(len(r.text), r.at+2)
	}
	return number, r.at - first, nil
}

func shown(s string, n int) string { return s[:runeCut(s, int64(n))] }

// word reads one template word.
func (r *reading) word(n node, next bool) error {
	switch n.word {
	case "MONTH", "MON", "DAY", "DY", "AM", "PM", "A.M.", "P.M.", "AD", "BC", "A.D.", "B.C.", "RM":
		return r.name(n)
	case "TZ", "OF", "TZH", "TZM":
		return r.readZone(n)
	case "Y,YYY":
		thousands, rest, ok := strings.Cut(r.rest(), ",")
		r.text = r.text[:r.at] + thousands + rest
		if !ok {
			return errReading("invalid input string for \"Y,YYY\"")
		}
		n.word = "YYYY"
	}
	number, count, err := r.digits(n, next)
	if err != nil {
		return err
	}
	return r.set(n, number, count)
}

func (r *reading) set(n node, number int64, count int) error {
	switch n.word {
	case "YYYY", "YYY", "YY", "Y":
		r.year, r.hasYear = nearYear(number, count, n.word), true
	case "IYYY", "IYY", "IY", "I":
		r.isoYear = nearYear(number, count, n.word[1:]+"Y")
	case "MM":
		r.month, r.hasMonth = int(number), true
	case "DD":
		r.day, r.hasDay = int(number), true
	case "DDD", "IDDD":
		r.doy = int(number)
	case "HH", "HH12":
		r.hour, r.hour12 = number, true
	case "HH24":
		r.hour = number
	case "MI":
		r.minute = number
	case "SS":
		r.second = number
	case "SSSS", "SSSSS":
		r.seconds = number
	case "MS":
		r.micros += number * pow10(6-count)
	case "US", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6":
		r.micros += number * pow10(6-count)
	case "ID":
		r.isoDay = int(number)
	case "W":
		r.weekOfMonth = int(number)
	case "WW":
		r.week = int(number)
	case "IW":
		r.isoWeek = int(number)
	case "CC":
		r.century = number
	case "J":
		r.julian = number
	}
	return nil
}

func pow10(n int) int64 { return int64(math.Pow10(max(0, n))) }

// nearYear adds the century that is nearest to 2020 to a year of few digits.
func nearYear(year int64, count int, word string) int64 {
	if len(word) >= 4 || count >= 4 || year < 0 {
		return year
	}
	switch {
	case year < 70:
		return year + 2000
	case year < 100:
		return year + 1900
	case year < 520:
		return year + 2000
	case year < 1000:
		return year + 1000
	}
	return year
}

// name reads a name that the word lists.
func (r *reading) name(n node) error {
	lower := strings.ToLower(r.rest())
	find := func(names []string, length int) int {
		best, at := 0, -1
		for i, name := range names {
			name = strings.ToLower(name)
			if length > 0 {
				name = name[:length]
			}
			if strings.HasPrefix(lower, name) && len(name) > best {
				best, at = len(name), i
			}
		}
		r.at += best
		return at
	}
	var index int
	switch n.word {
	case "MONTH":
		index = find(monthTitles, 0)
		r.month, r.hasMonth = index+1, true
	case "MON":
		index = find(monthTitles, 3)
		r.month, r.hasMonth = index+1, true
	case "RM":
		index = find(romans, 0)
		r.month, r.hasMonth = index+1, true
	case "DAY":
		index = find(dayTitles, 0)
	case "DY":
		index = find(dayTitles, 3)
	case "AM", "PM":
		index = find([]string{"am", "pm"}, 0)
		r.half, r.hour12 = []string{"", "am", "pm"}[index+1], true
	case "A.M.", "P.M.":
		index = find([]string{"a.m.", "p.m."}, 0)
		r.half, r.hour12 = []string{"", "am", "pm"}[index+1], true
	case "AD", "BC":
		index = find([]string{"ad", "bc"}, 0)
		r.bc = index == 1
	default:
		index = find([]string{"a.d.", "b.c."}, 0)
		r.bc = index == 1
	}
	if index < 0 {
		return errReading("invalid value \"%s\" for \"%s\"", shown(r.rest(), len(n.word)), n.written).
			WithDetail("The given value did not match any of the allowed values for this field.")
	}
	return nil
}

// readZone reads a shift such as +02:30, or the zone's name.
func (r *reading) readZone(n node) error {
	end := 0
	rest := r.rest()
	for end < len(rest) && (rest[end] == ':' && n.word != "TZH" || rest[end] >= '0' && rest[end] <= '9' ||
		end == 0 && (rest[0] == '+' || rest[0] == '-') || n.word == "TZ" && rest[end]|0x20 >= 'a' && rest[end]|0x20 <= 'z') {
		end++
	}
	text := rest[:end]
	r.at += end
	if n.word == "TZM" {
		minutes, err := strconv.ParseInt(text, 10, 16)
		if err != nil {
			return errReading("invalid value \"%s\" for \"%s\"", text, n.written)
		}
		r.zone += minutes * 60_000_000
		return nil
	}
	if zone, ok := value.Zone(text); ok {
		r.zone = offsetAt(zone, 0)
		return nil
	}
	digits := strings.TrimLeft(text, "+-")
	h, m, _ := strings.Cut(digits, ":")
	hours, err := strconv.ParseInt(h, 10, 16)
	minutes := int64(0)
	if err == nil && m != "" {
		minutes, err = strconv.ParseInt(m, 10, 16)
	}
	if err != nil {
		return errReading("invalid value \"%s\" for \"%s\"", text, n.written)
	}
	r.zone = (hours*60 + minutes) * 60_000_000
	if strings.HasPrefix(text, "-") {
		r.zone = -r.zone
	}
	return nil
}
