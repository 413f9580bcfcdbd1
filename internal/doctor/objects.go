package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"foureyes/internal/object/remote"
)

// slowSync is when a durable write of a few bytes takes so long that workers notice.
const slowSync = 100 * time.Millisecond

// objects asks the store outside whether it answers, or else tries the folder.
func (e *examination) objects(ctx context.Context) {
	at, err := e.Settings.ObjectStore()
	switch {
	case err != nil:
		e.add("objects", Skipped, "--objects-url cannot be read", "")
	case at == nil:
		e.files()
	default:
		e.outside(ctx, remote.Settings{
			Endpoint: at.Endpoint, Region: at.Region, PathStyle: at.PathStyle, Profile: at.Profile, Account: e.Settings.AccountID,
		})
	}
}

// outside asks the store with the credentials that the server would have here.
func (e *examination) outside(ctx context.Context, s remote.Settings) {
	store, err := remote.New(ctx, s, nil, e.Now)
	if err == nil {
		err = store.Probe(ctx)
	}
	if err != nil {
		e.add("objects", Failure, err.Error(), "Look at the endpoint in --objects-url and at the credentials that AWS's default chain finds here. Outputs wait meanwhile, and nothing is lost.")
		return
	}
	e.good("objects", store.URL()+" answers; whether each bucket may be written shows when a flow definition is made")
}

// files writes a file where objects lie, reads it and removes it.
func (e *examination) files() {
	folder := existing(filepath.Join(e.Settings.Data, "objects"))
	began := e.Now()
	err := tryFile(folder)
	took := e.Now().Sub(began).Round(time.Millisecond / 10)
	switch {
	case err != nil:
		e.add("objects", Failure, err.Error(), letWrite(err, folder))
	case took > slowSync:
		e.add("objects", Warning, fmt.Sprintf("a durable write to %s took %s", folder, took), "Every acknowledged request waits for one: use a faster or less busy disk.")
	default:
		e.good("objects", fmt.Sprintf("written durably, read and removed in %s, in %s", took, folder))
	}
}

// tryFile writes a small file durably, reads it and removes it. Its name is one that nobody
// takes for a file of the audit log.
func tryFile(folder string) (err error) {
	f, err := os.CreateTemp(folder, ".partial-doctor-*")
	if err != nil {
		return fmt.Errorf("make a file: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	const text = "foureyes"
	if _, err := f.WriteString(text); err != nil {
		return fmt.Errorf("write a file: %w", err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("make a file durable: %w", err)
	}
	if got, err := os.ReadFile(f.Name()); err != nil || string(got) != text {
		return fmt.Errorf("read what was written: %q, %w", got, err)
	}
	return nil
}
