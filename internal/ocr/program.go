package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	// maxOutput bounds what a program may print: a page of 20,000 words prints 1 MB.
	maxOutput = 16 << 20
	// maxComplaint is how much of what a program complains about is kept.
	maxComplaint = 2 << 10
	// afterKill is how long is waited for the pipes of a killed program.
	afterKill = 5 * time.Second
)

// errOutput is that a program printed more than it should.
var errOutput = errors.New("it printed too much")

// failure is that a program ran and gave up; what it read was not as it likes.
type failure struct {
	program   string
	complaint string
	cause     error
}

func (f *failure) Error() string {
	return fmt.Sprintf("%s: %v: %s", f.program, f.cause, f.complaint)
}

func (f *failure) Unwrap() error { return f.cause }

// run runs a program in a folder and gives what it prints. No shell is involved,
// nothing of our environment but the place of programs and Tesseract's data gets in,
// and when ctx ends the program dies with all that it started.
func (r *Recogniser) run(ctx context.Context, folder, path string, args ...string) ([]byte, error) {
	within, stop := context.WithCancel(ctx)
	defer stop()
	command := exec.CommandContext(within, path, args...)
	command.Dir, command.WaitDelay = folder, afterKill
	command.Env = environment(folder)
	out, complaint := &limited{room: maxOutput, stop: stop}, &tail{}
	command.Stdout, command.Stderr = out, complaint
	inGroup(command)
	err := command.Run()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if out.full {
		err = errOutput
	}
	if err != nil {
		return nil, &failure{command.Args[0], strings.TrimSpace(complaint.text()), err}
	}
	return out.kept.Bytes(), nil
}

// environment is what a program gets to know. OpenMP is held to one thread: the
// slots are what shares the processors.
func environment(folder string) []string {
	known := []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "OMP_THREAD_LIMIT=1", "HOME=" + folder, "TMPDIR=" + folder}
	if data := os.Getenv("TESSDATA_PREFIX"); data != "" {
		known = append(known, "TESSDATA_PREFIX="+data)
	}
	return known
}

// limited keeps what is printed up to a limit, and calls stop when there is more. It
// embeds no buffer, whose ReadFrom would be used past Write.
type limited struct {
	kept bytes.Buffer
	room int
	stop func()
	full bool
}

func (l *limited) Write(p []byte) (int, error) {
	if l.kept.Len()+len(p) > l.room {
		l.full = true
		l.stop()
		return 0, errOutput
	}
	return l.kept.Write(p)
}

// tail keeps the last that was written, for complaints.
type tail struct{ last []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.last = append(t.last, p...)
	if over := len(t.last) - maxComplaint; over > 0 {
		t.last = t.last[over:]
	}
	return len(p), nil
}

// text is what is kept, without what a terminal would obey.
func (t *tail) text() string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(string(t.last), ""))
}
