package value

import (
	"math"
	"time"
)

// Counts of microseconds and days.
const (
	microsPerSecond = 1_000_000
	microsPerMinute = 60 * microsPerSecond
	microsPerHour   = 60 * microsPerMinute
	microsPerDay    = 24 * microsPerHour
	daysPerMonth    = 30 // in comparisons of intervals and where PostgreSQL justifies them
	unixDays        = 10957
	unixMicros      = unixDays * microsPerDay
)

// PastInfinity and FutureInfinity are the timestamps '-infinity' and 'infinity'.
const (
	PastInfinity   = math.MinInt64
	FutureInfinity = math.MaxInt64
)

// PastDate and FutureDate are the dates '-infinity' and 'infinity'.
const (
	PastDate   = math.MinInt32
	FutureDate = math.MaxInt32
)

// MinTimestamp and EndTimestamp bound what a timestamp may be: from 4713 BC on,
// and before 294277 AD.
const (
	MinTimestamp = -211813488000000000
	EndTimestamp = 9223371331200000000
)

// MinDate and EndDate bound what a date may be: from 4713 BC on, and before
// 5874898 AD.
const (
	MinDate = -2451545
	EndDate = 2145031949
)

// Micros counts the microseconds from 2000-01-01 00:00 UTC to t.
func Micros(t time.Time) int64 { return t.UnixMicro() - unixMicros }

// GoTime is the instant of a count of microseconds, in UTC.
func GoTime(micros int64) time.Time {
	return time.Unix(floorDiv(micros, microsPerSecond)+unixDays*86400, mod(micros, microsPerSecond)*1000).UTC()
}

// IsInfinite reports whether a timestamp is one of the two infinities.
func IsInfinite(micros int64) bool { return micros == PastInfinity || micros == FutureInfinity }

// floorDiv and mod divide downwards, so that times before the epoch are right.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func mod(a, b int64) int64 { return a - floorDiv(a, b)*b }
