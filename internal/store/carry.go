package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"foureyes/internal/audit"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// CarryLoop saves a loop that has ended elsewhere, or its input if the loop is here
// without.
func (s *Store) CarryLoop(ctx context.Context, c humanloop.Carried) (bool, error) {
	added := false
	err := s.write(ctx, func(t *tx) (err error) {
		t.call.Note(func(e *audit.Entry) { e.Resource, e.FlowDefinitionARN = c.Loop.ARN(), c.Flow.ARN() })
		t.about(c.Loop)
		if err := t.checkCarryTo(c); err != nil {
			return err
		}
		if added, err = t.insertLoop(c.Loop); err != nil {
			return err
		}
		if !added {
			added, err = t.carryAgain(c)
			return err
		}
		t.notes = append(t.notes, c.Loop.Note())
		_, err = t.exec(`INSERT INTO human_loop_input (loop_id, content) VALUES ($1, $2)`, c.Loop.ID, c.Input)
		return err
	})
	return added, err
}

// checkCarryTo asks whether the flow definition takes the loop, as it is now.
func (t *tx) checkCarryTo(c humanloop.Carried) error {
	status, err := one(t, value[flow.Status], `SELECT f.status FROM flow_definition f WHERE f.id = $1 AND f.deleted_at IS NULL`+t.forShare("f"), c.Flow.ID)
	if errors.Is(err, errNoRow) {
		return fault.New(fault.NotFound, fault.FlowDefinition, "Flow definition %s does not exist.", c.Flow.ARN())
	}
	if err != nil {
		return err
	}
	return c.Usable(c.Flow, status)
}

// carryAgain adds the input that the loop with the name lacks, if it does.
func (t *tx) carryAgain(c humanloop.Carried) (bool, error) {
	old, err := t.loopNamed(c.Loop.Account, c.Loop.Region, c.Loop.Name)
	if fault.Is(err, fault.NotFound) {
		return false, errAgain // deleted just now
	}
	if err != nil {
		return false, err
	}
	if old, err = t.loopByID(old.ID); err != nil { // locked
		return false, err
	}
	lacks, err := c.Again(old, c.Loop)
	if err != nil || !lacks {
		return false, err
	}
	if _, err := t.exec(`UPDATE human_loop_input SET content = $2 WHERE loop_id = $1`, old.ID, c.Input); err != nil {
		return false, err
	}
	_, err = t.exec(`UPDATE human_loop SET input_sha256 = $2 WHERE id = $1`, old.ID, c.Loop.InputSHA256)
	return true, err
}

// LoopsNamed finds loops by their names; deleted ones are not found.
func (s *Store) LoopsNamed(ctx context.Context, account, region string, names []string) ([]humanloop.Loop, error) {
	if len(names) == 0 {
		return nil, nil
	}
	args, places := []any{account, region}, make([]string, 0, len(names))
	for _, name := range names {
		args = append(args, name)
		places = append(places, fmt.Sprintf("$%d", len(args)))
	}
	return many(s.read(ctx), scanLoop, `SELECT `+loopColumns+` FROM human_loop l
		WHERE account_id = $1 AND region = $2 AND deleted_at IS NULL AND name IN (`+strings.Join(places, ", ")+`) ORDER BY name`, args...)
}
