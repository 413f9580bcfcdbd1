package store

import (
	"context"

	"foureyes/internal/audit"
)

// SaveAudit saves entries that belong to no change.
func (s *Store) SaveAudit(ctx context.Context, entries []audit.Entry) error {
	return s.write(ctx, func(t *tx) error {
		for _, e := range entries {
			if err := t.saveAudit(e); err != nil {
				return err
			}
		}
		return nil
	})
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
