package imports

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// chunkKey is where the chunk that begins at a byte lies.
func chunkKey(id string, offset int64) string { return fmt.Sprintf("%s/%d", id, offset/ChunkSize) }

// chunkKeys are those of all chunks that a file may have.
func (i Import) chunkKeys() []string {
	var keys []string
	for at := int64(0); at < i.Size; at += ChunkSize {
		keys = append(keys, chunkKey(i.ID, at))
	}
	return keys
}

// file reads the chunks of an import as the file that they are.
type file struct {
	ctx    context.Context //nolint:containedctx // of one batch
	chunks Chunks
	id     string
	size   int64
	at     int64
	// open is the chunk that is being read, which begins at byte from.
	open io.ReadSeekCloser
	from int64
}

func (s *Service) file(ctx context.Context, i Import) *file {
	return &file{ctx: ctx, chunks: s.p.Chunks, id: i.ID, size: i.Size}
}

// Read reads on.
func (f *file) Read(p []byte) (int, error) {
	if f.at >= f.size {
		return 0, io.EOF
	}
	if err := f.turn(); err != nil {
		return 0, err
	}
	n, err := f.open.Read(p)
	f.at += int64(n)
	switch {
	case n > 0:
		return n, nil
	case errors.Is(err, io.EOF):
		return 0, fmt.Errorf("chunk at byte %d ends too early: %w", f.from, io.ErrUnexpectedEOF)
	case err != nil:
		return 0, fmt.Errorf("read a chunk: %w", err)
	}
	return 0, nil
}

// turn opens the chunk of the next byte, if it is not open.
func (f *file) turn() error {
	from := f.at - f.at%ChunkSize
	if f.open != nil && f.from == from {
		return nil
	}
	f.Close()
	open, err := f.chunks.Open(f.ctx, chunkKey(f.id, from))
	if err != nil {
		return fmt.Errorf("open a chunk: %w", err)
	}
	f.open, f.from = open, from
	if _, err := open.Seek(f.at-from, io.SeekStart); err != nil {
		return fmt.Errorf("go into a chunk: %w", err)
	}
	return nil
}

// Seek goes to a byte, counted from the beginning.
func (f *file) Seek(offset int64, whence int) (int64, error) {
	if whence != io.SeekStart || offset < 0 {
		return f.at, errors.New("a file of chunks is sought from its beginning")
	}
	f.Close()
	f.at = offset
	return offset, nil
}

// Close closes the chunk that is open.
func (f *file) Close() {
	if f.open != nil {
		_ = f.open.Close() // it was only read
		f.open = nil
	}
}
