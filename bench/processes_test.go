package bench_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// ticks is how often in a second Linux counts CPU time for /proc (USER_HZ).
const ticks = 100

// process is what /proc/PID/stat says of a process.
type process struct {
	parent int
	// cpu is the CPU time of itself and of its children that have ended, in seconds.
	cpu float64
}

// processes gives all that run, by number; none where there is no /proc.
func processes() map[int]process {
	all := map[int]process{}
	files, _ := filepath.Glob("/proc/[0-9]*/stat") // the pattern is right
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // it has just ended
		}
		number, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		_, rest, _ := strings.Cut(string(text), ") ") // behind the name
		fields := strings.Fields(rest)
		p := process{}
		p.parent, _ = strconv.Atoi(fields[1])
		for _, field := range fields[11:15] { // utime, stime, cutime, cstime
			n, _ := strconv.Atoi(field)
			p.cpu += float64(n) / ticks
		}
		all[number] = p
	}
	return all
}

// familyCPU is the CPU time of a process and of all that it has started.
func familyCPU(all map[int]process, number int) float64 {
	sum := all[number].cpu
	for child, p := range all {
		if p.parent == number {
			sum += familyCPU(all, child)
		}
	}
	return sum
}

// postgresCPU is the CPU time of the PostgreSQL that a database is on, and zero for
// SQLite.
func postgresCPU(b *testing.B, db *sql.DB) float64 {
	b.Helper()
	if !isPostgres(db) {
		return 0
	}
	var backend int
	if err := db.QueryRowContext(b.Context(), `SELECT pg_backend_pid()`).Scan(&backend); err != nil {
		b.Fatal(err)
	}
	all := processes()
	return familyCPU(all, all[backend].parent)
}

func isPostgres(db *sql.DB) bool { return strings.Contains(fmt.Sprintf("%T", db.Driver()), "stdlib") }

// busySeconds is the CPU time that the whole machine has been busy, or was taken from it
// by others on the same hardware; zero where there is no /proc.
func busySeconds() float64 {
	text, _ := os.ReadFile("/proc/stat")
	line, _, _ := strings.Cut(string(text), "\n")
	busy := 0.0
	for i, field := range strings.Fields(line) {
		switch i {
		case 1, 2, 3, 6, 7, 8: // user, nice, system, irq, softirq, steal
			n, _ := strconv.Atoi(field)
			busy += float64(n) / ticks
		}
	}
	return busy
}
