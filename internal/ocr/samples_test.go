package ocr

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"foureyes/internal/aws/recognition"
)

// samples is where the documents lie that examples/documents/draw has drawn.
const samples = "../../examples/documents"

// field is a pair as a careful reader finds it.
type field struct {
	Page       int
	Key, Value string
}

// The least that must be found, in percent: labels whose text is exactly right, and
// of all pairs those whose value is exactly right too. Raise them when rules get better.
const (
	leastKeys  = 95
	leastPairs = 90
)

func TestPairsOfTheSamplesAreFound(t *testing.T) {
	r := found(t)
	all, keys, pairs, extra := 0, 0, 0, 0
	for _, name := range []string{"invoice.jpg", "application.png", "delivery-note.png", "claim.pdf"} {
		got, want := fieldsOf(t, r, name), expected(t, name)
		k, p := 0, 0
		for _, f := range want {
			i := slices.IndexFunc(got, func(g field) bool { return g.Page == f.Page && g.Key == f.Key })
			if i < 0 {
				t.Logf("%s: no key %q on page %d", name, f.Key, f.Page)
				continue
			}
			k++
			if got[i].Value == f.Value {
				p++
			} else {
				t.Logf("%s: %q has the value %q, want %q", name, f.Key, got[i].Value, f.Value)
			}
			got = slices.Delete(got, i, i+1)
		}
		for _, g := range got {
			t.Logf("%s: not a pair: %q = %q", name, g.Key, g.Value)
		}
		t.Logf("%s: %d of %d keys, %d pairs, %d that are none", name, k, len(want), p, len(got))
		all, keys, pairs, extra = all+len(want), keys+k, pairs+p, extra+len(got)
	}
	if keys*100 < all*leastKeys || pairs*100 < all*leastPairs || extra > all/20 {
		t.Errorf("of %d pairs %d keys and %d pairs were found, and %d that are none; want %d %%, %d %% and at most %d",
			all, keys, pairs, extra, leastKeys, leastPairs, all/20)
	}
}

// found is the recogniser of this machine, which scripts/needs sees to.
func found(t testing.TB) *Recogniser {
	t.Helper()
	r, err := Find()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(samples, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func expected(t testing.TB, name string) []field {
	t.Helper()
	var fields []field
	if err := json.Unmarshal(read(t, name+".json"), &fields); err != nil {
		t.Fatal(err)
	}
	return fields
}

// fieldsOf reads a sample and gives its pairs.
func fieldsOf(t testing.TB, r *Recogniser, name string) []field {
	t.Helper()
	answer, err := r.Analyze(t.Context(), read(t, name), []string{Forms})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return fields(answer)
}

func fields(answer Response) []field {
	var fields []field
	for _, p := range recognition.Pairs(answer.Blocks) {
		fields = append(fields, field{p.Page, p.Key, p.Value})
	}
	return fields
}
