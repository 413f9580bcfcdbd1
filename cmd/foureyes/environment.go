package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// unknownVariables are variables of the environment that begin as the twins of flags do,
// and are none: most likely a typing mistake.
type unknownVariables []string

// serviceLink is what Kubernetes puts into the environment for a Service that is called
// foureyes, or something that begins so.
var serviceLink = regexp.MustCompile(`_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$`)

func unknownIn(environ []string, parser *kong.Kong) unknownVariables {
	known := map[string]bool{}
	for _, f := range flagsOf(parser.Model.Node) {
		for _, name := range f.Envs {
			known[name] = true
		}
	}
	var unknown unknownVariables
	for _, variable := range environ {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "FOUREYES_") && !known[name] && !serviceLink.MatchString(name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	return unknown
}

// flagsOf are the flags of a command and of those below it.
func flagsOf(n *kong.Node) []*kong.Flag {
	all := slices.Clone(n.Flags)
	for _, c := range n.Children {
		all = append(all, flagsOf(c)...)
	}
	return all
}
