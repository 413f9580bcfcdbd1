package shape

import (
	"encoding/json"
	"math"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWriterWritesEveryKind(t *testing.T) {
	var w Writer
	w.Open('{')
	w.Name("Text")
	w.Text("a\"\\\n\r\t\x01é😀<&>\u2028\xff")
	w.Name("Numbers")
	w.Open('[')
	w.Integer(-1)
	w.Float(0.5)
	w.Float(math.Inf(1))
	w.Boolean(true)
	w.Close(']')
	w.Name("Empty")
	w.Open('{')
	w.Close('}')
	w.Name("Map")
	w.Map(map[string]string{"b": "2", "a": "1"})
	w.Name("Blob")
	w.Blob([]byte("hi"))
	w.Name("Times")
	w.Open('[')
	w.Seconds(time.UnixMilli(1500))
	w.ISO8601(time.UnixMilli(1500))
	w.Close(']')
	w.Close('}')
	want := `{"Text":"a\"\\\n\r\t\u0001é😀<&>` + "\u2028\uFFFD" + `","Numbers":[-1,0.5,null,true],"Empty":{},"Map":{"a":"1","b":"2"},` +
		`"Blob":"aGk=","Times":[1.5,"1970-01-01T00:00:01.500Z"]}`
	if got := string(w.Bytes()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !json.Valid(w.Bytes()) {
		t.Error("not valid JSON")
	}
}

// Every string comes back through encoding/json, and through our own reader.
func TestTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "text")
		var w Writer
		w.Text(want)
		var theirs string
		if err := json.Unmarshal(w.Bytes(), &theirs); err != nil {
			t.Fatal(err)
		}
		if !utf8.ValidString(want) {
			return
		}
		if theirs != want {
			t.Errorf("encoding/json reads %q, want %q", theirs, want)
		}
		// encoding/json escapes what we do not: both ways must read the same.
		escaped, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range [][]byte{w.Bytes(), escaped} {
			r := &Reader{data: form}
			if got, ok := r.text(); !ok || got != want {
				t.Errorf("from %s we read %q, want %q", form, got, want)
			}
		}
	})
}

// Every number comes back as it was.
func TestFloatComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.Float64().Draw(t, "number")
		var w Writer
		w.Float(want)
		r := &Reader{data: w.Bytes()}
		if got := r.Float(&Number{}); got != want || r.Finish() != nil {
			t.Errorf("%v came back as %v, %v", want, got, r.Finish())
		}
	})
}
