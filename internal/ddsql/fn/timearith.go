package fn

import (
	"math"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addTimeArithmetic adds + - * / of dates, times and intervals.
func addTimeArithmetic(s *shelf) {
	for t, of := range map[value.Type]func(int64) value.Value{value.Timestamp: value.OfTimestamp, value.TimestampTZ: value.OfTimestampTZ} {
		s.operators(
			strict("+", types(t, value.Interval), t, momentPlus(of, 0, 1, 1)),
			strict("+", types(value.Interval, t), t, momentPlus(of, 1, 0, 1)),
			strict("-", types(t, value.Interval), t, momentPlus(of, 0, 1, -1)),
			strict("-", types(t, t), value.Interval, momentMinus),
		)
	}
	s.operators(
		strict("+", types(value.Date, value.Int8), value.Date, datePlus(0, 1, 1)),
		strict("+", types(value.Int8, value.Date), value.Date, datePlus(1, 0, 1)),
		strict("-", types(value.Date, value.Int8), value.Date, datePlus(0, 1, -1)),
		strict("-", types(value.Date, value.Date), value.Int8, dateMinus),
		strict("+", types(value.Date, value.Interval), value.Timestamp, dateInterval(0, 1, 1)),
		strict("+", types(value.Interval, value.Date), value.Timestamp, dateInterval(1, 0, 1)),
		strict("-", types(value.Date, value.Interval), value.Timestamp, dateInterval(0, 1, -1)),
		strict("+", types(value.Date, value.Time), value.Timestamp, dateTime(0, 1)),
		strict("+", types(value.Time, value.Date), value.Timestamp, dateTime(1, 0)),
		strict("+", types(value.Time, value.Interval), value.Time, timePlus(0, 1, 1)),
		strict("+", types(value.Interval, value.Time), value.Time, timePlus(1, 0, 1)),
		strict("-", types(value.Time, value.Interval), value.Time, timePlus(0, 1, -1)),
		strict("-", types(value.Time, value.Time), value.Interval, func(_ *Env, a []value.Value) (value.Value, error) {
			return value.OfInterval(value.Span{Micros: a[0].Micros() - a[1].Micros()}), nil
		}),
		strict("+", types(value.Interval, value.Interval), value.Interval, spanPlus(1)),
		strict("-", types(value.Interval, value.Interval), value.Interval, spanPlus(-1)),
		strict("-", types(value.Interval), value.Interval, spanNegate),
		strict("+", types(value.Interval), value.Interval, identity),
		strict("*", types(value.Interval, value.Float8), value.Interval, spanTimes(0, 1)),
		strict("*", types(value.Float8, value.Interval), value.Interval, spanTimes(1, 0)),
		strict("/", types(value.Interval, value.Float8), value.Interval, spanDivide),
	)
}

func errInterval() error { return sqlerr.New(sqlerr.DatetimeFieldOverflow, "interval out of range") }

func errTimestampRange() error {
	return sqlerr.New(sqlerr.DatetimeFieldOverflow, "timestamp out of range")
}

// addSpan adds an interval to a timestamp: months first, with the day clamped
// to the month's last, then days, then time.
func addSpan(micros int64, s value.Span, sign int64) (int64, error) {
	if value.IsInfinite(micros) {
		return micros, nil
	}
	days, ofDay := value.SplitMicros(micros)
	days = addMonths(days, sign*int64(s.Months)) + sign*int64(s.Days)
	micros, err := value.TimestampOf(days, ofDay)
	if err != nil {
		return 0, err
	}
	if s.Micros == math.MinInt64 && sign < 0 {
		return 0, errTimestampRange()
	}
	sum, err := addInts(micros, sign*s.Micros)
	if err != nil || value.CheckTimestamp(sum) != nil || value.IsInfinite(sum) {
		return 0, errTimestampRange()
	}
	return sum, nil
}

// addMonths moves a day by months and clamps it to the month's end.
func addMonths(days, months int64) int64 {
	if months == 0 {
		return days
	}
	c := value.CivilOf(days)
	m := c.Year*12 + int64(c.Month-1) + months
	year := m / 12
	if m%12 < 0 {
		year--
	}
	c.Year, c.Month = year, int(m-year*12)+1
	c.Day = min(c.Day, c.DaysIn())
	return c.Days()
}

func momentPlus(of func(int64) value.Value, moment, span int, sign int64) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		micros, err := addSpan(a[moment].Micros(), a[span].Span(), sign)
		if err != nil {
			return value.Null, err
		}
		return of(micros), nil
	}
}

