package fn

import (
	"math"
	"math/big"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addMakers adds make_date and its kin, to_timestamp of seconds and OVERLAPS.
func addMakers(s *shelf) {
	i, f := value.Int8, value.Float8
	interval := strict("make_interval", types(i, i, i, i, i, i, f), value.Interval, makeInterval).optional(7)
	interval.Names = []string{"years", "months", "weeks", "days", "hours", "mins", "secs"}
	s.add(
		interval,
		strict("make_date", types(i, i, i), value.Date, makeDate),
		strict("make_time", types(i, i, f), value.Time, makeTime),
		strict("make_timestamp", types(i, i, i, i, i, f), value.Timestamp, makeTimestamp(value.OfTimestamp)),
		strict("make_timestamptz", types(i, i, i, i, i, f), value.TimestampTZ, makeTimestamp(value.OfTimestampTZ)),
		strict("make_timestamptz", types(i, i, i, i, i, f, value.Text), value.TimestampTZ, makeInZone),
		strict("to_timestamp", types(f), value.TimestampTZ, fromEpoch),
	)
	for _, t := range []value.Type{value.Timestamp, value.TimestampTZ, value.Time} {
		s.add(loose("overlaps", types(t, t, t, t), value.Bool, overlaps))
		s.add(loose("overlaps", types(t, value.Interval, t, value.Interval), value.Bool, overlapsSpans))
	}
}

func errFields(what string, a []value.Value) error {
	between := map[string]string{"date": "-", "time": ":"}[what]
	return sqlerr.New(sqlerr.DatetimeFieldOverflow, "%s field value out of range: %s%s%s%s%s", what, a[0], between, a[1], between, a[2])
}

func daysOf(a []value.Value) (int64, error) {
	year, month, day := a[0].Int(), a[1].Int(), a[2].Int()
	if year < 0 {
		year++ // there was no year 0
	} else if year == 0 {
		return 0, errFields("date", a)
	}
	if month < 1 || month > 12 || day < 1 || day > 31 || year > 6_000_000 || year < -6_000_000 {
		return 0, errFields("date", a)
	}
	c := value.Civil{Year: year, Month: int(month), Day: int(day)}
	if c.Day > c.DaysIn() {
		return 0, errFields("date", a)
	}
	return c.Days(), nil
}

func microsOf(a []value.Value) (int64, error) {
	hour, minute, second := a[0].Int(), a[1].Int(), a[2].Float()
	if hour < 0 || hour > 24 || minute < 0 || minute > 59 || !(second >= 0 && second <= 60) || hour == 24 && (minute > 0 || second > 0) {
		return 0, errFields("time", a)
	}
	return (hour*60+minute)*60_000_000 + int64(math.RoundToEven(second*1e6)), nil
}

func makeDate(_ *Env, a []value.Value) (value.Value, error) {
	days, err := daysOf(a)
	if err != nil {
		return value.Null, err
	}
	return checkedDate(days)
}

func makeTime(_ *Env, a []value.Value) (value.Value, error) {
	micros, err := microsOf(a)
	return value.OfTimeOfDay(micros), err
}

func makeTimestamp(of func(int64) value.Value) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		days, err := daysOf(a)
		if err != nil {
			return value.Null, err
		}
		ofDay, err := microsOf(a[3:])
		if err != nil {
			return value.Null, err
		}
		micros, err := value.TimestampOf(days, ofDay)
		return of(micros), err
	}
}

func makeInZone(e *Env, a []value.Value) (value.Value, error) {
	local, err := makeTimestamp(value.OfTimestamp)(e, a[:6])
	if err != nil {
		return value.Null, err
	}
	return fromZone(e, []value.Value{a[6], local})
}

func makeInterval(_ *Env, a []value.Value) (value.Value, error) {
	var n [6]int64
	for i := range n {
		n[i] = intAt(a, i, 0)
		if n[i] != int64(int32(n[i])) {
			return value.Null, errInterval()
		}
	}
	seconds := 0.0
	if len(a) > 6 {
		seconds = a[6].Float()
	}
	if math.IsNaN(seconds) || math.Abs(seconds) > 9e12 {
		return value.Null, errInterval()
	}
	micros := n[4]*3_600_000_000 + n[5]*60_000_000 + int64(math.RoundToEven(seconds*1e6))
	return checkedSpan(n[0]*12+n[1], n[2]*7+n[3], micros)
}

// fromEpoch counts seconds from 1970 on.
func fromEpoch(_ *Env, a []value.Value) (value.Value, error) {
	f := a[0].Float()
	switch {
	case math.IsNaN(f):
		return value.Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "timestamp cannot be NaN")
	case math.IsInf(f, 1):
		return value.OfTimestampTZ(value.FutureInfinity), nil
	case math.IsInf(f, -1):
		return value.OfTimestampTZ(value.PastInfinity), nil
	case math.Abs(f) > 1e13:
		return value.Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "timestamp out of range: \"%s\"", a[0])
	}
	// Exactly: a double has not enough digits for microseconds of far times.
	exact := new(big.Float).SetPrec(120).SetFloat64(f)
	exact.Mul(exact, big.NewFloat(1e6)).Sub(exact, big.NewFloat(unixDays*microsPerDay))
	rounded, _ := exact.Float64()
	micros := int64(math.RoundToEven(rounded))
	return value.OfTimestampTZ(micros), value.CheckTimestamp(micros)
}

// overlaps says whether two periods share a moment; each may have its ends in
// any order, and NULLs leave it open.
func overlaps(_ *Env, a []value.Value) (value.Value, error) {
	s1, e1 := period(a[0], a[1])
	s2, e2 := period(a[2], a[3])
	if s1.IsNull() || s2.IsNull() {
		return value.Null, nil
	}
	first, second := s1, s2
	end := e1
	if value.Compare(s1, s2) > 0 {
		first, second, end = s2, s1, e2
	}
	switch {
	case value.Compare(first, second) == 0:
		if e1.IsNull() || e2.IsNull() {
			return value.Null, nil
		}
		return value.OfBool(true), nil
	case end.IsNull():
		return value.Null, nil
	}
	return value.OfBool(value.Compare(second, end) < 0), nil
}

// period puts the ends of a period in order; one that is NULL comes last.
func period(a, b value.Value) (start, end value.Value) {
	if a.IsNull() || !b.IsNull() && value.Compare(a, b) > 0 {
		return b, a
	}
	return a, b
}

func overlapsSpans(e *Env, a []value.Value) (value.Value, error) {
	ends := []value.Value{a[0], value.Null, a[2], value.Null}
	for i := 0; i < 4; i += 2 {
		if a[i].IsNull() || a[i+1].IsNull() {
			continue
		}
		if a[i].Kind() == value.KindTime {
			end, err := timePlus(0, 1, 1)(e, a[i:i+2])
			if err != nil {
				return value.Null, err
			}
			ends[i+1] = end
			continue
		}
		micros, err := addSpan(a[i].Micros(), a[i+1].Span(), 1)
		if err != nil {
			return value.Null, err
		}
		ends[i+1] = value.OfTimestamp(micros)
		ends[i] = value.OfTimestamp(a[i].Micros())
	}
	return overlaps(e, ends)
}
