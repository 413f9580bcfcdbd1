package fn

import (
	"math"
	"strings"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// Modify makes the function that fits values of a type to the numbers in
// parentheses after its name, as in varchar(10), numeric(8, 2) or timestamp(3);
// nil when there is nothing to do. Explicit casts cut texts that are too long,
// others refuse them.
func Modify(t value.Type, mods []int, explicit bool) (func(v value.Value) (value.Value, error), error) {
	if len(mods) == 0 {
		return nil, nil //nolint:nilnil // nothing to do is no mistake
	}
	switch t {
	case value.VarChar, value.BPChar:
		if mods[0] < 1 {
			return nil, sqlerr.New(sqlerr.InvalidParameterValue, "length for type %s must be at least 1", t.Name())
		}
		return func(v value.Value) (value.Value, error) { return fitText(t, v, mods[0], explicit) }, nil
	case value.Numeric, value.Float8:
		return fitNumber(mods)
	case value.Timestamp, value.TimestampTZ, value.Time, value.Interval:
		if mods[0] < 0 {
			return nil, sqlerr.New(sqlerr.InvalidParameterValue, "%s(%d) precision must not be negative", strings.ToUpper(t.Name()), mods[0])
		}
		return func(v value.Value) (value.Value, error) { return fitTime(v, mods[0]) }, nil
	}
	return nil, sqlerr.New(sqlerr.SyntaxError, "type modifier is not allowed for type \"%s\"", t.Name())
}

func fitText(t value.Type, v value.Value, length int, explicit bool) (value.Value, error) {
	if v.IsNull() {
		return v, nil
	}
	s := v.Str()
	n := utf8.RuneCountInString(s)
	if n > length {
		cut := firstRunes(s, length)
		if !explicit && strings.Trim(s[len(cut):], " ") != "" {
			return value.Null, sqlerr.New(sqlerr.StringDataRightTruncation, "value too long for type %s(%d)", t, length)
		}
		return value.OfText(cut), nil
	}
	if t == value.BPChar && n < length {
		return value.OfText(s + strings.Repeat(" ", length-n)), nil
	}
	return v, nil
}

// firstRunes is the first n characters of s.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// fitNumber rounds to a scale and refuses what has too many digits before the
// point. float(n) has one number and is a plain double.
func fitNumber(mods []int) (func(v value.Value) (value.Value, error), error) {
	precision, scale := mods[0], 0
	if len(mods) > 1 {
		scale = mods[1]
	}
	if precision < 1 || precision > 1000 {
		return nil, sqlerr.New(sqlerr.InvalidParameterValue, "NUMERIC precision %d must be between 1 and 1000", precision)
	}
	return func(v value.Value) (value.Value, error) {
		if v.IsNull() || math.IsNaN(v.Float()) {
			return v, nil
		}
		f := roundTo(v.Float(), scale)
		if math.Abs(f) >= math.Pow10(precision-scale) {
			return value.Null, sqlerr.New(sqlerr.NumericValueOutOfRange, "numeric field overflow").
				WithDetail("A field with precision %d, scale %d must round to an absolute value less than 10^%d.", precision, scale, precision-scale)
		}
		return value.OfFloat(f), nil
	}, nil
}

func fitTime(v value.Value, digits int) (value.Value, error) {
	if v.IsNull() || digits >= 6 {
		return v, nil
	}
	unit := int64(math.Pow10(6 - digits))
	if v.Kind() == value.KindInterval {
		s := v.Span()
		s.Micros = roundUnits(s.Micros, unit)
		return value.OfInterval(s), nil
	}
	if value.IsInfinite(v.Micros()) {
		return v, nil
	}
	micros := roundUnits(v.Micros(), unit)
	switch v.Kind() {
	case value.KindTime:
		return value.OfTimeOfDay(micros), nil
	case value.KindTimestamp:
		return value.OfTimestamp(micros), nil
	}
	return value.OfTimestampTZ(micros), nil
}

// roundUnits rounds half away from zero.
func roundUnits(n, unit int64) int64 {
	if n < 0 {
		return -((-n + unit/2) / unit * unit)
	}
	return (n + unit/2) / unit * unit
}
