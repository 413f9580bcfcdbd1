package layout

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// typist puts words on a sheet as a typewriter would: height is that of its letters.
type typist struct{ Sheet }

func (t *typist) write(x, y, height int, text string) {
	for word := range strings.FieldsSeq(text) {
		width := len(word) * height * 7 / 10
		t.Words = append(t.Words, Word{word, image.Rect(x, y, x+width, y+height)})
		x += width + height*7/10
	}
}

// said is a pair in words.
type said struct{ key, value string }

func (s Sheet) said(pairs []Pair) []said {
	var all []said
	for _, p := range pairs {
		one := said{key: s.text(s.phraseOf(p.Key))}
		if len(p.Value) > 0 {
			one.value = s.text(s.phraseOf(p.Value))
		} else if p.Tick >= 0 {
			one.value = fmt.Sprintf("box %d", p.Tick)
		}
		all = append(all, one)
	}
	return all
}

func TestPairs(t *testing.T) {
	tests := map[string]struct {
		draw func(t *typist)
		want []said
	}{
		"a label left of its value": {func(t *typist) {
			t.write(100, 100, 20, "Total: 42.10")
		}, []said{{"Total:", "42.10"}}},
		"a value further right": {func(t *typist) {
			t.write(100, 100, 20, "Total:")
			t.write(350, 100, 20, "42.10")
		}, []said{{"Total:", "42.10"}}},
		"a value that is too far": {func(t *typist) {
			t.write(100, 100, 20, "Total:")
			t.write(900, 100, 20, "42.10")
		}, []said{{"Total:", ""}}},
		"two pairs in a line": {func(t *typist) {
			t.write(100, 100, 20, "Date: 2026-01-02 Signed: J. Poe")
		}, []said{{"Date:", "2026-01-02"}, {"Signed:", "J. Poe"}}},
		"two labels with nothing between": {func(t *typist) {
			t.write(100, 100, 20, "Address: Street: High")
		}, []said{{"Address:", ""}, {"Street:", "High"}}},
		"a value of three lines": {func(t *typist) {
			t.write(100, 100, 20, "Address:")
			t.write(350, 100, 20, "Old House")
			t.write(350, 130, 20, "Cliff Road 2")
			t.write(350, 160, 20, "Port Ellery")
			t.write(100, 220, 20, "Date:")
			t.write(350, 220, 20, "today")
		}, []said{{"Address:", "Old House Cliff Road 2 Port Ellery"}, {"Date:", "today"}}},
		"the next label ends a value": {func(t *typist) {
			t.write(100, 100, 20, "Name:")
			t.write(350, 100, 20, "Poe")
			t.write(100, 130, 20, "Town")
			t.write(350, 130, 20, "Oslo")
		}, []said{{"Name:", "Poe"}}},
		"a label with its value below": {func(t *typist) {
			t.write(100, 100, 20, "Remarks:")
			t.write(100, 130, 20, "none at all")
		}, []said{{"Remarks:", "none at all"}}},
		"a time is no label": {func(t *typist) {
			t.write(100, 100, 20, "at 05: 40")
			t.write(100, 200, 20, "12: 5")
		}, []said{{"at 05:", "40"}}},
		"a frame": {func(t *typist) {
			t.Frames = []image.Rectangle{image.Rect(90, 90, 400, 170)}
			t.write(100, 96, 14, "Family name")
			t.write(104, 130, 22, "OKONJO")
		}, []said{{"Family name", "OKONJO"}}},
		"an empty frame": {func(t *typist) {
			t.Frames = []image.Rectangle{image.Rect(90, 90, 400, 170)}
			t.write(100, 96, 14, "Family name")
		}, []said{{"Family name", ""}}},
		"a cell of a table": {func(t *typist) {
			t.Frames = []image.Rectangle{image.Rect(90, 90, 400, 130)}
			t.write(100, 100, 20, "Description")
		}, nil},
		"boxes to tick": {func(t *typist) {
			t.Ticks = []image.Rectangle{image.Rect(100, 100, 124, 124), image.Rect(300, 100, 324, 124)}
			t.write(140, 102, 20, "Yes")
			t.write(340, 102, 20, "No, not yet")
		}, []said{{"Yes", "box 0"}, {"No, not yet", "box 1"}}},
		"a box behind its words": {func(t *typist) {
			t.Ticks = []image.Rectangle{image.Rect(220, 100, 244, 124)}
			t.write(100, 102, 20, "I agree")
		}, []said{{"I agree", "box 0"}}},
		"a line to write on": {func(t *typist) {
			t.Rules = []image.Rectangle{image.Rect(260, 122, 600, 124)}
			t.write(100, 100, 20, "Received by")
			t.write(280, 98, 20, "W. Cobb")
		}, []said{{"Received by", "W. Cobb"}}},
		"dots that a value interrupts": {func(t *typist) {
			t.Leaders = []image.Rectangle{image.Rect(190, 116, 230, 120), image.Rect(420, 116, 700, 120)}
			t.write(100, 100, 20, "Place")
			t.write(250, 98, 20, "Oslo")
		}, []said{{"Place", "Oslo"}}},
		"small labels above large values": {func(t *typist) {
			t.write(100, 100, 14, "Note number")
			t.write(100, 120, 20, "MH 55310")
			t.write(500, 100, 14, "Driver")
			t.write(500, 120, 20, "T. Oduya")
		}, []said{{"Note number", "MH 55310"}, {"Driver", "T. Oduya"}}},
		"running text": {func(t *typist) {
			t.write(100, 100, 20, "All that I have stated is true and")
			t.write(100, 126, 20, "complete to the best of my knowledge.")
			t.write(100, 152, 20, "Nothing is left out of it.")
		}, nil},
		"a heading": {func(t *typist) {
			t.write(100, 100, 40, "DELIVERY NOTE")
			t.write(100, 150, 20, "Marram Haulage")
		}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			sheet := &typist{}
			test.draw(sheet)
			if got := sheet.said(sheet.Pairs()); !slices.Equal(got, test.want) {
				t.Errorf("found %q, want %q", got, test.want)
			}
		})
	}
}

