package value

import (
	"math"
	"strings"
	"time"

	"foureyes/internal/ddsql/sqlerr"
)

func badMoment(t Type, s string) error {
	return sqlerr.New(sqlerr.InvalidDatetimeFormat, "invalid input syntax for type %s: \"%s\"", t, s)
}

func badField(s string) error {
	return sqlerr.New(sqlerr.DatetimeFieldOverflow, "date/time field value out of range: \"%s\"", s)
}

// parseMoment reads a date, a time, or both, in ISO's and PostgreSQL's other
// forms; numbers with slashes are month, day, year.
func parseMoment(t Type, s string, now time.Time) (Value, error) {
	word := strings.ToLower(strings.Trim(s, blanks))
	if v, ok := specialMoment(t, word, now); ok {
		return v, nil
	}
	p := momentParser{text: strings.Trim(s, blanks), clockOnly: t == Time}
	if !p.parse() {
		if p.err != nil {
			return Null, p.err
		}
		return Null, badMoment(t, s)
	}
	if !p.inRange() {
		return Null, badField(s)
	}
	return p.value(t, s)
}

// specialMoment knows the words that stand for moments.
func specialMoment(t Type, word string, now time.Time) (Value, bool) {
	micros := Micros(now)
	days, ofDay := SplitMicros(micros)
	switch word {
	case "now":
	case "today":
		micros = days * microsPerDay
	case "tomorrow":
		days++
		micros = days * microsPerDay
	case "yesterday":
		days--
		micros = days * microsPerDay
	case "epoch":
		days, micros = -unixDays, -unixMicros
	case "infinity", "+infinity":
		days, micros = FutureDate, FutureInfinity
	case "-infinity":
		days, micros = PastDate, PastInfinity
	default:
		return Null, false
	}
	switch t {
	case Date:
		return OfDate(days), true
	case Time:
		return OfTimeOfDay(ofDay), word == "now"
	case Timestamp:
		return OfTimestamp(micros), true
	}
	return OfTimestampTZ(micros), true
}

// value makes what was read into a value of the type.
func (p *momentParser) value(t Type, s string) (Value, error) {
	if t == Time {
		if !p.hasTime {
			return Null, badMoment(t, s)
		}
		return OfTimeOfDay(p.ofDay()), nil
	}
	if !p.hasDate {
		return Null, badMoment(t, s)
	}
	days := p.civil().Days()
	if t == Date {
		if days < MinDate || days >= EndDate {
			return Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "date out of range: \"%s\"", s)
		}
		return OfDate(days), nil
	}
	micros, err := TimestampOf(days, p.ofDay())
	if err != nil {
		return Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "timestamp out of range: \"%s\"", s)
	}
	if t == Timestamp {
		return OfTimestamp(micros), nil
	}
	return OfTimestampTZ(micros - p.offset(micros)), nil
}

// TimestampOf joins a day and the microseconds of it, and refuses what no
// timestamp holds.
func TimestampOf(days, ofDay int64) (int64, error) {
	const most = math.MaxInt64/microsPerDay - 2
	if days < -most || days > most {
		return 0, errTimestamp()
	}
	micros := days*microsPerDay + ofDay
	return micros, CheckTimestamp(micros)
}

// CheckTimestamp refuses microseconds beyond what a timestamp holds; infinities
// pass.
func CheckTimestamp(micros int64) error {
	if IsInfinite(micros) || micros >= MinTimestamp && micros < EndTimestamp {
		return nil
	}
	return errTimestamp()
}

func errTimestamp() error {
	return sqlerr.New(sqlerr.DatetimeFieldOverflow, "timestamp out of range")
}

// offset is how far the zone read is ahead of UTC at a local time.
func (p *momentParser) offset(local int64) int64 {
	if p.zone == nil {
		return p.shift
	}
	return ZoneOffset(p.zone, local)
}

// ZoneOffset is how many microseconds a zone is ahead of UTC at a local time.
// Where clocks go back the second of the two is meant; where they go forward, the
// offset before that, as in PostgreSQL.
func ZoneOffset(zone *time.Location, local int64) int64 {
	at := func(micros int64) int64 {
		_, seconds := GoTime(micros).In(zone).Zone()
		return int64(seconds) * microsPerSecond
	}
	before, after := at(local-microsPerDay), at(local+microsPerDay)
	if at(local-after) == after {
		return after
	}
	return before
}

// inRange checks the fields against each other.
func (p *momentParser) inRange() bool {
	if p.hasDate {
		c := p.civil()
		if p.bc && p.year <= 0 || p.month < 1 || p.month > 12 || p.day < 1 || p.day > c.DaysIn() || p.year == 0 {
			return false
		}
	}
	if p.half != "" && (p.hour < 1 || p.hour > 12) {
		return false
	}
	if p.hour > 24 || p.minute > 59 || p.micros > 60*microsPerSecond {
		return false
	}
	return p.hour < 24 || p.minute == 0 && p.micros == 0
}

func (p *momentParser) civil() Civil {
	year := p.year
	if p.bc {
		year = 1 - year
	}
	return Civil{year, p.month, p.day}
}

func (p *momentParser) ofDay() int64 {
	hour := p.hour
	switch {
	case p.half == "am" && hour == 12:
		hour = 0
	case p.half == "pm" && hour != 12:
		hour += 12
	}
	return int64(hour)*microsPerHour + int64(p.minute)*microsPerMinute + p.micros
}
