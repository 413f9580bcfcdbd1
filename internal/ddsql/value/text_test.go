package value_test

import (
	"testing"
	"time"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

var now = time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC)

// Each text is read and written again; want is what PostgreSQL writes.
func TestTextIsReadAndWrittenAsPostgreSQLDoes(t *testing.T) {
	tests := []struct {
		typ      value.Type
		in, want string
	}{
		{value.Bool, " TRUE ", "t"},
		{value.Bool, "of", "f"},
		{value.Int8, " -42 ", "-42"},
		{value.Float8, "1e15", "1e+15"},
		{value.Float8, "0.0001", "0.0001"},
		{value.Float8, "1e-5", "1e-05"},
		{value.Float8, "-inf", "-Infinity"},
		{value.Timestamp, "2024-02-29 23:59:59.9999999", "2024-03-01 00:00:00"},
		{value.Timestamp, "Jan 8 1999 04:05 PM", "1999-01-08 16:05:00"},
		{value.Timestamp, "0044-03-15 BC", "0044-03-15 00:00:00 BC"},
		{value.Timestamp, "20240102T030405", "2024-01-02 03:04:05"},
		{value.TimestampTZ, "2024-01-01 12:00:00+02:30", "2024-01-01 09:30:00+00"},
		{value.TimestampTZ, "2024-07-01 12:00 Europe/Berlin", "2024-07-01 10:00:00+00"},
		{value.Timestamp, "tomorrow", "2026-11-23 00:00:00"},
		{value.Date, "1/8/1999", "1999-01-08"},
		{value.Date, "infinity", "infinity"},
		{value.Time, "04:05:06.789", "04:05:06.789"},
		{value.Interval, "1 year 2 mons 3 days 04:05:06.7", "1 year 2 mons 3 days 04:05:06.7"},
		{value.Interval, "-1 day +2:03", "-1 days +02:03:00"},
		{value.Interval, "P1Y2M3DT4H5M6S", "1 year 2 mons 3 days 04:05:06"},
		{value.Interval, "1.5 months", "1 mon 15 days"},
		{value.Interval, "@ 2 hours ago", "-02:00:00"},
		{value.JSON, ` {"a": 1 } `, ` {"a": 1 } `},
		{value.JSONB, `{"bb":1,"a":[1.50,1e2],"a":null}`, `{"a": null, "bb": 1}`},
		{value.Inet, "10.1.2.3/8", "10.1.2.3/8"},
		{value.Inet, "::1/128", "::1"},
		{value.CIDR, "10.1", "10.1.0.0/16"},
		{value.Hstore, `b=>NULL,"a"=>"x\"y"`, `"a"=>"x\"y", "b"=>NULL`},
		{value.Bytea, `a\\b\001`, `\x615c6201`},
		{value.UUID, "{A0EEBC99-9C0B4EF8-BB6D6BB9-BD380A11}", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"},
		{value.TextArray, `{a,"b c",NULL,"null",""}`, `{a,"b c",NULL,"null",""}`},
		{value.Int8Array, `[0:1]={1,2}`, `[0:1]={1,2}`},
		{value.Int8Array, ` { {1,2}, {3,4} } `, `{{1,2},{3,4}}`},
		{value.OIDVector, "1 2", "1 2"},
	}
	for _, test := range tests {
		v, err := value.ParseText(test.typ, test.in, now)
		if err != nil {
			t.Errorf("%s %q: %v", test.typ, test.in, err)
			continue
		}
		if got := string(value.AppendText(nil, v)); got != test.want {
			t.Errorf("%s %q is written %q, want %q", test.typ, test.in, got, test.want)
		}
	}
}

func TestTextThatIsNoneIsRefused(t *testing.T) {
	tests := []struct {
		typ      value.Type
		in, code string
	}{
		{value.Bool, "", sqlerr.InvalidTextRepresentation},
		{value.Int8, "9223372036854775808", sqlerr.NumericValueOutOfRange},
		{value.Int2, "40000", sqlerr.NumericValueOutOfRange},
		{value.Int8, "0x1", sqlerr.InvalidTextRepresentation},
		{value.Float8, "1_0", sqlerr.InvalidTextRepresentation},
		{value.Float8, "1e400", sqlerr.NumericValueOutOfRange},
		{value.Timestamp, "2023-02-29", sqlerr.DatetimeFieldOverflow},
		{value.Timestamp, "yesterdays", sqlerr.InvalidDatetimeFormat},
		{value.TimestampTZ, "2024-01-01 00:00 Nowhere/City", sqlerr.InvalidParameterValue},
		{value.Interval, "1 fortnight", sqlerr.InvalidDatetimeFormat},
		{value.Interval, "1 day 2 days", sqlerr.InvalidDatetimeFormat},
		{value.JSON, `{"a":01}`, sqlerr.InvalidTextRepresentation},
		{value.Inet, "10.1.2.3/33", sqlerr.InvalidTextRepresentation},
		{value.CIDR, "10.1.2.3/8", sqlerr.InvalidTextRepresentation},
		{value.TextArray, `{a,{b}}`, sqlerr.InvalidTextRepresentation},
		{value.UUID, "a0ee", sqlerr.InvalidTextRepresentation},
	}
	for _, test := range tests {
		if v, err := value.ParseText(test.typ, test.in, now); sqlerr.Code(err) != test.code {
			t.Errorf("%s %q gave %v and %v, want code %s", test.typ, test.in, v, err, test.code)
		}
	}
}
