package suite

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// Report is what a run has found.
type Report struct {
	Region  string        `json:"region"`
	Took    time.Duration `json:"tookNanoseconds"`
	Results []Result      `json:"results"`
	// LeftOut names the cases that would have needed a region of their own.
	LeftOut []string `json:"leftOut,omitempty"`
}

// Result is one case. Failure is nil when it passed.
type Result struct {
	Operation string        `json:"operation"`
	Name      string        `json:"name"`
	Took      time.Duration `json:"tookNanoseconds"`
	Failure   *Failure      `json:"failure,omitempty"`
}

// Failure is what was wrong, and the last requests with their answers.
type Failure struct {
	Reason    string     `json:"reason"`
	Exchanges []Exchange `json:"exchanges,omitempty"`
}

// Exchange is one request and its answer, without the signature. Long bodies are
// cut.
type Exchange struct {
	Request string `json:"request"`
	Answer  string `json:"answer"`
}

// maxBody is how many bytes of a body an Exchange keeps.
const maxBody = 4 << 10

func exchange(r request, a *answer) Exchange {
	var sent, came strings.Builder
	fmt.Fprintf(&sent, "%s %s?%s\n", r.method, r.path, r.query.Encode())
	for _, name := range slices.Sorted(maps.Keys(r.header)) {
		fmt.Fprintf(&sent, "%s: %s\n", name, r.header[name])
	}
	fmt.Fprintf(&sent, "\n%s", cut(r.body))
	fmt.Fprintf(&came, "%s %d\n", a.protocol, a.status)
	for _, name := range slices.Sorted(maps.Keys(a.header)) {
		fmt.Fprintf(&came, "%s: %s\n", name, strings.Join(a.header[name], ", "))
	}
	fmt.Fprintf(&came, "\n%s", cut(a.body))
	return Exchange{sent.String(), came.String()}
}

func cut(body []byte) string {
	if len(body) <= maxBody {
		return string(body)
	}
	return fmt.Sprintf("%s… (%d bytes)", body[:maxBody], len(body))
}

// Failed lists the cases that did not pass.
func (r *Report) Failed() []Result {
	return slices.DeleteFunc(slices.Clone(r.Results), func(one Result) bool { return one.Failure == nil })
}

// row is one line of the table.
type row struct {
	operation     string
	cases, passed int
}

func (r *Report) rows() []row {
	var rows []row
	for _, one := range r.Results {
		i := slices.IndexFunc(rows, func(w row) bool { return w.operation == one.Operation })
		if i < 0 {
			i, rows = len(rows), append(rows, row{operation: one.Operation})
		}
		rows[i].cases++
		if one.Failure == nil {
			rows[i].passed++
		}
	}
	return rows
}

// Table prints how many cases each operation has, and how many passed.
func (r *Report) Table(out io.Writer) {
	const line = "%-30s %7d %7d  %s\n"
	fmt.Fprintf(out, "%-30s %7s %7s\n", "operation", "cases", "passed")
	all := row{operation: "all"}
	for _, w := range r.rows() {
		fmt.Fprintf(out, line, w.operation, w.cases, w.passed, w.share())
		all.cases, all.passed = all.cases+w.cases, all.passed+w.passed
	}
	fmt.Fprintf(out, line, all.operation, all.cases, all.passed, all.share())
	if len(r.LeftOut) > 0 {
		fmt.Fprintf(out, "%d cases were left out: they need a region to themselves, and one was named.\n", len(r.LeftOut))
	}
}

// share is the part that passed, never rounded up to all.
func (w row) share() string {
	if w.passed == w.cases {
		return "100 %"
	}
	return fmt.Sprintf("%.1f %%", min(99.9, 100*float64(w.passed)/float64(w.cases)))
}

// Failures prints what did not pass, with the requests and answers when asked to.
func (r *Report) Failures(out io.Writer, exchanges bool) {
	for _, one := range r.Failed() {
		fmt.Fprintf(out, "\nFAILED %s\n  %s\n", one.Name, one.Failure.Reason)
		if !exchanges {
			continue
		}
		for _, e := range one.Failure.Exchanges {
			fmt.Fprintf(out, "%s\n%s\n", indent("> ", e.Request), indent("< ", e.Answer))
		}
	}
}

func indent(mark, text string) string {
	return "  " + mark + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  "+mark)
}
