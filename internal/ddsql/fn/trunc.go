package fn

import (
	"strings"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addTruncation adds date_trunc and date_bin.
func addTruncation(s *shelf) {
	for t, of := range map[value.Type]func(int64) value.Value{value.Timestamp: value.OfTimestamp, value.TimestampTZ: value.OfTimestampTZ} {
		s.add(
			strict("date_trunc", types(value.Text, t), t, truncMoment(t, of)),
			strict("date_bin", types(value.Interval, t, t), t, dateBin(of)),
		)
	}
	s.add(
		strict("date_trunc", types(value.Text, value.TimestampTZ, value.Text), value.TimestampTZ, truncInZone),
		strict("date_trunc", types(value.Text, value.Interval), value.Interval, truncSpan),
	)
}

// clockUnits are the units below the day, in microseconds.
var clockUnits = map[string]int64{
	"microsecond": 1, "millisecond": 1000, "second": 1_000_000, "minute": 60_000_000, "hour": 3_600_000_000, "day": microsPerDay,
}

// TruncMicros cuts a timestamp to the beginning of a unit, a word that
// date_trunc takes; ok is false for others.
func TruncMicros(word string, micros int64) (cut int64, ok bool) {
	unit := value.Unit(word)
	if n, ok := clockUnits[unit]; ok {
		if value.IsInfinite(micros) {
			return micros, true
		}
		days, ofDay := value.SplitMicros(micros)
		return days*microsPerDay + ofDay/n*n%microsPerDay, true
	}
	days, _ := value.SplitMicros(micros)
	if value.IsInfinite(micros) {
		_, ok = truncDays(unit, 0)
		return micros, ok
	}
	days, ok = truncDays(unit, days)
	return days * microsPerDay, ok
}

// truncDays cuts a day to the beginning of a longer unit.
func truncDays(unit string, days int64) (int64, bool) {
	c := value.CivilOf(days)
	first := func(year int64, month int) int64 { return value.Civil{Year: year, Month: month, Day: 1}.Days() }
	switch unit {
	case "week":
		return days - isoWeekday(days) + 1, true
	case "month":
		return first(c.Year, c.Month), true
	case "quarter":
		return first(c.Year, (c.Month-1)/3*3+1), true
	case "year":
		return first(c.Year, 1), true
	case "decade":
		return first(floorTo(c.Year, 10), 1), true
	case "century":
		return first(floorTo(c.Year-1, 100)+1, 1), true
	case "millennium":
		return first(floorTo(c.Year-1, 1000)+1, 1), true
	}
	return days, false
}

// floorTo cuts downwards to a multiple.
func floorTo(n, step int64) int64 {
	m := n % step
	if m < 0 {
		m += step
	}
	return n - m
}

func truncMoment(t value.Type, of func(int64) value.Value) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		micros, ok := TruncMicros(a[0].Str(), a[1].Micros())
		if !ok {
			return value.Null, errTruncUnit(a[0].Str(), t)
		}
		return of(micros), nil
	}
}

// errTruncUnit tells units that exist from words that are none.
func errTruncUnit(word string, t value.Type) error {
	if strings.HasPrefix(value.Unit(word), "timezone") {
		return errUnitFor(word, t)
	}
	return errUnit(word, t)
}

func truncInZone(_ *Env, a []value.Value) (value.Value, error) {
	zone, ok := value.Zone(a[2].Str())
	if !ok {
		return value.Null, errZone(a[2].Str())
	}
	if value.IsInfinite(a[1].Micros()) {
		return a[1], nil
	}
	local, ok := TruncMicros(a[0].Str(), a[1].Micros()+offsetAt(zone, a[1].Micros()))
	if !ok {
		return value.Null, errTruncUnit(a[0].Str(), value.TimestampTZ)
	}
	return value.OfTimestampTZ(local - value.ZoneOffset(zone, local)), nil
}

func truncSpan(_ *Env, a []value.Value) (value.Value, error) {
	s, unit := a[1].Span(), value.Unit(a[0].Str())
	if n, ok := clockUnits[unit]; ok {
		if unit == "day" {
			s.Micros = 0
		}
		s.Micros = s.Micros / n * n
		return value.OfInterval(s), nil
	}
	months, ok := map[string]int32{"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}[unit]
	if !ok {
		if unit == "week" {
			return value.Null, sqlerr.New(sqlerr.FeatureNotSupported, "unit \"%s\" not supported for type interval", a[0].Str()).
				WithDetail("Months usually have fractional weeks.")
		}
		return value.Null, errTruncUnit(a[0].Str(), value.Interval)
	}
	return value.OfInterval(value.Span{Months: s.Months / months * months}), nil
}

// dateBin puts a timestamp into the bin of a stride that begins at an origin.
func dateBin(of func(int64) value.Value) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		stride, micros, origin := a[0].Span(), a[1].Micros(), a[2].Micros()
		if value.IsInfinite(micros) {
			return a[1], nil
		}
		if value.IsInfinite(origin) {
			return value.Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "origin out of range")
		}
		if stride.Months != 0 {
			return value.Null, sqlerr.New(sqlerr.FeatureNotSupported, "timestamps cannot be binned into intervals containing months or years")
		}
		step := int64(stride.Days)*microsPerDay + stride.Micros
		if step <= 0 {
			return value.Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "stride must be greater than zero")
		}
		diff, err := subInts(micros, origin)
		if err != nil {
			return value.Null, errInterval()
		}
		return of(origin + floorTo(diff, step)), nil
	}
}
