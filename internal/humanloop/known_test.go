package humanloop

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
)

// flowShelf stands in for the database: one flow definition by name, and starts
// that succeed only for the definition that is there now.
type flowShelf struct {
	Store // nothing else is asked of it

	now     flow.Definition
	gone    bool
	refusal fault.Kind // of a start for a definition that is not there
	reads   int
}

func (s *flowShelf) FlowDefinition(context.Context, string, string, string) (flow.Definition, error) {
	s.reads++
	if s.gone {
		return flow.Definition{}, fault.New(fault.NotFound, fault.FlowDefinition, "gone")
	}
	return s.now, nil
}

func (s *flowShelf) FlowDefinitionByID(context.Context, string) (flow.Definition, error) {
	return flow.Definition{}, errors.New("not asked for")
}

func (s *flowShelf) FlowSetting(context.Context, string, string) (string, error) {
	return "", errors.New("not asked for")
}

func (s *flowShelf) StartLoop(_ context.Context, st Started) (Loop, error) {
	if s.gone || st.Flow.ID != s.now.ID {
		return Loop{}, fault.New(s.refusal, fault.FlowDefinition, "the store says that %s is gone", st.Flow.ID)
	}
	return st.Loop, nil
}

// starter is a Service over a shelf, and a call that starts another loop.
func starter(shelf *flowShelf) func() (Loop, error) {
	n := 0
	s := NewService(Parts{Store: shelf, Flows: shelf, NewID: func(time.Time) string { n++; return fmt.Sprint("loop-", n) }})
	return func() (Loop, error) {
		b, err := s.Start(context.Background(), StartRequest{
			Account: shelf.now.Account, Region: shelf.now.Region, Name: fmt.Sprint("name-", n),
			FlowDefinitionARN: shelf.now.ARN(), InputContent: "{}",
		}, time.UnixMilli(1))
		return b.Loop, err
	}
}

func shelf() *flowShelf {
	return &flowShelf{refusal: fault.Invalid, now: flow.Definition{ID: "flow-1", Account: "111122223333", Region: "eu-west-1", Name: "f", TaskCount: 1}}
}

func TestStartReadsItsFlowDefinitionOnce(t *testing.T) {
	s := shelf()
	start := starter(s)
	for range 3 {
		if l, err := start(); err != nil || l.FlowID != "flow-1" {
			t.Fatalf("start: %+v, %v", l, err)
		}
	}
	if s.reads != 1 {
		t.Errorf("the definition was read %d times", s.reads)
	}
}

func TestStartFindsTheFlowDefinitionThatHasTheNameNow(t *testing.T) {
	s := shelf()
	start := starter(s)
	if _, err := start(); err != nil {
		t.Fatal(err)
	}
	s.now.ID, s.now.TaskCount = "flow-2", 3
	for range 2 {
		l, err := start()
		if err != nil || l.FlowID != "flow-2" || l.TaskCount != 3 {
			t.Errorf("start: %+v, %v; want a loop of flow-2", l, err)
		}
	}
	if s.reads > 3 {
		t.Errorf("the new definition was not remembered: %d reads", s.reads)
	}
}

func TestStartOfAFlowDefinitionThatIsGoneIsInvalid(t *testing.T) {
	s := shelf()
	start := starter(s)
	if _, err := start(); err != nil {
		t.Fatal(err)
	}
	s.gone = true
	// A loop of another definition may have the name; it does not matter.
	for _, s.refusal = range []fault.Kind{fault.Invalid, fault.Conflict} {
		if _, err := start(); !fault.Is(err, fault.Invalid) {
			t.Errorf("start: %v, want it to be Invalid", err)
		}
	}
}

func TestKnownFlowsStayFew(t *testing.T) {
	var k knownFlows
	for i := range 3 * knownLimit {
		key := knownKey{arn: fmt.Sprint(i)}
		k.put(key, flow.Definition{ID: key.arn})
		if d, ok := k.get(key); !ok || d.ID != key.arn {
			t.Fatalf("definition %d was forgotten at once", i)
		}
		if len(k.values) > knownLimit {
			t.Fatalf("%d definitions are remembered", len(k.values))
		}
	}
}
