package object

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
)

// sweepBatch is how many names are looked at in one go.
const sweepBatch = 512

var blobName = regexp.MustCompile(`^[A-Z2-7]{26}$`) // what rand.Text makes

// Sweep removes the files that crashes left behind: blobs that no row refers to. It may run beside everything else; it holds no more than
// a batch of names in memory, and it never touches a file it did not name. It
// returns how many files it removed.
func (s *Service) Sweep(ctx context.Context) (int, error) {
	folders, err := os.ReadDir(s.blobs.root)
	if err != nil {
		return 0, fmt.Errorf("list the objects folder: %w", err)
	}
	removed := 0
	for _, f := range folders {
		if !f.IsDir() {
			continue
		}
		n, err := s.sweepFolder(ctx, f.Name())
		removed += n
		if err != nil {
			return removed, fmt.Errorf("sweep %s: %w", f.Name(), err)
		}
	}
	return removed, nil
}

func (s *Service) sweepFolder(ctx context.Context, folder string) (int, error) {
	d, err := os.Open(filepath.Join(s.blobs.root, folder))
	if err != nil {
		return 0, err
	}
	defer func() { _ = d.Close() }()
	removed := 0
	for ctx.Err() == nil {
		names, err := d.Readdirnames(sweepBatch)
		if errors.Is(err, io.EOF) {
			return removed, nil
		}
		if err != nil {
			return removed, err
		}
		n, err := s.sweepNames(ctx, folder, names)
		removed += n
		if err != nil {
			return removed, err
		}
	}
	return removed, ctx.Err()
}

// sweepNames asks first which names are settled and then which of those the index
// knows, never the other way round: a write that settles in between has its row by
// the time the index is asked.
func (s *Service) sweepNames(ctx context.Context, folder string, names []string) (int, error) {
	lost, err := s.index.UnknownBlobs(ctx, s.blobs.settled(ours(folder, names)))
	if err != nil {
		return 0, err
	}
	if s.blobs.held() {
		return 0, nil
	}
	for i, name := range lost {
		if err := s.blobs.disk.remove(filepath.Join(s.blobs.root, folder, name)); err != nil {
			return i, err
		}
	}
	return len(lost), nil
}

// ours leaves out files that this package cannot have made in this folder.
func ours(folder string, names []string) []string {
	var all []string
	for _, name := range names {
		if blobName.MatchString(name) && name[:2] == folder {
			all = append(all, name)
		}
	}
	return all
}
