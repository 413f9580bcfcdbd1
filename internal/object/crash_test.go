package object_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"foureyes/internal/object"
)

var errCrash = errors.New("the process is dead")

// world counts the steps of a store of objects and stops all of them at one: from
// then on neither disk nor index does anything, as if the process had been killed.
type world struct {
	mu     sync.Mutex
	left   int // steps until the end; negative for no end
	steps  []string
	synced []string        // files whose bytes are durable
	files  map[string]bool // whether a file is durable, its name as well, by path
}

func (w *world) step(name, path string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.left == 0 {
		return errCrash
	}
	if name == "write" && len(w.steps) > 0 && w.steps[len(w.steps)-1] == name {
		return nil // a long write is one step
	}
	w.left--
	w.steps = append(w.steps, name)
	return w.order(name, path)
}

// order refuses a commit that comes before the files, and their names, are safe.
func (w *world) order(name, path string) error {
	switch name {
	case "create":
		w.files[path] = false
	case "sync file":
		w.synced = append(w.synced, path)
	case "sync folder":
		for _, file := range w.synced {
			if filepath.Dir(file) == path {
				w.files[file] = true
			}
		}
	case "before commit":
		for file, durable := range w.files {
			if !durable {
				return fmt.Errorf("the row is written before %s is safe", file)
			}
		}
	}
	return nil
}

// indexOf is an index that can die before a write, or after it is durable and
// before anybody hears of it.
type indexOf struct {
	object.Index
	*world
}

func (i indexOf) write(do func() ([]string, error)) ([]string, error) {
	if err := i.step("before commit", ""); err != nil {
		return nil, err
	}
	blobs, err := do()
	if err := i.step("after commit", ""); err != nil {
		return nil, err
	}
	return blobs, err
}

func (i indexOf) SaveObject(ctx context.Context, e object.Entry, check func(*object.Entry) error) ([]string, error) {
	return i.write(func() ([]string, error) { return i.Index.SaveObject(ctx, e, check) })
}

func (i indexOf) DeleteObjects(ctx context.Context, id string, keys []string, check func(*object.Entry) error) ([]string, error) {
	return i.write(func() ([]string, error) { return i.Index.DeleteObjects(ctx, id, keys, check) })
}

func (i indexOf) SavePart(ctx context.Context, id string, p object.Part) ([]string, error) {
	return i.write(func() ([]string, error) { return i.Index.SavePart(ctx, id, p) })
}

func (i indexOf) CompleteUpload(ctx context.Context, e object.Entry, check func(*object.Entry) error) ([]string, error) {
	return i.write(func() ([]string, error) { return i.Index.CompleteUpload(ctx, e, check) })
}

func (i indexOf) UnknownBlobs(ctx context.Context, names []string) ([]string, error) {
	if err := i.step("ask", ""); err != nil {
		return nil, err
	}
	return i.Index.UnknownBlobs(ctx, names)
}

// Whatever the step at which the process dies: the object is the old one or the
// new one, the new one if the write was acknowledged, and the sweep leaves exactly
// the files that are needed.
func TestACrashAtAnyStepLosesNothingAndLeavesNothingHalf(t *testing.T) {
	big := strings.Repeat("p", object.MinPart)
	upload := func(s *object.Service) (object.Upload, object.Completion) {
		u, err := s.CreateUpload(t.Context(), account, "photos", object.Upload{Key: "a"})
		if err != nil {
			t.Fatal(err)
		}
		c := object.Completion{Size: -1}
		for n, body := range []string{big, "end"} {
			p, err := s.PutPart(t.Context(), account, "photos", "a", u.ID, n+1, text(body))
			if err != nil {
				t.Fatal(err)
			}
			c.Parts = append(c.Parts, p)
		}
		return u, c
	}
	tests := map[string]struct {
		before func(*object.Service) func(*object.Service) error
		old    string // what the key holds before; empty for nothing
		new    string
		files  int // after the crash and the sweep, beside the object's own
	}{
		"first put": {func(*object.Service) func(*object.Service) error {
			return func(s *object.Service) error {
				return s.PutObject(t.Context(), owner, "photos", "a", "", []byte("new"))
			}
		}, "", "new", 0},
		"put over another": {func(s *object.Service) func(*object.Service) error {
			put(t, s, "a", "old")
			return func(s *object.Service) error {
				return s.PutObject(t.Context(), owner, "photos", "a", "", []byte("new"))
			}
		}, "old", "new", 0},
		"delete": {func(s *object.Service) func(*object.Service) error {
			put(t, s, "a", "old")
			return func(s *object.Service) error {
				return s.Delete(t.Context(), account, "photos", "a", object.Conditions{})
			}
		}, "old", "", 0},
		"complete an upload": {func(s *object.Service) func(*object.Service) error {
			put(t, s, "a", "old")
			u, c := upload(s)
			return func(s *object.Service) error {
				_, err := s.CompleteUpload(t.Context(), account, "photos", "a", u.ID, c)
				return err
			}
		}, "old", big + "end", 2},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			index := openStore(t)
			for at := 0; ; at++ {
				if at > 100 {
					t.Fatal("the write never ends")
				}
				if !crashAt(t, index, at, test.old, test.new, test.files, test.before) {
					return
				}
			}
		})
	}
}

