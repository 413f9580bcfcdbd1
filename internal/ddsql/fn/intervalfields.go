package fn

import (
	"foureyes/internal/ddsql/value"
)

// ParseIntervalFields reads INTERVAL 'text' FROM TO TO, such as INTERVAL '3'
// DAY or INTERVAL '1:30' MINUTE TO SECOND. Fields are in lower case; to is empty
// when there is one only.
func ParseIntervalFields(text, from, to string) (value.Value, error) {
	unit, least := from, from
	if to != "" {
		unit, least = to, to
	}
	if from == "minute" && to == "second" {
		unit = "minute to second" // 1:30 are minutes and seconds then
	}
	s, err := value.ParseIntervalUnit(text, unit)
	if err != nil {
		return value.Null, err
	}
	return value.OfInterval(LimitInterval(s, least)), nil
}

// LimitInterval clears what is smaller than a field.
func LimitInterval(s value.Span, least string) value.Span {
	switch least {
	case "year":
		return value.Span{Months: s.Months / 12 * 12}
	case "month":
		return value.Span{Months: s.Months}
	}
	if n, ok := clockUnits[least]; ok && least != "second" {
		s.Micros = s.Micros / n * n
		if least == "day" {
			s.Micros = 0
		}
	}
	return s
}
