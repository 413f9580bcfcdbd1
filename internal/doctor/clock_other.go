//go:build !linux

package doctor

func synchronised() (yes, known bool) { return false, false }
