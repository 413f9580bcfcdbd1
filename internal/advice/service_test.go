package advice

import (
	"context"
	"errors"
	"testing"

	"foureyes/internal/flow"
	"foureyes/internal/tag"
)

// shelf is a store with one flow definition and its loops.
type shelf struct {
	flow    flow.Definition
	setting string
	loops   []Reviewed
	fails   error
}

func (s shelf) FlowDefinition(context.Context, string, string, string) (flow.Definition, error) {
	return s.flow, nil
}

func (s shelf) FlowSetting(_ context.Context, _, key string) (string, error) {
	if key != tag.Conditions {
		return "", errors.New("another setting")
	}
	return s.setting, nil
}

func (s shelf) EachReviewed(_ context.Context, _ string, _ Span, visit func(Reviewed) error) error {
	for _, l := range s.loops {
		if err := visit(l); err != nil {
			return err
		}
	}
	return s.fails
}

func TestConditionsCountWhenTheyAreEvaluated(t *testing.T) {
	r := Request{Where: Where{Confidence: "input.c", Answer: "answer.right"}, Question: Question{0.1, 0.9}}
	s := shelf{flow: flow.Definition{Conditions: `{"Conditions":[]}`}, loops: []Reviewed{loop(`{"c": 1}`, `{"right": true}`), loop(`{"c": 2}`, `{"right": true}`)}}
	for setting, want := range map[string]Basis{"": Everything, tag.Evaluate: Conditioned} {
		s.setting = setting
		var told []int
		got, err := NewService(s).Advise(t.Context(), r, func(loops int) { told = append(told, loops) })
		if err != nil || got.Advice.Basis != want || got.Loops != 2 || len(told) != 2 || told[1] != 2 {
			t.Errorf("%q: %+v, %v, told %v", setting, got, err, told)
		}
	}
	s.fails = errors.New("the disk is gone")
	if _, err := NewService(s).Advise(t.Context(), r, nil); !errors.Is(err, s.fails) {
		t.Errorf("a store that fails: %v", err)
	}
	r.Question.Risk = 2
	if _, err := NewService(s).Advise(t.Context(), r, nil); err == nil {
		t.Error("a question that is none")
	}
}
