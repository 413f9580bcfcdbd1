package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/alecthomas/kong"
)

// settingsFile is the file of --config: a JSON object with settings by the names of
// the flags, such as {"public-url": "https://review.example.org"}.
type settingsFile map[string]any

// readSettings is kong's way to a settings file.
func readSettings(r io.Reader) (kong.Resolver, error) {
	var s settingsFile
	if err := json.NewDecoder(r).Decode(&s); err != nil {
		return nil, fmt.Errorf("read the settings file, which must be a JSON object: %w", err)
	}
	return s, nil
}

// Validate refuses a name that no flag of any command has: a typing mistake must
// not be a setting that silently does nothing.
func (s settingsFile) Validate(app *kong.Application) error {
	var known []string
	var collect func(*kong.Node)
	collect = func(n *kong.Node) {
		for _, f := range n.Flags {
			known = append(known, f.Name)
		}
		for _, c := range n.Children {
			collect(c)
		}
	}
	collect(app.Node)
	for name := range s {
		if !slices.Contains(known, name) {
			return fmt.Errorf("the settings file has %q, which is the name of no flag", name)
		}
	}
	return nil
}

// Resolve gives a flag's value unless the environment has one, which wins.
func (s settingsFile) Resolve(_ *kong.Context, _ *kong.Path, f *kong.Flag) (any, error) {
	for _, name := range f.Envs {
		if _, set := os.LookupEnv(name); set {
			return nil, nil
		}
	}
	return s[f.Name], nil
}
