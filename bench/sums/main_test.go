package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"foureyes/bench/model"
)

var update = flag.Bool("update", false, "write the tables of docs/scale.md again")

const (
	document = "../../docs/scale.md"
	// Each table stands between two such lines; the text around them is written by hand.
	begins = "<!-- From the sums: go test ./bench/sums -run Shows -update -->\n"
	ends   = "<!-- End of the table -->\n"
)

// byDefault is what the flags are when none is given.
var byDefault = model.Plan{Peak: 3, AnswerSeconds: 30, WorkHours: 6, RetentionDays: 30, AuditDays: 365}

func TestPageShowsWhatIsPrinted(t *testing.T) {
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run(&out, byDefault, "1e6,1e7,1e8"); err != nil {
		t.Fatal(err)
	}
	rest, page := string(text), ""
	for table := range strings.SplitSeq(out.String(), "\n\n") {
		before, after, begun := strings.Cut(rest, begins)
		_, after, ended := strings.Cut(after, ends)
		if !begun || !ended {
			t.Fatalf("%s has too few places for tables", document)
		}
		page += before + begins + strings.TrimSuffix(table, "\n") + "\n" + ends
		rest = after
	}
	if page += rest; page == string(text) {
		return
	}
	if !*update {
		t.Fatalf("%s is not what the sums are; run the test with -update", document)
	}
	if err := os.WriteFile(document, []byte(page), 0o644); err != nil { //nolint:gosec // documentation is for everybody
		t.Fatal(err)
	}
}

func TestLoopsAreNumbers(t *testing.T) {
	for _, text := range []string{"", "many", "1e6,", "-5", "0", "1e400"} {
		if err := run(&bytes.Buffer{}, byDefault, text); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

func TestFiguresHaveTwoDigitsThatCount(t *testing.T) {
	for n, want := range map[float64]string{
		0: "0", 0.0123: "0.012", 3.14159: "3.1", 9.96: "10", 99.6: "100", 1157.4: "1,200", 100_000_000: "100,000,000", 0.999: "1",
	} {
		if got := figure(n); got != want {
			t.Errorf("%v is written %s, want %s", n, got, want)
		}
	}
}
