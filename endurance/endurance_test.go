// Package endurance shows that nothing acknowledged is lost, whatever dies when: it
// runs the built binary under the load of many requesters and workers, kills or freezes it
// again and again, also in the middle of imports, takes the disk's room away or lets it stand
// still, breaks its database or the lines to it and to the objects, sets its clock, has very
// many look on, and in the end compares all that clients were told with what is there.
//
// What clients know is kept in a ledger of their own (ledger_test.go). A request
// that was sent and not answered may have happened or not, and both are right; what
// was answered must be there, once.
//
// Lines are made bad by Toxiproxy, which knows how (line_test.go); only a connection that
// breaks between a COMMIT and its answer is beyond it, and pgtest's wire cuts that. How long
// it took until all was well is printed; docs/operations.md has a table.
//
// Random choices come from a seed that every run prints; FOUREYES_TEST_SEED sets it.
// What the threads of a server and of a load do in between cannot be repeated.
package endurance

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// binary is the foureyes that is tried.
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
	folder, err := os.MkdirTemp("", "foureyes-endurance-")
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

// long tells whether the test shall run for long.
func long() bool { return os.Getenv("FOUREYES_TEST_LONG") != "" }

// newSeed gives the seed of a test and prints it.
func newSeed(t *testing.T) uint64 {
	t.Helper()
	seed := rand.Uint64()
	if text := os.Getenv("FOUREYES_TEST_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("FOUREYES_TEST_SEED: %v", err)
		}
	}
	t.Logf("FOUREYES_TEST_SEED=%d", seed)
	return seed
}
