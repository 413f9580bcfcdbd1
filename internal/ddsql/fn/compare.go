package fn

import (
	"strings"

	"foureyes/internal/ddsql/value"
)

// comparable is every type whose values are compared with each other as they
// are. Others reach one of these by an implicit cast, as varchar reaches text.
var comparedTypes = []value.Type{
	value.Text, value.Int8, value.Float8, value.Bool, value.Timestamp, value.TimestampTZ, value.Date, value.Time,
	value.Interval, value.JSONB, value.Inet, value.Bytea, value.UUID, value.OID, value.Name, value.Char, value.XID,
}

// addComparisons adds = <> < <= > >= for every type that has them.
func addComparisons(s *shelf) {
	answers := map[string]func(int) bool{
		"=":  func(c int) bool { return c == 0 },
		"<>": func(c int) bool { return c != 0 },
		"<":  func(c int) bool { return c < 0 },
		"<=": func(c int) bool { return c <= 0 },
		">":  func(c int) bool { return c > 0 },
		">=": func(c int) bool { return c >= 0 },
	}
	for op, answer := range answers {
		eval := comparison(answer)
		for _, t := range comparedTypes {
			s.operators(comparing(op, t, t, eval))
		}
		s.operators(comparing(op, value.BPChar, value.BPChar, withoutBlanks(eval)))
		s.operators(
			comparing(op, value.Date, value.Timestamp, eval), comparing(op, value.Timestamp, value.Date, eval),
			comparing(op, value.Date, value.TimestampTZ, eval), comparing(op, value.TimestampTZ, value.Date, eval),
			comparing(op, value.Timestamp, value.TimestampTZ, eval), comparing(op, value.TimestampTZ, value.Timestamp, eval),
			comparing(op, value.Name, value.Text, eval), comparing(op, value.Text, value.Name, eval),
			comparing(op, value.AnyArray, value.AnyArray, eval), comparing(op, value.Record, value.Record, eval),
		)
		if op == "=" || op == "<>" {
			s.operators(comparing(op, value.Hstore, value.Hstore, eval))
		}
	}
}

// withoutBlanks leaves out the blanks that fill a char(n).
func withoutBlanks(eval Eval) Eval {
	return func(e *Env, a []value.Value) (value.Value, error) {
		trimmed := func(v value.Value) value.Value { return value.OfText(strings.TrimRight(v.Str(), " ")) }
		return eval(e, []value.Value{trimmed(a[0]), trimmed(a[1])})
	}
}

func comparing(op string, left, right value.Type, eval Eval) Func {
	return Func{Name: op, Args: []value.Type{left, right}, Returns: value.Bool, Strict: true, Eval: eval}
}

func comparison(answer func(int) bool) Eval {
	return func(_ *Env, args []value.Value) (value.Value, error) {
		return value.OfBool(answer(value.Compare(args[0], args[1]))), nil
	}
}

// Equality is the = that GROUP BY, DISTINCT, IN and USING compare a type with;
// the error is that of a type without one, such as json.
func Equality(t value.Type) (*Call, error) { return Operator("=", t, t) }
