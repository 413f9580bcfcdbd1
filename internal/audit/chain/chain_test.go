package chain_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 123_000_000, time.UTC)

// shelf keeps files in memory.
type shelf map[string][]byte

func (s shelf) String() string { return "the shelf" }

func (s shelf) Names(context.Context) ([]string, error) { return slices.Sorted(maps.Keys(s)), nil }

func (s shelf) Read(_ context.Context, name string) ([]byte, bool, error) {
	body, there := s[name]
	return body, there, nil
}

func (s shelf) Keep(_ context.Context, name string, body []byte) error {
	s[name] = body
	return nil
}

// table is a database in memory, as far as a chain asks it.
type table struct {
	entries          []audit.Kept
	writers          []string
	written, planned chain.Batch
}

// add adds entries of a time, each with an id of its own that leaves one out.
func (d *table) add(n int, at time.Time) {
	for range n {
		id := int64(2*len(d.entries) + 1)
		d.entries = append(d.entries, audit.Kept{ID: id, Email: "ann@example.com", Entry: audit.Entry{
			At: at, RequestID: fmt.Sprint("request-", id), Action: "sagemaker:StartHumanLoop", Resource: `a "quoted" <name>`, FlowDefinitionARN: "arn:flow", Outcome: audit.Success,
		}})
	}
}

func (d *table) LastBatches(context.Context) (written, planned chain.Batch, err error) {
	return d.written, d.planned, nil
}

func (d *table) AuditMark(context.Context) (chain.Mark, error) {
	m := chain.Mark{Writers: d.writers}
	if len(d.entries) > 0 {
		m.Last = d.entries[len(d.entries)-1].ID
	}
	return m, nil
}

func (d *table) AuditRange(_ context.Context, after, through int64, limit int) ([]audit.Kept, error) {
	var some []audit.Kept
	for _, e := range d.entries {
		if e.ID > after && e.ID <= through && len(some) < limit {
			some = append(some, e)
		}
	}
	return some, nil
}

func (d *table) PlanBatch(_ context.Context, b chain.Batch) error {
	if d.planned.Number == 0 && d.written.Number == b.Number-1 {
		d.planned = b
	}
	return nil
}

func (d *table) BatchWritten(_ context.Context, b chain.Batch) error {
	if b.Number == d.planned.Number {
		d.written, d.planned = b, chain.Batch{}
	}
	return nil
}

func always() bool { return true }

// write lets a new server write what is due a long time later.
func write(t *testing.T, d chain.Store, f chain.Files) (int, error) {
	t.Helper()
	w := chain.NewWriter(d, f, slog.New(slog.DiscardHandler))
	w.Most(50)
	return w.Write(t.Context(), noon.Add(time.Hour), always)
}

func verify(t *testing.T, f chain.Files, q chain.Question) chain.Found {
	t.Helper()
	found, err := chain.Verify(t.Context(), f, q)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// written is a chain of three batches with four entries each, and its database.
func written(t *testing.T) (shelf, *table) {
	t.Helper()
	d, f := &table{}, shelf{}
	for range 3 {
		d.add(4, noon)
		if n, err := write(t, d, f); n != 4 || err != nil {
			t.Fatal(n, err)
		}
	}
	return f, d
}

// record reads the last line of a file.
func record(t *testing.T, f shelf, number int64) (b chain.Batch) {
	t.Helper()
	lines := linesOf(f, number)
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &b); err != nil {
		t.Fatal(err)
	}
	return b
}

func linesOf(f shelf, number int64) []string {
	return slices.Collect(strings.Lines(string(f[chain.Name(number)])))
}

