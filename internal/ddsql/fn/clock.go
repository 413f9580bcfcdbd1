package fn

import (
	"time"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addClock adds what asks the clock, zones, and the functions that make or
// straighten dates and intervals.
func addClock(s *shelf) {
	now := func(e *Env, _ []value.Value) (value.Value, error) { return e.now(), nil }
	for _, name := range []string{"now", "current_timestamp", "transaction_timestamp", "statement_timestamp"} {
		s.add(strict(name, nil, value.TimestampTZ, now).stable())
	}
	s.add(
		strict("clock_timestamp", nil, value.TimestampTZ, clockNow).volatile(),
		strict("localtimestamp", nil, value.Timestamp, func(e *Env, _ []value.Value) (value.Value, error) {
			return value.OfTime(e.Now), nil
		}).stable(),
		strict("current_date", nil, value.Date, func(e *Env, _ []value.Value) (value.Value, error) { return toDate(e, e.now()) }).stable(),
		strict("localtime", nil, value.Time, func(e *Env, _ []value.Value) (value.Value, error) { return toTimeOfDay(e, e.now()) }).stable(),
		strict("current_time", nil, value.Time, func(e *Env, _ []value.Value) (value.Value, error) { return toTimeOfDay(e, e.now()) }).stable(),
		strict("timezone", types(value.Text, value.Timestamp), value.TimestampTZ, fromZone),
		strict("timezone", types(value.Text, value.TimestampTZ), value.Timestamp, intoZone),
		strict("timezone", types(value.Interval, value.Timestamp), value.TimestampTZ, shiftZone(value.OfTimestampTZ, -1)),
		strict("timezone", types(value.Interval, value.TimestampTZ), value.Timestamp, shiftZone(value.OfTimestamp, 1)),
		strict("age", types(value.Timestamp, value.Timestamp), value.Interval, age),
		strict("age", types(value.TimestampTZ, value.TimestampTZ), value.Interval, age),
		strict("age", types(value.Timestamp), value.Interval, ageNow).stable(),
		strict("age", types(value.TimestampTZ), value.Interval, ageNow).stable(),
		strict("isfinite", types(value.Timestamp), value.Bool, isFinite),
		strict("isfinite", types(value.TimestampTZ), value.Bool, isFinite),
		strict("isfinite", types(value.Interval), value.Bool, constant(value.OfBool(true))),
		strict("isfinite", types(value.Date), value.Bool, func(_ *Env, a []value.Value) (value.Value, error) {
			return value.OfBool(a[0].Days() != value.PastDate && a[0].Days() != value.FutureDate), nil
		}),
		strict("justify_hours", types(value.Interval), value.Interval, func(_ *Env, a []value.Value) (value.Value, error) {
			return justify(a[0].Span(), false, true)
		}),
		strict("justify_days", types(value.Interval), value.Interval, func(_ *Env, a []value.Value) (value.Value, error) {
			return justify(a[0].Span(), true, false)
		}),
		strict("justify_interval", types(value.Interval), value.Interval, func(_ *Env, a []value.Value) (value.Value, error) {
			return justify(a[0].Span(), true, true)
		}),
	)
}

func clockNow(e *Env, _ []value.Value) (value.Value, error) {
	if e.Clock == nil {
		return e.now(), nil
	}
	return value.OfTimeTZ(e.Clock()), nil
}

func errZone(name string) error {
	return sqlerr.New(sqlerr.InvalidParameterValue, "time zone \"%s\" not recognized", name)
}

// offsetAt is how far a zone is ahead of UTC at an instant, in microseconds.
func offsetAt(zone *time.Location, micros int64) int64 {
	_, seconds := value.GoTime(micros).In(zone).Zone()
	return int64(seconds) * 1_000_000
}

// fromZone reads a local time of a zone.
func fromZone(_ *Env, a []value.Value) (value.Value, error) {
	zone, ok := value.Zone(a[0].Str())
	if !ok {
		return value.Null, errZone(a[0].Str())
	}
	if value.IsInfinite(a[1].Micros()) {
		return value.OfTimestampTZ(a[1].Micros()), nil
	}
	return value.OfTimestampTZ(a[1].Micros() - value.ZoneOffset(zone, a[1].Micros())), nil
}

// intoZone gives the local time in a zone.
func intoZone(_ *Env, a []value.Value) (value.Value, error) {
	zone, ok := value.Zone(a[0].Str())
	if !ok {
		return value.Null, errZone(a[0].Str())
	}
	if value.IsInfinite(a[1].Micros()) {
		return value.OfTimestamp(a[1].Micros()), nil
	}
	return value.OfTimestamp(a[1].Micros() + offsetAt(zone, a[1].Micros())), nil
}

func shiftZone(of func(int64) value.Value, sign int64) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		s := a[0].Span()
		if s.Months != 0 || s.Days != 0 {
			return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "interval time zone \"%s\" must not include months or days", value.OfInterval(s))
		}
		if value.IsInfinite(a[1].Micros()) {
			return of(a[1].Micros()), nil
		}
		return of(a[1].Micros() + sign*s.Micros), nil
	}
}

