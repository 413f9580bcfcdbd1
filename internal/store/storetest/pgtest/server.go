package pgtest

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

const superuser = "postgres"

// script runs as the server's owner. It ends the server, and removes its folder,
// once its standard input is closed: that happens by itself when the test binary
// ends, even by SIGKILL. It says "ready" when connections are accepted.
const script = `
set -eu
bin=$1 folder=$2
"$bin/initdb" -D "$folder/data" -U ` + superuser + ` -A trust -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
"$bin/pg_ctl" start -w -D "$folder/data" -l "$folder/log" \
	-o "-k '$folder' -c listen_addresses='' -c max_connections=200" >"$folder/start" 2>&1 || { cat "$folder/start" "$folder/log"; exit 1; }
echo ready
exec >/dev/null 2>&1
cat
"$bin/pg_ctl" stop -m immediate -D "$folder/data"
rm -rf "$folder"
`

// start brings up a server of this test binary's own.
func start() (server, error) {
	bin, err := binaries()
	if err != nil {
		return server{}, err
	}
	owner, err := serverOwner()
	if err != nil {
		return server{}, err
	}
	folder, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		return server{}, err
	}
	if owner != nil {
		if err := os.Chown(folder, int(owner.Uid), int(owner.Gid)); err != nil {
			return server{}, err
		}
	}
	cmd := exec.Command("/bin/sh", "-c", script, "pgtest", bin, folder)
	cmd.Dir = folder
	// A group of its own: Ctrl-C is for the test binary.
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: owner, Setpgid: true}
	life, err := cmd.StdinPipe()
	if err != nil {
		return server{}, err
	}
	return server{folder: folder, life: life}, untilReady(cmd)
}

// untilReady starts the script and waits for its word.
func untilReady(cmd *exec.Cmd) error {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	var said []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() == "ready" {
			return nil
		}
		said = append(said, lines.Text())
	}
	return fmt.Errorf("%w\n%s", cmd.Wait(), strings.Join(said, "\n"))
}

// serverOwner is who the server runs as: PostgreSQL refuses to be run by root. nil
// is whoever runs the tests.
func serverOwner() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup(superuser)
	if err != nil {
		return nil, fmt.Errorf("the tests run as root, and PostgreSQL must not: %w", err)
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(err1, err2)
}

// binaries is the folder of the newest server on this machine, or the one that
// POSTGRES_BIN names.
func binaries() (string, error) {
	if bin := os.Getenv("POSTGRES_BIN"); bin != "" {
		return bin, nil
	}
	var found []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin"} {
		some, err := filepath.Glob(pattern + "/initdb")
		if err != nil {
			return "", err
		}
		found = append(found, some...)
	}
	if len(found) > 0 {
		return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return strings.Compare(a, b) })), nil
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	return "", fmt.Errorf("no PostgreSQL server was found on this %s; scripts/needs postgresql tells how to get one, or set POSTGRES_BIN", runtime.GOOS)
}
