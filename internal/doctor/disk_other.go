//go:build !linux && !darwin

package doctor

import "errors"

func freeBytes(string) (uint64, error) {
	return 0, errors.New("the free space cannot be asked for on this system")
}
