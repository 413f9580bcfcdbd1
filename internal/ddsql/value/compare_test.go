package value_test

import (
	"fmt"
	"math"
	"testing"

	"foureyes/internal/ddsql/value"
)

func TestNumericGoesThroughTheBinaryFormat(t *testing.T) {
	for _, f := range []float64{0, 1, -1, 0.5, -1234.5678, 1e15, 1e-10, 12345678, 100000000, math.Inf(1), math.Inf(-1), 3.14159265358979} {
		b := value.AppendBinary(nil, value.OfFloat(f), value.Numeric)
		v, err := value.ParseBinary(value.Numeric, b)
		if err != nil || v.Float() != f {
			t.Errorf("%v comes back as %v, %v", f, v, err)
		}
	}
}

func TestOrderOfValues(t *testing.T) {
	interval := func(months, days int32, micros int64) value.Value {
		return value.OfInterval(value.Span{Months: months, Days: days, Micros: micros})
	}
	tests := []struct {
		name string
		a, b value.Value
		want int
	}{
		{"NaN is above infinity", value.OfFloat(math.NaN()), value.OfFloat(math.Inf(1)), 1},
		{"NaN equals itself", value.OfFloat(math.NaN()), value.OfFloat(math.NaN()), 0},
		{"zero has no sign", value.OfFloat(math.Copysign(0, -1)), value.OfFloat(0), 0},
		{"integers and doubles mix", value.OfInt(2), value.OfFloat(2), 0},
		{"texts by their bytes", value.OfText("Z"), value.OfText("a"), -1},
		{"a month is 30 days", interval(1, 0, 0), interval(0, 30, 0), 0},
		{"a day is 24 hours", interval(0, 1, 0), interval(0, 0, 86_400_000_000), 0},
		{"intervals beyond 64 bits", interval(math.MaxInt32, 0, 0), interval(math.MaxInt32, 0, 1), -1},
		{"a date is its midnight", value.OfDate(1), value.OfTimestamp(86_400_000_000), 0},
		{"NULL inside an array is last", value.NewArray(value.Int8, value.Null), value.NewArray(value.Int8, value.OfInt(5)), 1},
		{"the shorter array is first", value.NewArray(value.Int8, value.OfInt(1)), value.NewArray(value.Int8, value.OfInt(1), value.OfInt(0)), -1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := value.Compare(test.a, test.b); got != test.want {
				t.Errorf("compares as %d, want %d", got, test.want)
			}
			if got := value.Compare(test.b, test.a); got != -test.want {
				t.Errorf("the other way round compares as %d, want %d", got, -test.want)
			}
			if test.want == 0 && value.Hash(test.a) != value.Hash(test.b) {
				t.Error("equal values have different hashes")
			}
		})
	}
}

func TestSizeCountsBytesOfStrings(t *testing.T) {
	text := value.OfText(string(make([]byte, 1000)))
	if got := text.Size(); got < 1000 || got > 1100 {
		t.Errorf("a text of 1000 bytes takes %d", got)
	}
	if got := value.NewArray(value.Text, text, text).Size(); got < 2000 {
		t.Errorf("an array of two takes %d", got)
	}
}

func BenchmarkCompare(b *testing.B) {
	pairs := map[string][2]value.Value{
		"int":  {value.OfInt(1), value.OfInt(2)},
		"text": {value.OfText("arn:aws:sagemaker:eu-west-1:123456789012:human-loop/a"), value.OfText("arn:aws:sagemaker:eu-west-1:123456789012:human-loop/b")},
	}
	for name, p := range pairs {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				value.Compare(p[0], p[1])
			}
		})
	}
}

func BenchmarkHash(b *testing.B) {
	for _, v := range []value.Value{value.OfInt(42), value.OfText("arn:aws:sagemaker:eu-west-1:123456789012:human-loop/a")} {
		b.Run(fmt.Sprint(v.Kind()), func(b *testing.B) {
			for b.Loop() {
				value.Hash(v)
			}
		})
	}
}

func BenchmarkAppendText(b *testing.B) {
	var buffer []byte
	for name, v := range map[string]value.Value{
		"int": value.OfInt(1234567), "float": value.OfFloat(1234.5678), "timestamp": value.OfTimestamp(788_918_400_123_456),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				buffer = value.AppendText(buffer[:0], v)
			}
		})
	}
}
