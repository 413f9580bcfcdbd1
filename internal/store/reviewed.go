package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"time"

	"foureyes/internal/advice"
	"foureyes/internal/humanloop"
)

// reviewedAtOnce is how many loops are found by one query. Their inputs and answers,
// which may be large, are read one loop at a time.
const reviewedAtOnce = 500

// EachReviewed hands in the loops of a flow definition that ended with answers in a
// span of time, the longest ended first. It sees loops that have ended meanwhile, and
// passes over those that have left meanwhile. Deleted loops count until they leave:
// many programs delete a loop once they have its output.
func (s *Store) EachReviewed(ctx context.Context, flowID string, span advice.Span, visit func(advice.Reviewed) error) error {
	after := humanloop.Ended{At: span.From}
	for {
		loops, err := s.reviewed(ctx, flowID, after, span.Until)
		if err != nil {
			return err
		}
		for _, l := range loops {
			after = l
			r, err := s.readReviewed(ctx, l.ID)
			if err != nil {
				return err
			}
			if len(r.Answers) == 0 {
				continue
			}
			if err := visit(r); err != nil {
				return err
			}
		}
		if len(loops) < reviewedAtOnce {
			return nil
		}
	}
}

// reviewed lists the next loops after one of them.
func (s *Store) reviewed(ctx context.Context, flowID string, after humanloop.Ended, until time.Time) ([]humanloop.Ended, error) {
	end := int64(math.MaxInt64)
	if !until.IsZero() {
		end = until.UnixMilli()
	}
	return many(s.read(ctx), func(row scanner) (l humanloop.Ended, err error) {
		var at sql.NullInt64
		err = row.Scan(&l.ID, &at)
		l.At = moment(at)
		return l, err
	}, `
		SELECT id, ended_at FROM human_loop
		WHERE flow_id = $1 AND ended_at < $2 AND (ended_at, id) > ($3, $4) AND answers > 0
		ORDER BY ended_at, id LIMIT $5`, flowID, end, max(0, after.At.UnixMilli()), after.ID, reviewedAtOnce)
}

// readReviewed reads one loop's input and answers, these in the order in which they
// were submitted.
func (s *Store) readReviewed(ctx context.Context, loopID string) (advice.Reviewed, error) {
	var r advice.Reviewed
	_, err := many(s.read(ctx), func(row scanner) (struct{}, error) {
		var answer string
		err := row.Scan(&r.Input, &answer)
		r.Answers = append(r.Answers, json.RawMessage(answer))
		return struct{}{}, err
	}, `
		SELECT i.content, c.content FROM assignment a
		JOIN assignment_answer c ON c.assignment_id = a.id
		JOIN human_loop_input i ON i.loop_id = a.loop_id
		WHERE a.loop_id = $1 AND a.status = $2 ORDER BY a.ended_at, a.id`, loopID, humanloop.Submitted)
	return r, err
}
