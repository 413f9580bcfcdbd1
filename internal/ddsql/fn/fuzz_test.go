package fn_test

import (
	"testing"
	"time"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// Patterns of times and numbers may be anything: they are refused with a code or
// give a text.
func FuzzPatterns(f *testing.F) {
	for _, pattern := range []string{
		"YYYY-MM-DD HH24:MI:SS.US", "FMDay, DDth Month Y,YYY", `"x" IYYY-IW-ID`, "9,999.99PR", "S0009D99", "FMRN", "9.9EEEE", "TZH:TZM OF J Q",
	} {
		f.Add("2024-05-06 07:08:09", pattern)
	}
	f.Fuzz(func(t *testing.T, text, pattern string) {
		env := &fn.Env{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), MaxBytes: 1 << 20}
		p := value.OfText(pattern)
		for name, first := range map[string]value.Value{
			"to_timestamp": value.OfText(text), "to_date": value.OfText(text), "to_number": value.OfText(text),
		} {
			patternCall(t, env, name, value.Text, first, p)
		}
		patternCall(t, env, "to_char", value.Timestamp, value.OfTimestamp(788_918_400_123_456), p)
		patternCall(t, env, "to_char", value.Interval, value.OfInterval(value.Span{Months: -14, Days: 40, Micros: -1}), p)
		patternCall(t, env, "to_char", value.Float8, value.OfFloat(-1234.5), p)
		patternCall(t, env, "regexp_match", value.Text, value.OfText(text), p)
		patternCall(t, env, "similar_to_escape", value.Text, p, value.OfText("#"))
	})
}

func patternCall(t *testing.T, env *fn.Env, name string, first value.Type, a, b value.Value) {
	t.Helper()
	call, err := fn.Resolve(name, []value.Type{first, value.Text}, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := call.Eval(env, []value.Value{a, b}); err != nil && sqlerr.Code(err) == "" {
		t.Errorf("%s(%v, %v): %v", name, a, b, err)
	}
}
