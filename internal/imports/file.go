package imports

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// file reads the chunks of an import as the file that they are.
type file struct {
	ctx   context.Context //nolint:containedctx // of one batch
	store Store
	id    string
	size  int64
	at    int64
	// chunk is the one that was read last, number its own; -1 before the first.
	chunk  []byte
	number int
}

func (s *Service) file(ctx context.Context, i Import) *file {
	return &file{ctx: ctx, store: s.p.Store, id: i.ID, size: i.Size, number: -1}
}

// Read reads on.
func (f *file) Read(p []byte) (int, error) {
	if f.at >= f.size {
		return 0, io.EOF
	}
	if err := f.turn(int(f.at / ChunkSize)); err != nil {
		return 0, err
	}
	n := copy(p, f.chunk[f.at%ChunkSize:])
	f.at += int64(n)
	return n, nil
}

// turn reads a chunk, if it is not the one that was read last.
func (f *file) turn(number int) error {
	if f.number == number {
		return nil
	}
	chunk, err := f.store.Chunk(f.ctx, f.id, number)
	if err != nil {
		return fmt.Errorf("read chunk %d: %w", number, err)
	}
	if want := min(ChunkSize, f.size-int64(number)*ChunkSize); int64(len(chunk)) != want {
		return fmt.Errorf("chunk %d has %d bytes, not %d", number, len(chunk), want)
	}
	f.chunk, f.number = chunk, number
	return nil
}

// Seek goes to a byte, counted from the beginning.
func (f *file) Seek(offset int64, whence int) (int64, error) {
	if whence != io.SeekStart || offset < 0 {
		return f.at, errors.New("a file of chunks is sought from its beginning")
	}
	f.at = offset
	return offset, nil
}
