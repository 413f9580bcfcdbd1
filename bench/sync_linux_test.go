package bench_test

import (
	"os"
	"syscall"
)

// syncData is fdatasync, which SQLite uses on Linux.
func syncData(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }
