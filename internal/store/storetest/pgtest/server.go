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

const (
	superuser = "postgres"
	// owner has the databases of URL, and a name as the documents give it. Some tests make
	// roles and databases.
	owner = "foureyes"
)

// script runs as the server's owner. It does the orders that come on its standard
// input, saying "ready" after each, and ends all servers and removes their folder once
// that is closed: it is so by itself when the test binary ends, even by SIGKILL.
const script = `
set -eu
bin=$1 folder=$2
run() { "$@" >"$folder/said" 2>&1 </dev/null || { cat "$folder/said" "$folder/log"; exit 1; }; }
begin() { run "$bin/pg_ctl" start -w -t 120 -D "$folder/$1" -l "$folder/log" -o "-k '$folder' -p $2 -c listen_addresses='' -c max_connections=200"; }
finish() {
	for data in "$folder"/data "$folder"/standby; do
		[ ! -f "$data/postmaster.pid" ] || "$bin/pg_ctl" stop -m immediate -D "$data" >/dev/null 2>&1 || true
	done
	rm -rf "$folder"
}
trap finish EXIT
run "$bin/initdb" -D "$folder/data" -U ` + superuser + ` -A trust -E UTF8 --locale=C --no-sync
begin data ` + firstPort + `
run "$bin/createuser" -h "$folder" -U ` + superuser + ` --createrole --createdb ` + owner + `
echo ready
while read -r order; do
	case $order in
	stop) run "$bin/pg_ctl" stop -w -m immediate -D "$folder/data" ;;
	start) begin data ` + firstPort + ` ;;
	standby)
		run "$bin/pg_basebackup" -D "$folder/standby" -h "$folder" -U ` + superuser + ` -R -X stream -c fast
		begin standby ` + secondPort + `
		;;
	promote) run "$bin/pg_ctl" promote -w -t 120 -D "$folder/standby" ;;
	esac
	echo ready
done
`

// Ports are names of sockets in the servers' folder.
const firstPort, secondPort = "5432", "5433"

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
	out, err := cmd.StdoutPipe()
	if err != nil {
		return server{}, err
	}
	s := server{folder: folder, life: life, said: bufio.NewScanner(out), script: cmd}
	if err := cmd.Start(); err != nil {
		return server{}, err
	}
	return s, s.untilReady()
}

// untilReady waits for the script's word.
func (s server) untilReady() error {
	var said []string
	for s.said.Scan() {
		if s.said.Text() == "ready" {
			return nil
		}
		said = append(said, s.said.Text())
	}
	return fmt.Errorf("%w\n%s", s.script.Wait(), strings.Join(said, "\n"))
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
