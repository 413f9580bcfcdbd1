package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"foureyes/internal/auth"
	"foureyes/internal/store"
)

// folder asks whether the data folder is there, and whether others may look into it.
func (e *examination) folder(context.Context) {
	info, err := os.Stat(e.Settings.Data)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.written(e.Settings.Data + " is not there yet; the first start makes it")
	case err != nil:
		e.add("data folder", Failure, err.Error(), "Let the server's user read "+e.Settings.Data+".")
	case !info.IsDir():
		e.add("data folder", Failure, e.Settings.Data+" is no folder", "Name a folder with --data.")
	case info.Mode().Perm()&0o077 != 0:
		e.add("data folder", Warning, fmt.Sprintf("%s can be read by others (mode %04o); keys lie in it", e.Settings.Data, info.Mode().Perm()),
			"chmod 700 "+e.Settings.Data)
	default:
		e.written(e.Settings.Data)
	}
}

// written asks whether the data folder, or the one that it will be made in, can be written
// to: the server's lock lies there, also where nothing else does.
func (e *examination) written(found string) {
	at := existing(e.Settings.Data)
	if err := tryFile(at); err != nil {
		e.add("data folder", Failure, err.Error(), letWrite(err, at))
		return
	}
	e.good("data folder", found)
}

// letWrite says what to do about a file that cannot be written.
func letWrite(err error, folder string) string {
	if errors.Is(err, syscall.ENOSPC) {
		return "Make room, or let old loops leave sooner (--retention-days)."
	}
	return "Let the server's user, as whom this is to run too, write to " + folder + ", on a disk that is not mounted read-only."
}

// masterKey asks whether the key can be read, without which nothing starts.
func (e *examination) masterKey(ctx context.Context) {
	file := e.Settings.MasterKey()
	master, err := auth.ReadMasterKey(file)
	switch {
	case err == nil:
		e.fits(ctx, master, file)
	case errors.Is(err, fs.ErrNotExist) && e.Settings.MasterKeyFile == "" && !store.Used(ctx, store.Place{Folder: e.Settings.Data}):
		e.good("master key", "the first start makes it")
	case errors.Is(err, fs.ErrNotExist) && e.Settings.MasterKeyFile == "":
		e.add("master key", Failure, file+" is missing, and the database beside it needs it", bringBack)
	case errors.Is(err, fs.ErrNotExist):
		e.add("master key", Failure, err.Error(), bringBack+" For a database that is new, make one: (umask 077; openssl rand -base64 32 >"+file+")")
	case errors.Is(err, fs.ErrPermission):
		e.add("master key", Failure, err.Error(), "Let the server's user read it, and nobody else: chown and chmod 600 "+file+".")
	case errors.Is(err, auth.ErrMasterKeyShown):
		e.add("master key", Failure, err.Error(), "chmod 600 "+file)
	default:
		e.add("master key", Failure, err.Error(), bringBack)
	}
}

// fits asks whether the key is that of the database, without which no server starts.
func (e *examination) fits(ctx context.Context, master []byte, file string) {
	k, there, err := store.ReadAnyAccessKey(ctx, store.Place{Folder: e.Settings.Data, URL: e.Settings.DatabaseURL})
	switch {
	case err != nil: // database tells why
		e.good("master key", file+" can be read; whether it fits the database is not known")
	case there && auth.Fits(master, k) != nil:
		e.add("master key", Failure, file+" is not the one that this database was used with", bringBack)
	default:
		e.good("master key", file+"; keep a copy elsewhere: nothing else opens the secrets in the database")
	}
}

const bringBack = "Bring it back from where you keep its copy; another one opens none of the secrets in the database."

const (
	mib, gib = 1 << 20, 1 << 30
	// roomy is below what the disk is worth a warning, tight below what it is a failure:
	// a server that is out of space refuses what it cannot store.
	roomy, tight = 2 * gib, gib / 4
)

// disk asks how much room there is.
func (e *examination) disk(context.Context) {
	at := existing(e.Settings.Data)
	free, err := freeBytes(at)
	found := fmt.Sprintf("%.1f GiB free at %s", float64(free)/gib, at)
	if free < gib {
		found = fmt.Sprintf("%d MiB free at %s", free/mib, at)
	}
	switch {
	case err != nil:
		e.add("disk", Skipped, err.Error(), "")
	case free < tight:
		e.add("disk", Failure, found, "Make room, or let old loops leave sooner (--retention-days). Nothing acknowledged is lost; new requests are refused.")
	case free < roomy:
		e.add("disk", Warning, found, "Make room before it is full.")
	default:
		e.good("disk", found)
	}
}

// existing is the nearest folder above a path that is there.
func existing(path string) string {
	for {
		if _, err := os.Stat(path); err == nil || filepath.Dir(path) == path {
			return path
		}
		path = filepath.Dir(path)
	}
}
