package doctor

import "syscall"

// unsynchronised is STA_UNSYNC of adjtimex(2).
const unsynchronised = 0x40

// synchronised tells whether the kernel says that something keeps the clock right.
func synchronised() (yes, known bool) {
	var is syscall.Timex
	if _, err := syscall.Adjtimex(&is); err != nil {
		return false, false
	}
	return is.Status&unsynchronised == 0, true
}