// crashAt lets a write die after so many steps. It reports false when the write
// has fewer steps than that.
func crashAt(t *testing.T, index object.Index, at int, before, after string, parts int, prepare func(*object.Service) func(*object.Service) error) bool {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "objects")
	healthy, err := object.New(folder, index, clock)
	if err != nil {
		t.Fatal(err)
	}
	if at == 0 {
		makeBucket(t, healthy, "photos")
	}
	if err := healthy.Delete(t.Context(), account, "photos", "a", object.Conditions{}); err != nil {
		t.Fatal(err)
	}
	write := prepare(healthy)

	w := &world{left: -1, files: map[string]bool{}}
	dying, err := object.OpenOn(folder, &object.Disk{Step: w.step}, indexOf{index, w}, clock)
	if err != nil {
		t.Fatal(err)
	}
	w.left, w.steps = at, nil
	result := write(dying)
	crashed := w.left == 0

	restarted, err := object.New(folder, index, clock)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := restarted.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	got, err := get(t.Context(), restarted, "a")
	if errors.Is(err, object.ErrNoSuchKey) {
		got, err = "", nil
	}
	committed := slices.Contains(w.steps, "before commit") && got == after
	if err != nil || got != before && got != after || result == nil && got != after {
		t.Fatalf("after %v, which gave %v: the object holds %.20q, %v", w.steps, result, got, err)
	}
	files := 0
	if got != "" {
		files++
	}
	if !committed {
		files += parts
	}
	wantFiles(t, restarted, files)
	return crashed
}

