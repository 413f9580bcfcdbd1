package shape

import (
	"math"
	"strconv"
	"time"
)

// The years that both timestamp formats can write; anything else is refused
// before it can overflow somewhere.
const (
	firstSecond = -62135596800 // 0001-01-01T00:00:00Z
	lastSecond  = 253402300799 // 9999-12-31T23:59:59Z
)

// parseSeconds reads seconds since the epoch. A float64 holds today's times to
// less than a microsecond, which is where the result is rounded.
func parseSeconds(text string) (time.Time, bool) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(f) || f < firstSecond || f >= lastSecond+1 {
		return time.Time{}, false
	}
	whole := math.Floor(f)
	return time.Unix(int64(whole), int64(math.Round((f-whole)*1e6))*1e3).UTC(), true
}

// parseISO8601 reads what SDKs and people write: a date, or a date and a time
// with or without a fraction, with Z, an offset, or nothing (UTC).
func parseISO8601(text string) (time.Time, bool) {
	for _, layout := range [...]string{
		"2006-01-02T15:04:05Z07:00", "2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04:05Z0700",
	} {
		t, err := time.Parse(layout, text)
		if err == nil && firstSecond <= t.Unix() && t.Unix() <= lastSecond {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// appendSeconds writes seconds since the epoch with milliseconds, without
// zeros at the end: 1622151252.451, 1622151252.
func appendSeconds(out []byte, t time.Time) []byte {
	millis := t.UnixMilli()
	if millis < 0 {
		return strconv.AppendFloat(out, float64(millis)/1000, 'f', -1, 64)
	}
	out = strconv.AppendInt(out, millis/1000, 10)
	fraction := millis % 1000
	if fraction == 0 {
		return out
	}
	out = append(out, '.', byte('0'+fraction/100), byte('0'+fraction/10%10), byte('0'+fraction%10))
	for out[len(out)-1] == '0' {
		out = out[:len(out)-1]
	}
	return out
}

// appendISO8601 writes a timestamp in UTC with milliseconds and Z.
func appendISO8601(out []byte, t time.Time) []byte {
	return t.UTC().AppendFormat(out, "2006-01-02T15:04:05.000Z")
}
