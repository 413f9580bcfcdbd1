package imports

import (
	"context"
	"time"
)

// Upload keeps a chunk of a file, which begins at a byte of it.
func (s *Service) Upload(ctx context.Context, i Import, offset int64, chunk []byte, now time.Time) (Import, error) {
	return s.p.Store.ChangeImport(ctx, i.ID, func(i Import) (Change, error) { return receive(i, offset, chunk, now) })
}

// Start lets the good rows of an import start.
func (s *Service) Start(ctx context.Context, i Import, now time.Time) (Import, error) {
	return s.p.Store.ChangeImport(ctx, i.ID, func(i Import) (Change, error) { return begin(i, now) })
}

// Cancel ends an import.
func (s *Service) Cancel(ctx context.Context, i Import, now time.Time) (Import, error) {
	return s.p.Store.ChangeImport(ctx, i.ID, func(i Import) (Change, error) { return cancel(i, "", now) })
}
