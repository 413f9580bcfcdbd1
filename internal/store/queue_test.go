package store

import (
	"testing"
	"time"

	"foureyes/internal/humanloop"
)

// The first search of somebody who has answered thousands of open loops passes them
// all; the next ones begin where it ended.
func TestTakeRemembersItsPlace(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		w := town{s, time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)}
		w.fill(t, false)
		const last = "loop-119999"
		for _, statement := range []string{
			`DELETE FROM queue_place`,
			`UPDATE human_loop SET flow_id = 'flow-1'`,
			`UPDATE human_loop SET returned_at = NULL WHERE id = '` + last + `'`,
			`DELETE FROM assignment_correction`, `DELETE FROM assignment_draft`, `DELETE FROM assignment_answer`, `DELETE FROM assignment`,
			`INSERT INTO assignment (id, loop_id, flow_id, person_id, status, reason, accepted_at, expires_at, paused_ms, ended_at, time_spent_ms)
				SELECT id, id, flow_id, 'ann', 'Submitted', '', 1, 1, 0, 1, 1 FROM human_loop WHERE id <> '` + last + `'`,
		} {
			if err := s.write(t.Context(), func(tx *tx) error { _, err := tx.exec(statement); return err }); err != nil {
				t.Fatal(err)
			}
		}
		now := w.now.Add(time.Hour)
		a, err := s.Take(t.Context(), "ann", []string{"flow-1"}, now, func(st humanloop.State) (humanloop.Change, error) {
			return humanloop.Change{Loop: st.Loop, Assignments: []humanloop.Assignment{{
				ID: "new", LoopID: st.Loop.ID, FlowID: "flow-1", PersonID: "ann", Status: humanloop.Accepted, AcceptedAt: now, ExpiresAt: now,
			}}}, nil
		})
		if err != nil || a == nil || a.LoopID != last {
			t.Fatalf("was given %+v, %v", a, err)
		}
		for what, query := range map[string]string{
			"open loops": `SELECT COUNT(*) FROM human_loop WHERE open_slots > 0`,
			"created before the place": `SELECT COUNT(*) FROM human_loop l JOIN queue_place p ON p.flow_id = l.flow_id
				WHERE l.open_slots > 0 AND l.returned_at IS NULL AND l.created_at < p.created_at`,
			"returned before the place": `SELECT COUNT(*) FROM human_loop l JOIN queue_place p ON p.flow_id = l.flow_id
				WHERE l.open_slots > 0 AND l.returned_at < p.returned_at`,
		} {
			n, err := one(s.read(t.Context()), value[int], query)
			if err != nil || n < townLoops/8 {
				t.Errorf("%s: %d, %v", what, n, err)
			}
		}
		left := len(w.toPass(t, now))
		if left >= walkBound+returnedWindow {
			t.Errorf("%d open loops are passed once more", left)
		}
	})
}

// toPass gives the open loops that ann's next search meets without their being for
// ann.
func (w town) toPass(t *testing.T, now time.Time) []string {
	t.Helper()
	ids, err := many(w.read(t.Context()), value[string], `
		SELECT l.id FROM human_loop l JOIN queue_place p ON p.person_id = 'ann' AND p.flow_id = l.flow_id
		WHERE l.open_slots > 0 AND l.due_at > $1
		AND (l.returned_at IS NULL AND l.created_at >= p.created_at OR l.returned_at >= p.returned_at)`, now.UnixMilli())
	if err != nil {
		t.Fatal(err)
	}
	return ids
}
