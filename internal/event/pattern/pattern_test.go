package pattern

import (
	"strings"
	"testing"
)

const completed = `{"version":"0","id":"b7c0","detail-type":"SageMaker A2I HumanLoop Status Change","source":"aws.sagemaker",
 "account":"000000000042","time":"2025-02-03T04:06:52Z","region":"eu-west-1",
 "resources":["arn:aws:sagemaker:eu-west-1:000000000042:human-loop/inv-1001","second"],
 "detail":{"failureCode":null,"humanLoopName":"inv-1001","humanLoopStatus":"Completed","count":3,"urgent":true,
 "humanLoopOutput":{"outputS3Uri":"s3://reviews/output.json"},"none":[]}}`

func TestPatternsChooseEvents(t *testing.T) {
	for _, c := range []struct {
		name, pattern string
		want          bool
	}{
		{"no pattern", ``, true},
		{"source and detail-type", `{"source":["aws.sagemaker"],"detail-type":["SageMaker A2I HumanLoop Status Change"]}`, true},
		{"another source", `{"source":["aws.s3"]}`, false},
		{"one of several", `{"detail":{"humanLoopStatus":["Failed","Completed"]}}`, true},
		{"none of several", `{"detail":{"humanLoopStatus":["Failed","Stopped"]}}`, false},
		{"all fields must match", `{"source":["aws.sagemaker"],"account":["000000000001"]}`, false},
		{"account and region", `{"account":["000000000042"],"region":["eu-west-1"]}`, true},
		{"any element of a list", `{"resources":["second"]}`, true},
		{"no element of a list", `{"resources":["third"]}`, false},
		{"prefix", `{"detail":{"humanLoopName":[{"prefix":"inv-"}]}}`, true},
		{"another prefix", `{"detail":{"humanLoopName":[{"prefix":"nv-"}]}}`, false},
		{"prefix of a list's element", `{"resources":[{"prefix":"arn:aws:sagemaker:"}]}`, true},
		{"suffix", `{"detail":{"humanLoopOutput":{"outputS3Uri":[{"suffix":"/output.json"}]}}}`, true},
		{"another suffix", `{"detail":{"humanLoopName":[{"suffix":"-1002"}]}}`, false},
		{"prefix of no text", `{"detail":{"count":[{"prefix":"3"}]}}`, false},
		{"anything but", `{"detail":{"humanLoopStatus":[{"anything-but":"Failed"}]}}`, true},
		{"anything but it", `{"detail":{"humanLoopStatus":[{"anything-but":"Completed"}]}}`, false},
		{"anything but several", `{"detail":{"humanLoopStatus":[{"anything-but":["Failed","Completed"]}]}}`, false},
		{"anything but a prefix", `{"detail":{"humanLoopName":[{"anything-but":{"prefix":"test-"}}]}}`, true},
		{"anything but its prefix", `{"detail":{"humanLoopName":[{"anything-but":{"prefix":"inv-"}}]}}`, false},
		{"anything but a suffix", `{"detail":{"humanLoopName":[{"anything-but":{"suffix":"-1001"}}]}}`, false},
		{"anything but, of nothing", `{"detail":{"other":[{"anything-but":"a"}]}}`, false},
		{"null", `{"detail":{"failureCode":[null]}}`, true},
		{"null is not absent", `{"detail":{"other":[null]}}`, false},
		{"a number", `{"detail":{"count":[3.0]}}`, true},
		{"a number is no text", `{"detail":{"count":["3"]}}`, false},
		{"a boolean", `{"detail":{"urgent":[true]}}`, true},
		{"exists", `{"detail":{"failureCode":[{"exists":true}]}}`, true},
		{"does not exist", `{"detail":{"other":[{"exists":true}]}}`, false},
		{"must not exist", `{"detail":{"other":[{"exists":false}]}}`, true},
		{"must not exist, and does", `{"detail":{"failureCode":[{"exists":false}]}}`, false},
		{"exists asks for plain values", `{"detail":[{"exists":true}]}`, false},
		{"an empty list has nothing", `{"detail":{"none":[{"exists":true}]}}`, false},
		{"nothing below nothing", `{"other":{"deep":{"deeper":[{"exists":false}]}}}`, true},
		{"something below nothing", `{"other":{"deep":["a"]}}`, false},
		{"nothing below a text", `{"source":{"deep":["a"]}}`, false},
		{"either operator or value", `{"detail":{"humanLoopName":["a",{"prefix":"inv"}]}}`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Parse(c.pattern)
			if err != nil {
				t.Fatal(err)
			}
			if got := p.Matches([]byte(completed)); got != c.want {
				t.Errorf("matches: %v, want %v", got, c.want)
			}
		})
	}
}

func TestWhatIsNoEventIsNotWanted(t *testing.T) {
	p, err := Parse(`{"detail":{"other":[{"exists":false}]}}`)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{``, `{`, `{}{}`} {
		if p.Matches([]byte(text)) {
			t.Errorf("%q matches", text)
		}
	}
}

func TestPatternsThatSayNothingOrTooMuchAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		`{`:                                   "not JSON",
		`{} {}`:                               "something follows",
		`[]`:                                  "not a JSON object",
		`{}`:                                  "the pattern's object is empty",
		`{"detail":{}}`:                       "field detail is empty",
		`{"source":[]}`:                       "field source is an empty list",
		`{"source":"aws"}`:                    "field source must be a list",
		`{"detail":{"a":[["b"]]}}`:            "field detail.a has a list",
		`{"a":[{"numeric":[">",0]}]}`:         `uses "numeric"`,
		`{"a":[{"prefix":"b","suffix":"c"}]}`: "one operator",
		`{"a":[{}]}`:                          "one operator",
		`{"a":[{"prefix":1}]}`:                "prefix takes a text",
		`{"a":[{"suffix":""}]}`:               "suffix takes a text",
		`{"a":[{"exists":"yes"}]}`:            "exists takes true or false",
		`{"a":[{"anything-but":[]}]}`:         "anything-but takes",
		`{"a":[{"anything-but":[null]}]}`:     "anything-but takes",
		`{"a":[{"anything-but":true}]}`:       "anything-but takes",
		`{"a":[{"anything-but":{"exists":true}}]}`:         "anything-but takes",
		`{"a":["` + strings.Repeat("b", MaxLength) + `"]}`: "longer than 4096 bytes",
	} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: %v, want %q", text, err, want)
		}
	}
}

// Whatever is given, reading and matching end without a panic, and a pattern that
// was read is answered the same each time.
func FuzzPattern(f *testing.F) {
	f.Add(`{"detail":{"humanLoopStatus":["Failed",{"prefix":"C"}]}}`, completed)
	f.Add(`{"a":[{"anything-but":["b",1]},{"exists":false},null]}`, `{"a":[1,null,{}]}`)
	f.Add(`{"a":{"b":[{"suffix":"c"}]}}`, `{"a":[]}`)
	f.Fuzz(func(t *testing.T, text, event string) {
		p, err := Parse(text)
		if err != nil {
			return
		}
		if text == "" && !p.Matches([]byte(event)) {
			t.Error("no pattern wants all")
		}
	})
}
