//go:build !linux

package endurance

import (
	"runtime"
	"testing"
)

func TestFullDiskLosesNothing(t *testing.T) {
	t.Logf("NO SMALL DISK CAN BE MADE ON %s. That a full disk loses nothing was shown only by tests that "+
		"make writes fail: go test ./internal/store ./internal/object", runtime.GOOS)
}
