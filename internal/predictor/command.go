package predictor

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"time"

	"foureyes/internal/prediction"
)

// command starts a program for each call: the request on its standard input, the
// answer on its standard output, both as over HTTP. It is one of those that an
// operator has put into a folder of the server, is started without a shell, and gets
// no arguments: who may set sources must not be able to run what they like.
type command struct{ folder string }

var commandPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$`)

// Check wants the name of an executable file in the folder.
func (c command) Check(to Destination) error {
	if len(to.Secret) > 0 || to.AccessKeyID != "" || to.Settings.Region != "" {
		return errors.New("a command gets no key and no secret: let it read its own")
	}
	if !commandPattern.MatchString(to.Address) {
		return fmt.Errorf("a command is told by the name of a file in %s, of letters, digits, dots, hyphens and underscores", c.folder)
	}
	info, err := os.Stat(filepath.Join(c.folder, to.Address))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no file %s in %s; put the program there", to.Address, c.folder)
	case err != nil:
		return fmt.Errorf("look for the command: %w", err)
	case !info.Mode().IsRegular() || info.Mode()&0o111 == 0:
		return fmt.Errorf("%s in %s is no file that can be executed: chmod +x", to.Address, c.folder)
	}
	return nil
}

const (
	// maxComplaint bounds what is kept of a program's standard error, in bytes.
	maxComplaint = 4 << 10
	// grace is how long the rest of a killed program's output is waited for.
	grace = 2 * time.Second
)

// Ask runs the program. It is killed with all that it started when the time is over.
func (c command) Ask(ctx context.Context, to Destination, q prediction.Question, _ time.Time) ([]byte, error) {
	// The name was checked when it was set; the folder is the operator's.
	run := exec.CommandContext(ctx, filepath.Join(c.folder, filepath.Base(to.Address))) //nolint:gosec // see above
	out, complaint := &bounded{most: maxAnswer}, &bounded{most: maxComplaint, drop: true}
	run.Stdin, run.Stdout, run.Stderr = bytes.NewReader(q.Shape.Asked(q.Image)), out, complaint
	run.Dir = c.folder
	run.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "LANG=C.UTF-8", "FOUREYES_TARGET=" + target(q),
		"FOUREYES_ACCOUNT=" + q.Account, "FOUREYES_REGION=" + q.Region,
	}
	run.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	run.Cancel = func() error { return syscall.Kill(-run.Process.Pid, syscall.SIGKILL) }
	run.WaitDelay = grace
	err := run.Run()
	switch {
	case out.full:
		return nil, errLongAnswer
	case err == nil:
		return out.kept.Bytes(), nil
	case ctx.Err() != nil:
		return nil, fmt.Errorf("the command was killed: %w", ctx.Err())
	}
	if code, message := explain(out.kept.Bytes()); code != "" {
		return nil, told(code, message, fmt.Errorf("the command refused: %w", reason(code, message)))
	}
	if said := tidy(complaint.kept.String()); said != "" {
		return nil, fmt.Errorf("the command failed: %w: %s", err, said)
	}
	return nil, fmt.Errorf("the command failed: %w", err)
}

// bounded keeps the beginning of what is written. What is past most ends the program,
// unless it is dropped. The buffer is no part of it by which more could get in.
type bounded struct {
	kept bytes.Buffer
	most int
	drop bool
	full bool // whether there was no room for something
}

// Write keeps what has room.
func (b *bounded) Write(p []byte) (int, error) {
	room := b.most - b.kept.Len()
	switch {
	case len(p) <= room:
		b.kept.Write(p)
		return len(p), nil
	case b.drop:
		b.full = true
		b.kept.Write(p[:max(room, 0)])
		return len(p), nil
	}
	b.full = true
	return 0, errLongAnswer
}
