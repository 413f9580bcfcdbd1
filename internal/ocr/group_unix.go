//go:build unix

package ocr

import (
	"os/exec"
	"syscall"
)

// inGroup gives a program a process group of its own, which is killed as a whole.
func inGroup(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGKILL) }
}
