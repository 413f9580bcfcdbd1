package storetest

import (
	"encoding/json"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
	"foureyes/internal/tag"
)

// lookBack is what workers ask about their own answers, and correcting one.
func lookBack(t *testing.T, h *house) {
	ann, bob := h.person(t, "ann"), h.person(t, "bob")
	f := h.flow(t, "f")
	var given []*humanloop.Assignment
	for i, name := range []string{"a", "b", "c"} {
		h.start(t, f, name, noon.Add(time.Duration(i)*time.Minute))
		given = append(given, h.take(t, ann, noon.Add(time.Hour), f))
		h.end(t, given[i], humanloop.Submitted, noon.Add(time.Hour+time.Duration(i/2)*time.Minute)) // two at once
	}
	h.end(t, h.take(t, bob, noon.Add(time.Hour), f), humanloop.Submitted, noon.Add(time.Hour))

	first, err := h.Answered(t.Context(), ann.ID, page.Query{Limit: 1})
	same(t, "a page and one more", []string{given[2].ID, given[1].ID}, column(first, answeredID), err)
	key := first[0].Key()
	rest, err := h.Answered(t.Context(), ann.ID, page.Query{Limit: 5, After: &key})
	same(t, "what comes after", []string{given[1].ID, given[0].ID}, column(rest, answeredID), err)
	same(t, "whose they are", []bool{true, false}, []bool{rest[0].Member, rest[0].Corrections}, nil)
	same(t, "the loop", []string{"b", "f"}, []string{rest[0].Loop.Name, rest[0].Flow.Name}, nil)
	done, err := h.AnsweredSince(t.Context(), ann.ID, noon.Add(time.Hour+time.Minute))
	same(t, "the last minute", 1, done.Answers, err)
	_, err = h.AnsweredOne(t.Context(), bob.ID, given[0].ID)
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("another's answer: %v", err)
	}
	correctTwice(t, h, ann.ID, *given[0], tag.Resource{Type: tag.FlowDefinition, Account: f.Account, Region: f.Region, Name: f.Name})
}

func correctTwice(t *testing.T, h *house, personID string, a humanloop.Assignment, at tag.Resource) {
	must(t, h.ChangeTags(t.Context(), at, func([]tag.Tag) ([]tag.Tag, error) {
		return []tag.Tag{{Key: tag.Corrections, Value: tag.On}}, nil
	}))
	for i, answer := range []string{`{"n":1}`, `{"n":2}`} {
		_, err := h.ChangeAssignment(t.Context(), a.ID, func(s humanloop.State) (humanloop.Change, error) {
			return humanloop.Change{
				Loop: s.Loop, Assignments: []humanloop.Assignment{s.Own}, Answer: json.RawMessage(answer), Draft: json.RawMessage(`{"at":"` + answer[5:6] + `"}`),
				CorrectedAt: noon.Add(2*time.Hour + time.Duration(i)*time.Second),
			}, nil
		})
		must(t, err)
	}
	got, err := h.AnsweredOne(t.Context(), personID, a.ID)
	same(t, "the last answer", `{"n":2}`, string(got.Content), err)
	same(t, "when it was corrected", noon.Add(2*time.Hour+time.Second), got.CorrectedAt, nil)
	same(t, "that it may be", true, got.Corrections, nil)
	draft, err := h.Draft(t.Context(), a.ID)
	same(t, "what was filled in", `{"at":"2"}`, string(draft), err)
	answers, err := h.Answers(t.Context(), a.LoopID)
	same(t, "what the output gets", `{"n":2}`, string(answers[0].Content), err)
	work, err := h.Work(t.Context(), a.LoopID)
	replaced := work[0].Replaced
	same(t, "when the first was replaced", noon.Add(2*time.Hour), replaced[0].At, err)
	same(t, "what the second was", `{"n":1}`, string(replaced[1].Answer), nil)
}

func answeredID(a humanloop.Answered) string { return a.Assignment.ID }