// form draws a form of random labels and values, and gives its pairs in the order
// of reading.
func form(random *rand.Rand) (*typist, []said) {
	t, want := &typist{}, []said(nil)
	for y := 100; y < 1800; y += 60 + random.IntN(40) {
		for x := 100; x < 1300; x += 700 {
			if random.IntN(5) == 0 {
				continue
			}
			n := len(want)
			one := said{fmt.Sprintf("Label%c%c:", 'a'+rune(n%26), 'a'+rune(n/26)), fmt.Sprintf("value %d", n)}
			t.write(x, y+random.IntN(4), 20, one.key)
			t.write(x+200+random.IntN(60), y+random.IntN(4), 20, one.value)
			want = append(want, one)
		}
	}
	return t, want
}

func TestRandomFormsAreRead(t *testing.T) {
	for seed := range uint64(300) {
		sheet, want := form(rand.New(rand.NewPCG(seed, 1))) //nolint:gosec // the same forms each time
		if got := sheet.said(sheet.Pairs()); !slices.Equal(got, want) {
			t.Fatalf("seed %d: found %q, want %q", seed, got, want)
		}
	}
}

// Neither where a form lies on the page, nor how finely it was scanned, nor in which
// order its words were read makes a difference.
func TestPairsDoNotDependOnPlaceSizeOrOrder(t *testing.T) {
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 2)) //nolint:gosec // the same forms each time
		sheet, want := form(random)
		move, scale := image.Pt(random.IntN(500), random.IntN(500)), 1+random.IntN(3)
		for i := range sheet.Words {
			b := &sheet.Words[i].Box
			b.Min, b.Max = b.Min.Add(move).Mul(scale), b.Max.Add(move).Mul(scale)
		}
		random.Shuffle(len(sheet.Words), func(i, j int) { sheet.Words[i], sheet.Words[j] = sheet.Words[j], sheet.Words[i] })
		if got := sheet.said(sheet.Pairs()); !slices.Equal(got, want) {
			t.Fatalf("seed %d: found %q, want %q", seed, got, want)
		}
	}
}

// Whatever lies on a page, every word is in one line and at most in one pair, and
// confidences and places are what they should be.
func TestAnyPageIsRead(t *testing.T) {
	texts := []string{"Total:", "Name", ":", "42.10", "(x)", "a:", "Straße", "...", "of", "2026-01-02", "I"}
	for seed := range uint64(500) {
		random := rand.New(rand.NewPCG(seed, 3)) //nolint:gosec // the same pages each time
		anywhere := func(side int) image.Rectangle {
			p := image.Pt(random.IntN(900), random.IntN(900))
			return image.Rectangle{Min: p, Max: p.Add(image.Pt(1+random.IntN(side), 1+random.IntN(side)))}
		}
		var s Sheet
		for range random.IntN(80) {
			s.Words = append(s.Words, Word{texts[random.IntN(len(texts))], anywhere(90)})
		}
		for range random.IntN(6) {
			s.Frames, s.Ticks = append(s.Frames, anywhere(400)), append(s.Ticks, anywhere(30))
			s.Rules, s.Leaders = append(s.Rules, anywhere(300)), append(s.Leaders, anywhere(100))
		}
		holds(t, seed, s)
	}
}

func holds(t *testing.T, seed uint64, s Sheet) {
	t.Helper()
	seen := make([]int, len(s.Words))
	for _, line := range s.Lines() {
		for _, n := range line {
			seen[n]++
		}
	}
	if slices.ContainsFunc(seen, func(n int) bool { return n != 1 }) {
		t.Fatalf("seed %d: the words are in lines %v times, want once each", seed, seen)
	}
	paired, ticked := make([]int, len(s.Words)), make([]int, len(s.Ticks))
	for _, p := range s.Pairs() {
		for _, n := range slices.Concat(p.Key, p.Value) {
			paired[n]++
		}
		if p.Tick >= 0 {
			ticked[p.Tick]++
		}
		if len(p.Key) == 0 || p.Place.Empty() || p.Tick >= 0 && len(p.Value) > 0 || math.IsNaN(p.Confidence) || p.Confidence < 1 || p.Confidence > 99 {
			t.Fatalf("seed %d: the pair %+v is none", seed, p)
		}
	}
	if more := func(n int) bool { return n > 1 }; slices.ContainsFunc(paired, more) || slices.ContainsFunc(ticked, more) {
		t.Fatalf("seed %d: words are in pairs %v times, boxes %v, want at most once", seed, paired, ticked)
	}
}

// What is closer to its label is surer.
func TestConfidenceFallsWithDistance(t *testing.T) {
	last := 100.0
	for gap := 20; gap < 320; gap += 60 {
		sheet := &typist{}
		sheet.write(100, 100, 20, "Total:")
		sheet.write(184+gap, 100, 20, "42.10")
		pairs := sheet.Pairs()
		if len(pairs) != 1 || pairs[0].Confidence >= last {
			t.Fatalf("with a gap of %d the pairs are %+v, want one with a confidence below %v", gap, pairs, last)
		}
		last = pairs[0].Confidence
	}
}
