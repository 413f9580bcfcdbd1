package backup_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"foureyes/internal/backup"
	"foureyes/internal/object"
	"foureyes/internal/store"
)

const account = "000000000042"

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// house is a data folder in use.
type house struct {
	folder  string
	store   *store.Store
	objects *object.Service
}

func openHouse(t *testing.T, folder string) *house {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	objects, err := object.New(filepath.Join(folder, "objects"), s, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	return &house{folder, s, objects}
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := openHouse(t, t.TempDir())
	if _, err := h.objects.CreateBucket(t.Context(), object.Bucket{Name: "photos", Account: account}); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) put(ctx context.Context, key, body string) error {
	_, err := h.objects.Put(ctx, account, "photos", key, object.Content{Body: strings.NewReader(body), Size: int64(len(body))})
	return err
}

func (h *house) mustPut(t *testing.T, key, body string) {
	t.Helper()
	if err := h.put(t.Context(), key, body); err != nil {
		t.Fatal(err)
	}
}

func (h *house) want(t *testing.T, key, body string) {
	t.Helper()
	got, _, err := h.objects.ReadObject(t.Context(), account, "photos", key, 16<<20)
	if err != nil || string(got) != body {
		t.Errorf("%s has %d bytes instead of %d, %v", key, len(got), len(body), err)
	}
}

// restored puts a backup into a new data folder and opens that.
func restored(t *testing.T, from string) *house {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Restore(t.Context(), from, data); err != nil {
		t.Fatal(err)
	}
	return openHouse(t, data)
}

// multipart makes an object of two parts, and an upload that is not complete.
func (h *house) multipart(t *testing.T, first, last string) {
	t.Helper()
	for _, key := range []string{"parts", "begun"} {
		u, err := h.objects.CreateUpload(t.Context(), account, "photos", object.Upload{Key: key})
		if err != nil {
			t.Fatal(err)
		}
		var parts []object.Part
		for i, body := range []string{first, last} {
			p, err := h.objects.PutPart(t.Context(), account, "photos", key, u.ID, i+1, object.Content{Body: strings.NewReader(body), Size: -1})
			if err != nil {
				t.Fatal(err)
			}
			parts = append(parts, p)
		}
		if key == "begun" {
			break
		}
		if _, err := h.objects.CompleteUpload(t.Context(), account, "photos", key, u.ID, object.Completion{Parts: parts, Size: -1}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryKindOfObjectComesBack(t *testing.T) {
	h := newHouse(t)
	long := strings.Repeat("0123456789abcdef", 330_000)
	h.multipart(t, long, "last")
	h.mustPut(t, "empty", "")
	h.mustPut(t, "é/ö", "letters")
	to := filepath.Join(t.TempDir(), "backup")
	m, err := backup.Make(t.Context(), h.folder, to, noon)
	if err != nil || len(m.Problems) > 0 || m.Objects != 5 || m.Bytes != int64(2*(len(long)+4)+7) || !m.MadeAt.Equal(noon) {
		t.Fatalf("%+v, %v", m, err)
	}
	if err := filepath.WalkDir(to, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is for everybody: %s", path, info.Mode())
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	again := restored(t, to)
	again.want(t, "parts", long+"last")
	again.want(t, "empty", "")
	again.want(t, "é/ö", "letters")
	if uploads, err := again.objects.ListUploads(t.Context(), account, "photos", "", object.UploadPlace{}, 10); err != nil || len(uploads) != 1 {
		t.Errorf("%d uploads, %v", len(uploads), err)
	}
}

// Objects come and go, and are replaced, while a backup is made. All that was there
// before it began is in it, and all to which its rows refer.
func TestBackupUnderWritesIsWhole(t *testing.T) {
	h := newHouse(t)
	for i := range 50 {
		h.mustPut(t, fmt.Sprintf("before-%d", i), fmt.Sprint("kept ", i))
	}
	stop, wait, working := make(chan struct{}), sync.WaitGroup{}, make(chan struct{}, 4)
	for w := range 4 {
		wait.Go(func() { comeAndGo(t, h, w, stop, working) })
	}
	for range 40 {
		<-working
	}
	to := filepath.Join(t.TempDir(), "backup")
	made := make(chan error, 1)
	var m backup.Manifest
	go func() {
		var err error
		m, err = backup.Make(t.Context(), h.folder, to, noon)
		made <- err
	}()
	var err error
	for busy := true; busy; {
		select {
		case <-working:
		case err = <-made:
			busy = false
		}
	}
	close(stop)
	wait.Wait()
	if err != nil || len(m.Problems) > 0 || m.Objects < 50 {
		t.Fatalf("%+v, %v", m, err)
	}
	again := restored(t, to)
	for i := range 50 {
		again.want(t, fmt.Sprintf("before-%d", i), fmt.Sprint("kept ", i))
	}
	if err := store.EachBlob(t.Context(), filepath.Join(to, store.SQLiteFile), func(b store.Blob) error {
		_, err := os.Stat(object.File(filepath.Join(again.folder, "objects"), b.Name))
		return err
	}); err != nil {
		t.Error(err)
	}
}

// comeAndGo makes, replaces and removes objects until stop.
func comeAndGo(t *testing.T, h *house, number int, stop, working chan struct{}) {
	for n := 0; ; n++ {
		key := fmt.Sprintf("passing-%d-%d", number, n%3)
		err := h.put(t.Context(), key, fmt.Sprint(n))
		if n%2 == 1 {
			err = errors.Join(err, h.objects.Delete(t.Context(), account, "photos", key, object.Conditions{}))
		}
		if err != nil {
			t.Error(err)
		}
		select {
		case working <- struct{}{}:
		case <-stop:
			return
		}
	}
}

// files gives the files of objects below a folder.
func files(t *testing.T, folder string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(folder, "objects", "??", "*"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDamageIsFoundWhereItIs(t *testing.T) {
	h := newHouse(t)
	h.mustPut(t, "a", "right")
	h.mustPut(t, "b", "right")
	good := filepath.Join(t.TempDir(), "good")
	if _, err := backup.Make(t.Context(), h.folder, good, noon); err != nil {
		t.Fatal(err)
	}
	t.Run("in the data folder", func(t *testing.T) {
		all := files(t, h.folder)
		write(t, all[0], "wrong")
		if err := os.Remove(all[1]); err != nil {
			t.Fatal(err)
		}
		bad := filepath.Join(t.TempDir(), "bad")
		m, err := backup.Make(t.Context(), h.folder, bad, noon)
		if err != nil || len(m.Problems) != 2 || !strings.Contains(m.Problems[0], "is missing") || !strings.HasPrefix(m.Problems[1], "photos/") {
			t.Errorf("%+v, %v", m, err)
		}
		// It is the best that there is.
		if _, err := backup.Restore(t.Context(), bad, t.TempDir()); err != nil {
			t.Error(err)
		}
	})
	t.Run("in the backup", func(t *testing.T) {
		first := files(t, good)[0]
		write(t, first, "wrong")
		if _, err := backup.Restore(t.Context(), good, t.TempDir()); err == nil || !strings.Contains(err.Error(), "the backup is damaged: photos/") {
			t.Error(err)
		}
		write(t, first, "right")
		database := filepath.Join(good, store.SQLiteFile)
		text, err := os.ReadFile(database)
		if err != nil {
			t.Fatal(err)
		}
		text[len(text)/2] ^= 1
		write(t, database, string(text))
		into := t.TempDir()
		if _, err := backup.Restore(t.Context(), good, into); err == nil || !strings.Contains(err.Error(), "checksum of its database") {
			t.Error(err)
		}
		if some, err := os.ReadDir(into); err != nil || len(some) != 0 {
			t.Errorf("it has left %v, %v", some, err)
		}
	})
}

// Blobs that nobody needs any more are left behind while a backup is made; the sweep
// removes them afterwards.
func TestBlobsStayWhileTheyAreHeld(t *testing.T) {
	h := newHouse(t)
	h.mustPut(t, "a", "old")
	release, err := object.Hold(filepath.Join(h.folder, "objects"))
	if err != nil {
		t.Fatal(err)
	}
	h.mustPut(t, "a", "new")
	if n, err := h.objects.Sweep(t.Context()); err != nil || len(files(t, h.folder)) != 2 {
		t.Errorf("%d swept, %v are left, %v", n, files(t, h.folder), err)
	}
	if _, err := backup.Make(t.Context(), h.folder, filepath.Join(t.TempDir(), "backup"), noon); err == nil || !strings.Contains(err.Error(), "another backup") {
		t.Error(err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if n, err := h.objects.Sweep(t.Context()); err != nil || n != 1 || len(files(t, h.folder)) != 1 {
		t.Errorf("%d swept, %v are left, %v", n, files(t, h.folder), err)
	}
	h.want(t, "a", "new")
}

func TestNothingIsOverwritten(t *testing.T) {
	h := newHouse(t)
	to := filepath.Join(t.TempDir(), "backup")
	if _, err := backup.Make(t.Context(), h.folder, to, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Make(t.Context(), h.folder, to, noon); err == nil || !strings.Contains(err.Error(), "is not empty") {
		t.Error(err)
	}
	if _, err := backup.Restore(t.Context(), to, h.folder); err == nil || !strings.Contains(err.Error(), "has foureyes.db already") {
		t.Error(err)
	}
	if _, err := backup.Restore(t.Context(), t.TempDir(), t.TempDir()); err == nil || !strings.Contains(err.Error(), "is no backup") {
		t.Error(err)
	}
	if _, err := backup.Make(t.Context(), t.TempDir(), t.TempDir(), noon); err == nil || !strings.Contains(err.Error(), "there is no SQLite database") {
		t.Error(err)
	}
}
