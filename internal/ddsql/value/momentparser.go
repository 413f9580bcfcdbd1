package value

import (
	"math"
	"strconv"
	"strings"
	"time"

	"foureyes/internal/ddsql/sqlerr"
)

// momentParser reads dates and times field by field.
type momentParser struct {
	text      string
	at        int
	clockOnly bool  // digits without separators are a time
	err       error // a mistake that has a sentence of its own

	hasDate, hasTime bool
	year             int64
	month, day       int
	bc               bool
	hour, minute     int
	micros           int64
	half             string // am or pm
	hasZone          bool
	shift            int64 // the zone's offset
	zone             *time.Location
	named            int      // a month that was written as a word
	numbers          []number // numbers that stand alone, as in Jan 8 1999
}

// number is a number with how many digits it was written.
type number struct{ n, digits int }

func (p *momentParser) parse() bool {
	for p.at < len(p.text) {
		c := p.text[p.at]
		ok := true
		switch {
		case strings.IndexByte(blanks+",", c) >= 0:
			p.at++
		case c >= '0' && c <= '9':
			ok = p.digits()
		case (c == '+' || c == '-') && p.hasTime && !p.hasZone:
			ok = p.numericZone()
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			ok = p.word()
		default:
			ok = false
		}
		if !ok {
			return false
		}
	}
	return p.loose()
}

// loose makes a date of a month's name and the numbers around it.
func (p *momentParser) loose() bool {
	if len(p.numbers) == 0 && p.named == 0 {
		return p.hasDate || p.hasTime
	}
	if p.hasDate || p.named == 0 || len(p.numbers) != 2 {
		return false
	}
	day, year := p.numbers[0], p.numbers[1]
	if day.digits > 2 {
		day, year = year, day
	}
	p.hasDate, p.year, p.month, p.day = true, fullYear(year), p.named, day.n
	return true
}

// fullYear adds the century to a year of two digits.
func fullYear(y number) int64 {
	switch {
	case y.digits > 2:
	case y.n < 70:
		return int64(y.n) + 2000
	default:
		return int64(y.n) + 1900
	}
	return int64(y.n)
}

// number reads digits; more than nine are refused by a number out of range.
func (p *momentParser) number() number {
	from := p.at
	for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
		p.at++
	}
	n, err := strconv.Atoi(p.text[from:p.at])
	if err != nil || n > math.MaxInt32 {
		n = math.MaxInt32
	}
	return number{n, p.at - from}
}

func (p *momentParser) next() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *momentParser) digits() bool {
	from := p.at
	first := p.number()
	switch c := p.next(); {
	case c == ':':
		return p.clock(first)
	case (c == '-' || c == '/' || c == '.') && !p.hasDate && p.named == 0:
		return p.date(first, c)
	case p.clockOnly && !p.hasDate && !p.hasTime && (first.digits == 6 || first.digits == 4):
		return p.compactClock(p.text[from:p.at])
	case first.digits == 8 && !p.hasDate:
		return p.compact(p.text[from:from+4], p.text[from+4:from+6], p.text[from+6:from+8])
	case first.digits == 6 && !p.hasDate:
		return p.compact(p.text[from:from+2], p.text[from+2:from+4], p.text[from+4:from+6])
	case (first.digits == 6 || first.digits == 4) && p.hasDate && !p.hasTime:
		return p.compactClock(p.text[from:p.at])
	}
	p.numbers = append(p.numbers, first)
	return len(p.numbers) <= 2
}

func (p *momentParser) compact(year, month, day string) bool {
	y, _ := strconv.Atoi(year) // digits, as was checked
	p.month, _ = strconv.Atoi(month)
	p.day, _ = strconv.Atoi(day)
	p.year, p.hasDate = fullYear(number{y, len(year)}), true
	return true
}

func (p *momentParser) compactClock(digits string) bool {
	p.hour, _ = strconv.Atoi(digits[:2])
	p.minute, _ = strconv.Atoi(digits[2:4])
	p.hasTime = true
	if len(digits) < 6 {
		return true
	}
	seconds, _ := strconv.Atoi(digits[4:])
	return p.seconds(seconds)
}

// date reads what follows the first of three numbers, the second of which may
// be a month's name.
func (p *momentParser) date(first number, separator byte) bool {
	p.at++
	p.hasDate = true
	if c := p.next(); c >= 'A' && c <= 'z' {
		p.month = monthNumber(p.letters())
		if p.month == 0 || p.next() != separator {
			return false
		}
		p.at++
		third := p.number()
		if first.digits > 2 {
			first, third = third, first
		}
		p.day, p.year = first.n, fullYear(third)
		return third.digits > 0
	}
	second := p.number()
	if p.next() != separator || second.digits == 0 {
		return false
	}
	p.at++
	third := p.number()
	if third.digits == 0 {
		return false
	}
	if first.digits > 2 {
		p.year, p.month, p.day = fullYear(first), second.n, third.n
	} else {
		p.month, p.day, p.year = first.n, second.n, fullYear(third)
	}
	return true
}

