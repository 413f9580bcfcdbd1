//go:build !linux

package bench_test

import "os"

// syncData is what is nearest to fdatasync.
func syncData(f *os.File) error { return f.Sync() }
