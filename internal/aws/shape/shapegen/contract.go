package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// contract is one contract file.
type contract struct {
	Service    string
	APIVersion string
	Protocol   string
	Operations map[string]*operation
	Shapes     map[string]*shape
}

type operation struct {
	Input  string
	Output string
	Errors []string
	HTTP   struct {
		Method string
		Path   string
		Status int
	}
}

type shape struct {
	Kind      string
	MinLength *int
	MaxLength int
	MinItems  int
	MaxItems  int
	Minimum   *float64
	Maximum   *float64
	Pattern   string
	Enum      []string
	Sensitive bool
	Format    string
	Item      string
	Key       string
	Value     string
	Members   members
	Error     *struct{ Status int }

	name  string // the name in Go
	check string // a function of package shape that decides instead of the pattern
}

type member struct {
	Shape    string
	Required bool
	In       string
	WireName string
	name     string
}

// members keeps the order of the file, which is the order of sentences.
type members []*member

// UnmarshalJSON reads an object in its written order.
func (m *members) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		one := &member{name: fmt.Sprint(name)}
		if err := decoder.Decode(one); err != nil {
			return err
		}
		*m = append(*m, one)
	}
	return nil
}

// divergence is a deliberate difference from a published pattern.
type divergence struct {
	Pattern string
	Check   string
	Why     string
}

// readContract reads a contract, applies the divergences and gives every
// shape its Go name.
func readContract(path, divergences string) (*contract, error) {
	var c contract
	if err := readJSON(path, &c); err != nil {
		return nil, err
	}
	changes := map[string]divergence{}
	if divergences != "" {
		if err := readJSON(divergences, &changes); err != nil {
			return nil, err
		}
	}
	for name, s := range c.Shapes {
		s.name = name
		change := changes[name]
		s.check = change.Check
		if change.Pattern != "" {
			s.Pattern = change.Pattern
		}
	}
	for name, op := range c.Operations {
		if c.Shapes[op.Input] == nil || c.Shapes[op.Output] == nil {
			return nil, fmt.Errorf("operation %s lacks a shape", name)
		}
		c.Shapes[op.Input].name = name + "Input"
		c.Shapes[op.Output].name = name + "Output"
	}
	return &c, nil
}

// check refuses what package shape cannot express.
func (c *contract) check() error {
	for name, s := range c.Shapes {
		if len(s.Members) > 64 {
			return fmt.Errorf("shape %s has more than 64 members", name)
		}
		for _, below := range s.below() {
			if c.Shapes[below] == nil {
				return fmt.Errorf("shape %s: no shape %s", name, below)
			}
		}
		if s.Kind == "map" && (c.Shapes[s.Key].Kind != "string" || c.Shapes[s.Value].Kind != "string") {
			return fmt.Errorf("shape %s is a map of something other than strings", name)
		}
		for _, m := range s.Members {
			if m.In != "" && m.WireName != m.name {
				return fmt.Errorf("shape %s: member %s is called %s on the wire", name, m.name, m.WireName)
			}
		}
	}
	return nil
}

func readJSON(path string, into any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

func (c *contract) operationNames() []string {
	return slices.Sorted(maps.Keys(c.Operations))
}

// below gives the names of the shapes that a shape is made of.
func (s *shape) below() []string {
	var names []string
	for _, name := range []string{s.Item, s.Key, s.Value} {
		if name != "" {
			names = append(names, name)
		}
	}
	for _, m := range s.Members {
		names = append(names, m.Shape)
	}
	return names
}

// reach collects a shape and all below it into found.
func (c *contract) reach(name string, found map[string]bool) {
	if found[name] {
		return
	}
	found[name] = true
	for _, below := range c.Shapes[name].below() {
		c.reach(below, found)
	}
}

// inputs and outputs give the names of the shapes that are read or written.
func (c *contract) inputs() map[string]bool {
	found := map[string]bool{}
	for _, op := range c.Operations {
		c.reach(op.Input, found)
	}
	return found
}

func (c *contract) outputs() map[string]bool {
	found := map[string]bool{}
	for _, op := range c.Operations {
		c.reach(op.Output, found)
	}
	return found
}

func (c *contract) isREST() bool { return strings.HasPrefix(c.Protocol, "rest") }
