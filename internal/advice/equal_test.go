package advice

import (
	"bytes"
	"encoding/json"
	"testing"
)

func quote(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func decoded(t *testing.T, text string) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestEqual(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{`"cat"`, `" cat\n"`, true},
		{`"cat"`, `"Cat"`, false},
		{`1`, `"1"`, true},
		{`1`, `"1.0"`, true},
		{`1`, `"01"`, false},
		{`"42.10"`, `"42.1"`, false}, // two texts
		{`42.10`, `"42.1"`, true},
		{`1e2`, `100`, true},
		{`9007199254740993`, `"9007199254740992"`, false},
		{`1e999999999`, `1e999999998`, false},
		{`true`, `"true"`, true},
		{`true`, `false`, false},
		{`1`, `true`, false},
		{`null`, `""`, true},
		{`null`, `0`, false},
		{`["a","b"]`, `["b","a"]`, true},
		{`["a","a"]`, `["a","b"]`, false},
		{`["a","b"]`, `["a"]`, false},
		{`{"a":1,"b":[2]}`, `{"b":["2"],"a":"1"}`, true},
		{`{"a":1}`, `{"b":1}`, false},
		{`{"a":1}`, `{"a":1,"b":1}`, false},
		{`{"a":1}`, `[1]`, false},
		{`[]`, `""`, false},
	} {
		a, b := decoded(t, test.a), decoded(t, test.b)
		if equal(a, b) != test.want || equal(b, a) != test.want {
			t.Errorf("%s and %s: %v, %v", test.a, test.b, equal(a, b), equal(b, a))
		}
	}
}

func TestLongListsKeepTheirOrder(t *testing.T) {
	a, b := make([]any, mostUnordered+1), make([]any, mostUnordered+1)
	for i := range a {
		a[i], b[len(b)-1-i] = json.Number(quote("x")[1:2]), "x"
	}
	a[0], b[0] = "first", "first"
	if !equal(a, b) {
		t.Error("equal lists")
	}
	b[0], b[1] = b[1], b[0]
	if equal(a, b) {
		t.Error("a long list in another order")
	}
}