// clock reads a time after its hour.
func (p *momentParser) clock(hour number) bool {
	if p.hasTime {
		return false
	}
	p.at++
	minute := p.number()
	p.hasTime, p.hour, p.minute = true, hour.n, minute.n
	if minute.digits == 0 || p.next() != ':' {
		return minute.digits > 0
	}
	p.at++
	seconds := p.number()
	return seconds.digits > 0 && p.seconds(seconds.n)
}

// seconds takes the seconds and reads their fraction.
func (p *momentParser) seconds(whole int) bool {
	p.micros = int64(min(whole, 100)) * microsPerSecond
	if p.next() != '.' {
		return true
	}
	from := p.at
	p.at++
	p.number()
	if p.at == from+1 {
		return true
	}
	f, err := strconv.ParseFloat(p.text[from:p.at], 64)
	p.micros += int64(math.RoundToEven(f * microsPerSecond))
	return err == nil
}

// numericZone reads +hh, +hhmm, +hh:mm or +hh:mm:ss.
func (p *momentParser) numericZone() bool {
	sign := int64(1)
	if p.text[p.at] == '-' {
		sign = -1
	}
	p.at++
	h := p.number()
	hours, minutes, seconds := h.n, 0, 0
	switch {
	case h.digits == 0 || h.digits > 4:
		return false
	case h.digits > 2:
		hours, minutes = h.n/100, h.n%100
	case p.next() == ':':
		p.at++
		minutes = p.number().n
		if p.next() == ':' {
			p.at++
			seconds = p.number().n
		}
	}
	if hours > 15 || minutes > 59 || seconds > 59 {
		p.err = sqlerr.New(sqlerr.InvalidTimeZoneDisplacement, "time zone displacement out of range: \"%s\"", p.text)
		return false
	}
	p.hasZone, p.shift = true, sign*(int64(hours)*microsPerHour+int64(minutes)*microsPerMinute+int64(seconds)*microsPerSecond)
	return true
}

func (p *momentParser) letters() string {
	from := p.at
	for p.at < len(p.text) && (p.text[p.at]|0x20 >= 'a' && p.text[p.at]|0x20 <= 'z') {
		p.at++
	}
	return strings.ToLower(p.text[from:p.at])
}

func (p *momentParser) word() bool {
	from := p.at
	word := p.letters()
	switch {
	case word == "t" && p.hasDate && !p.hasTime && p.next() >= '0' && p.next() <= '9':
		return true
	case word == "am" || word == "pm":
		p.half = word
		return p.hasTime
	case word == "bc":
		p.bc = true
		return true
	case word == "ad":
		return true
	case monthNumber(word) > 0 && p.named == 0 && !p.hasDate:
		p.named = monthNumber(word)
		return true
	case weekdays[word[:min(3, len(word))]] && isWeekday(word):
		return true
	}
	return p.zoneWord(from, word)
}

// zoneWord reads a zone's name or abbreviation.
func (p *momentParser) zoneWord(from int, word string) bool {
	if p.hasZone || !p.hasTime && !p.hasDate {
		return false
	}
	for p.at < len(p.text) && strings.IndexByte(blanks+",", p.text[p.at]) < 0 {
		p.at++
	}
	name := p.text[from:p.at]
	if (word == "utc" || word == "gmt" || word == "z") && len(name) > len(word) {
		p.at = from + len(word) // UTC+3 is read as a zone and a shift
		return false
	}
	zone, ok := Zone(name)
	if !ok {
		if strings.Contains(name, "/") {
			p.err = sqlerr.New(sqlerr.InvalidParameterValue, "time zone \"%s\" not recognized", name)
		}
		return false
	}
	p.hasZone, p.zone = true, zone
	return true
}

var monthNames = []string{
	"january", "february", "march", "april", "may", "june",
	"july", "august", "september", "october", "november", "december",
}

// monthNumber knows months by their names and first three letters, 0 for others.
func monthNumber(word string) int {
	for i, name := range monthNames {
		if word == name || word == name[:3] || word == "sept" && i == 8 {
			return i + 1
		}
	}
	return 0
}

var weekdays = map[string]bool{"sun": true, "mon": true, "tue": true, "wed": true, "thu": true, "fri": true, "sat": true}

func isWeekday(word string) bool {
	switch word {
	case "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "tues", "wednes", "weds", "thur", "thurs":
		return true
	}
	return len(word) == 3
}
