package value

import (
	"strconv"
)

// Civil is a day of the proleptic Gregorian calendar. Year 0 is 1 BC.
type Civil struct {
	Year       int64
	Month, Day int
}

// CivilOf is the day that is so many days after 2000-01-01.
func CivilOf(days int64) Civil {
	// Counted from 0000-03-01, so that a leap day ends its year; in eras of 400 years.
	z := days + 730425
	era := floorDiv(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	c := Civil{Year: yoe + era*400, Month: int(mp) + 3, Day: int(doy-(153*mp+2)/5) + 1}
	if c.Month > 12 {
		c.Month -= 12
		c.Year++
	}
	return c
}

// Days is how many days after 2000-01-01 the day is.
func (c Civil) Days() int64 {
	y, m := c.Year, int64(c.Month)
	if m <= 2 {
		y--
		m += 12
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	doy := (153*(m-3)+2)/5 + int64(c.Day) - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 730425
}

// DaysIn is how many days the month has.
func (c Civil) DaysIn() int {
	switch c.Month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if c.Year%4 == 0 && (c.Year%100 != 0 || c.Year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// SplitMicros takes a timestamp apart into its day and the microseconds since
// midnight.
func SplitMicros(micros int64) (days, ofDay int64) {
	days = floorDiv(micros, microsPerDay)
	return days, micros - days*microsPerDay
}

// appendPadded writes a number with zeros up to a width.
func appendPadded(dst []byte, n int64, width int) []byte {
	var digits [20]byte
	s := strconv.AppendInt(digits[:0], n, 10)
	for range width - len(s) {
		dst = append(dst, '0')
	}
	return append(dst, s...)
}

func appendCivil(dst []byte, c Civil) (_ []byte, bc bool) {
	year := c.Year
	if bc = year <= 0; bc {
		year = 1 - year
	}
	dst = append(appendPadded(dst, year, 4), '-')
	dst = append(appendPadded(dst, int64(c.Month), 2), '-')
	return appendPadded(dst, int64(c.Day), 2), bc
}

func appendDate(dst []byte, days int64) []byte {
	switch days {
	case PastDate:
		return append(dst, "-infinity"...)
	case FutureDate:
		return append(dst, "infinity"...)
	}
	dst, bc := appendCivil(dst, CivilOf(days))
	if bc {
		dst = append(dst, " BC"...)
	}
	return dst
}

func appendTimeOfDay(dst []byte, micros int64) []byte {
	dst = append(appendPadded(dst, micros/microsPerHour, 2), ':')
	dst = append(appendPadded(dst, micros/microsPerMinute%60, 2), ':')
	dst = appendPadded(dst, micros/microsPerSecond%60, 2)
	return appendFraction(dst, micros%microsPerSecond)
}

// appendFraction writes microseconds without zeros at the end.
func appendFraction(dst []byte, micros int64) []byte {
	if micros == 0 {
		return dst
	}
	dst = appendPadded(append(dst, '.'), micros, 6)
	for dst[len(dst)-1] == '0' {
		dst = dst[:len(dst)-1]
	}
	return dst
}

func appendTimestamp(dst []byte, micros int64, zone bool) []byte {
	switch micros {
	case PastInfinity:
		return append(dst, "-infinity"...)
	case FutureInfinity:
		return append(dst, "infinity"...)
	}
	days, ofDay := SplitMicros(micros)
	dst, bc := appendCivil(dst, CivilOf(days))
	dst = appendTimeOfDay(append(dst, ' '), ofDay)
	if zone {
		dst = append(dst, "+00"...)
	}
	if bc {
		dst = append(dst, " BC"...)
	}
	return dst
}

// append writes an interval in PostgreSQL's own style: 1 year 2 mons -3 days
// +04:05:06.
func (s Span) append(dst []byte) []byte {
	from, before := len(dst), false // before: a negative field came before
	put := func(n int64, one, many string) {
		if n == 0 {
			return
		}
		if len(dst) > from {
			dst = append(dst, ' ')
			if before && n > 0 {
				dst = append(dst, '+')
			}
		}
		dst = strconv.AppendInt(dst, n, 10)
		if n == 1 {
			dst = append(dst, one...)
		} else {
			dst = append(dst, many...)
		}
		before = n < 0
	}
	put(int64(s.Months/12), " year", " years")
	put(int64(s.Months%12), " mon", " mons")
	put(int64(s.Days), " day", " days")
	if s.Micros == 0 && len(dst) > from {
		return dst
	}
	if len(dst) > from {
		dst = append(dst, ' ')
	}
	return s.appendClock(dst, before)
}

func (s Span) appendClock(dst []byte, before bool) []byte {
	micros := uint64(s.Micros)
	switch {
	case s.Micros < 0:
		dst, micros = append(dst, '-'), -micros
	case before:
		dst = append(dst, '+')
	}
	dst = append(appendPadded(dst, int64(micros/microsPerHour), 2), ':')
	dst = append(appendPadded(dst, int64(micros/microsPerMinute%60), 2), ':')
	dst = appendPadded(dst, int64(micros/microsPerSecond%60), 2)
	return appendFraction(dst, int64(micros%microsPerSecond))
}
