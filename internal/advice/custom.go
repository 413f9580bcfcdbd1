package advice

import (
	"strconv"
	"strings"
)

// custom judges by paths: one pair for a loop.
func custom(w Where) (judge, error) {
	var confidence, prediction, answer Path
	for _, p := range []struct {
		into       *Path
		text, root string
	}{{&confidence, w.Confidence, inputRoot}, {&prediction, w.Prediction, inputRoot}, {&answer, w.Answer, answerRoot}} {
		if p.text == "" {
			continue // Prediction may be left out
		}
		var err error
		if *p.into, err = ParsePath(p.text, p.root); err != nil {
			return nil, err
		}
	}
	return func(input map[string]any, answers []map[string]any) ([]Pair, string) {
		sure, ok := numberAt(confidence, input)
		if !ok {
			return nil, "no number at " + confidence.String()
		}
		var predicted any = true
		if !prediction.zero() {
			if predicted, ok = prediction.in(input); !ok {
				return nil, "nothing at " + prediction.String()
			}
		}
		confirm, given := 0, 0
		for _, a := range answers {
			if v, ok := answer.in(a); ok {
				given++
				if equal(predicted, v) {
					confirm++
				}
			}
		}
		if given == 0 {
			return nil, "nothing at " + answer.String()
		}
		return []Pair{{Confidence: sure, Right: w.Agreement.right(confirm, given)}}, ""
	}, nil
}

// numberAt reads a number, which may stand as a text.
func numberAt(p Path, document any) (float64, bool) {
	v, ok := p.in(document)
	if !ok {
		return 0, false
	}
	switch v.(type) {
	case bool, nil:
		return 0, false
	}
	text, ok := scalar(v)
	if !ok {
		return 0, false
	}
	x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return x, err == nil
}
