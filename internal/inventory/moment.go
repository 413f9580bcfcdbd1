package inventory

import (
	"math"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// epoch is 1970-01-01 in microseconds since 2000-01-01.
const epoch = -946684800_000_000

// ofMillis makes the timestamp of milliseconds since 1970.
func ofMillis(ms int64) value.Value { return value.OfTimestamp(ms*1000 + epoch) }

// millis gives the milliseconds since 1970 of a timestamp, rounded down, and whether
// that is the timestamp itself.
func millis(v value.Value) (ms int64, exact bool) {
	micros := v.Micros()
	switch micros {
	case value.PastInfinity:
		return math.MinInt64, false
	case value.FutureInfinity:
		return math.MaxInt64, false
	}
	ms, rest := micros/1000, micros%1000
	if rest < 0 {
		ms--
	}
	return ms - epoch/1000, rest == 0
}

// momentCondition compares with timestamps, which are finer than what is stored.
func momentCondition(c Condition, constants []value.Value) Condition {
	for _, v := range constants {
		ms, exact := millis(v)
		switch {
		case exact:
			c.Args = append(c.Args, ms)
		case c.Op == table.In || c.Op == table.NotIn:
		case c.Op == table.Eq:
			return Condition{Never: true}
		case c.Op == table.Ne:
			return Condition{Column: c.Column, Op: table.NotIn}
		case c.Op == table.Lt:
			c.Op, c.Args = table.Le, []any{ms}
		case c.Op == table.Ge:
			c.Op, c.Args = table.Gt, []any{ms}
		default:
			c.Args = []any{ms}
		}
	}
	return c
}
