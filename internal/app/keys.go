package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"foureyes/internal/auth"
	"foureyes/internal/store"
)

// openKeys reads the master key. It is made for a data folder that is new, and never beside
// a database: a new key opens none of the secrets in it.
func (a *App) openKeys() error {
	file := a.config.MasterKey()
	read := auth.ReadMasterKey
	if a.config.MasterKeyFile == "" && !a.hasDatabase() {
		read = auth.ReadOrMakeMasterKey
	}
	master, err := read(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && a.config.MasterKeyFile == "":
		return fmt.Errorf("the master key %s is missing, and the database beside it needs it: bring it back from where you keep its copy", file)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no master key %s: bring it back from where you keep its copy or, for a database that is new, make one with: "+
			"(umask 077; openssl rand -base64 32 >%s)", file, file)
	case err != nil:
		return fmt.Errorf("read the master key: %w", err)
	}
	a.keys, err = auth.NewKeys(master)
	return err
}

// hasDatabase reports whether the data folder has a database already.
func (a *App) hasDatabase() bool {
	_, err := os.Stat(filepath.Join(a.config.Data, store.SQLiteFile))
	return !errors.Is(err, fs.ErrNotExist)
}
