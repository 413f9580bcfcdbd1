package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"foureyes/internal/auth"
	"foureyes/internal/store"
)

// openKeys reads the master key. It is made where nothing can be sealed yet, and never
// beside a database that was used: a new key opens none of the secrets in it.
func (a *App) openKeys(ctx context.Context) error {
	file := a.config.MasterKey()
	read := auth.ReadMasterKey
	if a.config.MasterKeyFile == "" && !store.Used(ctx, store.Place{Folder: a.config.Data}) {
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
