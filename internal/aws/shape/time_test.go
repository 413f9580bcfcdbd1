package shape

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseSeconds(t *testing.T) {
	tests := map[string]string{
		"0": "1970-01-01T00:00:00Z", "1582502400": "2020-02-24T00:00:00Z", "1582502400.123": "2020-02-24T00:00:00.123Z",
		"1622151252.451": "2021-05-27T21:34:12.451Z", "1.622151252451E9": "2021-05-27T21:34:12.451Z", "1622151252.9999996": "2021-05-27T21:34:13Z",
		"-1.5": "1969-12-31T23:59:58.5Z", "253402300799": "9999-12-31T23:59:59Z",
		"253402300800": "", "-62135596801": "", "1e400": "", "NaN": "", "x": "", "": "",
	}
	for text, want := range tests {
		got, ok := parseSeconds(text)
		if ok != (want != "") || ok && got.Format(time.RFC3339Nano) != want {
			t.Errorf("%s: got %v, %v, want %q", text, got, ok, want)
		}
	}
}

func TestParseISO8601(t *testing.T) {
	tests := map[string]string{
		"2020-02-24": "2020-02-24T00:00:00Z", "2020-02-24T01:02:03Z": "2020-02-24T01:02:03Z",
		"2020-02-24T01:02:03.5Z": "2020-02-24T01:02:03.5Z", "2025-02-03T04:05:06.789000Z": "2025-02-03T04:05:06.789Z",
		"2020-02-24T01:02:03.123456789Z": "2020-02-24T01:02:03.123456789Z", "2020-02-24T01:02:03+02:00": "2020-02-23T23:02:03Z",
		"2020-02-24T01:02:03-0130": "2020-02-24T02:32:03Z", "2020-02-24T01:02:03": "2020-02-24T01:02:03Z",
		"1582502400": "", "today": "", "": "", "2020-02-30": "", "2020-02-24 01:02:03Z": "", "0000-01-01": "", "2020-02-24T25:00:00Z": "",
	}
	for text, want := range tests {
		got, ok := parseISO8601(text)
		if ok != (want != "") || ok && got.Format(time.RFC3339Nano) != want {
			t.Errorf("%s: got %v, %v, want %q", text, got, ok, want)
		}
		if ok && got.Location() != time.UTC {
			t.Errorf("%s is in %v", text, got.Location())
		}
	}
}

func TestAppendTimes(t *testing.T) {
	at := func(nanos int) time.Time {
		return time.Date(2021, 5, 27, 23, 34, 12, nanos, time.FixedZone("", 7200))
	}
	for nanos, want := range map[int][2]string{
		451e6: {"1622151252.451", "2021-05-27T21:34:12.451Z"}, 450e6: {"1622151252.45", "2021-05-27T21:34:12.450Z"},
		400e6: {"1622151252.4", "2021-05-27T21:34:12.400Z"}, 0: {"1622151252", "2021-05-27T21:34:12.000Z"},
		1e6: {"1622151252.001", "2021-05-27T21:34:12.001Z"}, 999999: {"1622151252", "2021-05-27T21:34:12.000Z"},
	} {
		seconds, text := appendSeconds(nil, at(nanos)), appendISO8601(nil, at(nanos))
		if string(seconds) != want[0] || string(text) != want[1] {
			t.Errorf("%d: %s, %s", nanos, seconds, text)
		}
	}
	if got := appendSeconds(nil, time.UnixMilli(-1500)); string(got) != "-1.5" {
		t.Errorf("before 1970: %s", got)
	}
}

// A time in milliseconds comes back from either format.
func TestTimesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := time.UnixMilli(rapid.Int64Range(firstSecond*1000, lastSecond*1000+999).Draw(t, "millis")).UTC()
		if got, ok := parseSeconds(string(appendSeconds(nil, want))); !ok || got.Sub(want).Abs() > 50*time.Microsecond {
			t.Errorf("seconds: %v came back as %v", want, got)
		}
		if got, ok := parseISO8601(string(appendISO8601(nil, want))); !ok || !got.Equal(want) {
			t.Errorf("text: %v came back as %v", want, got)
		}
	})
}

// No text makes the parsers panic, and what they take can be written and read again.
func FuzzTimestamps(f *testing.F) {
	for _, seed := range []string{"1622151252.451", "-0.001", "1e9", "2020-02-24", "2020-02-24T01:02:03.5+02:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if at, ok := parseSeconds(text); ok {
			if _, err := strconv.ParseFloat(string(appendSeconds(nil, at)), 64); err != nil {
				t.Error(err)
			}
		}
		if at, ok := parseISO8601(text); ok {
			again, ok := parseISO8601(string(appendISO8601(nil, at)))
			if !ok || !again.Equal(at.Truncate(time.Millisecond)) && !strings.HasPrefix(text, "000") {
				t.Errorf("%q is %v, and then %v", text, at, again)
			}
		}
	})
}
