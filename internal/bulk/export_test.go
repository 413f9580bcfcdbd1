package bulk_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"foureyes/internal/bulk"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
)

var begin = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

// shelf is a store in memory: loops in the order of their creation.
type shelf struct {
	loops  []humanloop.Loop
	inputs map[string]string
	work   map[string][]humanloop.Work
	// leaves is the id of a loop whose time is over once anything of it was read.
	leaves string
}

func (s *shelf) FlowDefinition(_ context.Context, _, _, name string) (flow.Definition, error) {
	if name != "flow" {
		return flow.Definition{}, fault.New(fault.NotFound, fault.FlowDefinition, "none")
	}
	return flow.Definition{ID: "F"}, nil
}

func (s *shelf) SearchLoops(_ context.Context, _ string, status humanloop.Status, q page.Query) ([]humanloop.Loop, *page.Key, error) {
	var out []humanloop.Loop
	for _, l := range s.loops {
		after := q.After == nil || l.CreatedAt.After(q.After.CreatedAt)
		if after && !l.CreatedAt.Before(q.From) && l.CreatedAt.Before(q.Until) && (status == "" || status == l.Status) && len(out) <= q.Limit {
			out = append(out, l)
		}
	}
	kept, last := page.More(out, q.Limit)
	if last == nil {
		return kept, nil, nil
	}
	return kept, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID}, nil
}

func (s *shelf) LoopInput(_ context.Context, id string) (string, error) {
	defer s.leave(id)
	if input, there := s.inputs[id]; there {
		return input, nil
	}
	return "", fault.New(fault.NotFound, fault.HumanLoop, "none")
}

func (s *shelf) Work(_ context.Context, id string) ([]humanloop.Work, error) {
	defer s.leave(id)
	return slices.Clone(s.work[id]), nil
}

// leave removes a loop with all that belongs to it.
func (s *shelf) leave(id string) {
	if id == s.leaves {
		delete(s.inputs, id)
		delete(s.work, id)
	}
}

// add puts a loop on the shelf, a second after the one before.
func (s *shelf) add(input string, answers ...string) {
	n := len(s.loops)
	at := begin.Add(time.Duration(n) * time.Second)
	l := humanloop.Loop{ID: fmt.Sprintf("L%06d", n), Name: fmt.Sprintf("loop-%d", n), Status: humanloop.Completed, CreatedAt: at, EndedAt: at.Add(time.Minute)}
	if s.inputs == nil {
		s.inputs, s.work = map[string]string{}, map[string][]humanloop.Work{}
	}
	s.loops, s.inputs[l.ID] = append(s.loops, l), input
	for i, a := range answers {
		s.work[l.ID] = append(s.work[l.ID], humanloop.Work{
			Assignment: humanloop.Assignment{ID: fmt.Sprint(i), Status: humanloop.Submitted, AcceptedAt: at, EndedAt: at.Add(time.Second), TimeSpent: 1500 * time.Millisecond},
			WorkerID:   fmt.Sprintf("worker%d", i), Answer: json.RawMessage(a),
		})
	}
}