func TestTheOrderOfAWrite(t *testing.T) {
	w := &world{left: -1, files: map[string]bool{}}
	index := openStore(t)
	s, err := object.OpenOn(filepath.Join(t.TempDir(), "objects"), &object.Disk{Step: w.step}, indexOf{index, w}, clock)
	if err != nil {
		t.Fatal(err)
	}
	makeBucket(t, s, "photos")
	put(t, s, "a", "old")
	w.steps = nil
	put(t, s, "a", "new")
	got := slices.DeleteFunc(w.steps, func(step string) bool { return step == "mkdir" })
	// The folder of folders is synced only where a new folder was made.
	if got[0] == "sync folder" {
		got = got[1:]
	}
	want := []string{"create", "write", "sync file", "sync folder", "before commit", "after commit", "remove"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A commit may fail and yet have happened. The blob must then stay: it may be all
// there is.
func TestAnUncertainCommitKeepsTheBlob(t *testing.T) {
	index := openStore(t)
	s, err := object.New(filepath.Join(t.TempDir(), "objects"), uncertain{index}, clock)
	if err != nil {
		t.Fatal(err)
	}
	makeBucket(t, s, "photos")
	if err := s.PutObject(t.Context(), owner, "photos", "a", "", []byte("new")); !errors.Is(err, errCrash) {
		t.Fatal(err)
	}
	wantBody(t, s, "a", "new")
}

type uncertain struct{ object.Index }

func (u uncertain) SaveObject(ctx context.Context, e object.Entry, check func(*object.Entry) error) ([]string, error) {
	_, err := u.Index.SaveObject(ctx, e, check)
	return nil, errors.Join(err, errCrash)
}

// Nor is the index asked when it says itself that it cannot know yet.
func TestABlobStaysUntilTheIndexKnows(t *testing.T) {
	index := openStore(t)
	s, err := object.New(filepath.Join(t.TempDir(), "objects"), unknowing{index}, clock)
	if err != nil {
		t.Fatal(err)
	}
	makeBucket(t, s, "photos")
	if err := s.PutObject(t.Context(), owner, "photos", "a", "", []byte("new")); !errors.Is(err, object.ErrUncertain) {
		t.Fatal(err)
	}
	wantFiles(t, s, 1)
	if n, err := s.Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("once it knows, the sweep removes %d files, %v", n, err)
	}
}

type unknowing struct{ object.Index }

func (unknowing) SaveObject(context.Context, object.Entry, func(*object.Entry) error) ([]string, error) {
	return nil, object.ErrUncertain
}

func TestTheSweepTakesOnlyWhatIsLost(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "objects")
	s, err := object.New(folder, openStore(t), clock)
	if err != nil {
		t.Fatal(err)
	}
	makeBucket(t, s, "photos")
	put(t, s, "a", "live")
	foreign := filepath.Join(folder, "AB", "README.txt")
	lost := []string{
		filepath.Join(folder, "AB", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
		filepath.Join(folder, "BC", "BCDEFGHIJKLMNOPQRSTUVWXYZA"),
	}
	for _, path := range append(lost, foreign) {
		plant(t, path)
	}
	// A write that is in flight while the sweep goes by.
	during := object.Content{Size: -1, Body: &sweeping{s, t, nil}}
	if _, err := s.Put(t.Context(), account, "photos", "b", during); err != nil {
		t.Fatal(err)
	}
	wantBody(t, s, "a", "live")
	wantBody(t, s, "b", "swept by")
	wantFiles(t, s, 3)
}

// sweeping is a body that sweeps before its bytes come.
type sweeping struct {
	s    *object.Service
	t    *testing.T
	rest *strings.Reader
}

func (b *sweeping) Read(p []byte) (int, error) {
	if b.rest == nil {
		b.rest = strings.NewReader("swept by")
		if n, err := b.s.Sweep(b.t.Context()); n != 2 || err != nil {
			b.t.Errorf("swept %d files, %v; want 2", n, err)
		}
	}
	return b.rest.Read(p)
}

func TestAFullDiskIsToldAndLeavesNothing(t *testing.T) {
	diskFails(t, syscall.ENOSPC, object.ErrFull)
}

// What could not be synced is not there: neither acknowledged nor kept.
func TestADiskErrorIsToldAndLeavesNothing(t *testing.T) {
	diskFails(t, syscall.EIO, syscall.EIO)
}

// diskFails lets each step of a write fail in turn.
func diskFails(t *testing.T, how syscall.Errno, want error) {
	t.Helper()
	for _, at := range []string{"create", "write", "sync file", "sync folder"} {
		t.Run(at, func(t *testing.T) {
			fails := false
			disk := &object.Disk{Step: func(name, _ string) error {
				if fails && name == at {
					return &os.PathError{Op: name, Path: "disk", Err: how}
				}
				return nil
			}}
			s, err := object.OpenOn(filepath.Join(t.TempDir(), "objects"), disk, openStore(t), clock)
			if err != nil {
				t.Fatal(err)
			}
			makeBucket(t, s, "photos")
			put(t, s, "a", "before")
			fails = true
			err = s.PutObject(t.Context(), owner, "photos", "a", "", []byte("after"))
			if !errors.Is(err, want) {
				t.Errorf("got %v", err)
			}
			if s.Ready() == nil {
				t.Error("it is ready")
			}
			wantBody(t, s, "a", "before")
			wantFiles(t, s, 1)
			fails = false
			if err := s.Ready(); err != nil {
				t.Errorf("once the disk works again: %v", err)
			}
			wantFiles(t, s, 1)
		})
	}
}

func plant(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("left behind"), 0o600); err != nil {
		t.Fatal(err)
	}
}
