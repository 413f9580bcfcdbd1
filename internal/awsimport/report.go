package awsimport

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// State is what came of a thing.
type State string

// The states.
const (
	Made      State = "made"
	WouldMake State = "would be made"
	Present   State = "there already"
	Differs   State = "there and different" // left as it is
	Left      State = "cannot be carried"
	Failed    State = "failed"
)

// Item is one thing in the report.
type Item struct {
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	State State  `json:"state"`
	// Differs names the members that are different.
	Differs []string `json:"differs,omitempty"`
	// Notes are what a person should know or do.
	Notes []string `json:"notes,omitempty"`
	// Loops counts the human loops of a flow definition by what came of them.
	Loops map[State]int `json:"loops,omitempty"`

	told int // loops that Notes speak of, or would
}

func (i Item) failed(err error) Item { return i.because(Failed, "%v", err) }

func (i Item) because(s State, format string, args ...any) Item {
	i.State = s
	i.Notes = append(i.Notes, fmt.Sprintf(format, args...))
	return i
}

// Report is what came of everything.
type Report struct {
	DryRun bool   `json:"dryRun"`
	Items  []Item `json:"items"`
}

// Count says how many things are in one of the states.
func (r *Report) Count(states ...State) int {
	n := 0
	for _, i := range r.Items {
		if slices.Contains(states, i.State) {
			n++
		}
	}
	return n
}

// Text writes the report for people: a line for each thing, what is to know about it below.
func (r *Report) Text(w io.Writer) {
	if len(r.Items) == 0 {
		_, _ = fmt.Fprintln(w, "There is nothing to import in this account and region.")
		return
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, i := range r.Items {
		state := string(i.State)
		if i.Loops != nil {
			state = counted(func(s State) int { return i.Loops[s] })
		}
		if len(i.Differs) > 0 {
			state += " (" + strings.Join(i.Differs, ", ") + ")"
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\n", i.Kind, i.Name, state)
	}
	_ = table.Flush() // w tells of its own failures
	for _, i := range r.Items {
		for _, note := range i.Notes {
			_, _ = fmt.Fprintf(w, "\n%s %s: %s", i.Kind, i.Name, note)
		}
	}
	_, _ = fmt.Fprintf(w, "\n%s\n", r.summary())
}

// summary counts things, each flow definition's human loops as one.
func (r *Report) summary() string {
	return counted(func(s State) int { return r.Count(s) })
}

// counted says how many are in which state.
func counted(count func(State) int) string {
	var parts []string
	for _, s := range []State{Made, WouldMake, Present, Differs, Left, Failed} {
		if n := count(s); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	return strings.Join(parts, ", ")
}