func export(t *testing.T, s *shelf, r bulk.Request) []byte {
	t.Helper()
	r.Flow = "flow"
	write, err := bulk.NewService(s).Export(t.Context(), r, begin.Add(24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := write(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func small() *shelf {
	s := &shelf{}
	s.add(`{"text":"=1+1","n":1.50,"deep":{"a.b":true},"list":[1,"<"]}`, `{"ok":true,"note":"-x"}`, `{"ok":false}`)
	s.add(`{"text":"b\n\"c\""}`)
	s.loops[1].Status, s.loops[1].EndedAt = humanloop.InProgress, time.Time{}
	s.work["L000001"] = []humanloop.Work{{Assignment: humanloop.Assignment{Status: humanloop.Accepted}}}
	return s
}

func TestCSV(t *testing.T) {
	raw := export(t, small(), bulk.Request{Format: bulk.CSV})
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{
			"humanLoopName", "humanLoopStatus", "creationTime", "endTime", "failureReason", "answers", "workerId", "acceptanceTime", "submissionTime", "timeSpentInSeconds",
			`input.deep.a\.b`, "input.list", "input.n", "input.text", "answer.note", "answer.ok",
		},
		{"loop-0", "Completed", "2026-03-04T05:06:07.000Z", "2026-03-04T05:07:07.000Z", "", "2", "worker0", "2026-03-04T05:06:07.000Z", "2026-03-04T05:06:08.000Z", "1.5", "true", `[1,"<"]`, "1.50", "'=1+1", "'-x", "true"},
		{"loop-0", "Completed", "2026-03-04T05:06:07.000Z", "2026-03-04T05:07:07.000Z", "", "2", "worker1", "2026-03-04T05:06:07.000Z", "2026-03-04T05:06:08.000Z", "1.5", "true", `[1,"<"]`, "1.50", "'=1+1", "", "false"},
		{"loop-1", "InProgress", "2026-03-04T05:06:08.000Z", "", "", "0", "", "", "", "", "", "", "", "b\n\"c\"", "", ""},
	}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("got %q\nwant %q", rows, want)
	}
	if !bytes.Contains(raw, []byte("answer.ok\r\n")) {
		t.Error("lines do not end in CRLF")
	}
}

func TestJSONLinesAreWhole(t *testing.T) {
	lines := bytes.Split(bytes.TrimSpace(export(t, small(), bulk.Request{Format: bulk.JSONLines})), []byte("\n"))
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	var l bulk.Line
	if err := json.Unmarshal(lines[0], &l); err != nil {
		t.Fatal(err)
	}
	if string(l.InputContent) != small().inputs["L000000"] || len(l.HumanAnswers) != 2 || string(l.HumanAnswers[1].AnswerContent) != `{"ok":false}` || l.HumanAnswers[0].TimeSpentInSeconds != 1.5 {
		t.Errorf("got %s", lines[0])
	}
}

// Loops that leave while an export is on its way to them, or reads them, are left out as
// a whole.
func TestLoopsThatLeaveMeanwhileAreLeftOut(t *testing.T) {
	for _, leave := range []func(*shelf){
		func(s *shelf) { s.leaves = "L000000"; s.leave("L000000") },
		func(s *shelf) { s.leaves = "L000000" },
	} {
		s := small()
		leave(s)
		raw := export(t, s, bulk.Request{Format: bulk.JSONLines})
		if bytes.Contains(raw, []byte("loop-0")) || !bytes.Contains(raw, []byte("loop-1")) {
			t.Errorf("got %s", raw)
		}
	}
}

func TestParquetHasTypes(t *testing.T) {
	raw := export(t, small(), bulk.Request{Format: bulk.Parquet})
	f, err := parquet.OpenFile(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for _, field := range f.Schema().Fields() {
		kinds[field.Name()] = field.Type().String()
	}
	for name, want := range map[string]string{"input.n": "DOUBLE", "answer.ok": "BOOLEAN", "answer.note": "STRING", `input.deep.a\.b`: "BOOLEAN", "answers": "DOUBLE"} {
		if kinds[name] != want {
			t.Errorf("%s is %s, want %s", name, kinds[name], want)
		}
	}
	rows := readParquet(t, f)
	if len(rows) != 3 || rows[0]["input.n"] != "1.5" || rows[1]["answer.ok"] != "false" || rows[2]["answer.ok"] != "<null>" || rows[0]["input.text"] != "=1+1" {
		t.Errorf("got %v", rows)
	}
}

// readParquet reads all rows as texts by their columns' names.
func readParquet(t *testing.T, f *parquet.File) []map[string]string {
	t.Helper()
	var all []map[string]string
	fields := f.Schema().Fields()
	for _, group := range f.RowGroups() {
		rows := group.Rows()
		buffer := make([]parquet.Row, 100)
		for {
			n, err := rows.ReadRows(buffer)
			for _, r := range buffer[:n] {
				row := map[string]string{}
				for _, v := range r {
					row[fields[v.Column()].Name()] = v.String()
				}
				all = append(all, row)
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		_ = rows.Close()
	}
	return all
}

func TestAllFormatsHoldAllLoopsOfSeveralPages(t *testing.T) {
	s := &shelf{}
	for i := range 12_345 {
		s.add(fmt.Sprintf(`{"row":%d}`, i), `{"a":1}`)
	}
	if n := bytes.Count(export(t, s, bulk.Request{Format: bulk.CSV}), []byte("\n")); n != 12_346 {
		t.Errorf("CSV has %d lines", n)
	}
	if n := bytes.Count(export(t, s, bulk.Request{Format: bulk.JSONLines}), []byte("\n")); n != 12_345 {
		t.Errorf("JSON Lines has %d lines", n)
	}
	raw := export(t, s, bulk.Request{Format: bulk.Parquet})
	f, err := parquet.OpenFile(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	rows := readParquet(t, f)
	if len(rows) != 12_345 || rows[12_344]["input.row"] != "12344" || len(f.RowGroups()) != 2 {
		t.Errorf("Parquet has %d rows in %d groups", len(rows), len(f.RowGroups()))
	}
}

func TestOnlyWhatIsAskedFor(t *testing.T) {
	s := small()
	names := func(r bulk.Request) string {
		r.Format = bulk.JSONLines
		var all []string
		for line := range bytes.Lines(export(t, s, r)) {
			var l bulk.Line
			if err := json.Unmarshal(line, &l); err != nil {
				t.Fatal(err)
			}
			all = append(all, l.HumanLoopName)
		}
		return strings.Join(all, " ")
	}
	for want, r := range map[string]bulk.Request{
		"loop-0 loop-1": {},
		"loop-0":        {Status: humanloop.Completed},
		"loop-1":        {From: begin.Add(time.Second)},
		"":              {From: begin, Until: begin},
	} {
		if got := names(r); got != want {
			t.Errorf("%+v: got %q, want %q", r, got, want)
		}
	}
}

func TestLaterAnswersAreLeftOut(t *testing.T) {
	s := small()
	write, err := bulk.NewService(s).Export(t.Context(), bulk.Request{Flow: "flow", Format: bulk.CSV}, begin.Add(time.Second))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := write(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "worker") && strings.Contains(b.String(), "answer.") || strings.Count(b.String(), "loop-") != 1 {
		t.Errorf("got %s", b.String())
	}
}

// A correction that is made while an export is written comes too late for it, as an answer does:
// the columns have been told by then.
func TestCorrectionsMeanwhileAreLeftOut(t *testing.T) {
	s := &shelf{}
	s.add(`{}`, `{"total": 12}`)
	now := begin.Add(time.Hour)
	for _, f := range []bulk.Format{bulk.Parquet, bulk.CSV} {
		work := &s.work["L000000"][0]
		work.Answer, work.Replaced = json.RawMessage(`{"total": 12}`), []humanloop.Replaced{{Answer: json.RawMessage(`{"total": "2"}`), At: now.Add(-time.Second)}}
		write, err := bulk.NewService(s).Export(t.Context(), bulk.Request{Flow: "flow", Format: f}, now)
		if err != nil {
			t.Fatal(err)
		}
		work.Replaced = append(work.Replaced, humanloop.Replaced{Answer: work.Answer, At: now})
		work.Answer = json.RawMessage(`{"total": "twelve", "more": true}`)
		var b bytes.Buffer
		if err := write(t.Context(), &b); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if f == bulk.CSV && (!strings.Contains(b.String(), ",12") || strings.Contains(b.String(), "twelve")) {
			t.Errorf("got %s", b.String())
		}
	}
}

func TestRefusals(t *testing.T) {
	s := &shelf{}
	var wide strings.Builder
	for i := range 2001 {
		fmt.Fprintf(&wide, `"m%d":1,`, i)
	}
	s.add("{" + wide.String() + `"z":1}`)
	_, err := bulk.NewService(s).Export(t.Context(), bulk.Request{Flow: "flow", Format: bulk.CSV}, begin.Add(time.Hour))
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("too many columns: %v", err)
	}
	_, err = bulk.NewService(s).Export(t.Context(), bulk.Request{Flow: "other", Format: bulk.JSONLines}, begin)
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("no flow definition: %v", err)
	}
}