func momentMinus(_ *Env, a []value.Value) (value.Value, error) {
	x, y := a[0].Micros(), a[1].Micros()
	if value.IsInfinite(x) || value.IsInfinite(y) {
		return value.Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "cannot subtract infinite timestamps")
	}
	d, err := subInts(x, y)
	if err != nil {
		return value.Null, errInterval()
	}
	return value.OfInterval(value.Span{Days: int32(d / microsPerDay), Micros: d % microsPerDay}), nil
}

func datePlus(date, number int, sign int64) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		days, n := a[date].Days(), a[number].Int()
		if days == value.PastDate || days == value.FutureDate {
			return a[date], nil
		}
		if n > 1<<33 || n < -1<<33 {
			return value.Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "date out of range")
		}
		return checkedDate(days + sign*n)
	}
}

func checkedDate(days int64) (value.Value, error) {
	if days < value.MinDate || days >= value.EndDate {
		return value.Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "date out of range")
	}
	return value.OfDate(days), nil
}

func dateMinus(_ *Env, a []value.Value) (value.Value, error) {
	for _, v := range a {
		if v.Days() == value.PastDate || v.Days() == value.FutureDate {
			return value.Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "cannot subtract infinite dates")
		}
	}
	return value.OfInt(a[0].Days() - a[1].Days()), nil
}

func dateInterval(date, span int, sign int64) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		micros, err := dateMicros(a[date].Days())
		if err != nil {
			return value.Null, err
		}
		micros, err = addSpan(micros, a[span].Span(), sign)
		return value.OfTimestamp(micros), err
	}
}

func dateTime(date, clock int) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		micros, err := dateMicros(a[date].Days())
		if err != nil || value.IsInfinite(micros) {
			return value.OfTimestamp(micros), err
		}
		return value.OfTimestamp(micros + a[clock].Micros()), nil
	}
}

func timePlus(clock, span int, sign int64) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		micros := (a[clock].Micros() + sign*(a[span].Span().Micros%microsPerDay)) % microsPerDay
		if micros < 0 {
			micros += microsPerDay
		}
		return value.OfTimeOfDay(micros), nil
	}
}

func spanPlus(sign int64) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		return sumSpans(a[0].Span(), a[1].Span(), sign)
	}
}

func sumSpans(x, y value.Span, sign int64) (value.Value, error) {
	add := addInts
	if sign < 0 {
		add = subInts
	}
	micros, err := add(x.Micros, y.Micros)
	if err != nil {
		return value.Null, errInterval()
	}
	return checkedSpan(int64(x.Months)+sign*int64(y.Months), int64(x.Days)+sign*int64(y.Days), micros)
}

// checkedSpan refuses months and days that do not fit.
func checkedSpan(months, days, micros int64) (value.Value, error) {
	if months != int64(int32(months)) || days != int64(int32(days)) {
		return value.Null, errInterval()
	}
	return value.OfInterval(value.Span{Months: int32(months), Days: int32(days), Micros: micros}), nil
}

func spanNegate(_ *Env, a []value.Value) (value.Value, error) {
	return sumSpans(value.Span{}, a[0].Span(), -1)
}

func spanTimes(span, factor int) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		return scaleSpan(a[span].Span(), func(n float64) float64 { return n * a[factor].Float() })
	}
}

func spanDivide(_ *Env, a []value.Value) (value.Value, error) {
	if a[1].Float() == 0 {
		return value.Null, errDivision()
	}
	return scaleSpan(a[0].Span(), func(n float64) float64 { return n / a[1].Float() })
}

// scaleSpan multiplies every field; what is left of a month goes to days of 30,
// what is left of a day to time.
func scaleSpan(s value.Span, scale func(float64) float64) (value.Value, error) {
	months, days := scale(float64(s.Months)), scale(float64(s.Days))
	if math.IsNaN(months) || math.IsNaN(days) || math.Abs(months) > math.MaxInt32 || math.Abs(days) > math.MaxInt32 {
		return value.Null, errInterval()
	}
	wholeMonths, wholeDays := math.Trunc(months), math.Trunc(days)
	restDays := roundMicro((months - wholeMonths) * 30)
	seconds := roundMicro((days - wholeDays + restDays - math.Trunc(restDays)) * 86400)
	if math.Abs(seconds) >= 86400 {
		carry := math.Trunc(seconds / 86400)
		wholeDays += carry
		seconds -= carry * 86400
	}
	micros := math.RoundToEven(scale(float64(s.Micros)) + seconds*1e6)
	if !(math.Abs(micros) < 1<<63) {
		return value.Null, errInterval()
	}
	return checkedSpan(int64(wholeMonths), int64(wholeDays+math.Trunc(restDays)), int64(micros))
}

func roundMicro(f float64) float64 { return math.RoundToEven(f*1e6) / 1e6 }
