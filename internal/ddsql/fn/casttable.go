package fn

import (
	"math"
	"sync"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// castTable is every cast that is more than text in and text out.
var castTable = sync.OnceValue(func() map[castKey]castRule {
	t := map[castKey]castRule{}
	addIntegerCasts(t)
	addTextCasts(t)
	addTimeCasts(t)
	addOtherCasts(t)
	return t
})

func addIntegerCasts(t map[castKey]castRule) {
	ints := []value.Type{value.Int2, value.Int4, value.Int8}
	for i, from := range ints {
		for j, to := range ints {
			if i < j {
				t[castKey{from, to}] = castRule{Implicit, same}
			} else if i > j {
				t[castKey{from, to}] = castRule{Assignment, narrow(to)}
			}
		}
		t[castKey{from, value.OID}] = castRule{Implicit, narrow(value.OID)}
		for _, f := range []value.Type{value.Float8, value.Float4, value.Numeric} {
			t[castKey{from, f}] = castRule{Implicit, intToFloat}
			t[castKey{f, from}] = castRule{Assignment, floatToInt(from)}
		}
		t[castKey{from, value.Bool}] = castRule{Explicit, intToBool}
		t[castKey{value.Bool, from}] = castRule{Explicit, boolToInt}
	}
	t[castKey{value.OID, value.Int8}] = castRule{Implicit, same}
	t[castKey{value.OID, value.Int4}] = castRule{Assignment, same}
	for _, f := range []value.Type{value.Float4, value.Numeric} {
		t[castKey{f, value.Float8}] = castRule{Implicit, same}
		t[castKey{value.Float8, f}] = castRule{Assignment, same}
	}
	t[castKey{value.Numeric, value.Float4}] = castRule{Implicit, same}
	t[castKey{value.Float4, value.Numeric}] = castRule{Assignment, same}
	for _, reg := range []value.Type{
		value.RegClass, value.RegType, value.RegNamespace, value.RegProc, value.RegProcedure, value.RegRole,
	} {
		t[castKey{reg, value.OID}] = castRule{Implicit, regToOID}
		t[castKey{reg, value.Int8}] = castRule{Implicit, regToOID}
		t[castKey{reg, value.Int4}] = castRule{Assignment, regToOID}
		for _, i := range []value.Type{value.OID, value.Int8, value.Int4, value.Int2} {
			t[castKey{i, reg}] = castRule{Implicit, oidToReg(reg)}
		}
	}
	t[castKey{value.Text, value.RegClass}] = castRule{Implicit, parseAs(value.RegClass)}
	t[castKey{value.VarChar, value.RegClass}] = castRule{Implicit, parseAs(value.RegClass)}
}

func addTextCasts(t map[castKey]castRule) {
	for _, from := range []value.Type{value.VarChar, value.BPChar, value.Name, value.Char, value.NodeTree} {
		t[castKey{from, value.Text}] = castRule{Implicit, same}
		t[castKey{from, value.VarChar}] = castRule{Implicit, same}
	}
	t[castKey{value.BPChar, value.Text}] = castRule{Implicit, trimBlanks}
	t[castKey{value.BPChar, value.VarChar}] = castRule{Implicit, trimBlanks}
	t[castKey{value.Text, value.VarChar}] = castRule{Implicit, same}
	t[castKey{value.Text, value.BPChar}] = castRule{Implicit, same}
	t[castKey{value.VarChar, value.BPChar}] = castRule{Implicit, same}
	t[castKey{value.Text, value.Name}] = castRule{Implicit, cutName}
	t[castKey{value.VarChar, value.Name}] = castRule{Implicit, cutName}
	t[castKey{value.BPChar, value.Name}] = castRule{Implicit, cutName}
	t[castKey{value.Text, value.Char}] = castRule{Assignment, firstByte}
}

// narrow checks that an integer fits a smaller type.
func narrow(to value.Type) func(*Env, value.Value) (value.Value, error) {
	return func(_ *Env, v value.Value) (value.Value, error) {
		return v, value.CheckInteger(to, v.Int())
	}
}

func intToFloat(_ *Env, v value.Value) (value.Value, error) {
	return value.OfFloat(float64(v.Int())), nil
}

// floatToInt rounds half away from zero, as PostgreSQL does for numeric: the
// dialect's decimals are doubles that stand for those.
func floatToInt(to value.Type) func(*Env, value.Value) (value.Value, error) {
	return func(_ *Env, v value.Value) (value.Value, error) {
		f := math.Round(v.Float())
		if !(f >= -1<<63 && f < 1<<63) {
			return value.Null, sqlerr.New(sqlerr.NumericValueOutOfRange, "%s out of range", to)
		}
		return value.OfInt(int64(f)), value.CheckInteger(to, int64(f))
	}
}

func intToBool(_ *Env, v value.Value) (value.Value, error) { return value.OfBool(v.Int() != 0), nil }

func boolToInt(_ *Env, v value.Value) (value.Value, error) {
	if v.Bool() {
		return value.OfInt(1), nil
	}
	return value.OfInt(0), nil
}

func trimBlanks(_ *Env, v value.Value) (value.Value, error) {
	s := v.Str()
	for s != "" && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return value.OfText(s), nil
}

// cutName cuts a text to what a name can hold.
func cutName(_ *Env, v value.Value) (value.Value, error) {
	return value.OfText(value.CutName(v.Str())), nil
}

func firstByte(_ *Env, v value.Value) (value.Value, error) {
	s := v.Str()
	return value.OfText(s[:min(1, len(s))]), nil
}
