package advice

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
)

// Reviewed is a human loop that is over, with all answers to it.
type Reviewed struct {
	Input   string // JSON text
	Answers []json.RawMessage
}

// Agreement says when several answers to one loop confirm a prediction.
type Agreement string

// The agreements.
const (
	Majority Agreement = "majority" // more than half of the answers do
	Every    Agreement = "every"
)

// right judges by how many of some answers confirm.
func (a Agreement) right(confirm, answers int) bool {
	if a == Every {
		return confirm == answers
	}
	return 2*confirm > answers
}

// Where says where predictions and judgements are found.
type Where struct {
	// Confidence and Prediction are paths into the input, Answer is one into an answer.
	// They are for flow definitions of the custom task type. Without Prediction the
	// answer says by true or false whether the prediction was right.
	Confidence, Prediction, Answer string
	// Sampled is a path into the input: only loops count where true stands there,
	// which says that chance alone chose them.
	Sampled string
	// Field keeps one key of forms, or one moderation label; all of them, if empty.
	Field string
	// Agreement is Majority when empty.
	Agreement Agreement
	// All counts what conditions have chosen, also where a sample is at hand.
	All bool
}

// judge finds the pairs of one loop, or says why there are none.
type judge func(input map[string]any, answers []map[string]any) (pairs []Pair, why string)

// Reader counts the pairs of human loops.
type Reader struct {
	judge     judge
	sampled   Path
	all       bool
	condition bool // of the flow definition: not everything was reviewed
	tallies   map[Basis]*Tally
	loops     int
	skipped   map[string]int
}

// NewReader makes a reader for the loops of a flow definition.
func NewReader(d flow.Definition, w Where) (*Reader, error) {
	r := &Reader{
		all: w.All, condition: d.Conditions != "", skipped: map[string]int{},
		tallies: map[Basis]*Tally{Everything: NewTally(), Sampled: NewTally()},
	}
	var err error
	if w.Sampled != "" {
		if r.sampled, err = ParsePath(w.Sampled, inputRoot); err != nil {
			return nil, err
		}
	}
	switch w.Agreement {
	case "":
		w.Agreement = Majority
	case Majority, Every:
	default:
		return nil, fault.New(fault.Invalid, Subject, "The agreement is majority or every, not %q.", w.Agreement)
	}
	r.judge, err = judgeOf(d, w)
	return r, err
}

// judgeOf is the judge of the flow definition's kind of task.
func judgeOf(d flow.Definition, w Where) (judge, error) {
	paths := w.Confidence != "" || w.Prediction != "" || w.Answer != ""
	switch {
	case d.RequestSource != "" && paths:
		return nil, fault.New(fault.Invalid, Subject, "Flow definition %s has the request source %s, whose predictions are known. Leave the paths out.", d.Name, d.RequestSource)
	case d.RequestSource == textractSource:
		return forms(w), nil
	case d.RequestSource == rekognitionSource:
		return labels(w), nil
	case w.Confidence == "" || w.Answer == "":
		return nil, fault.New(fault.Invalid, Subject, "Say where flow definition %s has its predictions, by paths such as "+
			"confidence=input.confidence, prediction=input.label and answer=answer.category.label.", d.Name)
	case w.Field != "":
		return nil, fault.New(fault.Invalid, Subject, "A field can be named for forms and moderation labels only; flow definition %s has paths.", d.Name)
	}
	return custom(w)
}

// Read counts the pairs of one loop. What it cannot use is counted with the reason.
func (r *Reader) Read(l Reviewed) {
	r.loops++
	input, ok := object([]byte(l.Input))
	if !ok {
		r.skip("the input is no JSON object")
		return
	}
	answers := make([]map[string]any, 0, len(l.Answers))
	for _, text := range l.Answers {
		if answer, ok := object(text); ok {
			answers = append(answers, answer)
		}
	}
	pairs, why := r.judge(input, answers)
	if why != "" {
		r.skip(why)
		return
	}
	r.count(pairs, r.took(input))
}

func (r *Reader) skip(why string) { r.skipped[why]++ }

// took reports whether chance alone chose the loop.
func (r *Reader) took(input map[string]any) bool {
	if !r.sampled.zero() {
		v, _ := r.sampled.in(input)
		text, _ := scalar(v)
		return text == "true"
	}
	conditions, there := conditionsOf(input)
	r.condition = r.condition || there
	return sampled(conditions)
}

func (r *Reader) count(pairs []Pair, sampled bool) {
	for _, p := range pairs {
		if err := r.tallies[Everything].Add(p); err != nil {
			r.skip(err.Error())
			continue
		}
		if sampled {
			_ = r.tallies[Sampled].Add(p) // what one tally takes, the other does
		}
	}
}

// object decodes a JSON object with its numbers as they are written.
func object(text []byte) (map[string]any, bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var o map[string]any
	err := d.Decode(&o)
	return o, err == nil && o != nil
}

// Counted is what a reader has counted.
type Counted struct {
	Tally   *Tally
	Basis   Basis
	Loops   int
	Skipped []Skipped
}

// Skipped tells why something was not counted, and how often.
type Skipped struct {
	Reason string
	Times  int
}

// Counted gives what was counted: a sample where conditions decide what is reviewed
// and a sample is at hand, else everything.
func (r *Reader) Counted() Counted {
	c := Counted{Tally: r.tallies[Everything], Basis: Everything, Loops: r.loops}
	switch {
	case r.all && r.condition:
		c.Basis = Conditioned
	case r.all:
	case !r.sampled.zero(), r.condition && r.tallies[Sampled].Len() > 0:
		c.Tally, c.Basis = r.tallies[Sampled], Sampled
	case r.condition:
		c.Basis = Conditioned
	}
	for _, why := range slices.Sorted(maps.Keys(r.skipped)) {
		c.Skipped = append(c.Skipped, Skipped{why, r.skipped[why]})
	}
	return c
}
