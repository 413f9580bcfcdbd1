package store

import (
	"context"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// Take finds the oldest task that a person may take now in the flows given, and
// runs the rule on it; nil when there is none.
func (s *Store) Take(ctx context.Context, personID string, flowIDs []string, now time.Time, rule humanloop.Rule) (*humanloop.Assignment, error) {
	var a *humanloop.Assignment
	err := s.write(ctx, func(t *tx) error {
		a = nil
		// Of one person's requests at the same time, the later ones see what the first
		// has taken.
		if err := t.lockPerson(personID); err != nil {
			return err
		}
		state, err := t.oldestOpen(asks{personID, now}, flowIDs)
		if err != nil || state.Loop.ID == "" {
			return err
		}
		change, err := rule.Run(state)
		if err != nil {
			return err
		}
		a = &change.Assignments[0]
		return t.saveChange(state, change)
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

// oldestOpen finds the oldest task that a person may take now in some flows, and
// locks its loop; a zero State when there is none.
func (t *tx) oldestOpen(who asks, flowIDs []string) (humanloop.State, error) {
	queues, err := t.queues(who, flowIDs)
	if err != nil {
		return humanloop.State{}, err
	}
	best, task, err := t.search(who, queues)
	if err != nil || best < 0 {
		return humanloop.State{}, err
	}
	if !t.rowLocks {
		return t.loopState(task.loopID)
	}
	queues[0], queues[best] = queues[best], queues[0]
	state, err := t.claim(who, queues, t.forClaim("l"))
	if err != nil || state.Loop.ID != "" {
		return state, err
	}
	// All that was open is in somebody's hands this moment, who may leave a place.
	return t.claim(who, queues, t.forUpdate("l"))
}

// search finds the oldest task, and the queue that it stands in; -1 for none. Of a
// queue that begins later than a task that was found it asks nothing.
func (t *tx) search(who asks, queues []queue) (best int, found openTask, err error) {
	best = -1
	for i := range queues {
		if best >= 0 && found.createdAt < queues[i].since {
			break
		}
		task, err := t.next(who, &queues[i])
		if err != nil {
			return -1, found, err
		}
		if task.loopID != "" && (best < 0 || task.before(found)) {
			best, found = i, task
		}
	}
	if best < 0 || queues[best].returned {
		return best, found, nil
	}
	return best, found, t.pass(who, queues[best], found)
}

func (o openTask) before(other openTask) bool {
	return o.createdAt < other.createdAt || o.createdAt == other.createdAt && o.loopID < other.loopID
}

// next finds the oldest task of a queue that the person may take.
func (t *tx) next(who asks, q *queue) (openTask, error) {
	task, err := t.oldestIn(who, *q, "")
	if err != nil || task.loopID != "" || !q.returned {
		return task, err
	}
	more, err := t.passReturned(who, q)
	if err != nil || !more {
		return task, err
	}
	return t.oldestIn(who, *q, "")
}

// claim locks the oldest task of the first queue that has one. A flow that is being
// deleted meanwhile is passed over.
func (t *tx) claim(who asks, queues []queue, lock string) (humanloop.State, error) {
	for _, q := range queues {
		task, err := t.oldestIn(who, q, lock)
		if err != nil {
			return humanloop.State{}, err
		}
		if task.loopID == "" {
			continue
		}
		state, err := t.loopState(task.loopID)
		if err != nil || state.FlowStatus == flow.Active {
			return state, err
		}
	}
	return humanloop.State{}, nil
}
