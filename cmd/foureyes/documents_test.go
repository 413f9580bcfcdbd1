package main

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var (
	// A command stands in backticks, or begins a line of a code block, perhaps behind a
	// prompt or a tag; a backslash carries it on to the next line.
	inBackticks = regexp.MustCompile("`foureyes ([^`\n]+)`")
	inABlock    = regexp.MustCompile(`(?m)^(?: *|[^\n]*[$(] ?)foureyes ((?:[^\n]*\\\n)*[^\n]*)$`)
	aBlock      = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	aFlag       = regexp.MustCompile("`(--[a-z][a-z0-9-]*)[^`\n]*`")
	aVariable   = regexp.MustCompile(`\bFOUREYES_[A-Z0-9_]+\b`)
)

// beside are what documents name that looks like a flag or a variable of a command and is
// none: of style sheets and rsync, of secrets, of commands that predict, and of the tests.
var beside = []string{
	"--crowd-slider-secondary-color", "--delete", "FOUREYES_BIN", "FOUREYES_BENCH_PROFILE", "FOUREYES_TEST_LONG", "FOUREYES_TEST_SEED",
	"FOUREYES_TARGET", secretVariable, sourceSecretVariable,
}

// documents are the Markdown files of the tree; decisions tell of the day they were taken.
func documents(t *testing.T) map[string]string {
	t.Helper()
	root := filepath.Join("..", "..")
	found := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		name := entry.Name()
		if entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || slices.Contains([]string{"node_modules", "testdata", "decisions"}, name)) {
			return filepath.SkipDir
		}
		if err != nil || filepath.Ext(name) != ".md" {
			return err
		}
		text, err := os.ReadFile(path) //nolint:gosec // a document of this tree
		found[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 20 {
		t.Fatalf("%d documents found: is %s the root of the tree?", len(found), root)
	}
	return found
}

func modelOfAll(t *testing.T) *kong.Node {
	t.Helper()
	parser, err := kong.New(&commands{}, kong.Name("foureyes"), kong.Vars{"policies": ""}, kong.DefaultEnvars("FOUREYES"))
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model.Node
}

func TestCommandsOfDocumentsExist(t *testing.T) {
	model, looked := modelOfAll(t), 0
	texts := documents(t)
	maps.Copy(texts, helpOf(model))
	for document, text := range texts {
		matches := inBackticks.FindAllStringSubmatch(text, -1)
		for _, block := range aBlock.FindAllString(text, -1) {
			matches = append(matches, inABlock.FindAllStringSubmatch(block, -1)...)
		}
		for _, match := range matches {
			looked++
			words := strings.Fields(strings.ReplaceAll(match[1], "\\\n", " "))
			if wrong := firstUnknown(model, words); wrong != "" {
				t.Errorf("%s: foureyes %s: there is no %s", document, strings.Join(words, " "), wrong)
			}
		}
	}
	if looked < 200 {
		t.Errorf("%d commands looked at", looked)
	}
}

// helpOf is what commands say of themselves, as code blocks, by their names.
func helpOf(command *kong.Node) map[string]string {
	help := map[string]string{"help of " + command.FullPath(): "```\n" + command.Detail + "\n```"}
	for _, child := range command.Children {
		maps.Copy(help, helpOf(child))
	}
	return help
}

// firstUnknown is the first word that is neither a command nor a flag where it stands,
// empty when there is none. "list|disable" is two commands, of which the last goes on.
func firstUnknown(at *kong.Node, words []string) string {
	value := false // what comes next is the value of a flag
	for _, word := range words {
		if strings.ContainsAny(word[:1], "|>#…") {
			return ""
		}
		name, isFlag := strings.CutPrefix(strings.Trim(word, "[]"), "--")
		switch {
		case isFlag:
			name, _, given := strings.Cut(name, "=")
			flag := flagOf(at, name)
			if flag == nil {
				return word
			}
			value = !given && !flag.IsBool()
		case value:
			value = false
		case len(at.Children) > 0 && !strings.HasPrefix(word, "-"):
			var next *kong.Node
			for one := range strings.SplitSeq(word, "|") {
				i := slices.IndexFunc(at.Children, func(child *kong.Node) bool { return child.Name == one })
				if i < 0 {
					return one
				}
				next = at.Children[i]
			}
			at = next
		}
	}
	return ""
}

// flagOf finds a flag of a command, of those above it, or of what it does when nothing else
// is said; nil if there is none.
func flagOf(at *kong.Node, name string) *kong.Flag {
	if at.DefaultCmd != nil {
		at = at.DefaultCmd
	}
	for _, group := range at.AllFlags(false) {
		for _, flag := range group {
			if flag.Name == name {
				return flag
			}
		}
	}
	return nil
}

func TestFlagsAndVariablesOfDocumentsExist(t *testing.T) {
	names := map[string]bool{}
	for _, flag := range flagsOf(modelOfAll(t)) {
		names["--"+flag.Name] = true
		for _, variable := range flag.Envs {
			names[variable] = true
		}
	}
	for _, other := range beside {
		names[other] = true
	}
	for document, text := range documents(t) {
		for _, match := range aFlag.FindAllStringSubmatch(text, -1) {
			if !names[match[1]] {
				t.Errorf("%s: no command has %s", document, match[1])
			}
		}
		for _, variable := range aVariable.FindAllString(text, -1) {
			if !names[variable] {
				t.Errorf("%s: no command reads %s", document, variable)
			}
		}
	}
}