// The form is for others too: what a shell can check is checked here with a SHA-256 alone.
func TestFilesAreAsTheyAreTold(t *testing.T) {
	f, _ := written(t)
	lines := linesOf(f, 2)
	const first = `{"id":9,"at":"2026-02-03T12:00:00.123Z","requestId":"request-9","account":"","region":"","principal":"","accessKeyId":"","personId":"",` +
		`"action":"sagemaker:StartHumanLoop","resource":"a \"quoted\" \u003cname\u003e","flowDefinitionArn":"arn:flow","outcome":"Success","sourceIp":""`
	sum := func(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
	last := `{"batch":2,"from":9,"to":15,"count":4,"sealedAt":"2026-02-03T13:00:00.123Z",` +
		`"sha256":"` + sum(strings.Join(lines[:4], "")) + `","previous":"` + sum(linesOf(f, 1)[4]) + `"}` + "\n"
	want := []string{first + `,"mark":"` + sum(first)[:16] + `"}` + "\n", last}
	if diff := cmp.Diff(want, []string{lines[0], lines[len(lines)-1]}); diff != "" || len(lines) != 5 {
		t.Errorf("%d lines: %s", len(lines), diff)
	}
}

func TestWholeChain(t *testing.T) {
	f, d := written(t)
	found := verify(t, f, chain.Question{Anchors: append(chain.Beside(d.written), chain.Anchor{Number: 1, Hash: record(t, f, 1).Hash()})})
	want := chain.Found{Batches: 3, Entries: 12, First: record(t, f, 1), Head: d.written, Hash: d.written.Hash()}
	if diff := cmp.Diff(want, found); diff != "" || found.Beyond(d.written, d.planned) != nil {
		t.Error(diff)
	}
	// Older files may be taken away by those who know on what the others rest.
	delete(f, chain.Name(1))
	if found := verify(t, f, chain.Question{After: record(t, f, 2).Previous}); found.Broken != nil || found.Batches != 2 || found.First.Number != 2 {
		t.Errorf("%+v", found)
	}
}

// set replaces the lines of a file.
func set(f shelf, number int64, lines ...string) {
	f[chain.Name(number)] = []byte(strings.Join(lines, ""))
}

// anew makes the last line of a batch fit its other lines, as somebody would who knows how.
func anew(t *testing.T, f shelf, number int64, change func(*chain.Batch)) {
	t.Helper()
	b := record(t, f, number)
	lines := linesOf(f, number)
	b.SHA256 = fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(lines[:len(lines)-1], ""))))
	change(&b)
	text, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	lines[len(lines)-1] = string(text) + "\n"
	set(f, number, lines...)
}