func isFinite(_ *Env, a []value.Value) (value.Value, error) {
	return value.OfBool(!value.IsInfinite(a[0].Micros())), nil
}

func ageNow(e *Env, a []value.Value) (value.Value, error) {
	today, _ := TruncMicros("day", e.now().Micros())
	return age(e, []value.Value{value.OfTimestamp(today), a[0]})
}

// age counts years, months and days as a calendar does.
func age(_ *Env, a []value.Value) (value.Value, error) {
	later, earlier, sign := a[0].Micros(), a[1].Micros(), int64(1)
	if value.IsInfinite(later) || value.IsInfinite(earlier) {
		return value.Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "timestamp out of range")
	}
	if later < earlier {
		later, earlier, sign = earlier, later, -1
	}
	d1, t1 := value.SplitMicros(later)
	d2, t2 := value.SplitMicros(earlier)
	c1, c2 := value.CivilOf(d1), value.CivilOf(d2)
	micros, days := t1-t2, int64(c1.Day-c2.Day)
	months := (c1.Year-c2.Year)*12 + int64(c1.Month-c2.Month)
	if micros < 0 {
		micros += microsPerDay
		days--
	}
	if days < 0 {
		// The month that is borrowed is the earlier one's; PostgreSQL takes that of
		// the second argument, or of the first when that is the earlier.
		days += int64(c2.DaysIn())
		months--
	}
	return checkedSpan(sign*months, sign*days, sign*micros)
}

// justify makes months of 30 days, and days of 24 hours, with one sign for all.
func justify(s value.Span, monthsToo, hoursToo bool) (value.Value, error) {
	months, days, micros := int64(s.Months), int64(s.Days), s.Micros
	if monthsToo && hoursToo && (days > 0 && micros > 0 || days < 0 && micros < 0) {
		months, days = months+days/30, days%30
	}
	if hoursToo {
		days, micros = days+micros/microsPerDay, micros%microsPerDay
	}
	if monthsToo {
		months, days = months+days/30, days%30
		months, days = oneSign(months, days, micros*b2i(hoursToo), 30)
	}
	if hoursToo {
		days, micros = oneSign(days, micros, 0, microsPerDay)
	}
	return checkedSpan(months, days, micros)
}

// oneSign lends one of the larger unit when the two have different signs.
func oneSign(large, small, smaller, size int64) (newLarge, newSmall int64) {
	switch {
	case large > 0 && (small < 0 || small == 0 && smaller < 0):
		return large - 1, small + size
	case large < 0 && (small > 0 || small == 0 && smaller > 0):
		return large + 1, small - size
	}
	return large, small
}

func b2i(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
