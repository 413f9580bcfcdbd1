package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// mostLines is how many earlier lines are kept.
const mostLines = 1000

// history is the lines that were typed at the prompt, in a file that only its owner
// reads (term.History).
type history struct {
	file  string
	lines []string
}

// openHistory reads the lines of earlier.
func openHistory() (*history, error) {
	folder, err := os.UserConfigDir()
	if err != nil {
		return nil, fmt.Errorf("find a folder for them: %w", err)
	}
	return historyIn(filepath.Join(folder, "foureyes"))
}

func historyIn(folder string) (*history, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("make a folder for them: %w", err)
	}
	h := &history{file: filepath.Join(folder, "sql_history")}
	b, err := os.ReadFile(h.file)
	if err != nil && !os.IsNotExist(err) {
		return nil, fmt.Errorf("read them: %w", err)
	}
	for line := range strings.Lines(string(b)) {
		h.lines = append(h.lines, strings.TrimRight(line, "\n"))
	}
	h.cut()
	return h, nil
}

func (h *history) cut() {
	if over := len(h.lines) - mostLines; over > 0 {
		h.lines = h.lines[over:]
	}
}

// Add keeps a line.
func (h *history) Add(line string) {
	if strings.TrimSpace(line) == "" || len(h.lines) > 0 && h.lines[len(h.lines)-1] == line {
		return
	}
	h.lines = append(h.lines, line)
	h.cut()
	_ = os.WriteFile(h.file, []byte(strings.Join(h.lines, "\n")+"\n"), 0o600) // a line that is not kept is no loss
}

// Len is how many lines there are.
func (h *history) Len() int { return len(h.lines) }

// At gives a line, the latest at 0.
func (h *history) At(i int) string { return h.lines[len(h.lines)-1-i] }
