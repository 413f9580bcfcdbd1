package chain_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
)

func TestEntriesWaitForOthersAWhile(t *testing.T) {
	d, f := &table{}, shelf{}
	w := chain.NewWriter(d, f, slog.New(slog.DiscardHandler))
	w.Most(50)
	step := func(name string, after time.Duration, entries, files int) {
		t.Helper()
		n, err := w.Write(t.Context(), noon.Add(after), always)
		if err != nil || n != entries || len(f) != files {
			t.Errorf("%s: %d entries, %d files, %v", name, n, len(f), err)
		}
	}
	step("there is nothing", 0, 0, 0)
	d.add(1, noon)
	d.add(1, noon.Add(50*time.Second))
	step("too early", 59*time.Second, 0, 0)
	step("both", time.Minute, 2, 1)
	step("nothing new", time.Hour, 0, 1)
	d.add(120, noon.Add(time.Hour))
	step("many do not wait", time.Hour, 100, 3)
	step("but the rest does", time.Hour+time.Minute, 20, 4)
	d.add(1, noon)
	if n, err := w.Write(t.Context(), noon.Add(2*time.Hour), func() bool { return false }); n != 0 || err != nil {
		t.Errorf("%d were written by a server that may not, %v", n, err)
	}
	if found := verify(t, f, chain.Question{}); found.Broken != nil || found.Entries != 122 {
		t.Errorf("%+v", found)
	}
}

// A transaction may end after one that took a later id.
func TestNoEntryIsPassedOver(t *testing.T) {
	d, f := &table{}, shelf{}
	d.add(3, noon)
	slow := d.entries[1]
	d.entries = append(d.entries[:1:1], d.entries[2]) // not seen yet
	w := chain.NewWriter(d, f, slog.New(slog.DiscardHandler))
	write := func(name string, want int, writers ...string) {
		t.Helper()
		d.writers = writers
		if n, err := w.Write(t.Context(), noon.Add(time.Hour), always); n != want || err != nil {
			t.Errorf("%s: %d entries, %v", name, n, err)
		}
	}
	write("the slow one is at work", 0, "3/7", "4/1")
	write("so it is", 0, "3/8", "4/1")
	d.entries = append(d.entries[:1:1], slow, d.entries[1])
	write("it has ended, others are at work", 3, "3/9", "5/2")
	d.add(1, noon)
	write("seen, but who wrote then may have an id before it", 0, "5/2")
	write("they still may", 0, "5/2")
	write("nobody is at work", 1)
	if found := verify(t, f, chain.Question{}); found.Broken != nil || found.Entries != 4 {
		t.Errorf("%+v", found)
	}
}

var errDead = errors.New("the process is dead")

// process ends after some steps: the database and the files that it sees do nothing any more.
type process struct {
	*table
	shelf

	left int
}

func (p *process) alive() bool {
	p.left--
	return p.left >= 0
}

func (p *process) String() string { return "the shelf" }

func (p *process) PlanBatch(ctx context.Context, b chain.Batch) error {
	if !p.alive() {
		return errDead
	}
	return p.table.PlanBatch(ctx, b)
}

func (p *process) BatchWritten(ctx context.Context, b chain.Batch) error {
	if !p.alive() {
		return errDead
	}
	return p.table.BatchWritten(ctx, b)
}

func (p *process) Keep(ctx context.Context, name string, body []byte) error {
	if !p.alive() {
		return errDead
	}
	return p.shelf.Keep(ctx, name, body)
}

// Whatever a server has done before its end, the next one goes on from there.
func TestCrashBetweenAnyTwoStepsLeavesOneChain(t *testing.T) {
	steps := 0
	for ; ; steps++ {
		d, f := &table{}, shelf{}
		d.add(70, noon)
		p := &process{table: d, shelf: f, left: steps}
		n, err := write(t, p, p)
		if err == nil {
			break
		}
		if !errors.Is(err, errDead) {
			t.Fatal(err)
		}
		if again, err := write(t, d, f); err != nil || n+again < 70 {
			t.Errorf("dead after %d steps: %d and %d entries were written, %v", steps, n, again, err)
		}
		found := verify(t, f, chain.Question{Anchors: chain.Beside(d.written)})
		if found.Broken != nil || found.Entries != 70 || found.Beyond(d.written, d.planned) != nil {
			t.Errorf("dead after %d steps: %+v", steps, found)
		}
	}
	if steps != 6 { // two batches: planned, kept, noted
		t.Errorf("%d steps", steps)
	}
}

