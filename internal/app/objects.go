package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"foureyes/internal/api/console"
	"foureyes/internal/api/gate"
	"foureyes/internal/api/s3"
	"foureyes/internal/config"
	"foureyes/internal/demo"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/object"
	"foureyes/internal/object/remote"
	"foureyes/internal/prediction"
)

// objects is what rooms and doors ask of the store of objects, wherever it is.
type objects interface {
	humanloop.Objects
	prediction.Objects
	flow.Buckets
	console.Buckets
	demo.Objects
	OpenObject(ctx context.Context, account, bucket, key string) (*object.Object, error)
}

var (
	_ objects = (*object.Service)(nil)
	_ objects = (*remote.Store)(nil)
)

// openObjects opens the folder of objects, or makes ready to ask the store outside.
func (a *App) openObjects(ctx context.Context) error {
	at, err := a.config.ObjectStore()
	if err != nil {
		return err
	}
	if at == nil {
		a.files, err = object.New(a.objectsFolder(), a.store, a.clock)
		a.objects = a.files
		return err
	}
	a.outside, err = remote.New(ctx, outsideOf(a.config, at), a.store, a.clock)
	a.objects = a.outside
	return err
}

// outsideOf are the settings of the store outside.
func outsideOf(c config.Serve, at *config.ObjectStore) remote.Settings {
	return remote.Settings{
		Endpoint: at.Endpoint, Region: at.Region, PathStyle: at.PathStyle, Profile: at.Profile,
		AssumeRole: c.ObjectsAssumeRole, STSEndpoint: at.STSEndpoint, Account: c.AccountID,
	}
}

func (a *App) objectsFolder() string { return filepath.Join(a.config.Data, "objects") }

// objectsReady tells whether objects can be kept as far as that is up to this machine. A
// store outside that is down makes no server less ready than another: answers are taken as
// ever, and their outputs wait.
func (a *App) objectsReady() error {
	if a.files == nil {
		return nil
	}
	if _, err := os.Stat(a.objectsFolder()); err != nil {
		return fmt.Errorf("look for the objects folder: %w", err)
	}
	return a.files.Ready()
}

// s3Options are those of the door for S3.
func (a *App) s3Options(before *gate.Gate) []s3.Option {
	options := []s3.Option{s3.PublicHost(a.host()), s3.Behind(before)}
	if a.outside != nil {
		options = append(options, s3.Elsewhere(a.outside.URL()))
	}
	return options
}
