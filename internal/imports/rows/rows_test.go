package rows

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// all reads the rows of a text, numbers and places left out.
func all(t *testing.T, text string, l Layout) ([]Row, error) {
	t.Helper()
	r, err := Open(strings.NewReader(text), l, Place{})
	if err != nil {
		return nil, err
	}
	var rows []Row
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		if row.Number != len(rows)+1 {
			t.Errorf("row %d has the number %d", len(rows)+1, row.Number)
		}
		rows = append(rows, Row{Name: row.Name, Input: row.Input, Problem: row.Problem})
	}
}

func TestRowsBecomeInputs(t *testing.T) {
	tests := map[string]struct {
		text   string
		layout Layout
		want   []Row
	}{
		"texts by the names of columns": {
			"id,photo\n1,a.jpg\n2,\"b,c\n\"\"d\"\"\"\n",
			Layout{Format: CSV},
			[]Row{{Input: `{"id":"1","photo":"a.jpg"}`}, {Input: `{"id":"2","photo":"b,c\n\"d\""}`}},
		},
		"members inside members, and types": {
			"p.score,p.ok,tags,p.a\\.b\n0.50,TRUE,\"[1, 2]\",x\n",
			Layout{Format: CSV, Columns: []Column{
				{Name: "p.score", Type: Number}, {Name: "p.ok", Type: Boolean}, {Name: "tags", Type: JSON},
			}},
			[]Row{{Input: `{"p":{"score":0.50,"ok":true,"a.b":"x"},"tags":[1, 2]}`}},
		},
		"another member, and a column left out": {
			"a,b,c\n1,2,3\n",
			Layout{Format: CSV, Columns: []Column{{Name: "a", Member: "x.y"}, {Name: "b", Type: Skip}}},
			[]Row{{Input: `{"x":{"y":"1"},"c":"3"}`}},
		},
		"a column of names, which stays a member": {
			"id,v\n loop-1 ,x\n", Layout{Format: CSV, NameColumn: "id"}, []Row{{Name: "loop-1", Input: `{"id":" loop-1 ","v":"x"}`}},
		},
		"columns with a prefix": {
			"name,input.a.b,input.c\nx,1,2\n", Layout{Format: CSV, NameColumn: "name", Prefix: "input."}, []Row{{Name: "x", Input: `{"a":{"b":"1"},"c":"2"}`}},
		},
		"a column with whole inputs": {
			"name;input\nx;\"{\"\"a\"\": 1}\"\ny;{\n",
			Layout{Format: CSV, NameColumn: "name", InputColumn: "input"},
			[]Row{{Name: "x", Input: `{"a": 1}`}, {Name: "y", Problem: "The input is not valid JSON."}},
		},
		"empty cells have no members": {
			"a,b.c,d\n,,\n,1,\n", Layout{Format: CSV}, []Row{{Input: `{}`}, {Input: `{"b":{"c":"1"}}`}},
		},
		"semicolons, tabs and a mark of UTF-8": {
			"\xEF\xBB\xBF\"a,b\";c\n1;2\n", Layout{Format: CSV}, []Row{{Input: `{"a,b":"1","c":"2"}`}},
		},
		"a delimiter that is given": {"a:b\n1:2\n", Layout{Format: CSV, Delimiter: ":"}, []Row{{Input: `{"a":"1","b":"2"}`}}},
		"what is wrong with rows, and the ones behind": {
			"n,b,j\nx,yes,1\n1,2\n\"a\"b,c,d\na\"b,c,d\n\xFF,true,1\n1,true,{\n1,TRUE,{}\n",
			Layout{Format: CSV, Columns: []Column{{Name: "n", Type: Number}, {Name: "b", Type: Boolean}, {Name: "j", Type: JSON}}},
			[]Row{
				{Problem: `Column "n" is no number: "x".`},
				{Problem: "The row has 2 columns, and the header 3."},
				{Problem: "A quotation mark is missing, or there is one too many."},
				{Problem: "A quotation mark stands inside a text that has none around it. Write it twice, and one before and behind the text."},
				{Problem: "The row is not in UTF-8."},
				{Problem: `Column "j" is no valid JSON: "{".`},
				{Input: `{"n":1,"b":true,"j":{}}`},
			},
		},
		"no number, though JSON": {
			"n\ntrue\n01\n-1e3\n",
			Layout{Format: CSV, Columns: []Column{{Name: "n", Type: Number}}},
			[]Row{{Problem: `Column "n" is no number: "true".`}, {Problem: `Column "n" is no number: "01".`}, {Input: `{"n":-1e3}`}},
		},
		"lines of JSON as they are": {
			"{\"a\": 1.0}\r\n\n[1]", Layout{Format: JSONLines}, []Row{{Input: `{"a": 1.0}`}, {Input: `[1]`}},
		},
		"a JSON array that was taken for JSON Lines": {
			"[\n{\"a\": 1}\n]\n",
			Layout{Format: JSONLines},
			[]Row{
				{Problem: "The line is not valid JSON. A file that is one JSON array is no JSON Lines: write each item on a line of its own, without brackets and commas around it."},
				{Input: `{"a": 1}`},
				{Problem: "The line is not valid JSON."},
			},
		},
		"lines that name loops": {
			`{"id":"x"}` + "\n" + `{"id":7}` + "\n" + `{"id":[]}` + "\n7\n",
			Layout{Format: JSONLines, NameColumn: "id"},
			[]Row{
				{Name: "x", Input: `{"id":"x"}`},
				{Name: "7", Input: `{"id":7}`},
				{Input: `{"id":[]}`},
				{Problem: "The line is no object, so it has no members to find names or inputs in."},
			},
		},
		"lines that hold inputs": {
			`{"n":"x","in":{"a": 1}}` + "\n{}\nnonsense\n\xFF\n",
			Layout{Format: JSONLines, NameColumn: "n", InputColumn: "in"},
			[]Row{
				{Name: "x", Input: `{"a": 1}`},
				{Problem: `The line has no member "in" for the input.`},
				{Problem: "The line is not valid JSON."},
				{Problem: "The line is not in UTF-8."},
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := all(t, test.text, test.layout)
			for i := range got {
				if got[i].Problem != "" {
					got[i].Input = ""
				}
			}
			if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
				t.Errorf("%v %s", err, diff)
			}
		})
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	twice := []Column{{Name: "a"}, {Name: "a"}}
	tests := map[string]struct {
		text   string
		layout Layout
		want   string // part of the sentence
	}{
		"an empty file":           {"", Layout{Format: CSV}, "is empty"},
		"no format":               {"a", Layout{}, "no format"},
		"types of JSON":           {"{}", Layout{Format: JSONLines, Prefix: "a"}, "are for CSV"},
		"UTF-16":                  {"\xFF\xFEa\x00", Layout{Format: CSV}, "UTF-16"},
		"a long delimiter":        {"a", Layout{Format: CSV, Delimiter: "ab"}, "one character"},
		"a quotation delimiter":   {"a", Layout{Format: CSV, Delimiter: `"`}, "one character"},
		"a layout without a name": {"a", Layout{Format: CSV, Columns: []Column{{}}}, "no name"},
		"a layout twice":          {"a", Layout{Format: CSV, Columns: twice}, "twice"},
		"no such type":            {"a", Layout{Format: CSV, Columns: []Column{{Name: "a", Type: "date"}}}, `no type "date"`},
		"a broken header":         {"\"a\nb", Layout{Format: CSV}, "first line"},
		"a column without a name": {"a,,b\n", Layout{Format: CSV}, "Column 2 has no name"},
		"a column twice":          {"a,b,a\n", Layout{Format: CSV}, `Column "a" stands in the first line twice`},
		"no column of names":      {"a,b\n", Layout{Format: CSV, NameColumn: "id"}, `no column "id". The first line names: a, b`},
		"a value with members":    {"a,a.b\n", Layout{Format: CSV}, `a part of column "a"`},
		"members with a value":    {"a.b,a\n", Layout{Format: CSV}, "the same member"},
		"a member without a name": {"a.,b\n", Layout{Format: CSV}, "without a name"},
		"nothing left":            {"a,b\n", Layout{Format: CSV, Prefix: "input."}, "No column is left"},
		"an input and types":      {"a,b\n", Layout{Format: CSV, InputColumn: "a", Prefix: "b"}, "have no say"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := all(t, test.text, test.layout)
			if e, is := errors.AsType[*Error](err); !is || !strings.Contains(e.Message, test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

// endless is a file that never comes to the end of a row.
type endless struct {
	io.Reader
	io.Seeker
}

func TestRowsHaveAnEnd(t *testing.T) {
	for format, begin := range map[Format]string{CSV: "a\n1\n\"", JSONLines: "1\n\""} {
		head := strings.NewReader(begin)
		file := endless{io.MultiReader(head, iotest.OneByteReader(strings.NewReader("")), repeated('x')), head}
		r, err := Open(file, Layout{Format: format}, Place{})
		if err != nil {
			t.Fatal(err)
		}
		if row, err := r.Next(); err != nil || row.Number != 1 {
			t.Fatalf("the first row: %+v, %v", row, err)
		}
		_, err = r.Next()
		if e, is := errors.AsType[*Error](err); !is || !strings.HasPrefix(e.Message, "Row 2 has more than 20 MiB.") {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// repeated is one byte for ever.
type repeated byte

func (r repeated) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(r)
	}
	return len(p), nil
}

func TestTroubleWithTheFileIsNoFaultOfTheFile(t *testing.T) {
	broken := errors.New("broken")
	head := strings.NewReader("a\n1\n")
	r, err := Open(endless{io.MultiReader(head, iotest.ErrReader(broken)), head}, Layout{Format: CSV}, Place{})
	for err == nil {
		_, err = r.Next()
	}
	if _, is := errors.AsType[*Error](err); is || !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

// From wherever reading goes on, the rest is what it would have been.
func TestReadingGoesOnAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		format := rapid.SampledFrom([]Format{CSV, JSONLines}).Draw(t, "format")
		line := rapid.SampledFrom([]string{"1", "{}", `"a""b"`, "\"a\nb\"", "", "x\"y", "ä", "a,b"})
		ends := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
		mark := rapid.SampledFrom([]string{"", "\xEF\xBB\xBF"}).Draw(t, "mark")
		text := mark + "h" + ends + strings.Join(rapid.SliceOf(line).Draw(t, "lines"), ends)
		whole := read(t, text, format, Place{})
		for i, row := range whole {
			rest := read(t, text, format, Place{Rows: row.Number, Offset: row.End})
			if diff := cmp.Diff(whole[i+1:], rest, cmp.Transformer("place", func(r Row) Row {
				r.Start = 0 // empty lines belong to nobody
				return r
			})); diff != "" {
				t.Fatalf("behind row %d of %q: %s", row.Number, text, diff)
			}
		}
	})
}

func read(t *rapid.T, text string, format Format, from Place) []Row {
	r, err := Open(strings.NewReader(text), Layout{Format: format}, from)
	if err != nil {
		t.Fatal(err)
	}
	rows := []Row{}
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
}

// Whatever stands in a file, inputs are JSON, and reading comes to an end.
func FuzzRows(f *testing.F) {
	f.Add("a,b.c\n1,\"x\"\n", true)
	f.Add("{\"a\":1}\n\n7", false)
	f.Add("\xEF\xBB\xBFa;b\n\"1;2\n", true)
	f.Fuzz(func(t *testing.T, text string, sheet bool) {
		l := Layout{Format: JSONLines}
		if sheet {
			l.Format = CSV
		}
		rows, err := all(t, text, l)
		if _, told := errors.AsType[*Error](err); err != nil && !told {
			t.Fatal(err)
		}
		for _, row := range rows {
			if row.Problem == "" && !json.Valid([]byte(row.Input)) {
				t.Errorf("%q gives the input %q", text, row.Input)
			}
		}
	})
}
