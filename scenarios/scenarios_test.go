// Package scenarios tells whole stories on the built binary, as scripts that a
// user could read (testdata/*.txtar). The words that the scripts use beyond
// testscript's own are in verbs_test.go: what an operator, a requester with the
// AWS SDKs, and a worker do.
package scenarios

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"foureyes/internal/store/storetest/pgtest"
)

// binary is the foureyes that the stories run.
var binary string

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// run builds the binary unless FOUREYES_BIN names one.
func run(m *testing.M) (int, error) {
	if binary = os.Getenv("FOUREYES_BIN"); binary != "" {
		return m.Run(), nil
	}
	folder, err := os.MkdirTemp("", "foureyes-scenarios-")
	if err != nil {
		return 1, fmt.Errorf("make a folder for the binary: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	binary = filepath.Join(folder, "foureyes")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", binary, "foureyes/cmd/foureyes").CombinedOutput(); err != nil {
		return 1, fmt.Errorf("build foureyes: %w\n%s", err, out)
	}
	return m.Run(), nil
}

func TestStories(t *testing.T) {
	stories(t, func(testscript.T, string) ([]string, error) { return nil, nil })
}

// The same stories with the state in PostgreSQL: it makes no difference that a
// user could see.
func TestStoriesOnPostgreSQL(t *testing.T) {
	stories(t, func(st testscript.T, folder string) ([]string, error) {
		key := filepath.Join(folder, "master.key")
		return []string{"--database-url", pgtest.URL(st.(testing.TB)), "--master-key-file", key},
			os.WriteFile(key, []byte(strings.Repeat("0f", 32)), 0o600)
	})
}

// stories runs all scripts, with the flags given at each start of a server.
func stories(t *testing.T, flags func(t testscript.T, folder string) ([]string, error)) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"foureyes":  foureyes,
			"server":    server,
			"requester": requester,
			"worker":    worker,
			"receiver":  receiver,
			"stream":    stream,
			"post":      post,
			"outside":   outside,
			"until":     until,
		},
		// [postgres] begins lines about what only one engine does.
		Condition: func(name string) (bool, error) {
			return name == "postgres" && strings.HasSuffix(t.Name(), "PostgreSQL"), nil
		},
		Setup: func(e *testscript.Env) (err error) {
			s := &story{folder: e.WorkDir}
			e.Values[storyKey{}] = s
			e.Setenv("FOUREYES", binary) // for what runs beside the story
			e.Defer(s.kill)
			s.flags, err = flags(e.T(), e.WorkDir)
			return err
		},
	})
}
