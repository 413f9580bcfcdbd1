package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"foureyes/internal/advice"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// answered makes a loop with an answer that was over at a time.
func (h *house) answered(t *testing.T, d flow.Definition, name string, answers []string, at time.Time) {
	t.Helper()
	l := h.start(t, d, name, noon)
	for i, answer := range answers {
		a := h.take(t, h.person(t, fmt.Sprint(name, i)), noon, d)
		_, err := h.ChangeAssignment(t.Context(), a.ID, ending(humanloop.Submitted, answer, noon.Add(time.Duration(i)*time.Second)))
		must(t, err)
	}
	must(t, h.ChangeLoop(t.Context(), l.ID, setting(over(at))))
}

// reviews gives the answers of the loops that are handed in, as texts.
func reviews(ctx context.Context, s Store, d flow.Definition, span advice.Span) ([]string, error) {
	var all []string
	err := s.EachReviewed(ctx, d.ID, span, func(r advice.Reviewed) error {
		texts := []string{r.Input + ":"}
		for _, a := range r.Answers {
			texts = append(texts, string(a))
		}
		all = append(all, strings.Join(texts, " "))
		return nil
	})
	return all, err
}

func reviewedLoops(t *testing.T, h *house) {
	d, other := h.flow(t, "one"), h.flow(t, "two")
	ctx, all := t.Context(), advice.Span{}
	got, err := reviews(ctx, h, d, all)
	same(t, "none", nil, got, err)
	h.answered(t, d, "b", []string{`{"b":1}`, `{"b":2}`}, noon.Add(2*time.Hour))
	h.answered(t, d, "a", []string{`{"a":1}`}, noon.Add(time.Hour))
	h.answered(t, other, "c", []string{`{"c":1}`}, noon)
	h.ended(t, d, "without an answer", noon)
	h.start(t, d, "open", noon)

	a, b := `{"n":1}: {"a":1}`, `{"n":1}: {"b":1} {"b":2}`
	got, err = reviews(ctx, h, d, all)
	same(t, "the longest ended first", []string{a, b}, got, err)
	got, err = reviews(ctx, h, d, advice.Span{From: noon.Add(time.Hour), Until: noon.Add(2 * time.Hour)})
	same(t, "from on, and before until", []string{a}, got, err)
	got, err = reviews(ctx, h, d, advice.Span{From: noon.Add(time.Hour + time.Millisecond)})
	same(t, "later ones", []string{b}, got, err)
	enough := errors.New("enough")
	if err := h.EachReviewed(ctx, d.ID, all, func(advice.Reviewed) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("a visit that refuses: %v", err)
	}
}

// manyReviewedLoops are more than one query finds, many of which ended at once.
func manyReviewedLoops(t *testing.T, h *house) {
	const loops = 1003
	d := h.flow(t, "one")
	ann := h.person(t, "ann")
	for i := range loops {
		h.start(t, d, fmt.Sprint("l", i), noon)
		a := h.take(t, ann, noon, d)
		_, err := h.ChangeAssignment(t.Context(), a.ID, ending(humanloop.Submitted, fmt.Sprintf(`{"i":%d}`, i), noon))
		must(t, err)
		must(t, h.ChangeLoop(t.Context(), a.LoopID, setting(over(noon.Add(time.Duration(i/700)*time.Second)))))
	}
	got, err := reviews(t.Context(), h, d, advice.Span{})
	must(t, err)
	seen := map[string]bool{}
	for _, text := range got {
		seen[text] = true
	}
	if len(got) != loops || len(seen) != loops {
		t.Errorf("%d loops were handed in, %d different ones", len(got), len(seen))
	}
}
