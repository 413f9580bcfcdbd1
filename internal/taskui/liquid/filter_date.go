package liquid

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// layouts are the ways a date may be written. One without a zone is UTC.
var layouts = []string{
	time.RFC3339Nano,
	"2006-01-02T15:04:05.999999999Z0700",
	"2006-01-02T15:04:05.999999999",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05.999999999 -0700",
	"2006-01-02 15:04:05.999999999 -0700 MST",
	"2006-01-02 15:04:05.999999999 MST",
	"2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02 15:04:05.999999999",
	"2006-01-02 15:04",
	"2006-01-02",
	"2006/01/02",
	"2006-01",
	time.RFC1123Z,
	time.RFC1123,
	time.RFC850,
	time.ANSIC,
	time.UnixDate,
	"2 Jan 2006 15:04:05 -0700",
	"2 Jan 2006 15:04:05",
	"2 Jan 2006",
	"2 January 2006",
	"Jan 2, 2006",
	"January 2, 2006",
	"January 2, 2006 15:04",
	"January 2 2006",
	"Jan 2 2006",
}

var digits = regexp.MustCompile(`^-?\d{1,12}$`)

// date writes a point in time in a format of strftime. What is no date passes
// unchanged, as in the reference implementation.
func date(c *call) (any, error) {
	format, err := c.argText(0)
	if err != nil {
		return nil, err
	}
	const longest = 1000
	if len(format) > longest {
		return nil, fmt.Errorf("a date format is longer than %d bytes", longest)
	}
	t, ok := c.time()
	if !ok || format == "" {
		return c.in, nil
	}
	out := strftime(t, format)
	return out, c.grow(len(out))
}

// time reads the input as seconds since 1970, a written date, or "now".
func (c *call) time() (time.Time, bool) {
	if isNumber(c.in) {
		return time.Unix(toInt(c.in), 0).UTC(), true
	}
	s, ok := asString(c.in)
	if !ok {
		return time.Time{}, false
	}
	s = strings.Trim(s, space)
	if (s == "now" || s == "today") && !c.now.IsZero() {
		return c.now.UTC(), true
	}
	if digits.MatchString(s) {
		return time.Unix(toInt(s), 0).UTC(), true
	}
	const longest = 64
	if len(s) > longest {
		return time.Time{}, false
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
