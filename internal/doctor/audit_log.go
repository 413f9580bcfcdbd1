package doctor

import (
	"context"
	"fmt"

	"foureyes/internal/audit/chain"
	"foureyes/internal/store"
)

// auditLog asks whether the last batch of the audit log that the database knows lies where
// the next one would.
func (e *examination) auditLog(ctx context.Context) {
	const check = "audit log"
	if e.Settings.AuditLog == "" {
		return
	}
	files, err := e.AuditFiles(ctx)
	if err != nil {
		e.add(check, Failure, err.Error(), "Look at --audit-log, and at --objects-url for a bucket.")
		return
	}
	var written chain.Batch
	at := store.Place{Folder: e.Settings.Data, URL: e.Settings.DatabaseURL}
	if schema, err := store.ReadSchema(ctx, at); err != nil || schema.Waiting() < len(schema.Steps) {
		if written, _, err = store.ReadBatches(ctx, at); err != nil {
			e.add(check, Skipped, "the database does not say how far it is", "")
			return
		}
	}
	err = chain.InPlace(ctx, files, written)
	if at, _ := e.Settings.AuditPlace(); err == nil && at.Folder != "" { // AuditFiles has read it
		err = tryFile(existing(at.Folder))
	}
	switch {
	case err != nil && written.Number == 0:
		e.add(check, Failure, err.Error(), "Make the bucket or the folder, and let the server read and write there; entries stay in the database until it can.")
	case err != nil:
		e.add(check, Failure, err.Error(), "Entries stay in the database until it goes on; docs/operations.md says for each case what to do.")
	case written.Number == 0:
		e.good(check, fmt.Sprintf("nothing was written yet; it will be in %s", files))
	default:
		e.good(check, fmt.Sprintf("batch %d, the last, lies in %s", written.Number, files))
	}
}
