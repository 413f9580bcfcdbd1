package value_test

import (
	"bytes"
	"testing"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// fuzzed are the types that have an input of their own.
var fuzzed = []value.Type{
	value.Bool, value.Int8, value.Float8, value.Text, value.Name, value.Timestamp, value.TimestampTZ, value.Date, value.Time,
	value.Interval, value.JSON, value.JSONB, value.Inet, value.CIDR, value.Hstore, value.Bytea, value.UUID,
	value.TextArray, value.Int8Array, value.Interval.Array(), value.Hstore.Array(), value.OIDVector,
}

// What is read can be written, and what is written reads back as the same.
func FuzzParseText(f *testing.F) {
	for i, text := range []string{
		"t", "-5", "1e5", "x", "a", "2024-02-29 10:20:30.5 BC", "Jan 5 2024 10:00 PM EST", "5874897-12-31", "10:20", "1 mon -2 days 03:04:05.6",
		`{"a":[1,"\u00e9"]}`, `{"b":1.50,"a":1e2}`, "10.1.2.3/8", "10.1", `a=>1,"b c"=>NULL`, `\x00ff`, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
		`{a,"b\"c",NULL}`, "[2:3]={1,2}", "{P1Y,1-2}", `{"a=>1"}`, "1 2 3",
	} {
		f.Add(uint8(i), text)
	}
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		typ := fuzzed[int(which)%len(fuzzed)]
		v, err := value.ParseText(typ, text, now)
		if err != nil {
			if sqlerr.Code(err) == "" {
				t.Fatalf("%s %q: refused without a code: %v", typ, text, err)
			}
			return
		}
		written := string(value.AppendText(nil, v))
		again, err := value.ParseText(typ, written, now)
		if err != nil {
			t.Fatalf("%s %q is written %q, which is refused: %v", typ, text, written, err)
		}
		if value.Compare(v, again) != 0 || value.Hash(v) != value.Hash(again) {
			t.Fatalf("%s %q is written %q, which reads as %v", typ, text, written, again)
		}
	})
}

// What is read is written in the same bytes when it is read again.
func FuzzParseBinary(f *testing.F) {
	for i, text := range []string{"t", "-5", "1e5", "x", "a", "2024-02-29", "2024-02-29", "2024-02-29", "10:20", "1 mon 2 days"} {
		v, err := value.ParseText(fuzzed[i], text, now)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(uint8(i), value.AppendBinary(nil, v, fuzzed[i]))
	}
	f.Add(uint8(12), []byte{2, 8, 0, 4, 10, 0, 0, 0})
	f.Add(uint8(14), []byte{0, 0, 0, 1, 0, 0, 0, 1, 'a', 255, 255, 255, 255})
	f.Add(uint8(17), []byte{0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 25, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 'a'})
	f.Fuzz(func(t *testing.T, which uint8, b []byte) {
		typ := fuzzed[int(which)%len(fuzzed)]
		v, err := value.ParseBinary(typ, b)
		if err != nil {
			if sqlerr.Code(err) == "" {
				t.Fatalf("%s %x: refused without a code: %v", typ, b, err)
			}
			return
		}
		written := value.AppendBinary(nil, v, typ)
		again, err := value.ParseBinary(typ, written)
		if err != nil {
			t.Fatalf("%s %x is written %x, which is refused: %v", typ, b, written, err)
		}
		if third := value.AppendBinary(nil, again, typ); !bytes.Equal(third, written) {
			t.Fatalf("%s %x is written %x and then %x", typ, b, written, third)
		}
	})
}
