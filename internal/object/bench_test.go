package object_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"foureyes/internal/object"
)

// BenchmarkPut writes objects of 2 KB from several goroutines at once. The probe
// does nothing but create, write and sync a file of the same size, so it shows
// what the disk can do at that moment.
func BenchmarkPut(b *testing.B) {
	body := bytes.Repeat([]byte("x"), 2048)
	for _, callers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			s := newService(b)
			share(b, callers, func(i int64) error {
				return s.PutObject(b.Context(), owner, "photos", fmt.Sprintf("%012d", i), "text/plain", body)
			})
		})
		b.Run(fmt.Sprintf("probe=%d", callers), func(b *testing.B) {
			folder := b.TempDir()
			share(b, callers, func(i int64) error { return probe(filepath.Join(folder, fmt.Sprint(i)), body) })
		})
	}
}

// share does b.N things with so many goroutines.
func share(b *testing.B, callers int, do func(i int64) error) {
	var next atomic.Int64
	var all sync.WaitGroup
	b.ResetTimer()
	for range callers {
		all.Go(func() {
			for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
				if err := do(i); err != nil {
					b.Error(err)
				}
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "ops/s")
}

func probe(path string, body []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(body); err != nil {
		return err
	}
	return f.Sync()
}

// BenchmarkGet opens and reads an object of 100 KB.
func BenchmarkGet(b *testing.B) {
	s := newService(b)
	if err := s.PutObject(b.Context(), owner, "photos", "a", "image/png", make([]byte, 100_000)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		o, err := s.OpenObject(b.Context(), account, "photos", "a")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, o); err != nil {
			b.Fatal(err)
		}
		o.Close()
	}
}

// BenchmarkList gives a page of 1,000 keys, and ten folders of 1,000 keys each.
func BenchmarkList(b *testing.B) {
	s := newService(b)
	for i := range 10_000 {
		put(b, s, fmt.Sprintf("%d/%04d", i%10, i), "")
	}
	for name, q := range map[string]object.Query{"keys": {Limit: 1000}, "folders": {Limit: 1000, Delimiter: "/"}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.List(b.Context(), account, "photos", q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
