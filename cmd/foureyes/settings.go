package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

// settingsFile is the file of --config: settings by the names of the flags, such as
// public-url: https://review.example.org.
type settingsFile map[string]any

// readSettings is kong's way to a settings file, in JSON or YAML.
func readSettings(r io.Reader) (kong.Resolver, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read the settings file: %w", err)
	}
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		var s settingsFile
		if err := json.Unmarshal(text, &s); err != nil {
			return nil, fmt.Errorf("read the settings file as JSON: %w", err)
		}
		return s, nil
	}
	var nodes map[string]yaml.Node
	if err := yaml.Unmarshal(text, &nodes); err != nil {
		return nil, fmt.Errorf("read the settings file as YAML: %w", err)
	}
	s := settingsFile{}
	for name, node := range nodes {
		if s[name], err = written(node); err != nil {
			return nil, fmt.Errorf("the settings file, line %d: %s: %w", node.Line, name, err)
		}
	}
	return s, nil
}

// written gives a value as it is written, since 000000000042 is an account and not a
// number.
func written(n yaml.Node) (any, error) {
	switch n.Kind {
	case yaml.ScalarNode:
		return n.Value, nil
	case yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for _, one := range n.Content {
			if one.Kind != yaml.ScalarNode {
				return nil, errNoSetting
			}
			list = append(list, one.Value)
		}
		return list, nil
	}
	return nil, errNoSetting
}

var errNoSetting = errors.New("it must be a text, a number, true, false, or a list of them")

// Validate refuses a name that no flag of any command has: a typing mistake must
// not be a setting that silently does nothing.
func (s settingsFile) Validate(app *kong.Application) error {
	known := map[string]bool{}
	for _, f := range flagsOf(app.Node) {
		known[f.Name] = true
	}
	for name := range s {
		if !known[name] {
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
	value := s[f.Name]
	if _, many := value.([]any); many && !f.IsSlice() {
		return nil, fmt.Errorf("the settings file has a list for %s, which takes one value", f.Name)
	}
	return value, nil
}
