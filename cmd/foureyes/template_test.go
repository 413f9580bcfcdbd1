package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTemplateCheckTellsByItsExitCode(t *testing.T) {
	folder := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, warned, bad := file("good", "<crowd-form>{{ task.input.a }}</crowd-form>"), file("warned", "<crowd-form><input></crowd-form>"), file("bad", "{% nope %}")
	page := filepath.Join(folder, "page.html")
	for _, c := range []struct {
		name string
		args []string
		code int
	}{
		{"fine", []string{good}, 0},
		{"a warning", []string{good, warned}, 0},
		{"an error", []string{good, bad}, 1},
		{"as JSON", []string{"--json", bad}, 1},
		{"written", []string{good, "--input", file("input", `{"a":"<b>"}`), "-o", page}, 0},
		{"two pages for one file", []string{good, warned, "-o", page}, 2},
		{"no such file", []string{filepath.Join(folder, "none")}, 2},
	} {
		err := run(t.Context(), append([]string{"template", "check"}, c.args...))
		if got := codeOf(err); got != c.code {
			t.Errorf("%s: exit code %d (%v), want %d", c.name, got, err, c.code)
		}
	}
	written, err := os.ReadFile(page)
	if err != nil || string(written) != "<crowd-form>&lt;b&gt;</crowd-form>" {
		t.Errorf("the page is %q: %v", written, err)
	}
}

func TestTemplatePreviewServesUntilItIsStopped(t *testing.T) {
	file := filepath.Join(t.TempDir(), "t.html")
	if err := os.WriteFile(file, []byte("<crowd-form></crowd-form>"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := run(t.Context(), []string{"template", "preview", file, "--listen", "nowhere.invalid:1"})
	if err == nil || !strings.Contains(err.Error(), "--listen") {
		t.Errorf("an address that is none gave %v", err)
	}
}

func codeOf(err error) int {
	if err == nil {
		return 0
	}
	return exitCode(err)
}
