package app

import (
	"context"
	"errors"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
	"foureyes/internal/audit/folder"
	"foureyes/internal/config"
	"foureyes/internal/object/remote"
	"foureyes/internal/store"
)

// auditLogEvery is how often the leading server looks for entries of the audit that are
// due for the audit log.
const auditLogEvery = 10 * time.Second

// errNoAuditLog says that no place was named.
var errNoAuditLog = errors.New("name the folder of the audit log, or s3://bucket/prefix")

// AuditFiles opens the place that --audit-log names, or would name. No server needs to
// run.
func AuditFiles(ctx context.Context, c config.Serve) (chain.Files, error) {
	at, err := c.AuditPlace()
	switch {
	case err != nil:
		return nil, err
	case at.Bucket == "" && at.Folder == "":
		return nil, errNoAuditLog
	case at.Bucket == "":
		return folder.Folder(at.Folder), nil
	}
	objects, err := c.ObjectStore()
	if err != nil {
		return nil, err
	}
	s, err := remote.New(ctx, outsideOf(c, objects), nil, time.Now)
	if err != nil {
		return nil, err
	}
	return s.Prefix(at.Bucket, at.Prefix), nil
}

// openAuditLog makes ready to write the audit log, if there is to be one.
func (a *App) openAuditLog(ctx context.Context) error {
	if a.config.AuditLog == "" {
		return nil
	}
	files, err := AuditFiles(ctx, a.config)
	if err != nil {
		return err
	}
	a.auditLog = chain.NewWriter(a.store, files, a.Log)
	return nil
}

// writeAuditLogUntil writes every few seconds what is due.
func (a *App) writeAuditLogUntil(ctx context.Context) {
	ticker := time.NewTicker(auditLogEvery)
	defer ticker.Stop()
	for {
		a.writeAuditLog(ctx)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// writeAuditLog writes what is due, as long as this server leads.
func (a *App) writeAuditLog(ctx context.Context) {
	now, ok := a.sweeper.may(ctx)
	if !ok {
		return
	}
	_, err := a.auditLog.Write(ctx, now, func() bool {
		_, ok := a.sweeper.may(ctx)
		return ok && ctx.Err() == nil
	})
	if err != nil && ctx.Err() == nil {
		a.Log.ErrorContext(ctx, "the audit log could not be written; entries stay in the database until it is", "error", err)
	}
}

// auditRetention lets entries of the audit leave: where there is an audit log, those that
// are in it.
func (a *App) auditRetention() audit.Retention {
	r := audit.Retention{Store: a.store, For: a.config.AuditRetention()}
	if a.auditLog != nil {
		r.Through = func(ctx context.Context) (int64, error) {
			written, _, err := a.store.LastBatches(ctx)
			return written.To, err
		}
	}
	return r
}

// figures reads what the database tells to Prometheus.
func (a *App) figures(ctx context.Context) (store.Figures, error) {
	f, err := a.store.Figures(ctx, a.clock())
	if err == nil && a.auditLog != nil {
		var waits store.QueueFigures
		waits, err = a.store.AuditWaits(ctx, a.clock())
		f.AuditLog = &waits
	}
	return f, err
}