// meddling does something the first time that a batch is planned or a file is made.
type meddling struct {
	*table
	shelf

	atPlan, atKeep func()
}

func (m *meddling) String() string { return "the shelf" }

func (m *meddling) PlanBatch(ctx context.Context, b chain.Batch) error {
	once(&m.atPlan)
	return m.table.PlanBatch(ctx, b)
}

func (m *meddling) Keep(ctx context.Context, name string, body []byte) error {
	once(&m.atKeep)
	return m.shelf.Keep(ctx, name, body)
}

func once(f *func()) {
	if do := *f; do != nil {
		*f = nil
		do()
	}
}

// While the lead changes two servers may be at it.
func TestTwoWritersMakeOneChain(t *testing.T) {
	for name, slow := range map[string]func(other func()) *meddling{
		"before it plans": func(other func()) *meddling { return &meddling{atPlan: other} },
		"before it keeps": func(other func()) *meddling { return &meddling{atKeep: other} },
	} {
		t.Run(name, func(t *testing.T) {
			d, f := &table{}, shelf{}
			d.add(70, noon)
			m := slow(func() {
				d.add(5, noon)
				if _, err := write(t, d, f); err != nil {
					t.Error(err)
				}
			})
			m.table, m.shelf = d, f
			if _, err := write(t, m, m); err != nil {
				t.Error(err)
			}
			if _, err := write(t, d, f); err != nil {
				t.Error(err)
			}
			found := verify(t, f, chain.Question{Anchors: chain.Beside(d.written)})
			if found.Broken != nil || found.Entries != 75 {
				t.Errorf("%+v", found)
			}
		})
	}
}

// plan lets a server end after it has planned a batch.
func plan(t *testing.T, f shelf, d *table) {
	t.Helper()
	p := &process{table: d, shelf: f, left: 1}
	if _, err := write(t, p, p); !errors.Is(err, errDead) {
		t.Fatal(err)
	}
}

// What a writer finds that cannot be from its own work, it leaves as it is.
func TestWriterStopsWhereSomethingIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		meddle func(t *testing.T, f shelf, d *table)
		want   string
	}{
		"files of another database": {func(_ *testing.T, _ shelf, d *table) { d.written = chain.Batch{} }, "000000000001.jsonl in the shelf: there is another file of this number"},
		"another place":             {func(_ *testing.T, f shelf, _ *table) { clear(f) }, "look for batch 3 of the audit log in the shelf: it is not in its place"},
		"a last file, changed":      {func(t *testing.T, f shelf, _ *table) { anew(t, f, 3, func(b *chain.Batch) { b.SealedAt = noon }) }, "its file is not what the database knows"},
		"a database set back": {func(t *testing.T, f shelf, d *table) {
			d.written = record(t, f, 2)
			d.entries = append(d.entries[:8:8], d.entries[12:]...)
		}, "000000000003.jsonl in the shelf: there is another file of this number already"},
		"entries changed after the plan": {func(t *testing.T, f shelf, d *table) {
			plan(t, f, d)
			d.entries[12].Outcome = "Nothing"
		}, "write batch 4 of the audit log: entries of the audit were changed or removed"},
		"entries removed after the plan": {func(t *testing.T, f shelf, d *table) {
			plan(t, f, d)
			d.entries = d.entries[:12]
		}, "entries of the audit were changed or removed"},
	} {
		t.Run(name, func(t *testing.T) {
			f, d := written(t)
			d.entries = append(d.entries, audit.Kept{ID: 1000, Entry: audit.Entry{At: noon}})
			c.meddle(t, f, d)
			before := len(f)
			if n, err := write(t, d, f); err == nil || n != 0 || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%d entries, %v", n, err)
			}
			if len(f) != before {
				t.Error("it wrote all the same")
			}
		})
	}
}
