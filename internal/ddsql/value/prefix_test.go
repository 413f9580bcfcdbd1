package value_test

import (
	"math"
	"testing"
	"time"

	"foureyes/internal/ddsql/value"
)

func TestPrefixAgreesWithCompare(t *testing.T) {
	list := map[value.Type][]string{
		value.Int8:      {"-9223372036854775808", "-5", "0", "3", "9223372036854775807"},
		value.Float8:    {"-Infinity", "-1.5", "-1e-300", "-0", "0", "1e-300", "2.5", "Infinity", "NaN"},
		value.Text:      {"", "a", "ab", "abcdefgh", "abcdefghi", "abcdefghj", "b", "ü"},
		value.Bool:      {"f", "t"},
		value.Timestamp: {"-infinity", "1999-12-31 23:59:59", "2000-01-01 00:00:00", "2024-01-01 00:00:00.5", "infinity"},
		value.Date:      {"-infinity", "1999-12-31", "2024-02-29", "infinity"},
		value.Interval:  {"1 day", "1 month"},
	}
	for typ, texts := range list {
		var values []value.Value
		for _, text := range texts {
			v, err := value.ParseText(typ, text, time.UnixMilli(0))
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, v)
		}
		for _, a := range values {
			for _, b := range values {
				if value.Compare(a, b) < 0 && value.Prefix(a) > value.Prefix(b) || value.Equal(a, b) && value.Prefix(a) != value.Prefix(b) {
					t.Errorf("%s: %s and %s have prefixes %x and %x", typ, value.AppendText(nil, a), value.AppendText(nil, b), value.Prefix(a), value.Prefix(b))
				}
			}
		}
	}
	if value.Prefix(value.OfFloat(math.NaN())) != math.MaxUint64 {
		t.Error("NaN is not above everything")
	}
}