func TestTamperingIsFoundWhereItWasDone(t *testing.T) {
	const changed = "it was changed, or lines before it were removed, added or put elsewhere"
	for name, c := range map[string]struct {
		tamper  func(t *testing.T, f shelf, lines []string)
		file    int64
		line    int
		problem string
	}{
		"a letter": {func(_ *testing.T, f shelf, l []string) {
			l[1] = strings.Replace(l[1], "Success", "success", 1)
			set(f, 2, l...)
		}, 2, 2, changed},
		"a mark": {func(_ *testing.T, f shelf, l []string) {
			l[2] = l[2][:len(l[2])-4] + "x" + l[2][len(l[2])-3:]
			set(f, 2, l...)
		}, 2, 3, changed},
		"a line without a mark":  {func(_ *testing.T, f shelf, l []string) { set(f, 2, l[0], "{}\n", l[2], l[3], l[4]) }, 2, 2, changed},
		"a line removed":         {func(_ *testing.T, f shelf, l []string) { set(f, 2, l[0], l[2], l[3], l[4]) }, 2, 2, changed},
		"the first line removed": {func(_ *testing.T, f shelf, l []string) { set(f, 2, l[1:]...) }, 2, 1, changed},
		"the last entry removed": {
			func(_ *testing.T, f shelf, l []string) { set(f, 2, l[0], l[1], l[2], l[4]) }, 2, 4,
			"it counts 4 entries, and there are 3: some were removed or added at the end",
		},
		"lines put elsewhere": {func(_ *testing.T, f shelf, l []string) { set(f, 2, l[0], l[2], l[1], l[3], l[4]) }, 2, 2, changed},
		"a line twice":        {func(_ *testing.T, f shelf, l []string) { set(f, 2, l[0], l[1], l[1], l[2], l[3], l[4]) }, 2, 3, changed},
		"the file of another batch": {
			func(_ *testing.T, f shelf, _ []string) { f[chain.Name(2)] = f[chain.Name(3)] }, 2, 5,
			"it is the record of batch 3",
		},
		"the same entries again": {func(_ *testing.T, f shelf, l []string) { set(f, 3, l...) }, 3, 1, "entry 9 comes after entry 15"},
		"no record":              {func(_ *testing.T, f shelf, l []string) { set(f, 2, l[:4]...) }, 2, 4, "it is not the record of a batch"},
		"a record with a field more": {func(_ *testing.T, f shelf, l []string) {
			set(f, 2, l[0], l[1], l[2], l[3], strings.Replace(l[4], "}", `,"by":"me"}`, 1))
		}, 2, 5, "it is not the record of a batch"},
		"a text after the record": {func(_ *testing.T, f shelf, l []string) { set(f, 2, append(l, "x")...) }, 2, 6, "the file is cut off, or was added to"},
		"a line after the record": {func(_ *testing.T, f shelf, l []string) { set(f, 2, append(l, "{}\n")...) }, 2, 5, changed},
		"cut off":                 {func(_ *testing.T, f shelf, l []string) { set(f, 2, l[0], l[1][:20]) }, 2, 2, "the file is cut off"},
		"emptied":                 {func(_ *testing.T, f shelf, _ []string) { set(f, 2) }, 2, 0, "the file has no entries"},
		"a sum":                   {func(t *testing.T, f shelf, _ []string) { anew(t, f, 2, func(b *chain.Batch) { b.SHA256 = b.Previous }) }, 2, 5, "the sum of the lines is"},
		"the ids in a record":     {func(t *testing.T, f shelf, _ []string) { anew(t, f, 2, func(b *chain.Batch) { b.From = 1 }) }, 2, 5, "it tells of the entries 1 to 15, and there are 9 to 15"},
		"a batch made anew":       {func(t *testing.T, f shelf, _ []string) { anew(t, f, 2, func(b *chain.Batch) { b.SealedAt = noon }) }, 3, 5, "it rests on a batch with the hash"},
		"all made anew from the last": {
			func(t *testing.T, f shelf, _ []string) { anew(t, f, 3, func(b *chain.Batch) { b.SealedAt = noon }) }, 3, 5,
			"was noted: all from some batch up to here, or the note, was made anew",
		},
		"a file removed":             {func(_ *testing.T, f shelf, _ []string) { delete(f, chain.Name(2)) }, 2, 0, "it is missing; the next file is 000000000003.jsonl"},
		"the first file removed":     {func(_ *testing.T, f shelf, _ []string) { delete(f, chain.Name(1)) }, 1, 0, "it is missing; the next file is 000000000002.jsonl"},
		"the last file removed":      {func(_ *testing.T, f shelf, _ []string) { delete(f, chain.Name(3)) }, 3, 0, "it is missing: its hash was noted"},
		"all files removed":          {func(_ *testing.T, f shelf, _ []string) { clear(f) }, 3, 0, "it is missing: its hash was noted"},
		"a file put elsewhere":       {func(_ *testing.T, f shelf, l []string) { delete(f, chain.Name(2)); set(f, 9, l...) }, 2, 0, "it is missing"},
		"a number written otherwise": {func(_ *testing.T, f shelf, _ []string) { f["0000000000002.jsonl"] = f[chain.Name(2)] }, -1, 0, "it is no file of the chain"},
	} {
		t.Run(name, func(t *testing.T) {
			f, d := written(t)
			c.tamper(t, f, linesOf(f, 2))
			found := verify(t, f, chain.Question{Anchors: chain.Beside(d.written)})
			file := chain.Name(c.file)
			if c.file < 0 {
				file = "0000000000002.jsonl"
			}
			if b := found.Broken; b == nil || b.File != file || b.Line != c.line || !strings.Contains(b.Problem, c.problem) {
				t.Fatalf("%+v", b)
			}
			if want := max(int(c.file)-1, 0); c.line > 0 && found.Batches != want {
				t.Errorf("%d batches are whole before it, want %d", found.Batches, want)
			}
		})
	}
}

// A place that was emptied is no chain that is whole, although nothing in it is wrong.
func TestNoFilesAtAll(t *testing.T) {
	for _, q := range []chain.Question{{}, {After: "some hash"}} {
		if b := verify(t, shelf{}, q).Broken; b == nil || b.File != chain.Name(1) || !strings.Contains(b.Problem, "and so are all others") {
			t.Errorf("%+v", b)
		}
	}
}

func TestChainThatItsDatabaseDoesNotKnow(t *testing.T) {
	f, d := written(t)
	found := verify(t, f, chain.Question{})
	second := record(t, f, 2)
	for name, c := range map[string]struct {
		written, planned chain.Batch
		problem          string
	}{
		"all is noted":           {d.written, chain.Batch{}, ""},
		"the last is not noted":  {second, d.written, ""},
		"more was noted since":   {chain.Batch{Number: 4}, chain.Batch{}, ""},
		"the database set back":  {second, chain.Batch{}, "the database knows nothing of it"},
		"another plan":           {second, chain.Batch{Number: 3}, "the database knows another batch of this number"},
		"a database without any": {chain.Batch{}, chain.Batch{}, "the database knows nothing of it"},
	} {
		b := found.Beyond(c.written, c.planned)
		if (b == nil) != (c.problem == "") || b != nil && !strings.Contains(b.Problem, c.problem) {
			t.Errorf("%s: %+v", name, b)
		}
	}
}
