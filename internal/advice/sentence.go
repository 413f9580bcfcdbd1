package advice

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Sentence is the advice for people.
func (a Advice) Sentence() string {
	aim := fmt.Sprintf("To keep errors under %s at %s confidence, ", exactly(a.Question.Risk), exactly(a.Question.ConfidenceLevel))
	switch {
	case a.Outcome == TooFew:
		return fmt.Sprintf("%sreview everything for now: %s judged predictions are too few, as at least %s without a mistake are needed.",
			aim, count(a.Judged), count(a.Needed))
	case a.Outcome == None:
		return aim + "review everything: no threshold is known to be safe."
	case a.Review == 0:
		return aim + "nothing needs review."
	}
	return fmt.Sprintf("%sreview everything below %s: %s of %s.",
		aim, strconv.FormatFloat(a.Threshold, 'f', -1, 64), roughly(a.Review), a.Basis.of())
}

// of names what shares are of.
func (b Basis) of() string {
	switch b {
	case Conditioned:
		return "what was reviewed"
	case Given:
		return "what was given"
	}
	return "the traffic"
}

// Details tells what the sentence rests on.
func (a Advice) Details() string {
	if a.Outcome != Found {
		return fmt.Sprintf("Of %s judged predictions, %s.", count(a.Judged), wereWrong(a.Wrong))
	}
	return fmt.Sprintf("Of %s judged predictions, %s; of the %s at %s or above, %s. Their true rate of errors is at most %s.",
		count(a.Judged), wereWrong(a.Wrong), count(a.Unreviewed), strconv.FormatFloat(a.Threshold, 'f', -1, 64), wereWrong(a.UnreviewedWrong), upwards(a.Bound))
}

// Narrowing tells what further answers would bring.
func (a Advice) Narrowing() string {
	switch {
	case a.Judged == 0:
		return ""
	case a.Outcome == Found && a.Review == 0:
		return ""
	case a.Outcome == Found && len(a.More) == 0:
		return "More answers like these would hardly change it."
	case len(a.More) == 0:
		return "More answers like these would not help: also the surest predictions are wrong too often."
	}
	var parts []string
	for _, p := range a.More {
		share := "about " + roughly(p.Review)
		if p.Review == 0 {
			share = "nothing"
		}
		parts = append(parts, fmt.Sprintf("with %s more %s (below %s)", count(p.Pairs), share, strconv.FormatFloat(p.Threshold, 'f', -1, 64)))
	}
	return "If further answers are like these, less needs review: " + strings.Join(parts, ", ") + "."
}

// Assumptions are what the advice takes for granted, in whole sentences.
func (a Advice) Assumptions() []string {
	all := []string{
		"What people answered is right.",
		"Each prediction is drawn like every other, independently: several of one document count as if they came from several.",
		"What comes is like what was judged: the same model, the same kind of input.",
		"Surer predictions are not wrong more often than less sure ones; the curve shows it.",
	}
	switch a.Basis {
	case Everything:
		return append(all, "Every prediction started a human loop. If your program starts them for some only, the others are not in these figures.")
	case Sampled:
		return append(all, "Only loops that a Sampling condition took count: they are a random sample of the traffic.")
	case Conditioned:
		return append(all, "Conditions chose what was reviewed, so these figures are about that, and say nothing of what nobody saw. "+
			"Add a Sampling condition, whose loops are a random sample of the traffic.")
	}
	return append(all, "The pairs given are a random sample of the traffic.")
}

// exactly writes a share that somebody has chosen.
func exactly(share float64) string {
	return strconv.FormatFloat(math.Round(share*1e8)/1e6, 'f', -1, 64) + " %"
}

// roughly writes a share with two significant digits, more for those near to 1.
func roughly(share float64) string {
	percent := 100 * share
	switch {
	case percent == 0:
		return "0 %"
	case percent >= 99 && percent < 100:
		return strconv.FormatFloat(math.Min(percent, 99.99), 'f', 2, 64) + " %"
	case percent >= 10:
		return strconv.FormatFloat(percent, 'f', 0, 64) + " %"
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(percent, 'g', 2, 64), 64)
	return strconv.FormatFloat(rounded, 'f', -1, 64) + " %"
}

// upwards writes a bound with two significant digits, never less than it is.
func upwards(share float64) string {
	digits := math.Pow10(1 - int(math.Floor(math.Log10(100*share))))
	return exactly(math.Ceil(100*share*digits-1e-9) / digits / 100)
}

// wereWrong tells how many were wrong.
func wereWrong(n int64) string {
	switch n {
	case 0:
		return "none was wrong"
	case 1:
		return "1 was wrong"
	}
	return count(n) + " were wrong"
}

// count writes a number with commas between thousands.
func count(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
