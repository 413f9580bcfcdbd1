package advice

// Report is a result as JSON, for the API and the command line.
type Report struct {
	Sentence        string       `json:"sentence" doc:"The advice for people."`
	Details         string       `json:"details" doc:"What it rests on."`
	Narrowing       string       `json:"narrowing,omitempty" doc:"What further answers would bring."`
	Assumptions     []string     `json:"assumptions" nullable:"false" doc:"What it takes for granted."`
	Outcome         Outcome      `json:"outcome" enum:"Found,None,TooFew"`
	Basis           Basis        `json:"basis" enum:"Everything,Sampled,Conditioned,Given" doc:"Which predictions the judged ones stand for."`
	Risk            float64      `json:"risk" doc:"The share of errors that was asked for."`
	ConfidenceLevel float64      `json:"confidenceLevel"`
	HumanLoops      int          `json:"humanLoops" doc:"How many were read."`
	Skipped         []SkipReport `json:"skipped,omitempty" doc:"What was read and could not be used."`
	Judged          int64        `json:"judged" doc:"Predictions that people have judged."`
	Wrong           int64        `json:"wrong" doc:"How many of them were wrong."`
	Selected        *Selected    `json:"selected,omitempty" doc:"The threshold, when one was found."`
	Steps           int          `json:"steps" doc:"The most steps of the search, among which the chance of an error is divided."`
	Delta           float64      `json:"delta" doc:"That chance for one step: (1 - confidenceLevel) / steps."`
	Needed          int64        `json:"needed" doc:"The least number of judged predictions with which a threshold can be found, if none of them is wrong."`
	More            []MoreReport `json:"more,omitempty" doc:"What further answers would bring if they are like these."`
	Curve           []PointOf    `json:"curve" nullable:"false" doc:"From the highest threshold to the lowest, 200 points or a few more at most."`
}

// Selected is the threshold that was found.
type Selected struct {
	Threshold       float64 `json:"threshold" doc:"What is below it needs review."`
	Review          float64 `json:"review" doc:"The share that is below it."`
	Unreviewed      int64   `json:"unreviewed" doc:"Judged predictions that are not below it."`
	UnreviewedWrong int64   `json:"unreviewedWrong" doc:"How many of these were wrong."`
	Bound           float64 `json:"bound" doc:"What their true rate of errors does not exceed, at the confidence level."`
}

// SkipReport tells why something was not used, and how often.
type SkipReport struct {
	Reason string `json:"reason"`
	Times  int    `json:"times"`
}

// MoreReport is a projection.
type MoreReport struct {
	Answers   int64   `json:"answers" doc:"How many more judged predictions."`
	Threshold float64 `json:"threshold"`
	Review    float64 `json:"review"`
}

// PointOf is a point of the curve.
type PointOf struct {
	Threshold float64 `json:"threshold"`
	Coverage  float64 `json:"coverage" doc:"The share that is not below the threshold."`
	Risk      float64 `json:"risk" doc:"The share of wrong ones among these."`
	Upper     float64 `json:"upper" doc:"The bound of that share which the search compares with the risk."`
}

// Report writes a result down.
func (r Result) Report() Report {
	a := r.Advice
	out := Report{
		Sentence: a.Sentence(), Details: a.Details(), Narrowing: a.Narrowing(), Assumptions: a.Assumptions(),
		Outcome: a.Outcome, Basis: a.Basis, Risk: a.Question.Risk, ConfidenceLevel: a.Question.ConfidenceLevel,
		HumanLoops: r.Loops, Judged: a.Judged, Wrong: a.Wrong, Steps: a.Steps, Delta: a.Delta, Needed: a.Needed,
		Curve: make([]PointOf, 0, len(a.Curve)),
	}
	if a.Outcome == Found {
		out.Selected = &Selected{a.Threshold, a.Review, a.Unreviewed, a.UnreviewedWrong, a.Bound}
	}
	for _, s := range r.Skipped {
		out.Skipped = append(out.Skipped, SkipReport(s))
	}
	for _, m := range a.More {
		out.More = append(out.More, MoreReport{m.Pairs, m.Threshold, m.Review})
	}
	for _, p := range a.Curve {
		out.Curve = append(out.Curve, PointOf(p))
	}
	return out
}

// Advice is what the report was written from.
func (r Report) Advice() Advice {
	a := Advice{
		Question: Question{r.Risk, r.ConfidenceLevel}, Basis: r.Basis, Outcome: r.Outcome,
		Judged: r.Judged, Wrong: r.Wrong, Steps: r.Steps, Delta: r.Delta, Needed: r.Needed,
	}
	if s := r.Selected; s != nil {
		a.Threshold, a.Review, a.Unreviewed, a.UnreviewedWrong, a.Bound = s.Threshold, s.Review, s.Unreviewed, s.UnreviewedWrong, s.Bound
	}
	for _, m := range r.More {
		a.More = append(a.More, Projection{m.Answers, m.Threshold, m.Review})
	}
	for _, p := range r.Curve {
		a.Curve = append(a.Curve, Point(p))
	}
	return a
}
