package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"foureyes/internal/advice"
)

// given is advice about n pairs that are wrong with a chance of (1-x)²·worst.
func given(t interface{ Fatal(...any) }, seed uint64, n int, worst float64) advice.Advice {
	tally, r := advice.NewTally(), rand.New(rand.NewPCG(seed, 1))
	for range n {
		x := math.Floor(100*r.Float64()) / 100
		if err := tally.Add(advice.Pair{Confidence: x, Right: r.Float64() > (1-x)*(1-x)*worst}); err != nil {
			t.Fatal(err)
		}
	}
	a, err := advice.Advise(tally, advice.Question{Risk: 0.05, ConfidenceLevel: 0.95}, advice.Given)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTerminal(t *testing.T) {
	a := given(t, 1, 4000, 0.6)
	if a.Outcome != advice.Found {
		t.Fatalf("outcome %s", a.Outcome)
	}
	for _, width := range []int{0, 40, 80, 300} {
		text := Terminal(a, width, false)
		for line := range strings.Lines(text) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > max(width, 60) || n > mostCols+10 {
				t.Errorf("width %d: a line of %d characters: %s", width, n, line)
			}
		}
		for _, want := range []string{"25 % ┤", " 0 % ┤", "└─", "share that nobody reviews", "the aim, 5 %, and the threshold " + number(a.Threshold), "95 % confidence"} {
			if !strings.Contains(text, want) {
				t.Errorf("width %d lacks %q:\n%s", width, want, text)
			}
		}
		if strings.Contains(text, "\x1b") {
			t.Error("colours that were not asked for")
		}
	}
	colors := Terminal(a, 80, true)
	if strings.Count(colors, "\x1b[0m") < 10 || len(strings.Split(colors, "\n")) != len(strings.Split(Terminal(a, 80, false), "\n")) {
		t.Errorf("in colours:\n%s", colors)
	}
	if Terminal(advice.Advice{}, 80, false) != "" {
		t.Error("a drawing of nothing")
	}
}

// dotAt tells whether a character of a row has dots.
func dotAt(text string, row, col int) bool {
	line := []rune(strings.Split(text, "\n")[row+1])
	from := strings.IndexRune(string(line), '┤')
	line = line[utf8.RuneCountInString(string(line)[:from])+1:]
	return col < len(line) && line[col] != ' ' && line[col] != 0x2800
}

// A curve that is flat lies where its risk is.
func TestLinesLieWhereTheyBelong(t *testing.T) {
	a := advice.Advice{Question: advice.Question{Risk: 0.5, ConfidenceLevel: 0.9}}
	a.Curve = []advice.Point{{Coverage: 0.001, Risk: 0.9, Upper: 2}, {Coverage: 1, Risk: 0.9, Upper: 2}}
	text := Terminal(a, 80, false)
	for col := range 70 {
		if !dotAt(text, 1, col) || dotAt(text, 3, col) {
			t.Fatalf("column %d:\n%s", col, text)
		}
	}
}

func TestSVG(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := given(t, rapid.Uint64().Draw(t, "seed"), rapid.IntRange(0, 400).Draw(t, "n"), rapid.Float64Range(0, 2).Draw(t, "worst"))
		text := string(SVG(a))
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%v:\n%s", err, text)
			}
		}
		for _, want := range []string{`role="img"`, `aria-labelledby="title description"`, `<title id="title">`, `<desc id="description">`, "prefers-color-scheme: dark"} {
			if !strings.Contains(text, want) {
				t.Fatalf("%s is missing", want)
			}
		}
		for _, never := range []string{"NaN", "Inf", "http://www.w3.org/1999", "<script", "href"} {
			if strings.Contains(text, never) {
				t.Fatalf("%s stands in:\n%s", never, text)
			}
		}
		if (a.Outcome == advice.Found) != strings.Contains(text, "<circle") {
			t.Fatalf("%s, and the mark of the threshold is wrong", a.Outcome)
		}
		_ = Terminal(a, rapid.IntRange(-5, 200).Draw(t, "width"), true)
	})
}

func TestNice(t *testing.T) {
	for x, want := range map[float64]float64{0.02: 0.02, 0.021: 0.025, 0.3: 0.5, 0.6: 1, 1.2: 2, 0.00011: 0.0002} {
		if got := nice(x); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v became %v", x, got)
		}
	}
}
