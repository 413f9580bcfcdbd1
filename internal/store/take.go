package store

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// asks is who asks for a task, and when.
type asks struct {
	personID string
	now      time.Time
}

// oldestOpen finds the oldest task that a person may take now in some flows, and
// locks its loop; a zero State when there is none.
func (t *tx) oldestOpen(who asks, flowIDs []string) (humanloop.State, error) {
	open, err := t.openTasks(who, flowIDs)
	if err != nil || len(open) == 0 {
		return humanloop.State{}, err
	}
	if !t.rowLocks {
		return t.loopState(open[0].loopID)
	}
	state, err := t.claim(who, open, t.forClaim("l"))
	if err != nil || state.Loop.ID != "" {
		return state, err
	}
	// All that was open is in somebody's hands this moment, who may leave a place.
	return t.claim(who, open, t.forUpdate("l"))
}

// openTask is the oldest task of a flow that is open.
type openTask struct {
	loopID, flowID string
	createdAt      int64
}

// openTasks gives the oldest open task of each flow that has one, oldest first.
// That is more than the oldest of all because another person may be taking it.
func (t *tx) openTasks(who asks, flowIDs []string) ([]openTask, error) {
	var open []openTask
	for _, flowID := range flowIDs {
		task, err := t.openIn(who, flowID, "")
		if errors.Is(err, errNoRow) {
			continue
		}
		if err != nil {
			return nil, err
		}
		open = append(open, task)
	}
	slices.SortFunc(open, func(a, b openTask) int {
		return cmp.Or(cmp.Compare(a.createdAt, b.createdAt), cmp.Compare(a.loopID, b.loopID))
	})
	return open, nil
}

// openIn walks the open tasks of a flow in the order of their creation, which the
// index human_loop_open holds. A task whose availability is over is not offered,
// even before the sweep has found it.
func (t *tx) openIn(who asks, flowID, lock string) (openTask, error) {
	return one(t, func(row scanner) (o openTask, err error) {
		o.flowID = flowID
		err = row.Scan(&o.loopID, &o.createdAt)
		return o, err
	}, `
		SELECT l.id, l.created_at FROM human_loop l JOIN flow_definition f ON f.id = l.flow_id
		WHERE l.flow_id = $1 AND l.open_slots > 0 AND l.due_at > $4 AND f.status = $3 AND NOT EXISTS (
		  SELECT 1 FROM assignment a WHERE a.loop_id = l.id AND a.person_id = $2 AND a.status IN `+taken+`)
		ORDER BY l.created_at, l.id LIMIT 1`+lock, flowID, who.personID, flow.Active, millis(who.now))
}

// claim locks the oldest task of the first flow that has one. A flow that is being
// deleted meanwhile is passed over.
func (t *tx) claim(who asks, open []openTask, lock string) (humanloop.State, error) {
	for _, o := range open {
		task, err := t.openIn(who, o.flowID, lock)
		if errors.Is(err, errNoRow) {
			continue
		}
		if err != nil {
			return humanloop.State{}, err
		}
		state, err := t.loopState(task.loopID)
		if err != nil || state.FlowStatus == flow.Active {
			return state, err
		}
	}
	return humanloop.State{}, nil
}
