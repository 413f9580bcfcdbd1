package humanloop_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
)

// twoTeams is a database in which the flow and the team of an assignment are named by
// the letter that its id begins with.
type twoTeams struct {
	humanloop.Store
	humanloop.Flows
	humanloop.History

	asked *int // how often pages of answers were read
}

func ofTeam(id string) flow.Definition {
	return flow.Definition{ID: id[:1], WorkteamID: "team-" + id[:1]}
}

func (twoTeams) FlowDefinitionByID(_ context.Context, id string) (flow.Definition, error) {
	return ofTeam(id), nil
}

func (twoTeams) Jobs(context.Context, string, int) ([]humanloop.Job, error) {
	return []humanloop.Job{{Flow: ofTeam("a")}, {Flow: ofTeam("b")}}, nil
}

func assigned(id string) humanloop.Assignment {
	return humanloop.Assignment{ID: id, FlowID: id[:1], PersonID: "ann"}
}

func (twoTeams) Assignment(_ context.Context, id string) (humanloop.Assignment, error) {
	return assigned(id), nil
}

func (twoTeams) HeldAssignments(context.Context, string) ([]humanloop.Assignment, error) {
	return []humanloop.Assignment{assigned("a1"), assigned("b1"), assigned("a2")}, nil
}

func (twoTeams) LoopByID(context.Context, string) (humanloop.Loop, error) {
	return humanloop.Loop{}, nil
}

// answers are a hundred of team a, one of team b after each tenth of them.
func (d twoTeams) Answered(_ context.Context, _ string, q page.Query) ([]humanloop.Answered, error) {
	*d.asked++
	var all []humanloop.Answered
	for i := range 100 {
		id := fmt.Sprintf("a%02d", i)
		if i%10 == 9 {
			id = fmt.Sprintf("b%02d", i)
		}
		all = append(all, humanloop.Answered{
			Assignment: humanloop.Assignment{ID: id, EndedAt: time.UnixMilli(int64(i))}, Flow: ofTeam(id), Member: true,
		})
	}
	from := 0
	if q.After != nil {
		from = int(q.After.CreatedAt.UnixMilli()) + 1
	}
	return all[from:min(from+q.Limit+1, 100)], nil
}

func (twoTeams) AnsweredOne(_ context.Context, _, id string) (humanloop.Answered, error) {
	return humanloop.Answered{Assignment: assigned(id), Flow: ofTeam(id), Member: true}, nil
}

func fencedRoom(teams ...string) (room *humanloop.Service, asked *int) {
	asked = new(int)
	db := twoTeams{asked: asked}
	return humanloop.NewService(humanloop.Parts{Store: db, Flows: db, History: db}).Without(teams), asked
}

func TestTasksOfBarredTeamsAreNotThere(t *testing.T) {
	s, _ := fencedRoom("team-a", "team-c")
	jobs, err := s.JobIDs(t.Context(), "ann")
	if diff := cmp.Diff(map[string]bool{"b": true}, jobs); err != nil || diff != "" {
		t.Errorf("jobs: %v %s", err, diff)
	}
	if _, err := s.Next(t.Context(), "ann", "a", time.Time{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("the next task: %v", err)
	}
	held, err := s.Held(t.Context(), "ann")
	if err != nil || len(held) != 1 || held[0].Assignment.ID != "b1" {
		t.Errorf("held: %v, %v", held, err)
	}
	if _, err := s.Task(t.Context(), "ann", "b1"); err != nil {
		t.Errorf("a task of the other team: %v", err)
	}
	_, task := s.Task(t.Context(), "ann", "a1")
	_, answer := s.Answered(t.Context(), "ann", "a1")
	_, correction := s.Correct(t.Context(), "ann", "a1", []byte(`{}`), nil, time.Time{})
	_, submission := s.Submit(t.Context(), "ann", "a1", []byte(`{}`), nil, time.Time{})
	for i, err := range []error{task, answer, correction, submission, s.SaveDraft(t.Context(), "ann", "a1", []byte(`{}`), time.Time{})} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("case %d: %v", i+1, err)
		}
	}
}

func TestPagesOfAnswersAreFullBehindAFence(t *testing.T) {
	s, asked := fencedRoom("team-a")
	var got []string
	var after *page.Key
	for {
		found, next, err := s.History(t.Context(), "ann", page.Query{Limit: 4, After: after})
		if err != nil || (next != nil && len(found) != 4) {
			t.Fatalf("%d answers, %v", len(found), err)
		}
		for _, a := range found {
			got = append(got, a.Assignment.ID)
		}
		if after = next; after == nil {
			break
		}
	}
	if diff := cmp.Diff([]string{"b09", "b19", "b29", "b39", "b49", "b59", "b69", "b79", "b89", "b99"}, got); diff != "" {
		t.Error(diff)
	}
	open, askedOnce := fencedRoom()
	if found, _, err := open.History(t.Context(), "ann", page.Query{Limit: 4}); err != nil || len(found) != 4 || *askedOnce != 1 || *asked < 20 {
		t.Errorf("without a fence: %d answers in %d readings, %v", len(found), *askedOnce, err)
	}
}
