//go:build linux || darwin

package doctor

import (
	"fmt"
	"syscall"
)

// freeBytes is how much others than root may still write.
func freeBytes(folder string) (uint64, error) {
	var is syscall.Statfs_t
	if err := syscall.Statfs(folder, &is); err != nil {
		return 0, fmt.Errorf("ask for the free space of %s: %w", folder, err)
	}
	return is.Bavail * uint64(is.Bsize), nil //nolint:gosec // a block's size is not below zero
}
