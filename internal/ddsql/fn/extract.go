package fn

import (
	"math"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addExtract adds extract and date_part.
func addExtract(s *shelf) {
	for _, name := range []string{"extract", "date_part"} {
		s.add(
			strict(name, types(value.Text, value.Timestamp), value.Float8, extractMoment(value.Timestamp)),
			strict(name, types(value.Text, value.TimestampTZ), value.Float8, extractMoment(value.TimestampTZ)),
			strict(name, types(value.Text, value.Interval), value.Float8, extractSpan),
			strict(name, types(value.Text, value.Time), value.Float8, extractTime),
		)
	}
	s.add(
		strict("extract", types(value.Text, value.Date), value.Float8, extractDate(true)),
		strict("date_part", types(value.Text, value.Date), value.Float8, extractDate(false)),
	)
}

func errUnit(unit string, t value.Type) error {
	return sqlerr.New(sqlerr.InvalidParameterValue, "unit \"%s\" not recognized for type %s", unit, t)
}

func errUnitFor(unit string, t value.Type) error {
	return sqlerr.New(sqlerr.FeatureNotSupported, "unit \"%s\" not supported for type %s", unit, t)
}

// secondsOf are the parts of a time of day below the minute.
func secondsOf(unit string, micros int64) (float64, bool) {
	micros %= 60_000_000
	switch unit {
	case "microsecond":
		return float64(micros), true
	case "millisecond":
		return float64(micros) / 1e3, true
	case "second":
		return float64(micros) / 1e6, true
	}
	return 0, false
}

// clockPart are the parts of a time of day.
func clockPart(unit string, micros int64) (float64, bool) {
	switch unit {
	case "hour":
		return float64(micros / 3_600_000_000), true
	case "minute":
		return float64(micros / 60_000_000 % 60), true
	}
	return secondsOf(unit, micros)
}

// unixDays is how many days 2000-01-01 is after 1970-01-01.
const unixDays = 10957

// dayPart are the parts of a day.
func dayPart(unit string, days int64) (float64, bool) {
	c := value.CivilOf(days)
	switch unit {
	case "day":
		return float64(c.Day), true
	case "month":
		return float64(c.Month), true
	case "quarter":
		return float64((c.Month-1)/3 + 1), true
	case "year":
		if c.Year <= 0 {
			return float64(c.Year - 1), true // there was no year 0
		}
		return float64(c.Year), true
	case "decade":
		return math.Floor(float64(c.Year) / 10), true
	case "century":
		return centuryOf(c.Year, 100), true
	case "millennium":
		return centuryOf(c.Year, 1000), true
	case "week":
		_, week := isoWeek(days)
		return float64(week), true
	case "isoyear":
		year, _ := isoWeek(days)
		if year <= 0 {
			year--
		}
		return float64(year), true
	case "dow", "isodow":
		return float64(isoWeekday(days)), true // the dialect's dow counts from Monday
	case "doy":
		return float64(days - value.Civil{Year: c.Year, Month: 1, Day: 1}.Days() + 1), true
	case "timezone", "timezone_hour", "timezone_minute":
		return 0, true // everything is UTC
	}
	return 0, false
}

// centuryOf counts from 1, and before the first from -1.
func centuryOf(year, length int64) float64 {
	if year > 0 {
		return float64((year + length - 1) / length)
	}
	return float64(-((length - 1 - (year - 1)) / length))
}

// isoWeekday is 1 for Monday to 7 for Sunday.
func isoWeekday(days int64) int64 {
	d := (days + 5) % 7 // 2000-01-01 was a Saturday
	if d < 0 {
		d += 7
	}
	return d + 1
}

// isoWeek is the year and week of ISO 8601: that of the week's Thursday.
func isoWeek(days int64) (year int64, week int) {
	thursday := days - isoWeekday(days) + 4
	year = value.CivilOf(thursday).Year
	return year, int((thursday-value.Civil{Year: year, Month: 1, Day: 1}.Days())/7) + 1
}

func extractMoment(t value.Type) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		unit := value.Unit(a[0].Str())
		f, null, err := momentPart(unit, a[0].Str(), a[1].Micros(), t)
		if null || err != nil {
			return value.Null, err
		}
		return value.OfFloat(f), nil
	}
}

// momentPart is a part of a timestamp; null says that an infinity has none.
func momentPart(unit, word string, micros int64, t value.Type) (f float64, null bool, err error) {
	if value.IsInfinite(micros) {
		return infinitePart(unit, word, micros, t)
	}
	days, ofDay := value.SplitMicros(micros)
	switch unit {
	case "epoch":
		return float64(micros+unixDays*microsPerDay) / 1e6, false, nil
	case "julian":
		return float64(days+2451545) + float64(ofDay)/microsPerDay, false, nil
	}
	if f, ok := dayPart(unit, days); ok {
		return f, false, nil
	}
	if f, ok := clockPart(unit, ofDay); ok {
		return f, false, nil
	}
	return 0, false, errUnit(word, t)
}

// infinitePart is infinite for what only grows, and NULL for what comes again.
func infinitePart(unit, word string, micros int64, t value.Type) (f float64, null bool, err error) {
	switch unit {
	case "year", "decade", "century", "millennium", "isoyear", "epoch", "julian":
		return math.Inf(int(micros>>63) | 1), false, nil
	}
	if _, ok := dayPart(unit, 0); ok {
		return 0, true, nil
	}
	if _, ok := clockPart(unit, 0); ok {
		return 0, true, nil
	}
	return 0, false, errUnit(word, t)
}

// extractDate refuses parts of the day unless the caller takes the date for a
// timestamp, as date_part does.
func extractDate(strictly bool) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		unit := value.Unit(a[0].Str())
		if _, clock := clockPart(unit, 0); clock && strictly {
			return value.Null, errUnitFor(a[0].Str(), value.Date)
		}
		micros, err := dateMicros(a[1].Days())
		if err != nil {
			return value.Null, err
		}
		f, null, err := momentPart(unit, a[0].Str(), micros, value.Date)
		if null || err != nil {
			return value.Null, err
		}
		return value.OfFloat(f), nil
	}
}

func extractTime(_ *Env, a []value.Value) (value.Value, error) {
	unit := value.Unit(a[0].Str())
	if unit == "epoch" {
		return value.OfFloat(float64(a[1].Micros()) / 1e6), nil
	}
	if f, ok := clockPart(unit, a[1].Micros()); ok {
		return value.OfFloat(f), nil
	}
	if _, ok := dayPart(unit, 0); ok {
		return value.Null, errUnitFor(a[0].Str(), value.Time)
	}
	return value.Null, errUnit(a[0].Str(), value.Time)
}

func extractSpan(_ *Env, a []value.Value) (value.Value, error) {
	s, unit := a[1].Span(), value.Unit(a[0].Str())
	if f, ok := spanPart(unit, s); ok {
		return value.OfFloat(f), nil
	}
	if _, ok := dayPart(unit, 0); ok {
		return value.Null, errUnitFor(a[0].Str(), value.Interval)
	}
	return value.Null, errUnit(a[0].Str(), value.Interval)
}

func spanPart(unit string, s value.Span) (float64, bool) {
	years, months := s.Months/12, s.Months%12
	switch unit {
	case "year":
		return float64(years), true
	case "month":
		return float64(months), true
	case "quarter":
		return float64(months/3 + 1), true
	case "decade":
		return float64(years / 10), true
	case "century":
		return float64(years / 100), true
	case "millennium":
		return float64(years / 1000), true
	case "day":
		return float64(s.Days), true
	case "epoch":
		// A year has 365.25 days here, other months 30.
		days := float64(years)*365.25 + float64(months)*30 + float64(s.Days)
		return days*86400 + float64(s.Micros)/1e6, true
	}
	return clockPart(unit, s.Micros)
}
