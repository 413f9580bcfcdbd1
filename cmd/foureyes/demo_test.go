package main

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestDemoMovesToAFreePortAndLeavesNothing(t *testing.T) {
	temporary, elsewhere := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("FOUREYES_DATA", elsewhere)
	t.Setenv("FOUREYES_LISTEN", "")
	// If this fails, somebody else has the port, which does as well.
	if taken, err := net.Listen("tcp", "127.0.0.1:8080"); err == nil {
		t.Cleanup(func() { taken.Close() })
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	text, ended := runAside(t, ctx, "demo")

	if !strings.HasPrefix(text, "127.0.0.1:8080 is taken") || !strings.Contains(text, "15 tasks wait") {
		t.Errorf("the demo said:\n%s", text)
	}
	link := regexp.MustCompile(`(http://127\.0\.0\.1:\d+)/portal#sign-in=\S+`).FindStringSubmatch(text)
	if link == nil || strings.HasSuffix(link[1], ":8080") {
		t.Fatalf("no sign-in link to a free port in:\n%s", text)
	}
	answer, err := http.Get(link[1] + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK || len(inside(t, temporary)) == 0 {
		t.Errorf("readyz: %d; the temporary folder holds %v", answer.StatusCode, inside(t, temporary))
	}

	stop()
	if err := <-ended; err != nil {
		t.Errorf("the demo ended with %v", err)
	}
	if left := append(inside(t, temporary), inside(t, elsewhere)...); len(left) > 0 {
		t.Errorf("the demo left %v", left)
	}
}

func TestDemoKeepsToTheAddressItWasGiven(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	err = run(t.Context(), []string{"demo", "--listen", taken.Addr().String()})
	if err == nil || !strings.Contains(err.Error(), taken.Addr().String()) {
		t.Errorf("on a taken address the demo ended with %v", err)
	}
	if exitCode(run(t.Context(), []string{"demo", "--listen", "here"})) != 2 {
		t.Error("an address that is none is no mistake of usage")
	}
}

// runAside runs a command until the context ends. It returns what the command
// printed up to the line about Ctrl+C, and where its end will be told.
func runAside(t *testing.T, ctx context.Context, args ...string) (string, <-chan error) { //nolint:revive // t comes first in tests
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	before := os.Stdout
	os.Stdout = write
	t.Cleanup(func() { os.Stdout = before })
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, args)
		write.Close()
	}()
	var text strings.Builder
	lines := bufio.NewScanner(read)
	for lines.Scan() {
		text.WriteString(lines.Text() + "\n")
		if strings.HasPrefix(lines.Text(), "Ctrl+C") {
			return text.String(), ended
		}
	}
	t.Fatalf("the command ended with %v after it said:\n%s", <-ended, text.String())
	return "", nil
}

func inside(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
