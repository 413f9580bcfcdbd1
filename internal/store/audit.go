package store

import (
	"context"

	"foureyes/internal/audit"
	"foureyes/internal/aws/arn"
	"foureyes/internal/flow"
)

// SaveAudit saves entries that belong to no change.
func (s *Store) SaveAudit(ctx context.Context, entries []audit.Entry) error {
	return s.write(ctx, func(t *tx) error {
		for _, e := range entries {
			e.Region, e.Action, e.Resource = legible(e.Region), legible(e.Action), legible(e.Resource)
			var err error
			if e.FlowDefinitionARN == "" {
				if e.FlowDefinitionARN, err = t.flowOfLoop(e); err != nil {
					return err
				}
			}
			if err := t.saveAudit(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// flowOfLoop is the flow definition of the caller's own human loop that an entry is
// about; empty for none. A call that was refused before the loop was read does not know it,
// and need not wait until it is looked up here.
func (t *tx) flowOfLoop(e audit.Entry) (string, error) {
	a, err := arn.Parse(e.Resource)
	if err != nil || a.Service != "sagemaker" || a.Type() != "human-loop" || a.Account != e.Account || a.Region != e.Region {
		return "", nil //nolint:nilerr // an entry may be about anything
	}
	name, err := one(t, value[string], `SELECT f.name FROM human_loop l JOIN flow_definition f ON f.id = l.flow_id
		WHERE l.account_id = $1 AND l.region = $2 AND l.name = $3 AND l.deleted_at IS NULL`, a.Account, a.Region, a.Name())
	if err != nil {
		return "", orElse(err, nil)
	}
	return flow.ARN(a.Account, a.Region, name), nil
}

func (t *tx) saveAudit(e audit.Entry) error {
	_, err := t.exec(`
		INSERT INTO audit (at, request_id, account_id, region, principal, access_key_id, person_id,
		  action, resource, flow_definition_arn, outcome, source_ip)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		millis(e.At), e.RequestID, e.Account, e.Region, e.Principal, e.AccessKeyID, e.PersonID,
		e.Action, e.Resource, e.FlowDefinitionARN, e.Outcome, e.SourceIP)
	return err
}

// told runs a change and saves the entry of the request that asked for it, unless
// it changed nothing.
func told(c *audit.Call, change func(*tx) error) func(*tx) error {
	return func(t *tx) error {
		t.call = c
		if err := change(t); err != nil || !t.changed {
			return err
		}
		e, unsaved := c.Unsaved()
		if !unsaved {
			return nil
		}
		t.audited = true
		return t.saveAudit(e)
	}
}
