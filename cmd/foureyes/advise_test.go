package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestShares(t *testing.T) {
	for text, want := range map[string]string{"0.01": "0.01", "1%": "0.01", " 2.5 % ": "0.025", "x": "", "": "", "%": ""} {
		var s share
		err := s.UnmarshalText([]byte(text))
		if want == "" && err == nil || want != "" && (err != nil || s.String() != want) {
			t.Errorf("%q: %s, %v", text, s, err)
		}
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"":                "\n",
		"one two three":   "one two\nthree\n",
		"a-very-long-one": "a-very-long-one\n",
		"ä ö ü ß é à è ì": "ä ö ü ß\né à è ì\n",
	} {
		if got := fold(text, 8); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestReadAdvice(t *testing.T) {
	for lines, want := range map[string]struct{ said, failed, progress string }{
		`{"humanLoops":500}` + "\n" + `{"humanLoops":1000}` + "\n" + `{"humanLoops":1200,"advice":{"sentence":"Do."}}`: {"Do.", "", "\r500 human loops read\r1000 human loops read\r\x1b[K"},
		`{"advice":{"sentence":"Do."}}`:                                 {"Do.", "", ""},
		`{"humanLoops":500}` + "\n" + `{"problem":"The disk is gone."}`: {"", "The disk is gone.", "\r500 human loops read\r\x1b[K"},
		`{"humanLoops":500}` + "\n":                                     {"", "read the answer: EOF", "\r500 human loops read\r\x1b[K"},
	} {
		var progress bytes.Buffer
		r, err := readAdvice(strings.NewReader(lines), &progress)
		failed := ""
		if err != nil {
			failed = err.Error()
		}
		if r.Sentence != want.said || failed != want.failed || progress.String() != want.progress {
			t.Errorf("%s: %q, %q, %q", lines, r.Sentence, failed, progress.String())
		}
	}
}
