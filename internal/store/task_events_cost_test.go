package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"foureyes/internal/humanloop"
	"foureyes/internal/tag"
)

// What is asked and saved for a flow definition that tells of its tasks, beyond what
// is for others, is telling; others pay nothing.
func TestOnlyFlowsThatTellPayForIt(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		w := town{s, time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)}
		w.fill(t, false)
		if err := s.write(t.Context(), func(tx *tx) error {
			_, err := tx.exec(`INSERT INTO tag (resource_id, key, value) VALUES ('flow-2', '` + tag.TaskEvents + `', '` + tag.On + `')`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		heard := listen(s)
		quiet, telling := w.oneLoop(t, heard, "flow-1"), w.oneLoop(t, heard, "flow-2")
		for i, step := range []string{"start", "accept", "submit"} {
			less, more := quiet[i], telling[i]
			if extra := ofTelling(less); len(extra) != 0 {
				t.Errorf("%s: a flow that does not tell asks %q", step, extra)
			}
			if len(ofTelling(more)) == 0 {
				t.Errorf("%s: nothing is told", step)
			}
			rest := slices.DeleteFunc(queries(more), func(q string) bool { return slices.Contains(ofTelling(more), q) })
			if !slices.Equal(queries(less), rest) {
				t.Errorf("%s: besides telling, %q is not %q", step, rest, queries(less))
			}
			t.Logf("%s: %d statements, %d with the tag", step, len(less), len(more))
		}
	})
}

// oneLoop starts a loop and lets the worker take and answer a task of its flow; it
// gives what each of the three has asked.
func (w town) oneLoop(t *testing.T, heard *listener, flowID string) (steps [][]asked) {
	t.Helper()
	ids := 0
	loops := humanloop.NewService(humanloop.Parts{Store: w.Store, Flows: w.Store, NewID: func(time.Time) string {
		ids++
		return fmt.Sprintf("%s-%d", flowID, ids)
	}})
	start := func(name string) error {
		_, err := loops.Start(t.Context(), humanloop.StartRequest{
			Account: "1", Region: "r", Name: name, FlowDefinitionARN: "arn:aws:sagemaker:r:1:flow-definition/" + flowID, InputContent: "{}",
		}, w.now)
		return err
	}
	if err := start("first-" + flowID); err != nil { // knows the flow from then on
		t.Fatal(err)
	}
	var task *humanloop.Task
	for _, call := range []func(context.Context) error{
		func(context.Context) error { return start("second-" + flowID) },
		func(ctx context.Context) (err error) {
			task, err = loops.Next(ctx, "ann", flowID, w.now)
			return err
		},
		func(ctx context.Context) error {
			_, err := loops.Submit(ctx, "ann", task.Assignment.ID, []byte(`{}`), nil, w.now.Add(time.Second))
			return err
		},
	} {
		asks, err := heard.since(func() error { return call(t.Context()) })
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, asks)
	}
	return steps
}

// ofTelling are the queries that have to do with telling.
func ofTelling(asks []asked) []string {
	found := map[string]bool{}
	for _, a := range asks {
		for _, arg := range a.args {
			if text, is := arg.(string); is && strings.Contains(text, "tell") {
				found[a.query] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func queries(asks []asked) []string {
	var all []string
	for _, a := range asks {
		all = append(all, a.query)
	}
	return all
}
