package imports

import (
	"context"
	"fmt"
	"time"
)

// Upload keeps a chunk of a file. Sending one again that was received changes nothing
// but its bytes. The last one lets the check begin.
func (s *Service) Upload(ctx context.Context, i Import, offset int64, chunk []byte, now time.Time) (Import, error) {
	if err := i.takes(offset, len(chunk)); err != nil {
		return Import{}, err
	}
	if err := s.p.Chunks.Put(ctx, chunkKey(i.ID, offset), chunk); err != nil {
		return Import{}, fmt.Errorf("keep a chunk: %w", err)
	}
	return s.p.Store.ChangeImport(ctx, i.ID, func(i Import) (Change, error) { return receive(i, offset, len(chunk), now) })
}

// Start lets the good rows of an import start.
func (s *Service) Start(ctx context.Context, i Import, now time.Time) (Import, error) {
	return s.p.Store.ChangeImport(ctx, i.ID, func(i Import) (Change, error) { return begin(i, now) })
}

// Cancel ends an import.
func (s *Service) Cancel(ctx context.Context, i Import, now time.Time) (Import, error) {
	return s.p.Store.ChangeImport(ctx, i.ID, func(i Import) (Change, error) { return cancel(i, "", now) })
}
