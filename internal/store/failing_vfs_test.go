package store

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// failures makes SQLite's file system fail in one folder. It stands between SQLite
// and its own file system, as the default, and lets everything else through.
type failures struct {
	mu     sync.Mutex
	folder string
	files  map[uintptr]openFile // those of the folder
	sync   func(file string) bool
	write  func(file string) bool
	seen   []string // the steps that were made to fail
}

// openFile is a database or its log, which differ in the functions below.
type openFile struct {
	name  string // "db" or "wal"
	below *sqlite3.Tsqlite3_io_methods
	ours  uintptr
}

// failing is global, as SQLite's file systems are.
var failing = &failures{files: map[uintptr]openFile{}}

var (
	below      *sqlite3.Tsqlite3_vfs
	belowAt    uintptr
	installing sync.Once
)

// at reads what C memory holds at an address.
func at[T any](address uintptr) *T { return *(**T)(unsafe.Pointer(&address)) }

// inC copies a value to C memory.
func inC[T any](tls *libc.TLS, v T) (copied *T, address uintptr) {
	address = libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(v)))
	copied = at[T](address)
	*copied = v
	return copied, address
}

// function is a C pointer to a Go function, and goFunction the way back; both as
// the translated SQLite has them.
func function[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

func goFunction[F any](pointer uintptr) F { return *(*F)(unsafe.Pointer(&pointer)) }

type (
	openFunction  = func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32
	closeFunction = func(*libc.TLS, uintptr) int32
	syncFunction  = func(*libc.TLS, uintptr, int32) int32
	writeFunction = func(*libc.TLS, uintptr, uintptr, int32, sqlite3.Tsqlite3_int64) int32
)

func install(t *testing.T) {
	t.Helper()
	installing.Do(func() {
		tls := libc.NewTLS()
		belowAt = sqlite3.Xsqlite3_vfs_find(tls, 0)
		below = at[sqlite3.Tsqlite3_vfs](belowAt)
		above, aboveAt := inC(tls, *below)
		above.FxOpen = function(openFunction(failingOpen))
		name, err := libc.CString("failing")
		if err != nil {
			t.Fatal(err)
		}
		above.FzName, above.FpNext = name, 0
		if code := sqlite3.Xsqlite3_vfs_register(tls, aboveAt, 1); code != 0 {
			t.Fatalf("register the file system: %d", code)
		}
	})
}

func failingOpen(tls *libc.TLS, _, path, file uintptr, flags int32, out uintptr) int32 {
	code := goFunction[openFunction](below.FxOpen)(tls, belowAt, path, file, flags, out)
	if code != 0 || path == 0 {
		return code
	}
	failing.mu.Lock()
	defer failing.mu.Unlock()
	if failing.folder == "" || !strings.HasPrefix(libc.GoString(path), failing.folder) {
		return code
	}
	name := ""
	switch {
	case flags&sqlite3.SQLITE_OPEN_WAL != 0:
		name = "wal"
	case flags&sqlite3.SQLITE_OPEN_MAIN_DB != 0:
		name = "db"
	default:
		return code
	}
	methods := at[uintptr](file)
	calls := at[sqlite3.Tsqlite3_io_methods](*methods)
	ours, oursAt := inC(tls, *calls)
	ours.FxSync, ours.FxWrite = function(syncFunction(failingSync)), function(writeFunction(failingWrite))
	ours.FxClose = function(closeFunction(failingClose))
	*methods = oursAt
	failing.files[file] = openFile{name, calls, oursAt}
	return code
}

func failingClose(tls *libc.TLS, file uintptr) int32 {
	closing := failing.file(file)
	code := goFunction[closeFunction](closing.below.FxClose)(tls, file)
	failing.mu.Lock()
	defer failing.mu.Unlock()
	delete(failing.files, file)
	libc.Xfree(tls, closing.ours)
	return code
}

func failingSync(tls *libc.TLS, file uintptr, flags int32) int32 {
	if failing.hit("sync", file) {
		return sqlite3.SQLITE_IOERR_FSYNC
	}
	return goFunction[syncFunction](failing.file(file).below.FxSync)(tls, file, flags)
}

func failingWrite(tls *libc.TLS, file, from uintptr, length int32, offset sqlite3.Tsqlite3_int64) int32 {
	if failing.hit("write", file) {
		return sqlite3.SQLITE_FULL
	}
	return goFunction[writeFunction](failing.file(file).below.FxWrite)(tls, file, from, length, offset)
}

func (f *failures) file(at uintptr) openFile {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.files[at]
}

func (f *failures) hit(step string, file uintptr) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	name := f.files[file].name
	fails := f.sync
	if step == "write" {
		fails = f.write
	}
	if fails == nil || !fails(name) {
		return false
	}
	f.seen = append(f.seen, step+" "+name)
	return true
}

// fail sets what fails from now on; nil for nothing.
func (f *failures) fail(sync, write func(file string) bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sync, f.write, f.seen = sync, write, nil
}

// failed gives the steps that were made to fail since fail.
func (f *failures) failed() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.seen
}

// openFailing opens a store in a folder whose files can be made to fail. One test at
// a time can have one.
func openFailing(t *testing.T) (s *Store, folder string) {
	t.Helper()
	install(t)
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	failing.mu.Lock()
	failing.folder = folder
	failing.mu.Unlock()
	t.Cleanup(func() { failing.fail(nil, nil) })
	s, err = OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		failing.fail(nil, nil)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, folder
}
